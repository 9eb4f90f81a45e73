import * as XLSX from 'xlsx';
import type { Day } from '../../shared/day.ts';

export type Cell = XLSX.CellObject;

const EXCEL_EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/** Text that stays text: codes, merchant numbers and card masks keep their leading zeros. */
export const text = (value: string): Cell => ({ t: 's', v: value });

export const integer = (value: number): Cell => ({ t: 'n', v: value });

/** Kuruş as the lira number a spreadsheet holds. */
export const lira = (kurus: number): Cell => ({ t: 'n', v: kurus / 100, z: '#,##0.00' });

/** A calendar day as a real spreadsheet date; counted in whole days, so that no time zone can move it. */
export const date = (day: Day): Cell => ({
  t: 'n',
  v: Date.parse(`${day}T00:00:00Z`) / DAY_MS + EXCEL_EPOCH_DAYS,
  z: 'dd.mm.yyyy',
});

/** A workbook of one sheet from rows of cells. */
export function workbook(sheetName: string, rows: (Cell | null)[][]): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, sheetName);
  const bytes: unknown = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
  if (!Buffer.isBuffer(bytes)) throw new TypeError('the spreadsheet writer gave no bytes');
  return bytes;
}
