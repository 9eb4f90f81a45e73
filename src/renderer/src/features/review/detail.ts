import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import type { Windowed } from '../../use-window.ts';

/** Bank minus Payven; an absent side counts as nothing. Kuruş. */
export function deltaOf({ db_amount, bank_amount }: Pick<ReconciliationDetail, 'db_amount' | 'bank_amount'>): number {
  return (bank_amount ?? 0) - (db_amount ?? 0);
}

/** When it happened: the bank's time where the file knows it, else Payven's. ISO with +03:00. */
export function dateOf({ bank, payven }: Pick<ReconciliationDetail, 'bank' | 'payven'>): string | null {
  if (bank !== null && bank.time_known) return bank.transaction_date;
  return payven?.created ?? bank?.transaction_date ?? null;
}

/** Beyond this many rows a sum over the list would not be over all of it. */
const SUMMABLE = 1000;

/** The money at stake in a list, in kuruş, while all of it is here; null otherwise. */
export function stakeOf(list: Windowed<ReconciliationDetail>): number | null {
  if (list.total === null || list.total > SUMMABLE) return null;
  let sum = 0;
  for (let index = 0; index < list.total; index += 1) {
    const detail = list.rowAt(index);
    if (detail === undefined) return null;
    sum += Math.abs(deltaOf(detail));
  }
  return sum;
}
