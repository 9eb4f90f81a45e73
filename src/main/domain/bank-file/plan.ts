import type { MappableField } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { DecimalEvidence, type DecimalSign } from './amounts.ts';
import type { Columns } from './columns.ts';
import { type DateColumn, DateEvidence, type SlashOrder } from './dates.ts';
import type { GrossSource, Layout } from './layouts/layout.ts';
import { columnOf, type RawCell, type RawRows } from './raw.ts';
import { saysSeconds } from './times.ts';
import { CODE_LENGTH } from './values.ts';
import { type Meaning, ownWords } from './words.ts';

export type { GrossSource };

/** Everything that is decided over whole columns before the first row is read. */
export interface ReadingPlan {
  readonly columns: Columns;
  readonly gross_source: GrossSource;
  /** Decimal sign by column index. */
  readonly decimals: ReadonlyMap<number, DecimalSign>;
  readonly transaction_date: DateColumn;
  readonly value_date: DateColumn;
  readonly time_has_seconds: boolean;
  readonly words: ReadonlyMap<string, Meaning>;
  /** Digits a numeric authorisation code is padded to; 0: left as it is. */
  readonly code_padding: number;
}

export interface PlanOptions {
  readonly decimal: DecimalSign | undefined;
  readonly date_order: SlashOrder | undefined;
}

function grossSource(columns: Columns, layout: Layout): GrossSource {
  if (columns.at.has('amount')) return 'column';
  // A profile that reads the gross from its own column is not satisfied with another figure.
  if (!columns.at.has('net') || layout.gross === 'column') throw new AppError('input.missing_column', { field: 'amount' });
  return columns.at.has('commission') || columns.deductions.length > 0 ? 'rebuilt' : 'net_only';
}

/** So many cells are looked at between two places where the work can be left. */
const CELLS_PER_STEP = 10_000;

/** Shows every cell of a column to what gathers evidence. */
function* gather<T extends { add(cell: RawCell | undefined): void }>(rows: RawRows, index: number, evidence: T): Generator<void, T, void> {
  let looked = 0;
  for (const cell of columnOf(rows, index)) {
    evidence.add(cell);
    looked += 1;
    if (looked % CELLS_PER_STEP === 0) yield;
  }
  return evidence;
}

class SecondsEvidence {
  found = false;

  add(cell: RawCell | undefined): void {
    this.found ||= saysSeconds(cell);
  }
}

/**
 * Decides decimal signs, date orders and where the gross comes from, each over its
 * whole column of `rows`, the rows below the header. Yields where it can be left. Throws
 * `input.missing_column`, `input.decimal_unclear` and `input.date_order_unclear`.
 */
export function* planReading(
  columns: Columns,
  layout: Layout,
  rows: RawRows,
  options: PlanOptions,
): Generator<void, ReadingPlan, void> {
  const gross_source = grossSource(columns, layout);
  const dateAt = columns.at.get('transaction_date');
  if (dateAt === undefined) throw new AppError('input.missing_column', { field: 'transaction_date' });
  const headerOf = (index: number): string => columns.headers[index] ?? '';

  const decimals = new Map<number, DecimalSign>();
  const moneyFields: readonly MappableField[] = ['amount', 'commission', 'net'];
  const money = moneyFields.map((field) => columns.at.get(field)).filter((index) => index !== undefined);
  for (const index of [...money, ...columns.deductions]) {
    const evidence = yield* gather(rows, index, new DecimalEvidence());
    decimals.set(index, evidence.decide(headerOf(index), options.decimal, layout.decimal));
  }
  const originalAt = columns.at.get('original_amount');
  if (originalAt !== undefined && !decimals.has(originalAt)) {
    // It is written as the gross is; a column that leaves its sign open is no question of its own.
    const known = layout.decimal ?? decimals.get(columns.at.get('amount') ?? -1);
    const evidence = yield* gather(rows, originalAt, new DecimalEvidence());
    decimals.set(originalAt, evidence.decide(headerOf(originalAt), options.decimal, known));
  }

  const dates = yield* gather(rows, dateAt, new DateEvidence());
  const transaction_date = dates.decide(headerOf(dateAt), options.date_order, layout.date_order);
  const valueAt = columns.at.get('value_date');
  const values = valueAt === undefined ? undefined : yield* gather(rows, valueAt, new DateEvidence());
  const value_date = values?.decide(headerOf(valueAt ?? dateAt), options.date_order, transaction_date.order) ?? transaction_date;
  const timeAt = columns.at.get('transaction_time');
  const seconds = timeAt === undefined ? undefined : yield* gather(rows, timeAt, new SecondsEvidence());
  return {
    columns,
    gross_source,
    decimals,
    transaction_date,
    value_date,
    time_has_seconds: layout.time_has_seconds === true || seconds?.found === true,
    words: ownWords(layout.words),
    code_padding: layout.code_padding ?? CODE_LENGTH,
  };
}
