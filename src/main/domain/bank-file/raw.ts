/**
 * What a file reader hands to the understanding of a bank file: cells as the
 * file holds them, nothing interpreted. Readers live in main/files, everything
 * that gives a cell a meaning lives here in the domain.
 */

/** A date as a spreadsheet stores it: days since the workbook's epoch, the time as a fraction. */
export interface SerialDate {
  readonly serial: number;
  readonly date1904: boolean;
  /** Whether the cell's format shows a time; an integral serial without one is a calendar day. */
  readonly shows_time: boolean;
}

/** A formula that ended in an error, `#N/A` and its likes. */
export interface ErrorCell {
  readonly error: string;
}

/** A formula whose result the file does not hold: no program has calculated it since it was written. */
export const UNCALCULATED: ErrorCell = { error: '=?' };

/** Text stays text (leading zeros and all); numbers are what Excel kept. Blank is null. */
export type RawCell = string | number | boolean | SerialDate | ErrorCell | null;

/**
 * Rows in their order; index 0 is the sheet's row 1. Rows may be shorter than the widest
 * one. A plain array is such rows; a reader of large files makes each row when it is asked for.
 */
export interface RawRows extends Iterable<readonly RawCell[]> {
  readonly length: number;
  slice(start: number, end?: number): RawRows;
  /** The cells of one column, where they can be had without those beside them. */
  column?(index: number): Iterable<RawCell>;
  /**
   * The texts that are not plain ASCII, each at least once, where they can be had without
   * the rows; what the sheets of a workbook share is told by the first of them.
   */
  oddTexts?(): Iterable<string>;
  /** The same rows with every text that is not plain ASCII changed, cell by cell, where that can be done without making them. */
  withTexts?(change: (text: string) => string): RawRows;
}

/** The cells of one column, from the first row to the last. */
export const columnOf = (rows: RawRows, index: number): Iterable<RawCell | undefined> => rows.column?.(index) ?? cellsOf(rows, index);

function* cellsOf(rows: RawRows, index: number): Generator<RawCell | undefined, void, void> {
  for (const row of rows) yield row[index];
}

/** A sheet as it is understood: its rows come one after another. */
export interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: RawRows;
}

/** A sheet with all its rows in memory. */
export interface RawSheet extends OpenSheet {
  readonly rows: readonly (readonly RawCell[])[];
}

export interface OpenWorkbook<Sheet extends OpenSheet = OpenSheet> {
  /** xlsx, xls, csv and so on: told by the content, never by the file's name. */
  readonly format: string;
  /** The code page text was decoded with; null for formats that carry their own. */
  readonly encoding: string | null;
  readonly sheets: readonly Sheet[];
  /** What the user has to know about how the file's text was read, see mend-text.ts; a `code` is a warning's. */
  readonly remarks?: readonly TextRemark[];
}

export type RawWorkbook = OpenWorkbook<RawSheet>;

export interface TextRemark {
  readonly code: 'text_mended' | 'letters_lost';
  readonly params: Readonly<Record<string, string | number>>;
}
