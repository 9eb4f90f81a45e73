import type { BankRow } from '../../../../shared/bank-row.ts';
import type { NotSent } from '../../../../shared/contract/preview.ts';
import type { Clue, EvidencePass, Sureness } from '../../../../shared/evidence.ts';
import type { PayvenTransaction, RowPlace } from '../plan.ts';

/** Payven's transaction with everything evidence may rest on; money in kuruş, instants UTC ms. */
export interface EvidenceTransaction extends PayvenTransaction {
  readonly net_amount: number;
  readonly bank_commission_amount: number;
  readonly installment_count: number;
  readonly last4: string | null;
  readonly host_reference: string | null;
  readonly rrn: string | null;
  readonly external_id: string | null;
  readonly basket_id: string | null;
  readonly merchant_id: string;
  readonly settlement_at: number | null;
  /** Its line in the plan; null: outside the period, or of a state Payven does not consider. */
  readonly line: number | null;
}

/** A bank's row likewise. */
export interface EvidenceRow extends BankRow {
  readonly import_id: string;
  /** Its line in the plan; null: it is not sent. */
  readonly line: number | null;
  /** Why it is not sent; null: it is. */
  readonly kept: keyof NotSent | null;
}

/** Both sides that are not in a pair of the plan. Ids and places are unique in each. */
export interface OpenSides {
  readonly transactions: readonly EvidenceTransaction[];
  readonly rows: readonly EvidenceRow[];
}

/** Transactions and rows that seem to belong together. */
export interface Suggestion {
  readonly pass: EvidencePass;
  readonly sureness: Sureness;
  readonly transactions: readonly string[];
  readonly rows: readonly RowPlace[];
  /** What speaks for it. */
  readonly reasons: readonly Clue[];
  /** What would have to change for Payven to match it. */
  readonly needs: readonly Clue[];
  /** How many other suggestions claim one of its members; not all of them need be listed. */
  readonly rivals: number;
}

export interface Evidence {
  readonly suggestions: readonly Suggestion[];
  /** Groups too large to be searched to their end, by pass: told, never hidden. */
  readonly given_up: Readonly<Partial<Record<EvidencePass, number>>>;
}
