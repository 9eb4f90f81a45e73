import { AppError } from '../../../shared/errors.ts';

/**
 * Bounds of a workbook that is read as a stream. Its cells stand packed in memory, some
 * seven bytes each, so that more of them are allowed than the library could hold.
 */
export const limits = {
  /** A sheet has no more rows than this; a cell below them comes from no spreadsheet. */
  rows: 1_048_576,
  /** Bank files have some thirty columns. */
  columns: 512,
  /** Cells of a workbook, gaps between them counted: a full sheet of twenty-four columns. */
  cells: 25_000_000,
  /** `<c>` of a workbook, with or without a value: they cost time, but no memory. */
  tags: 30_000_000,
  /** Elements of a workbook's sheets that are no cells: merged places, links, rules. */
  others: 3_000_000,
  /** Bytes of one text, or of anything else between two cells. A cell of Excel's holds 32,767 letters. */
  piece: 1_000_000,
  /** Bytes of a part that is read whole: the list of sheets, the styles, the relations. */
  small_part: 16_000_000,
  /** Open elements inside each other. */
  depth: 64,
  /** Sheets of a workbook. */
  sheets: 1_000,
} as const;

/** Ends a read that would go beyond one of the bounds; `details` names which. */
export function tooLarge(details: Readonly<Record<string, number>>): never {
  throw new AppError('input.too_large', details);
}
