import type { BankRow } from '../../../shared/bank-row.ts';
import { type Day, dayOf } from '../../../shared/day.ts';

/** Istanbul days from the first to the last; null where there is none. */
export interface DaySpan {
  readonly first_day: Day | null;
  readonly last_day: Day | null;
}

/** The days of the rows that may be sent: sales, refunds and voids in TRY. */
export class DaysTally {
  #first = Infinity;
  #last = -Infinity;

  add({ kind, currency, transaction_at: at }: Pick<BankRow, 'kind' | 'currency' | 'transaction_at'>): void {
    if (at === null || currency !== 'TRY' || (kind !== 'sale' && kind !== 'refund' && kind !== 'void')) return;
    if (at < this.#first) this.#first = at;
    if (at > this.#last) this.#last = at;
  }

  get span(): DaySpan {
    if (this.#first > this.#last) return { first_day: null, last_day: null };
    return { first_day: dayOf(this.#first), last_day: dayOf(this.#last) };
  }
}
