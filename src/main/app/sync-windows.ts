import { PackedRows } from './packed-rows.ts';

/** Reading one window of a list whose order is not documented and which may change meanwhile. */

/** A page as every list of Payven gives it. */
export interface WindowPage<T> {
  readonly items: readonly T[];
  readonly total_count: number;
  readonly total_pages: number;
  readonly has_next_page: boolean;
}

export interface Reading<T extends { readonly id: string }> {
  readonly rows: PackedRows<T>;
  /** By the last page. */
  readonly total_count: number;
  readonly complete: boolean;
  /** Pages read, those of earlier readings included. */
  readonly pages: number;
}

/** A window that does not add up is read again three times before it is stored as incomplete. */
const READINGS = 4;

/**
 * So many page reads at once, those of earlier windows first: a big day is then read
 * and stored before the next one fills the memory.
 */
export class Slots {
  #free: number;
  readonly #waiting: { readonly order: number; readonly go: () => void }[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a slot; a lower `order` goes first. */
  take(order: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((go) => {
      const behind = this.#waiting.findIndex((each) => each.order > order);
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, { order, go });
    });
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.go();
  }
}

/** Calls `work` with 2, 3, … `last`, as many at once as slots are free, until it says false or throws. */
async function forPages(last: number, takeSlot: () => Promise<() => void>, work: (page: number) => Promise<boolean>): Promise<void> {
  const under_way: Promise<void>[] = [];
  const failures: unknown[] = [];
  let ended = false;
  const one = async (page: number, give: () => void): Promise<void> => {
    try {
      ended ||= !(await work(page));
    } catch (error) {
      failures.push(error);
    } finally {
      give();
    }
  };
  for (let page = 2; page <= last; page += 1) {
    const give = await takeSlot();
    if (ended || failures.length > 0) {
      give();
      break;
    }
    under_way.push(one(page, give));
  }
  await Promise.all(under_way);
  if (failures.length > 0) throw failures[0];
}

export interface WindowReader<T extends { readonly id: string }> {
  /** Takes a slot, then asks for a page from 1. */
  page(page: number): Promise<WindowPage<T>>;
  /** A slot for the next page; the answer gives it back. */
  takeSlot(): Promise<() => void>;
  /** Told of every page that came. */
  onPage?(number: number, page: WindowPage<T>): void;
  /**
   * Asked of a reading that adds up: whether it lacks a row the window has all the same.
   * Then it is read again; a list that lacks it every time is taken at its word.
   */
  lacks?(rows: PackedRows<T>): Promise<boolean>;
}

/**
 * One reading. Ids are taken as a set; it is complete when they are as many as the
 * last page says, no page said another number, and the last page promises no more.
 * A reading that cannot become complete any more ends early, unless it is the last one.
 */
async function readOnce<T extends { readonly id: string }>(reader: WindowReader<T>, is_last: boolean): Promise<Reading<T>> {
  const give = await reader.takeSlot();
  const first = await reader.page(1).finally(give);
  reader.onPage?.(1, first);
  const rows = new PackedRows<T>();
  rows.add(first.items);
  let pages = 1;
  let steady = true;
  let last = first;
  await forPages(first.total_pages, reader.takeSlot, async (number) => {
    const page = await reader.page(number);
    reader.onPage?.(number, page);
    pages += 1;
    rows.add(page.items);
    steady &&= page.total_count === first.total_count && page.items.length > 0;
    if (number === first.total_pages) last = page;
    return page.items.length > 0 && (steady || is_last);
  });
  const complete = steady && !last.has_next_page && rows.size === first.total_count;
  return { rows, total_count: last.total_count, complete, pages };
}

/** Reads a window until it is complete, four times at most. */
export async function readWindow<T extends { readonly id: string }>(reader: WindowReader<T>): Promise<Reading<T>> {
  let pages = 0;
  for (let reading = 1; ; reading += 1) {
    const result = await readOnce(reader, reading === READINGS);
    pages += result.pages;
    const trusted = result.complete && !((await reader.lacks?.(result.rows)) ?? false);
    if (trusted || reading === READINGS) return { ...result, pages };
  }
}
