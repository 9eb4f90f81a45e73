import type { BankProfile, ColumnFinding, ColumnOrder } from '../../../shared/bank-profile.ts';
import type { BankRow, ColumnMapping, ImportWarning, RowAmounts, RowCounts } from '../../../shared/bank-row.ts';
import type { RowKind } from '../../../shared/enums.ts';
import { AppError } from '../../../shared/errors.ts';
import type { InstalmentRows } from '../../../shared/instalments.ts';
import type { DecimalSign } from './amounts.ts';
import { isBlank } from './cells.ts';
import { FileChecks } from './checks.ts';
import type { Columns } from './columns.ts';
import type { SlashOrder } from './dates.ts';
import type { DaySpan } from './days.ts';
import { explainColumns } from './evidence.ts';
import { exactKey } from './fold.ts';
import { hasCountColumn, type HeaderRow } from './header.ts';
import { InstalmentMarks } from './instalments.ts';
import type { Layout } from './layouts/layout.ts';
import { type RejectedCells, rejectedCells } from './mend-row.ts';
import { planReading, type ReadingPlan } from './plan.ts';
import { profileInUse } from './profile.ts';
import type { OpenWorkbook } from './raw.ts';
import { RowReader } from './read-row.ts';
import { type AcceptedChange, checkContents, dataRows, openTable, type Table, type TableOptions } from './table.ts';
import { Tally } from './tally.ts';
import { askAbout } from './unknown-words.ts';
import { WarningLog } from './warnings.ts';

/** What the user decided about a file; everything else is told from the file. */
export interface UnderstandOptions extends TableOptions {
  readonly decimal?: DecimalSign;
  readonly dateOrder?: SlashOrder;
  /** What a row of a sale in instalments stands for; stands above what the layout says. */
  readonly instalments?: InstalmentRows;
  /** `ask`: a word nobody knows stops the reading; otherwise its rows are rejected, and counted. */
  readonly unknownWords?: 'ask' | 'reject';
}

/** What is known of a bank's file once all its rows were read: every row below its header is in exactly one bucket. */
export interface FileFacts {
  /** As the reader told it from the content. */
  readonly format: string;
  readonly encoding: string | null;
  readonly sheet: string;
  /** The bank as its layout names it; `unknown` where no layout was recognised. */
  readonly bank: string;
  readonly profile: { readonly name: string; readonly version: number };
  /** What the file was in fact read by. */
  readonly used: BankProfile;
  readonly columns: ColumnFinding[];
  /** 1-based, as Excel shows it. */
  readonly header_row: number;
  readonly headers: string[];
  readonly mapping: ColumnMapping;
  readonly counts: RowCounts;
  readonly kinds: Record<RowKind, number>;
  /** Kuruş over TRY rows. */
  readonly amounts: RowAmounts;
  /** First and last Istanbul day of the rows that may be sent. */
  readonly days: DaySpan;
  /** UTC ms of the first and the last row that moves money, in whatever currency. */
  readonly first_at: number | null;
  readonly last_at: number | null;
  readonly warnings: ImportWarning[];
  readonly instalments: InstalmentRows;
  /** How cells became values, for rows that are mended later. */
  readonly reading: ReadingPlan;
}

/** A row as it was read; `rejected`: the cells of one that was rejected, card numbers masked. */
export interface RowRead {
  readonly row: BankRow;
  readonly rejected: RejectedCells | null;
}

/** Refuses a statement of daily totals: a count column and nothing that identifies a sale. */
function refuseDailyTotals(header: HeaderRow, layout: Layout, columns: Columns): void {
  const single = ['auth_code', 'card', 'bank_transaction_id', 'transaction_time', 'rrn', 'order', 'gateway', 'sequence'] as const;
  if (layout.daily_totals === true || (hasCountColumn(header.headers) && !single.some((field) => columns.at.has(field)))) {
    throw new AppError('input.daily_totals', { sheet: header.sheet.name, headers: [...header.headers] });
  }
}

function warnAboutFile(header: HeaderRow, columns: Columns, log: WarningLog): void {
  for (const other of header.others) log.add('other_sheet', null, { sheet: other.name, rows: other.rows });
  const seen = new Map<string, number>();
  for (const spelled of columns.headers) seen.set(exactKey(spelled), (seen.get(exactKey(spelled)) ?? 0) + 1);
  for (const [at, { reason }] of columns.grounds) {
    if (reason === 'by_content' || reason === 'by_sums') log.add(`found_${reason}`, null, { header: columns.headers[at] ?? '' });
  }
  for (const [field, at] of columns.at) {
    const spelled = columns.headers[at] ?? '';
    if ((seen.get(exactKey(spelled)) ?? 0) > 1) log.add('repeated_header', null, { header: spelled, field });
  }
}

/** What a file is read by: all that is decided before its first row is. */
interface Decided {
  readonly workbook: OpenWorkbook;
  readonly options: UnderstandOptions;
  readonly table: Table;
  readonly plan: ReadingPlan;
  readonly orders: ColumnOrder[];
  readonly accepted: AcceptedChange | null;
}

