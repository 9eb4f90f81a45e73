import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { readXlsx } from '../../src/main/files/read-xlsx.ts';
import { readXlsxStream } from '../../src/main/files/xlsx/read.ts';

/** Sheets as both readers give them, cell for cell. */
export type PlainSheet = { readonly name: string; readonly hidden: boolean; readonly rows: RawCell[][] };

interface AnySheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: Iterable<readonly RawCell[]>;
}

/** A formula without a result is told by our reader alone: the library has nothing in its place. */
const withoutOpenFormulas = (row: readonly RawCell[]): RawCell[] => {
  const cells = row.map((cell) => (typeof cell === 'object' && cell !== null && 'error' in cell && cell.error === '=?' ? null : (cell ?? null)));
  while (cells.at(-1) === null) cells.pop();
  return cells;
};

function plain(sheets: readonly AnySheet[]): PlainSheet[] {
  return sheets.map(({ name, hidden, rows }) => {
    const all = Array.from(rows, withoutOpenFormulas);
    while (all.at(-1)?.length === 0) all.pop();
    return { name, hidden, rows: all };
  });
}

/** What our own reader makes of a workbook; the reason where it leaves it to the library. */
export async function streamed(bytes: Uint8Array, signal = new AbortController().signal): Promise<PlainSheet[] | string> {
  const read = await readXlsxStream(bytes, signal);
  return 'unknown' in read ? read.unknown : plain(read.sheets);
}

/** What the library makes of it. */
export const byLibrary = (bytes: Uint8Array): PlainSheet[] => plain(readXlsx(bytes).sheets);
