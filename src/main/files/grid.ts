import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';

/** How much of one sheet is read; more comes from no bank. `cells` counts the gaps between cells too. */
export interface GridLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
}

export const sheetLimits: GridLimits = { rows: 1_048_576, columns: 512, cells: 5_000_000 };
/** Text costs less than a spreadsheet's cells and knows no last row. */
export const textLimits: GridLimits = { rows: 2_000_000, columns: 512, cells: 12_000_000 };

const EMPTY: readonly RawCell[] = [];

/**
 * A sheet in the making. Blank rows and cells after the last one that holds something
 * cost nothing, however many a file declares. What is beyond the limits is
 * `input.too_large`, before memory is spent on it.
 */
export class Grid {
  readonly #limits: GridLimits;
  readonly #rows: (readonly RawCell[])[] = [];
  #blank = 0;
  #cells = 0;

  constructor(limits: GridLimits = sheetLimits) {
    this.#limits = limits;
  }

  /** Index of the row that is added next. */
  get next(): number {
    return this.#rows.length + this.#blank;
  }

  /** Leaves rows blank. */
  skip(rows: number): void {
    this.#blank += rows;
  }

  /** Adds a row, `times` times over; without a filled cell it is as good as skipped. */
  add(row: readonly RawCell[], times = 1): void {
    if (row.length === 0) return this.skip(times);
    const { rows, columns, cells } = this.#limits;
    if (row.length > columns) throw new AppError('input.too_large', { columns: row.length, limit: columns });
    this.#cells += row.length * times;
    if (this.#cells > cells) throw new AppError('input.too_large', { cells: this.#cells, limit: cells });
    if (this.next + times > rows) throw new AppError('input.too_large', { rows: this.next + times, limit: rows });
    for (; this.#blank > 0; this.#blank -= 1) this.#rows.push(EMPTY);
    for (let index = 0; index < times; index += 1) this.#rows.push(row);
  }

  /** Puts a cell into a row, `times` times over; blank cells after the last filled one are left out. */
  put(row: RawCell[], column: number, cell: RawCell, times = 1): void {
    if (cell === null || times < 1) return;
    const end = column + times;
    if (!(end <= this.#limits.columns)) throw new AppError('input.too_large', { columns: end, limit: this.#limits.columns });
    while (row.length < column) row.push(null);
    for (let at = column; at < end; at += 1) row[at] = cell;
  }

  sheet(name: string, hidden: boolean): RawSheet {
    return { name, hidden, rows: this.#rows };
  }
}
