import type { ColumnFinding } from '../../../shared/bank-profile.ts';
import { AppError } from '../../../shared/errors.ts';
import { cellText, isBlank } from './cells.ts';
import { assignColumns, type Columns } from './columns.ts';
import { explainColumns } from './evidence.ts';
import { headerAt } from './header.ts';
import { genericLayout } from './layouts/index.ts';
import { locate, type Place } from './locate.ts';
import { isCard } from './looks.ts';
import type { OpenWorkbook, RawRows } from './raw.ts';
import { dataRows, openTable, type TableOptions } from './table.ts';
import { maskCard } from './values.ts';

/** The top of a file's table as it stands, for the user to see before it is understood. */
export interface Head {
  /** As Excel counts; 0: the file is read as one without a header; null: none was found. */
  readonly header_row: number | null;
  readonly headers: readonly string[];
  readonly columns: readonly ColumnFinding[];
  /** The first rows below the header that are not blank; `row` as Excel shows it. */
  readonly rows: readonly { readonly row: number; readonly cells: string[] }[];
}

function firstTexts(rows: RawRows, from: number, most: number): { row: number; cells: string[] }[] {
  const shown: { row: number; cells: string[] }[] = [];
  let row = from;
  for (const cells of rows.slice(from)) {
    if (shown.length >= most) break;
    row += 1;
    if (!cells.every(isBlank)) shown.push({ row, cells: cells.map(cellText) });
  }
  return shown;
}

/** Columns as far as they can be assigned while a question about them is open. */
function columnsOf(workbook: OpenWorkbook, place: Place, options: TableOptions): Columns {
  try {
    return openTable(workbook, { ...options, acceptLayout: true }, dataRows).columns;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A header the user named is not in this file: what is there is shown without it.
    return assignColumns(place.header.headers, place.layout, {});
  }
}

/** Where no header is found the rows are shown from the top, for the user to point at it. */
function locateAnyhow(workbook: OpenWorkbook, options: TableOptions): { place: Place; found: boolean } {
  try {
    return { place: locate(workbook, options), found: true };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'input.no_header') throw error;
    const header = headerAt(workbook, 0);
    return { place: { header, layout: genericLayout, saved: null, change: null, rows: [], looks: [] }, found: false };
  }
}

/**
 * Shows the first `most` rows of a file's table and what its columns seem to be, also
 * while a question is open. Throws what keeps a file from being read at all.
 */
export function headOf(workbook: OpenWorkbook, options: TableOptions, most: number): Head {
  const { place, found } = locateAnyhow(workbook, options);
  const { sheet, index, headers } = place.header;
  const columns = found ? explainColumns(columnsOf(workbook, place, options), place.looks, place.rows) : [];
  const cards = new Set(columns.filter(({ field, looks_like }) => field === 'card' || looks_like === 'card').map(({ at }) => at));
  const rows = firstTexts(sheet.rows, index + 1, most).map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, at) => (cards.has(at) || (!found && isCard(cell)) ? maskCard(cell) : cell)),
  }));
  return { header_row: found ? index + 1 : null, headers, columns, rows };
}
