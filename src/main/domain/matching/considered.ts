import type { NotConsidered } from '../../../shared/contract/preview.ts';
import type { PayvenTransaction } from './plan.ts';

/** Statuses Payven sets against the bank (Payven guide, reconciliation). */
const CONSIDERED: readonly string[] = ['Completed', 'Refunded', 'Canceled'];

/** Why a transaction of the scope takes no part in a reconciliation; null: it does. */
export function notConsideredFor({ status, currency }: Pick<PayvenTransaction, 'status' | 'currency'>): Exclude<keyof NotConsidered, 'other_scope'> | null {
  if (!CONSIDERED.includes(status)) return 'status';
  return (currency ?? 'TRY') === 'TRY' ? null : 'foreign_currency';
}
