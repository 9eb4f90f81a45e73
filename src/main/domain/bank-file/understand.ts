import type { BankRow } from '../../../shared/bank-row.ts';
import { type FileFacts, openFile, type UnderstandOptions } from './file-reading.ts';
import { unmarked } from './instalments.ts';
import type { RejectedCells } from './mend-row.ts';
import type { OpenWorkbook } from './raw.ts';

export type { UnderstandOptions } from './file-reading.ts';

/** A bank's file, understood. */
export interface Understanding extends FileFacts {
  /** Every row below the header that is not blank, in file order. */
  readonly rows: BankRow[];
  /** The cells of rejected rows, card numbers masked. */
  readonly rejected: RejectedCells[];
}

/**
 * Understands a bank's file and keeps the first `most` of its rows. Yields where it can be
 * left. Pure: the same workbook and options give the same answer. Whatever stops it is an
 * AppError `input.…` or `usage.…`.
 */
export function* understandTop(workbook: OpenWorkbook, options: UnderstandOptions, most: number): Generator<void, Understanding, void> {
  const reading = yield* openFile(workbook, options);
  const rows: BankRow[] = [];
  const rejected: RejectedCells[] = [];
  for (const read of reading.rows()) {
    if (rows.length < most) {
      rows.push(read.row);
      if (read.rejected !== null) rejected.push(read.rejected);
    }
    yield;
  }
  const { facts, wholes } = reading.finish();
  const none = new Set(wholes);
  return { ...facts, rows: rows.map((row) => (none.has(row.row) ? unmarked(row) : row)), rejected };
}

/** Understands a bank's file, all of it at once; see {@link understandTop}. */
export function understand(workbook: OpenWorkbook, options: UnderstandOptions = {}): Understanding {
  const steps = understandTop(workbook, options, Infinity);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
