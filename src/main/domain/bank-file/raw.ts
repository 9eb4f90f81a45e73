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

/** Text stays text (leading zeros and all); numbers are what Excel kept. Blank is null. */
export type RawCell = string | number | boolean | SerialDate | ErrorCell | null;

export interface RawSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Index 0 is the sheet's row 1. Rows may be shorter than the widest one. */
  readonly rows: readonly (readonly RawCell[])[];
}

export interface RawWorkbook {
  /** xlsx, xls, csv and so on: told by the content, never by the file's name. */
  readonly format: string;
  /** The code page text was decoded with; null for formats that carry their own. */
  readonly encoding: string | null;
  readonly sheets: readonly RawSheet[];
}
