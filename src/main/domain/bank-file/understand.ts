import type { BankRow, ColumnMapping, ImportWarning, RowAmounts, RowCounts } from '../../../shared/bank-row.ts';
import { type RowKind, rowKinds } from '../../../shared/enums.ts';
import { AppError } from '../../../shared/errors.ts';
import { sumKurus } from '../../../shared/money.ts';
import type { DecimalSign } from './amounts.ts';
import { cellText, isBlank } from './cells.ts';
import { checkNets, checkRepeats, checkTotals } from './checks.ts';
import { assignColumns, type Columns } from './columns.ts';
import type { SlashOrder } from './dates.ts';
import { exactKey } from './fold.ts';
import { findHeader, hasCountColumn, type HeaderRow } from './header.ts';
import { markInstalmentParts } from './instalments.ts';
import { layoutNamed, recogniseLayout } from './layouts/index.ts';
import { type GrossSource, planReading } from './plan.ts';
import type { RawCell, RawWorkbook } from './raw.ts';
import { type ReadRow, RowReader } from './read-row.ts';
import { WarningLog } from './warnings.ts';

/** What the user decided about a file; everything else is told from the file. */
export interface UnderstandOptions {
  /** field -> header as spelled; an empty header leaves the field without a column. */
  readonly map?: Readonly<Record<string, string>>;
  /** Name of a built-in layout, or `generic`. */
  readonly profile?: string;
  readonly decimal?: DecimalSign;
  readonly dateOrder?: SlashOrder;
}

/** A bank's file, understood: every row below its header is in exactly one bucket. */
export interface Understanding {
  /** As the reader told it from the content. */
  readonly format: string;
  readonly encoding: string | null;
  readonly sheet: string;
  /** The bank as its layout names it; `unknown` where no layout was recognised. */
  readonly bank: string;
  readonly profile: { readonly name: string; readonly version: number };
  /** 1-based, as Excel shows it. */
  readonly header_row: number;
  readonly headers: string[];
  readonly mapping: ColumnMapping;
  /** Every row below the header that is not blank, in file order. */
  readonly rows: BankRow[];
  readonly counts: RowCounts;
  readonly kinds: Record<RowKind, number>;
  /** Kuruş over TRY rows. */
  readonly amounts: RowAmounts;
  readonly warnings: ImportWarning[];
}

/** Rows below the header up to the last one that holds anything. */
function dataRows(header: HeaderRow): readonly (readonly RawCell[])[] {
  const rows = header.sheet.rows.slice(header.index + 1);
  const last = rows.findLastIndex((row) => !row.every(isBlank));
  return rows.slice(0, last + 1);
}

/** Refuses a statement of daily totals: a count column and nothing that identifies a sale. */
function refuseDailyTotals(header: HeaderRow, columns: Columns): void {
  const single = ['auth_code', 'card', 'bank_transaction_id', 'transaction_time', 'rrn', 'order', 'gateway', 'sequence'] as const;
  if (hasCountColumn(header.headers) && !single.some((field) => columns.at.has(field))) {
    throw new AppError('input.daily_totals', { sheet: header.sheet.name, headers: [...header.headers] });
  }
}

function countKinds(rows: readonly BankRow[]): Record<RowKind, number> {
  const kinds = Object.fromEntries(rowKinds.map((kind) => [kind, 0])) as Record<RowKind, number>;
  for (const row of rows) kinds[row.kind] += 1;
  return kinds;
}

function countRows(kinds: Record<RowKind, number>, blank: number, data: number): RowCounts {
  return {
    data,
    sales: kinds.sale,
    refunds: kinds.refund,
    voids: kinds.void,
    failed: kinds.failed,
    fees: kinds.fee + kinds.point + kinds.chargeback,
    totals: kinds.total,
    blank,
    rejected: kinds.rejected,
  };
}

function sumAmounts(rows: readonly BankRow[]): RowAmounts {
  const lira = rows.filter((row) => row.currency === 'TRY');
  const sumOf = (kind: RowKind): number => sumKurus(lira.filter((row) => row.kind === kind).map((row) => row.amount ?? 0));
  const moved = lira.filter((row) => row.kind === 'sale' || row.kind === 'refund' || row.kind === 'void');
  try {
    return {
      sales: sumOf('sale'),
      refunds: sumOf('refund'),
      voids: sumOf('void'),
      commission: sumKurus(moved.map((row) => row.commission ?? 0)),
    };
  } catch (error) {
    throw error instanceof AppError && error.code === 'state.sum_too_large' ? new AppError('input.sum_too_large', {}, error) : error;
  }
}

