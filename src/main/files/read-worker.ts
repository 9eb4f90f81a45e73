import { parentPort, workerData } from 'node:worker_threads';
import type { RawCell, RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError, type ErrorDetails } from '../../shared/errors.ts';
import { readWorkbook } from './read-workbook.ts';

/** What the thread says: sheets and their rows in turn, then what the file was; or why it could not be read. */
export type FromReader =
  | { readonly kind: 'sheet'; readonly name: string; readonly hidden: boolean }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly RawCell[])[] }
  | { readonly kind: 'done'; readonly about: Omit<RawWorkbook, 'sheets'> }
  | { readonly kind: 'refused'; readonly code: AppError['code']; readonly details: ErrorDetails };

/** Few enough that taking them in holds nobody up. */
const ROWS_PER_MESSAGE = 1000;

/**
 * The thread that reads one file and ends, see open-workbook.ts. A file that makes it
 * loop or fill its memory takes nothing else with it.
 */
const port = parentPort;
if (port === null) throw new Error('read-worker runs as a worker thread');
const tell = (message: FromReader): void => port.postMessage(message);

try {
  const { sheets, ...about } = readWorkbook(workerData as Uint8Array);
  for (const { name, hidden, rows } of sheets) {
    tell({ kind: 'sheet', name, hidden });
    for (let at = 0; at < rows.length; at += ROWS_PER_MESSAGE) tell({ kind: 'rows', rows: rows.slice(at, at + ROWS_PER_MESSAGE) });
  }
  tell({ kind: 'done', about });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  tell({ kind: 'refused', code: error.code, details: error.details });
}
