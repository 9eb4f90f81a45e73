import type { Discrepancy } from '../shared/enums.ts';
import type { Transaction } from './world.ts';

/**
 * The sandbox's own reading of how Payven matches (Payven guide, reconciliation).
 * It is deliberately written apart from the program's preview, so that the two can
 * disagree. Pure: amounts in kuruş, instants in UTC ms.
 */
export interface BankTransaction {
  bank_transaction_id: string | null;
  amount: number;
  status: string | null;
  transaction_date: number | null;
  merchant_external_id: string | null;
  auth_code: string | null;
}

export interface MatchLine {
  verdict: Discrepancy;
  transaction: Transaction | null;
  bank: BankTransaction | null;
}

export interface Selection {
  scope: 'Connector' | 'Merchant';
  /** A connector configuration's id or a merchant's, as the scope says. */
  owner_id: string;
  /** UTC ms, both ends included. */
  from: number;
  to: number;
}

const consideredStatuses = new Set(['Completed', 'Refunded', 'Canceled']);

const equivalents: Record<string, string> = {
  approved: 'Completed',
  completed: 'Completed',
  refunded: 'Refunded',
  voided: 'Canceled',
};

/** Payven's side of a reconciliation (Payven guide: by `created`; TRY, for `start` has no currency). */
export function considered(transactions: readonly Transaction[], selection: Selection): Transaction[] {
  return transactions.filter((one) => {
    const owner = selection.scope === 'Connector' ? one.connector_configuration_id : one.merchant_id;
    return (
      owner === selection.owner_id &&
      one.currency === 'TRY' &&
      consideredStatuses.has(one.status) &&
      one.created >= selection.from &&
      one.created <= selection.to
    );
  });
}

const sameStatus = (one: Transaction, row: BankTransaction): boolean =>
  row.status !== null && equivalents[row.status] === one.status;

function verdictOf(one: Transaction, row: BankTransaction): Discrepancy {
  if (one.amount !== row.amount) return 'AmountMismatch';
  return sameStatus(one, row) ? 'Matched' : 'StatusMismatch';
}

interface Candidate {
  transaction: Transaction;
  bank: BankTransaction;
  likeness: number;
  distance: number;
  order: number;
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function nearer(a: Candidate, b: Candidate): number {
  if (a.likeness !== b.likeness) return a.likeness - b.likeness;
  if (a.distance !== b.distance) return a.distance < b.distance ? -1 : 1;
  return byText(a.transaction.id, b.transaction.id) || a.order - b.order;
}

function candidate(one: Transaction, row: BankTransaction, order: number): Candidate {
  const sameAmount = one.amount === row.amount;
  return {
    transaction: one,
    bank: row,
    likeness: sameAmount && sameStatus(one, row) ? 0 : sameAmount ? 1 : 2,
    distance: row.transaction_date === null ? Infinity : Math.abs(one.created - row.transaction_date),
    order,
  };
}

/** Rows by (transaction_date, bank_transaction_id, position in the request); what is missing comes last. */
function canonical(rows: readonly BankTransaction[]): BankTransaction[] {
  const text = (value: string | null): string => value ?? '\uffff';
  const time = (row: BankTransaction): number => row.transaction_date ?? Number.MAX_SAFE_INTEGER;
  // Array.prototype.sort is stable: what compares equal keeps its position in the request.
  return [...rows].sort(
    (a, b) => time(a) - time(b) || byText(text(a.bank_transaction_id), text(b.bank_transaction_id)),
  );
}

function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (!key) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

interface Keys {
  transaction: (one: Transaction) => string | null;
  bank: (row: BankTransaction) => string | null;
}

/** One pass over what both sides have left; takes the pairs out of `left` and `rows`. */
function pass(left: Set<Transaction>, rows: Set<BankTransaction>, keys: Keys, lines: MatchLine[]): void {
  const groups = grouped(left, keys.transaction);
  for (const [key, bankGroup] of grouped(rows, keys.bank)) {
    const group = groups.get(key) ?? [];
    const candidates = group.flatMap((one) => bankGroup.map((row, order) => candidate(one, row, order)));
    for (const { transaction, bank } of candidates.sort(nearer)) {
      if (!left.has(transaction) || !rows.has(bank)) continue;
      left.delete(transaction);
      rows.delete(bank);
      lines.push({ verdict: verdictOf(transaction, bank), transaction, bank });
    }
  }
}

/** Joins a key with the merchant it must stay within; null or empty never equals anything. */
const within = (merchant: string | null, key: string | null): string | null =>
  merchant && key ? `${merchant}\u0000${key}` : null;

/**
 * Pairs both sides: first by the provider's transaction id over all rows, then by
 * authorisation code among what is left; every side is used once. Under Merchant
 * scope a row pairs only within its own `merchant_external_id`.
 */
export function matchSides(
  transactions: readonly Transaction[],
  bankRows: readonly BankTransaction[],
  scope: Selection['scope'],
): MatchLine[] {
  const left = new Set(transactions);
  const rows = new Set(canonical(bankRows));
  const lines: MatchLine[] = [];
  const keyed = (
    of: (one: Transaction) => string | null,
    ofBank: (row: BankTransaction) => string | null,
  ): Keys =>
    scope === 'Connector'
      ? { transaction: of, bank: ofBank }
      : {
          transaction: (one) => within(one.external_merchant_id, of(one)),
          bank: (row) => within(row.merchant_external_id, ofBank(row)),
        };
  pass(left, rows, keyed((one) => one.provider_transaction_id, (row) => row.bank_transaction_id), lines);
  pass(left, rows, keyed((one) => one.auth_code, (row) => row.auth_code), lines);
  for (const transaction of left) lines.push({ verdict: 'OrphanDb', transaction, bank: null });
  for (const bank of rows) lines.push({ verdict: 'OrphanBank', transaction: null, bank });
  return lines;
}
