import type { MappableField } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { type DecimalSign, decideDecimal } from './amounts.ts';
import type { Columns } from './columns.ts';
import { type DateColumn, decideDateColumn, type SlashOrder } from './dates.ts';
import { foldWords } from './fold.ts';
import type { Layout } from './layouts/layout.ts';
import type { RawCell } from './raw.ts';
import { timeHasSeconds } from './times.ts';
import type { Meaning } from './words.ts';

/** Where a row's gross comes from: its own column, rebuilt from the net, or the net standing in for it. */
export type GrossSource = 'column' | 'rebuilt' | 'net_only';

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
}

export interface PlanOptions {
  readonly decimal: DecimalSign | undefined;
  readonly date_order: SlashOrder | undefined;
}

function grossSource(columns: Columns): GrossSource {
  if (columns.at.has('amount')) return 'column';
  if (!columns.at.has('net')) throw new AppError('input.missing_column', { field: 'amount' });
  return columns.at.has('commission') || columns.deductions.length > 0 ? 'rebuilt' : 'net_only';
}

/**
 * Decides decimal signs, date orders and where the gross comes from, each over its
 * whole column. Throws `input.missing_column`, `input.decimal_unclear` and
 * `input.date_order_unclear`.
 */
export function planReading(
  columns: Columns,
  layout: Layout,
  rows: readonly (readonly RawCell[])[],
  options: PlanOptions,
): ReadingPlan {
  const gross_source = grossSource(columns);
  const dateAt = columns.at.get('transaction_date');
  if (dateAt === undefined) throw new AppError('input.missing_column', { field: 'transaction_date' });
  const cellsOf = (index: number): (RawCell | undefined)[] => rows.map((row) => row[index]);
  const headerOf = (index: number): string => columns.headers[index] ?? '';

  const decimals = new Map<number, DecimalSign>();
  const moneyFields: readonly MappableField[] = ['amount', 'commission', 'net'];
  const money = moneyFields.map((field) => columns.at.get(field)).filter((index) => index !== undefined);
  for (const index of [...money, ...columns.deductions]) {
    decimals.set(index, decideDecimal(cellsOf(index), headerOf(index), options.decimal, layout.decimal));
  }

  const dated = (index: number, known: SlashOrder | undefined): DateColumn =>
    decideDateColumn(cellsOf(index), headerOf(index), options.date_order, known);
  const transaction_date = dated(dateAt, layout.date_order);
  const valueAt = columns.at.get('value_date');
  const value_date = valueAt === undefined ? transaction_date : dated(valueAt, transaction_date.order);
  const timeAt = columns.at.get('transaction_time');
  return {
    columns,
    gross_source,
    decimals,
    transaction_date,
    value_date,
    time_has_seconds: layout.time_has_seconds === true || (timeAt !== undefined && timeHasSeconds(cellsOf(timeAt))),
    words: new Map(Object.entries(layout.words ?? {}).map(([word, meaning]) => [foldWords(word), meaning])),
  };
}
