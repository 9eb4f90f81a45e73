import type { MappableField } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { cellText, isBlank } from './cells.ts';
import { exactKey, foldKey } from './fold.ts';
import { layouts } from './layouts/index.ts';
import type { RawCell, RawSheet, RawWorkbook } from './raw.ts';
import { countHeaders, loneReferenceHeaders, synonymFields, synonyms } from './synonyms.ts';

/** Legends and letterheads end well before this row. */
const SEARCHED_ROWS = 60;
/** Fewer recognised columns than this without an amount are no header, just words. */
const MIN_FIELDS_WITHOUT_AMOUNT = 3;

export interface HeaderRow {
  readonly sheet: RawSheet;
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

const filledRows = (sheet: RawSheet): number => sheet.rows.filter((row) => !row.every(isBlank)).length;

/**
 * Finds the header row among titles, legends and blank rows: the row of the visible
 * sheets that names the most fields, the first of equals. A row with an amount column
 * always wins over one without. None at all is `input.no_header`.
 */
export function findHeader(workbook: RawWorkbook, map: Readonly<Record<string, string>>): HeaderRow {
  const visible = workbook.sheets.filter((sheet) => !sheet.hidden);
  const own = new Map(
    Object.entries(map).map(([field, header]) => [exactKey(header), field as MappableField] as const),
  );
  let best: { sheet: RawSheet; index: number; score: number } | undefined;
  for (const sheet of visible) {
    for (const [index, row] of sheet.rows.slice(0, SEARCHED_ROWS).entries()) {
      const score = scoreOf(recognisedFields(row, own));
      if (score > (best?.score ?? 0)) best = { sheet, index, score };
    }
  }
  if (best === undefined) throw new AppError('input.no_header', { sheets: visible.map((sheet) => sheet.name) });
  const { sheet, index } = best;
  const others = visible
    .filter((other) => other !== sheet)
    .map((other) => ({ name: other.name, rows: filledRows(other) }))
    .filter((other) => other.rows > 0);
  return { sheet, index, headers: headersOf(sheet.rows[index] ?? []), others };
}

const countKeys = new Set(countHeaders.map(foldKey));

/** Whether a header has a count column, as only a statement of daily totals does. */
export function hasCountColumn(headers: readonly string[]): boolean {
  return headers.some((header) => countKeys.has(foldKey(header)));
}
