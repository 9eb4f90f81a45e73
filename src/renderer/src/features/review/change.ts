import type { Action } from '../../../../shared/enums.ts';
import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';

/** What an answer means for what it is given to; amounts in kuruş. */
export type Change =
  /** The amount that counts becomes another one. */
  | { readonly what: 'amount'; readonly from: number | null; readonly to: number }
  /** The state that counts becomes another one; `to` is the bank's word. */
  | { readonly what: 'status'; readonly from: string | null; readonly to: string }
  /** The amount stays what it is. */
  | { readonly what: 'stays'; readonly amount: number }
  /** The side that is to count has no record. */
  | { readonly what: 'absent'; readonly side: 'payven' | 'bank' }
  /** Both amounts stand as they are, as a pair. */
  | { readonly what: 'paired'; readonly db: number | null; readonly bank: number | null }
  | { readonly what: 'ignored'; readonly stake: number }
  /** It depends on a value that is still to be given. */
  | { readonly what: 'asked'; readonly from: number | string | null };

type Side = Pick<ReviewRow, 'db_amount' | 'bank_amount' | 'db_status' | 'bank_status' | 'stake'>;

function acceptBank({ db_amount, bank_amount, db_status, bank_status }: Side): Change {
  if (bank_amount === null) return { what: 'absent', side: 'bank' };
  if (db_amount === bank_amount && bank_status !== null) return { what: 'status', from: db_status, to: bank_status };
  return { what: 'amount', from: db_amount, to: bank_amount };
}

/** What an answer changes on one row, before it is given. */
export function changeOfRow(action: Action, row: Side): Change {
  switch (action) {
    case 'AcceptBank':
      return acceptBank(row);
    case 'AcceptDb':
      return row.db_amount === null ? { what: 'absent', side: 'payven' } : { what: 'stays', amount: row.db_amount };
    case 'MarkMatched':
      return { what: 'paired', db: row.db_amount, bank: row.bank_amount };
    case 'Ignore':
      return { what: 'ignored', stake: row.stake };
    case 'AdjustAmount':
      return { what: 'asked', from: row.db_amount ?? row.bank_amount };
    case 'ForceStatus':
      return { what: 'asked', from: row.db_status };
  }
}

/** The same for many rows, by their sums. */
export function changeOfSums(action: Action, { db, bank, stake }: ReviewSums): Change {
  switch (action) {
    case 'AcceptBank':
      return { what: 'amount', from: db, to: bank };
    case 'AcceptDb':
      return { what: 'stays', amount: db };
    case 'MarkMatched':
      return { what: 'paired', db, bank };
    case 'Ignore':
      return { what: 'ignored', stake };
    case 'AdjustAmount':
    case 'ForceStatus':
      return { what: 'asked', from: null };
  }
}

const payvenStatusOf: Readonly<Record<string, string>> = { approved: 'Completed', completed: 'Completed', refunded: 'Refunded', voided: 'Canceled', declined: 'Failed', failed: 'Failed' };

/** Payven's word for what the bank says of a row; the state a user most likely means. */
export function likelyStatus(bankStatus: string | null): string {
  return payvenStatusOf[bankStatus ?? ''] ?? 'Completed';
}

/** What pairing with a candidate would put together: kuruş of both sides and what stays between them. */
export function pairSums(row: Pick<ReviewRow, 'db_amount' | 'bank_amount'>, other: Pick<ReviewRow, 'db_amount' | 'bank_amount'>): { db: number; bank: number; delta: number } {
  const db = (row.db_amount ?? 0) + (other.db_amount ?? 0);
  const bank = (row.bank_amount ?? 0) + (other.bank_amount ?? 0);
  return { db, bank, delta: bank - db };
}
