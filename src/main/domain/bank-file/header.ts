import type { MappableField } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { cellText, isBlank } from './cells.ts';
import { exactKey, foldKey } from './fold.ts';
import { layouts } from './layouts/index.ts';
import type { OpenSheet, OpenWorkbook, RawCell } from './raw.ts';
import { countHeaders, loneReferenceHeaders, synonymFields, synonyms } from './synonyms.ts';

/** Legends and letterheads end well before this row. */
const SEARCHED_ROWS = 60;
/** Fewer recognised columns than this without an amount are no header, just words. */
const MIN_FIELDS_WITHOUT_AMOUNT = 3;

export interface HeaderRow {
  readonly sheet: OpenSheet;
  /** Index into the sheet's rows, from 0. */
  readonly index: number;
  /** Header texts as spelled, white space collapsed, without blank ones at the end. */
  readonly headers: readonly string[];
  /** Visible sheets with anything in them that are not read. */
  readonly others: readonly { readonly name: string; readonly rows: number }[];
}

const amountFields: readonly MappableField[] = ['amount', 'net', 'commission'];
const identityFields: readonly MappableField[] = [
  'transaction_date',
  'end_of_day',
  'auth_code',
  'bank_transaction_id',
  'rrn',
  'order',
  'gateway',
  'sequence',
];

const fieldsByHeader = new Map<string, MappableField>();
for (const header of loneReferenceHeaders) fieldsByHeader.set(foldKey(header), 'rrn');
for (const field of synonymFields) {
  for (const header of synonyms[field]) fieldsByHeader.set(foldKey(header), field);
}
for (const layout of layouts) {
  for (const [field, names] of Object.entries(layout.columns) as [MappableField, readonly string[]][]) {
    for (const name of names) if (!fieldsByHeader.has(foldKey(name))) fieldsByHeader.set(foldKey(name), field);
  }
}

/** Texts of a header row, in file order. */
function headersOf(row: readonly RawCell[]): string[] {
  const headers = row.map(cellText);
  while (headers.length > 0 && headers.at(-1) === '') headers.pop();
  return headers;
}

function recognisedFields(row: readonly RawCell[], own: ReadonlyMap<string, MappableField>): Set<MappableField> {
  const found = new Set<MappableField>();
  for (const cell of row) {
    if (typeof cell !== 'string' || cell.length > 80) continue;
    const field = own.get(exactKey(cell)) ?? fieldsByHeader.get(foldKey(cell));
    if (field !== undefined) found.add(field);
  }
  return found;
}

/** How surely a row is the header: recognised fields, doubled in weight where an amount is among them. */
function scoreOf(fields: ReadonlySet<MappableField>): number {
  if (!identityFields.some((field) => fields.has(field))) return 0;
  if (amountFields.some((field) => fields.has(field))) return 1000 + fields.size;
  return fields.size >= MIN_FIELDS_WITHOUT_AMOUNT ? fields.size : 0;
}

function filledRows(sheet: OpenSheet): number {
  let filled = 0;
  for (const row of sheet.rows) if (!row.every(isBlank)) filled += 1;
  return filled;
}

/** One row by its index from 0; rows of a large file cannot be asked for by place. */
function rowAt({ rows }: OpenSheet, index: number): readonly RawCell[] {
  const [row = []] = rows.slice(index, index + 1);
  return row;
}

const visibleSheets = (workbook: OpenWorkbook): OpenSheet[] => workbook.sheets.filter((sheet) => !sheet.hidden);

/** The header of a sheet's row (index from 0), with the sheets beside it that are not read. */
function headerOf(workbook: OpenWorkbook, sheet: OpenSheet, index: number, headers: readonly string[]): HeaderRow {
  const others = visibleSheets(workbook)
    .filter((other) => other !== sheet)
    .map((other) => ({ name: other.name, rows: filledRows(other) }))
    .filter((other) => other.rows > 0);
  return { sheet, index, headers, others };
}

/** The row of the visible sheets that scores most, the first of equals; undefined where none scores at all. */
export function bestHeader(workbook: OpenWorkbook, score: (row: readonly RawCell[]) => number): HeaderRow | undefined {
  let best: { sheet: OpenSheet; index: number; score: number } | undefined;
  for (const sheet of visibleSheets(workbook)) {
    let index = -1;
    for (const row of sheet.rows.slice(0, SEARCHED_ROWS)) {
      index += 1;
      const found = score(row);
      if (found > (best?.score ?? 0)) best = { sheet, index, score: found };
    }
  }
  return best && headerOf(workbook, best.sheet, best.index, headersOf(rowAt(best.sheet, best.index)));
}

/**
 * Finds the header row among titles, legends and blank rows: the row of the visible
 * sheets that names the most fields, the first of equals. A row with an amount column
 * always wins over one without. None at all is `input.no_header`.
 */
export function findHeader(workbook: OpenWorkbook, map: Readonly<Record<string, string>>): HeaderRow {
  const own = new Map(Object.entries(map).map(([field, header]) => [exactKey(header), field as MappableField] as const));
  const found = bestHeader(workbook, (row) => scoreOf(recognisedFields(row, own)));
  if (found === undefined) throw new AppError('input.no_header', { sheets: visibleSheets(workbook).map((sheet) => sheet.name) });
  return found;
}

/** What a column without a header is called: Sütun A, Sütun B, as Excel letters them. */
export function columnName(at: number): string {
  let letters = '';
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCodePoint(65 + ((rest - 1) % 26)) + letters;
  return `Sütun ${letters}`;
}

/** The visible sheet with the most rows: what is meant where no header says it. */
export function fullestSheet(workbook: OpenWorkbook): OpenSheet {
  const [fullest] = visibleSheets(workbook).sort((a, b) => filledRows(b) - filledRows(a));
  if (fullest === undefined) throw new AppError('input.no_header', { sheets: [] });
  return fullest;
}

/**
 * The header row as the user points at it, from 1 as Excel counts; 0 where the file
 * has none, and the columns then get names of their own. It is looked for in the sheet
 * whose header would have been found, else in the fullest one. Throws
 * `usage.header_row` where no such row is filled.
 */
export function headerAt(workbook: OpenWorkbook, row: number): HeaderRow {
  const guessed = bestHeader(workbook, (cells) => scoreOf(recognisedFields(cells, new Map())));
  const sheet = guessed?.sheet ?? fullestSheet(workbook);
  let width = 0;
  if (row === 0) for (const cells of sheet.rows) width = Math.max(width, headersOf(cells).length);
  const names = Array.from({ length: width }, (_, at) => columnName(at));
  if (row === 0) return headerOf(workbook, sheet, -1, names);
  const headers = headersOf(rowAt(sheet, row - 1));
  if (headers.every((header) => header === '')) throw new AppError('usage.header_row', { row, sheet: sheet.name, rows: sheet.rows.length });
  return headerOf(workbook, sheet, row - 1, headers);
}

const countKeys = new Set(countHeaders.map(foldKey));

/** Whether a header has a count column, as only a statement of daily totals does. */
export function hasCountColumn(headers: readonly string[]): boolean {
  return headers.some((header) => countKeys.has(foldKey(header)));
}
