import type { OpenWorkbook } from '../../domain/bank-file/raw.ts';
import { limits } from './limits.ts';
import { PackedRows, RowStore } from './packed-rows.ts';
import { SharedStringsScanner } from './shared-strings.ts';
import { SheetScanner } from './sheet-scanner.ts';
import { StringPool } from './string-pool.ts';
import { type CellMeaning, readStyles } from './styles.ts';
import { UnknownFeature } from './unknown.ts';
import { readWorkbookParts } from './workbook-parts.ts';
import { XlsxPackage } from './xlsx-package.ts';

/** A workbook whose rows are made when they are asked for. */
export type StreamedWorkbook = OpenWorkbook<{ readonly name: string; readonly hidden: boolean; readonly rows: PackedRows }>;

/** What a workbook has that we do not know, in a few words; it is to be left to the library. */
export interface UnknownWorkbook {
  readonly unknown: string;
}

/**
 * Reads an .xlsx as a stream: its parts are unpacked piece by piece, and its rows are kept
 * packed, some seven bytes a cell. The cells are those the library would give, one for
 * one; a workbook with anything in it that we do not know is handed back untouched.
 *
 * Throws AppError: `input.truncated` where the file is damaged, `input.too_large`,
 * `input.password_protected`, `input.unsupported_format` for a document type, and
 * `state.cancelled` once `signal` says so, which is looked at every few milliseconds.
 */
export async function readXlsxStream(bytes: Uint8Array, signal: AbortSignal): Promise<StreamedWorkbook | UnknownWorkbook> {
  try {
    return { format: 'xlsx', encoding: null, sheets: await readSheets(new XlsxPackage(bytes), signal) };
  } catch (error) {
    if (error instanceof UnknownFeature) return { unknown: error.what };
    throw error;
  }
}

async function readSheets(parts: XlsxPackage, signal: AbortSignal): Promise<StreamedWorkbook['sheets']> {
  const { sheets, shared_strings, styles, date1904 } = readWorkbookParts(parts);
  const meanings: readonly CellMeaning[] = styles === null ? [] : readStyles(parts.text(styles));
  const pool = new StringPool();
  if (shared_strings !== null) await parts.scan(shared_strings, new SharedStringsScanner(pool), signal);
  const surroundings = { shared: pool.size, meanings, budget: { tags: 0, others: 0 } };
  const read: StreamedWorkbook['sheets'][number][] = [];
  let cells = 0;
  for (const { name, hidden, path } of sheets) {
    const store = new RowStore(pool, { date1904, room: limits.cells - cells, isFirst: read.length === 0 });
    await parts.scan(path, new SheetScanner(store, surroundings), signal);
    cells += store.cells;
    read.push({ name, hidden, rows: new PackedRows(store) });
  }
  return read;
}
