import { randomOf } from '../builders/files-mutations.ts';
import { describe, expect, it } from 'vitest';
import { possessiveDative } from '../../src/renderer/src/features/review/possessive.ts';
import { rowDate, tableAmount, tableOf } from '../../src/renderer/src/features/review/row-text.ts';
import { isDecidable, isPickable, isWaiting, markOf, NO_SUMS, withRow } from '../../src/renderer/src/features/review/rows.ts';
import { keyName, shownKey } from '../../src/renderer/src/ui/key-names.ts';
import { completed, movedBefore, movedBy } from '../../src/renderer/src/ui/column-order.ts';
import { gridScale, listToShow, rowsFrom } from '../../src/renderer/src/ui/grid-scale.ts';
import { stepOf } from '../../src/renderer/src/ui/grid-step.ts';
import { pagesAround } from '../../src/renderer/src/window-pages.ts';
import { answerStates } from '../../src/shared/review-filter.ts';

describe('the order of columns', () => {
  const order = ['a', 'b', 'c', 'd'];
  it('moves one before another, or to the end', () => {
    expect(movedBefore(order, 'd', 'b')).toEqual(['a', 'd', 'b', 'c']);
    expect(movedBefore(order, 'a', null)).toEqual(['b', 'c', 'd', 'a']);
    expect(movedBefore(order, 'b', 'b')).toEqual(order);
  });
  it('moves one past its neighbour in view, over what is hidden', () => {
    expect(movedBy(order, ['a', 'c', 'd'], 'a', 1)).toEqual(['b', 'c', 'a', 'd']);
    expect(movedBy(order, ['a', 'c', 'd'], 'd', -1)).toEqual(['a', 'b', 'd', 'c']);
    expect(movedBy(order, order, 'a', -1)).toEqual(order);
    expect(movedBy(order, order, 'd', 1)).toEqual(order);
  });
  it('drops columns nobody knows and puts new ones where they usually stand', () => {
    expect(completed(['c', 'x', 'a'], order)).toEqual(['c', 'd', 'a', 'b']);
    expect(completed([], order)).toEqual(order);
  });
});

describe('rows for a table outside', () => {
  const columns = [
    { header: 'Kod', isNumber: false, text: ({ code }: { code: string; amount: number | null }) => code },
    { header: 'Tutar', isNumber: true, text: ({ amount }: { amount: number | null }) => tableAmount(amount) },
  ];
  it('writes amounts as Turkish tables read them', () => {
    expect([0, 5, -5, 123_456, -100, null].map(tableAmount)).toEqual(['0,00', '0,05', '-0,05', '1234,56', '-1,00', '']);
  });
  it('keeps one row a line, marks what a table would take for a formula, and keeps leading zeros', () => {
    const { plain, html } = tableOf(columns, [{ code: '004512', amount: -150 }, { code: '=HYPERLINK("x")\tb\nc<', amount: null }]);
    expect(plain.split('\r\n')).toEqual(['Kod\tTutar', '004512\t-1,50', "'=HYPERLINK(\"x\") b c<\t"]);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">004512</td><td>-1,50</td>`);
    expect(html).not.toContain('c<');
  });
  it('shows the time only where there is one', () => {
    expect([{ date: '2026-05-03' }, { date: '2026-05-03T15:34:58+03:00' }, { date: null }].map(rowDate)).toEqual(['03.05.2026', '03.05.2026 15:34', '–']);
  });
});

describe('a row of the review', () => {
  const states = (holds: (answer: (typeof answerStates)[number]) => boolean) => answerStates.filter(holds);
  it('waits, is decided and is picked by how far its answer is', () => {
    expect(states((answer) => isWaiting({ answer }))).toEqual(['none', 'refused', 'conflict']);
    expect(states((answer) => isDecidable({ answer }, false))).toEqual(['none', 'local', 'refused']);
    expect(states((answer) => isDecidable({ answer }, true))).toEqual(['none', 'refused']);
    expect(states((answer) => isPickable({ answer }, true))).toEqual(['none', 'refused', 'conflict']);
    expect([markOf({ answer: 'local' }, true), markOf({ answer: 'local' }, false), markOf({ answer: 'matched' }, false)]).toEqual(['queued', 'local', null]);
  });
  it('adds to the sums of a selection and takes away again', () => {
    const row = { db_amount: 150_00, bank_amount: null, delta: -150_00, stake: 150_00 };
    const one = withRow(NO_SUMS, row, 1);
    expect(one).toEqual({ rows: 1, db: 150_00, bank: 0, delta: -150_00, stake: 150_00 });
    expect(withRow(one, row, -1)).toEqual(NO_SUMS);
  });
});

