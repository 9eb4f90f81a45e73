import type { BankRow, RowAmounts, RowCounts } from '../../../shared/bank-row.ts';
import { type RowKind, rowKinds } from '../../../shared/enums.ts';
import { AppError } from '../../../shared/errors.ts';
import type { InstalmentRows } from '../../../shared/instalments.ts';
import { addKurus } from '../../../shared/money.ts';
import { DaysTally, type DaySpan } from './days.ts';
import type { GrossSource } from './plan.ts';
import type { WarningLog } from './warnings.ts';

const moves = ({ kind }: BankRow): boolean => kind === 'sale' || kind === 'refund' || kind === 'void';

/** Counts and sums of a file, row by row. */
export class Tally {
  readonly kinds = Object.fromEntries(rowKinds.map((kind) => [kind, 0])) as Record<RowKind, number>;
  /** Rows that are not blank. */
  rows = 0;
  /** Note of the first row that was rejected. */
  rejected_for: string | null = null;
  /** UTC ms of the first and the last row that moves money, in whatever currency; null where none has a day. */
  first_at: number | null = null;
  last_at: number | null = null;
  readonly #sums = { sales: 0, refunds: 0, voids: 0, commission: 0 };
  readonly #days = new DaysTally();
  readonly #foreign = new Map<string, number>();
  #kept = 0;
  #parts = 0;
  #isIdentified = false;

  /** Throws `input.sum_too_large`. */
  add(row: BankRow): void {
    const { kind, currency } = row;
    this.rows += 1;
    this.kinds[kind] += 1;
    if (kind === 'rejected') this.rejected_for ??= row.note;
    if (currency === 'TRY') this.#sum(row);
    this.#days.add(row);
    if (kind === 'rejected' || kind === 'total') return;
    this.#kept += 1;
    if (currency !== null && currency !== 'TRY') this.#foreign.set(currency, (this.#foreign.get(currency) ?? 0) + 1);
    if (row.instalment_part) this.#parts += 1;
    if (!moves(row)) return;
    if (row.bank_transaction_id !== null || row.auth_code !== null) this.#isIdentified = true;
    const { transaction_at: at } = row;
    if (at === null) return;
    this.first_at = Math.min(this.first_at ?? at, at);
    this.last_at = Math.max(this.last_at ?? at, at);
  }

  #sum({ kind, amount, commission }: BankRow): void {
    const sums = this.#sums;
    try {
      if (kind === 'sale') sums.sales = addKurus(sums.sales, amount ?? 0);
      else if (kind === 'refund') sums.refunds = addKurus(sums.refunds, amount ?? 0);
      else if (kind === 'void') sums.voids = addKurus(sums.voids, amount ?? 0);
      else return;
      sums.commission = addKurus(sums.commission, commission ?? 0);
    } catch (error) {
      throw error instanceof AppError && error.code === 'state.sum_too_large' ? new AppError('input.sum_too_large', {}, error) : error;
    }
  }

  /** Kuruş over TRY rows. */
  get amounts(): RowAmounts {
    return { ...this.#sums };
  }

  /** First and last Istanbul day of the rows that may be sent. */
  get days(): DaySpan {
    return this.#days.span;
  }

  /** Rows by bucket; `data`: every row below the header up to the last that is not blank. */
  counts(data: number): RowCounts {
    const { kinds } = this;
    return {
      data,
      sales: kinds.sale,
      refunds: kinds.refund,
      voids: kinds.void,
      failed: kinds.failed,
      fees: kinds.fee + kinds.point + kinds.chargeback,
      totals: kinds.total,
      blank: data - this.rows,
      rejected: kinds.rejected,
      left_out: 0,
    };
  }

  /** Remarks that count rows instead of naming each; `wholes`: rows that were taken for parts of a sale and are none. */
  report({ source, instalments, wholes }: { source: GrossSource; instalments: InstalmentRows; wholes: number }, log: WarningLog): void {
    if (source !== 'column') log.add(source === 'rebuilt' ? 'gross_rebuilt' : 'net_only', null, { count: this.#kept });
    for (const [currency, count] of this.#foreign) log.add('foreign_currency', null, { currency, count });
    const parts = this.#parts - wholes;
    if (parts > 0) log.add(instalments === 'ask' ? 'instalments_unclear' : 'instalment_parts', null, { count: parts });
    if (!this.#isIdentified) log.add('no_identity', null);
  }
}
