import { describe, expect, it } from 'vitest';
import { readWindow, Slots, type WindowPage, type WindowReader } from '../../src/main/app/sync-windows.ts';
import { AppError } from '../../src/shared/errors.ts';

interface Row {
  readonly id: string;
}

const rows = (from: number, to: number): Row[] => Array.from({ length: to - from }, (_, index) => ({ id: `r${String(from + index).padStart(4, '0')}` }));

const SIZE = 100;

function pageOf(list: readonly Row[], number: number): WindowPage<Row> {
  const total_pages = Math.ceil(list.length / SIZE);
  return { items: list.slice((number - 1) * SIZE, number * SIZE), total_count: list.length, total_pages, has_next_page: number < total_pages };
}

/** Reads a list that `motion` may change before each page; the pages come one after another. */
function read(list: Row[], motion: (asked: number, page: number) => void = () => undefined, over: Partial<WindowReader<Row>> = {}) {
  let asked = 0;
  const slots = new Slots(1);
  const reader: WindowReader<Row> = {
    page(number) {
      asked += 1;
      motion(asked, number);
      return Promise.resolve(pageOf(list, number));
    },
    async takeSlot() {
      await slots.take(0);
      return () => slots.give();
    },
    ...over,
  };
  return readWindow(reader);
}

const idsOf = (found: Iterable<Row>): string[] => [...new Set([...found].map((row) => row.id))].sort();

describe('a window of a list that stands still', () => {
  it.each([0, 1, 100, 101, 250])('of %i rows is complete', async (count) => {
    const list = rows(0, count);
    const reading = await read(list);
    expect(reading).toMatchObject({ complete: true, total_count: count, pages: Math.max(1, Math.ceil(count / SIZE)) });
    expect(idsOf(reading.rows)).toEqual(list.map((row) => row.id));
  });

  it('is not complete while the last page promises more', async () => {
    const list = rows(0, 150);
    const reading = await read(list, undefined, { page: (number) => Promise.resolve({ ...pageOf(list, number), has_next_page: true }) });
    expect(reading).toMatchObject({ complete: false, pages: 8 });
  });

  it('is not complete while a page is empty, however many pages are promised', async () => {
    const list = rows(0, 150);
    const reading = await read(list, undefined, { page: (number) => Promise.resolve({ ...pageOf(list, number), total_pages: 1_000_000_000 }) });
    expect(reading.complete).toBe(false);
    expect(reading.pages).toBeLessThan(20);
  });

  it('is read again where it lacks a row that is known to be there, and taken at its word in the end', async () => {
    const list = rows(0, 120);
    let asked = 0;
    const lacks = (): Promise<boolean> => {
      asked += 1;
      return Promise.resolve(asked < 2);
    };
    expect(await read(list, undefined, { lacks })).toMatchObject({ complete: true, pages: 4 });
    expect(await read(list, undefined, { lacks: () => Promise.resolve(true) })).toMatchObject({ complete: true, pages: 8 });
  });
});

describe('a window of a list in motion', () => {
  it('with a row added between pages is read again until it holds still', async () => {
    const list = rows(10, 260);
    const reading = await read(list, (asked) => {
      if (asked === 2) list.unshift(...rows(0, 1));
    });
    expect(reading.complete).toBe(true);
    expect(idsOf(reading.rows)).toEqual(idsOf(list));
  });

  it('with a row taken away between pages is read again: the next page skipped one', async () => {
    const list = rows(0, 250);
    const reading = await read(list, (asked) => {
      if (asked === 2) list.splice(0, 1);
    });
    expect(reading).toMatchObject({ complete: true, total_count: 249 });
    expect(idsOf(reading.rows)).toEqual(idsOf(list));
  });

  it('whose number stays while its rows shift across pages is read again', async () => {
    const list = rows(10, 260);
    const reading = await read(list, (asked) => {
      if (asked === 2) list.splice(0, 249, ...rows(0, 9), ...list.slice(0, 240));
    });
    expect(reading.complete).toBe(true);
    expect(idsOf(reading.rows)).toEqual(idsOf(list));
  });

  it('that never holds still is told as incomplete, with the rows that were seen', async () => {
    const list = rows(1000, 1250);
    let next = 999;
    const reading = await read(list, (_, page) => {
      if (page > 1) list.unshift(...rows(next, next + 1));
      next -= 1;
    });
    expect(reading.complete).toBe(false);
    expect(reading.rows.size).toBeGreaterThanOrEqual(250);
  });

  it('that shrinks below the page asked for is read again', async () => {
    const list = rows(0, 250);
    const reading = await read(list, (asked) => {
      if (asked === 3) list.splice(150);
    });
    expect(reading).toMatchObject({ complete: true, total_count: 150 });
  });
});

describe('pages at once', () => {
  it('end with the first failure, and every slot is free again', async () => {
    const list = rows(0, 1000);
    const slots = new Slots(4);
    const asked: number[] = [];
    const failing = readWindow<Row>({
      async page(number) {
        asked.push(number);
        await Promise.resolve();
        if (number === 3) throw new AppError('payven.unreachable');
        return pageOf(list, number);
      },
      async takeSlot() {
        await slots.take(0);
        return () => slots.give();
      },
    });
    await expect(failing).rejects.toMatchObject({ code: 'payven.unreachable' });
    expect(asked.length).toBeLessThan(10);
    await Promise.all([slots.take(0), slots.take(0), slots.take(0), slots.take(0)]);
  });

  it('are those of the earliest window first', async () => {
    const slots = new Slots(1);
    await slots.take(0);
    const order: number[] = [];
    const waiting = [3, 1, 2, 1].map((window) => slots.take(window).then(() => order.push(window)));
    for (const _ of waiting) slots.give();
    await Promise.all(waiting);
    expect(order).toEqual([1, 1, 2, 3]);
  });
});