describe('Turkish endings', () => {
  it('follow the number as it is read out', () => {
    const said = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 87, 100, 1000, 12_000, 4100, 1_000_000].map((value) => `${value}’${possessiveDative(value)}`);
    expect(said.join(' ')).toBe(
      '0’ına 1’ine 2’sine 3’üne 4’üne 5’ine 6’sına 7’sine 8’ine 9’una 10’una 20’sine 30’una 40’ına 50’sine 60’ına 70’ine 80’ine 90’ına 87’sine 100’üne 1000’ine 12000’ine 4100’üne 1000000’una',
    );
  });
});

describe('keys', () => {
  const press = (key: string, held: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean } = {}) => keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held });
  it('are named by what is typed, Shift only where it is not part of the sign', () => {
    expect([press('b'), press('B', { shiftKey: true }), press('?', { shiftKey: true }), press('/'), press('/', { shiftKey: true }), press('z', { ctrlKey: true }), press('c', { metaKey: true }), press('ArrowLeft', { shiftKey: true }), press(' ')]).toEqual(
      ['B', 'Shift+B', '?', '/', '/', 'Ctrl+Z', 'Ctrl+C', 'Shift+ArrowLeft', 'Space'],
    );
    expect([press('ı'), press('i')]).toEqual(['I', 'I']);
    expect([shownKey('Shift+ArrowLeft'), shownKey('Ctrl+C')]).toEqual(['Shift ←', 'Ctrl C']);
  });
  it('move within a list and stop at its ends', () => {
    expect([stepOf('ArrowDown', 9, 10, 5), stepOf('PageUp', 3, 10, 5), stepOf('End', 0, 100_000, 20), stepOf('Home', 99, 100, 5), stepOf('x', 1, 10, 5)]).toEqual([9, 0, 99_999, 0, undefined]);
  });
});

describe('the windows of a long list', () => {
  it('are those in view, then what the movement comes to, then what it left, never beyond the end', () => {
    const around = (first: number, last: number, moved: number, total: number | null = 4000) => pagesAround({ first, last, moved }, total);
    expect(around(0, 40, 0, null)).toEqual([0]);
    expect(around(0, 40, 0)).toEqual([0, 1, 2]);
    expect(around(390, 410, 3)).toEqual([1, 2, 3, 4, 0]);
    expect(around(1000, 1040, -1)).toEqual([5, 4, 3, 6]);
    expect(around(1000, 1040, 75)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 4]);
    expect(around(3960, 3999, 75)).toEqual([19, 18]);
  });
});

describe('a list higher than a page can be', () => {
  const view = 600;
  const scales = [[100, 28], [100_000, 28], [1_000_000, 34], [12_000_000, 34], [3, 34]] as const;
  it('is no higher than browsers keep, and its first and last rows are reached by scrolling', () => {
    for (const [rows, size] of scales) {
      const { height, listAt } = gridScale(rows, size, view);
      expect(height).toBeLessThanOrEqual(16_700_000);
      expect(listAt(0)).toBe(0);
      expect(Math.abs(listAt(Math.max(0, height - view)) - Math.max(0, rows * size - view))).toBeLessThan(0.01);
    }
  });
  it('shows a row whole wherever the list is, after the screen rounded the position', () => {
    const random = randomOf(20261121);
    for (const [rows, size] of scales) {
      const { listAt, scrollAt } = gridScale(rows, size, view);
      for (let round = 0; round < 200; round += 1) {
        const row = Math.floor(random() * rows);
        const at = Math.round(scrollAt(listToShow(row, size, view, Math.floor(random() * rows) * size)));
        const slack = 1 + listAt(1);
        expect(row * size).toBeGreaterThanOrEqual(listAt(at) - slack);
        expect((row + 1) * size).toBeLessThanOrEqual(listAt(at) + view + slack);
      }
    }
  });
  it('stays where it is for a row in view', () => expect(listToShow(10, 34, view, 200)).toBe(200));
});

describe('rows that are drawn', () => {
  it('keep their names as long as some stay, and hand them on in their order after a jump', () => {
    const start = rowsFrom({ first: 0, end: 0, base: 0 }, 0, 40);
    const moved = rowsFrom(start, 30, 70);
    expect(moved.base).toBe(start.base);
    const jumped = rowsFrom(moved, 5_000, 5_040);
    expect(jumped.first - jumped.base).toBe(moved.first - moved.base);
  });
  it('are never named so far away that px are no longer exact', () => {
    let drawn = rowsFrom({ first: 0, end: 0, base: 0 }, 0, 40);
    for (let first = 0; first < 1_000_000; first += 30) {
      drawn = rowsFrom(drawn, first, first + 40);
      expect(Math.abs(first - drawn.base)).toBeLessThan(100_000);
    }
  });
});