function warnAboutFile(header: HeaderRow, columns: Columns, log: WarningLog): void {
  for (const other of header.others) log.add('other_sheet', null, { sheet: other.name, rows: other.rows });
  const seen = new Map<string, number>();
  for (const spelled of columns.headers) seen.set(exactKey(spelled), (seen.get(exactKey(spelled)) ?? 0) + 1);
  for (const [field, at] of columns.at) {
    const spelled = columns.headers[at] ?? '';
    if ((seen.get(exactKey(spelled)) ?? 0) > 1) log.add('repeated_header', null, { header: spelled, field });
  }
}

/** Remarks that count rows instead of naming each of them. */
function warnAboutRows(rows: readonly BankRow[], reader: RowReader, source: GrossSource, log: WarningLog): void {
  const kept = rows.filter((row) => row.kind !== 'rejected' && row.kind !== 'total');
  for (const { code, word, count, row } of reader.unknown_words.values()) log.add(code, row, { word, count });
  if (reader.padded_codes > 0) log.add('code_padded', null, { count: reader.padded_codes });
  if (source !== 'column') log.add(source === 'rebuilt' ? 'gross_rebuilt' : 'net_only', null, { count: kept.length });
  const foreign = new Map<string, number>();
  for (const { currency } of kept) {
    if (currency !== null && currency !== 'TRY') foreign.set(currency, (foreign.get(currency) ?? 0) + 1);
  }
  for (const [currency, count] of foreign) log.add('foreign_currency', null, { currency, count });
  const parts = kept.filter((row) => row.instalment_part).length;
  if (parts > 0) log.add('instalment_parts', null, { count: parts });
  const sent = kept.filter((row) => row.kind === 'sale' || row.kind === 'refund' || row.kind === 'void');
  if (!sent.some((row) => row.bank_transaction_id !== null || row.auth_code !== null)) log.add('no_identity', null);
}

/** The top of a file's table as it stands, for the user to see before it is understood. */
export interface Head {
  readonly headers: readonly string[];
  /** The first rows below the header that are not blank; `row` as Excel shows it. */
  readonly rows: readonly { readonly row: number; readonly cells: string[] }[];
}

/** Finds the table and shows its first `most` rows as text. Throws `input.no_header`. */
export function headOf(workbook: RawWorkbook, map: Readonly<Record<string, string>>, most: number): Head {
  const { sheet, index, headers } = findHeader(workbook, map);
  const rows: { row: number; cells: string[] }[] = [];
  for (const [offset, cells] of sheet.rows.slice(index + 1).entries()) {
    if (rows.length >= most) break;
    if (!cells.every(isBlank)) rows.push({ row: index + offset + 2, cells: cells.map(cellText) });
  }
  return { headers, rows };
}

/**
 * Understands a bank's file: finds its sheet, header and layout, maps the columns and
 * reads every row into a bucket. Pure: the same workbook and options give the same
 * answer. Whatever stops it is an AppError `input.…` or `usage.…`.
 */
export function understand(workbook: RawWorkbook, options: UnderstandOptions = {}): Understanding {
  const map = options.map ?? {};
  const header = findHeader(workbook, map);
  const layout = options.profile === undefined ? recogniseLayout(header.headers) : layoutNamed(options.profile);
  const columns = assignColumns(header.headers, layout, map);
  refuseDailyTotals(header, columns);
  const data = dataRows(header);
  const plan = planReading(columns, layout, data, { decimal: options.decimal, date_order: options.dateOrder });

  const log = new WarningLog();
  warnAboutFile(header, columns, log);
  const reader = new RowReader(plan, header.sheet.name, log);
  const reads: ReadRow[] = [];
  for (const [offset, cells] of data.entries()) {
    if (!cells.every(isBlank)) reads.push(reader.read(cells, header.index + offset + 2));
  }
  const rows = markInstalmentParts(reads.map((read) => read.row), layout.instalments ?? 'parts');
  const kinds = countKinds(rows);
  if (kinds.rejected + kinds.total === rows.length) {
    const reason = rows.find((row) => row.kind === 'rejected')?.note ?? null;
    throw new AppError('input.no_rows', { sheet: header.sheet.name, rejected: kinds.rejected, reason });
  }
  checkTotals(reads, log);
  checkNets(reads, log);
  checkRepeats(reads, log);
  warnAboutRows(rows, reader, plan.gross_source, log);
  return {
    format: workbook.format,
    encoding: workbook.encoding,
    sheet: header.sheet.name,
    bank: layout.bank,
    profile: { name: layout.name, version: layout.version },
    header_row: header.index + 1,
    headers: [...header.headers],
    mapping: columns.mapping,
    rows,
    counts: countRows(kinds, data.length - rows.length, data.length),
    kinds,
    amounts: sumAmounts(rows),
    warnings: log.list(),
  };
}