/**
 * A bank's file that is read row by row: first what is decided over whole columns
 * ({@link openFile}), then the rows, one after another, then what all of them say
 * together. Of the rows themselves none is kept. Pure, like everything it uses.
 */
export class FileReading {
  readonly #decided: Decided;
  readonly #instalments: InstalmentRows;
  readonly #log = new WarningLog();
  readonly #reader: RowReader;
  readonly #checks: FileChecks;
  readonly #marks: InstalmentMarks;
  readonly #tally = new Tally();
  /** Rows below the header up to the last that is not blank. */
  #data = 0;

  constructor(decided: Decided) {
    const { workbook, options, table, plan, accepted } = decided;
    const { header, layout, columns } = table;
    this.#decided = decided;
    this.#instalments = options.instalments ?? layout.instalments ?? 'ask';
    if (accepted !== null) this.#log.add('layout_accepted', null, accepted);
    for (const { code, params } of workbook.remarks ?? []) this.#log.add(code, null, params);
    warnAboutFile(header, columns, this.#log);
    this.#reader = new RowReader(plan, header.sheet.name, this.#log);
    const { amount = '', commission = '', net = '' } = columns.mapping;
    this.#checks = new FileChecks({ gross: amount || net, commission, net }, columns.at.has('commission'), dataRows(table).length);
    this.#marks = new InstalmentMarks(this.#instalments);
  }

  /** Rows below the header, blank ones as well: how many there are to go through. */
  get size(): number {
    return dataRows(this.#decided.table).length;
  }

  /** Every row below the header that is not blank, in file order; to be gone through once. Throws `input.sum_too_large`. */
  *rows(): Generator<RowRead, void, void> {
    const { table, plan } = this.#decided;
    const first = table.header.index + 2;
    let number = first - 1;
    for (const cells of dataRows(table)) {
      number += 1;
      if (cells.every(isBlank)) continue;
      this.#data = number - first + 1;
      const read = this.#reader.read(cells, number);
      const row = this.#marks.add(read.row);
      this.#tally.add(row);
      this.#checks.add(read);
      yield { row, rejected: row.kind === 'rejected' ? rejectedCells(number, cells, plan) : null };
    }
  }

  /**
   * What the whole file says, once all rows were gone through; `wholes`: numbers of rows
   * that were taken for parts of a sale in instalments and are none. Throws
   * `input.unknown_words` and `input.no_rows`.
   */
  finish(): { readonly facts: FileFacts; readonly wholes: number[] } {
    const { workbook, options, table, plan, orders } = this.#decided;
    const { header, layout, columns } = table;
    if (options.unknownWords === 'ask') askAbout(this.#reader.unknown_words);
    const wholes = this.#marks.end();
    const tally = this.#tally;
    const { kinds } = tally;
    if (kinds.rejected + kinds.total === tally.rows) {
      throw new AppError('input.no_rows', { sheet: header.sheet.name, rejected: kinds.rejected, reason: tally.rejected_for });
    }
    const instalments = this.#instalments;
    const facts = {
      format: workbook.format,
      encoding: workbook.encoding,
      sheet: header.sheet.name,
      bank: layout.bank,
      profile: { name: layout.name, version: layout.version },
      used: profileInUse({ ...table, plan, orders, options, instalments }),
      columns: explainColumns(columns, table.looks, table.rows),
      header_row: header.index + 1,
      headers: [...header.headers],
      mapping: columns.mapping,
      counts: tally.counts(this.#data),
      kinds,
      amounts: tally.amounts,
      days: tally.days,
      first_at: tally.first_at,
      last_at: tally.last_at,
      warnings: this.#warnings(wholes.length),
      instalments,
      reading: plan,
    };
    return { facts, wholes };
  }

  #warnings(wholes: number): ImportWarning[] {
    const log = this.#log;
    this.#checks.report(log);
    for (const { code, word, count, rows: [row = null] } of this.#reader.unknown_words.list()) log.add(code, row, { word, count });
    if (this.#reader.padded_codes > 0) log.add('code_padded', null, { count: this.#reader.padded_codes });
    this.#tally.report({ source: this.#decided.plan.gross_source, instalments: this.#instalments, wholes }, log);
    return log.list();
  }
}

/**
 * Opens a bank's file: finds its sheet, header and layout, maps the columns and decides
 * over all rows how they are read. Yields where it can be left. Whatever stops it is an
 * AppError `input.…` or `usage.…`.
 */
export function* openFile(workbook: OpenWorkbook, options: UnderstandOptions): Generator<void, FileReading, void> {
  const table = openTable(workbook, options, dataRows);
  const { header, layout, columns } = table;
  refuseDailyTotals(header, layout, columns);
  const plan = yield* planReading(columns, layout, dataRows(table), { decimal: options.decimal, date_order: options.dateOrder });
  const { orders, accepted } = checkContents(table, plan, options.acceptLayout === true);
  return new FileReading({ workbook, options, table, plan, orders, accepted });
}
