import type { BankStatus, Discrepancy, Scope } from '../../../shared/enums.ts';
import type { AssumedRule } from './assumptions.ts';
import { pairNearest } from './nearest.ts';
import type { PayvenTransaction, PlanLine, Reason, SentRow } from './plan.ts';
import { canonicalOrder } from './request.ts';

/** Statuses Payven sets against the bank (Payven guide, reconciliation). */
const CONSIDERED: readonly string[] = ['Completed', 'Refunded', 'Canceled'];

const EQUIVALENT: Partial<Record<BankStatus, string>> = {
  approved: 'Completed',
  completed: 'Completed',
  refunded: 'Refunded',
  voided: 'Canceled',
};

/** Whether Payven takes the two statuses for the same. */
export function statusesAgree(dbStatus: string, bankStatus: BankStatus): boolean {
  return EQUIVALENT[bankStatus] === dbStatus;
}

/** Payven's transactions that take part: settled ones in TRY. */
export function isConsidered(transaction: Pick<PayvenTransaction, 'status' | 'currency'>): boolean {
  return CONSIDERED.includes(transaction.status) && (transaction.currency ?? 'TRY') === 'TRY';
}

interface Left {
  readonly at: number;
  readonly rank: number;
  readonly transaction: PayvenTransaction;
}

interface Right {
  readonly at: number;
  readonly rank: number;
  readonly row: SentRow;
}

interface Pair {
  readonly left: Left;
  readonly right: Right;
  readonly reason: Reason;
  readonly contested: boolean;
}

type KeyOf<T> = (item: T) => string | null;

interface Pass {
  readonly by: 'id' | 'code';
  readonly ofTransaction: KeyOf<PayvenTransaction>;
  readonly ofRow: KeyOf<SentRow>;
}

const present = (value: string | null): string | null => (value === null || value === '' ? null : value);

/** The two passes, the surer one first (Payven guide: id, else authorisation code within the bank). */
const PASSES: readonly Pass[] = [
  { by: 'id', ofTransaction: (t) => present(t.provider_transaction_id), ofRow: (r) => present(r.bank_transaction_id) },
  { by: 'code', ofTransaction: (t) => present(t.auth_code), ofRow: (r) => present(r.auth_code) },
];

/**
 * What Payven will answer, by the golden cases: a pure function of both sides,
 * whatever their order. Every considered transaction and every row stands in
 * exactly one line. `periodEnd`: last instant of the period, UTC ms.
 */
export function matchAsPayven(
  transactions: readonly PayvenTransaction[],
  rows: readonly SentRow[],
  context: { scope: Scope; periodEnd: number },
): PlanLine[] {
  let left = transactions
    .filter(isConsidered)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((transaction, rank): Left => ({ at: transaction.created_at, rank, transaction }));
  let right = [...rows].sort(canonicalOrder).map((row, rank): Right => ({ at: row.transaction_at, rank, row }));
  const pairs: Pair[] = [];
  const seen = new Map<Left | Right, Reason>();
  for (const pass of PASSES) {
    const found = runPass(pass, left, right, context.scope, seen);
    for (const pair of found) pairs.push(pair);
    const used = new Set<Left | Right>(found.flatMap((pair) => [pair.left, pair.right]));
    left = left.filter((item) => !used.has(item));
    right = right.filter((item) => !used.has(item));
  }
  return toLines(pairs, left, right, seen, context.periodEnd);
}

/** Under Merchant scope a key counts only within one merchant; no merchant, no key. */
function scopedKey(key: string | null, merchant: string | null, scope: Scope): string | null {
  if (key === null || scope === 'Connector') return key;
  const within = present(merchant);
  return within === null ? null : `${within}\u0000${key}`;
}

function runPass(
  pass: Pass,
  left: readonly Left[],
  right: readonly Right[],
  scope: Scope,
  seen: Map<Left | Right, Reason>,
): Pair[] {
  const rowsByKey = Map.groupBy(right, ({ row }) => scopedKey(pass.ofRow(row), row.merchant_external_id, scope));
  const groups = Map.groupBy(left, ({ transaction }) =>
    scopedKey(pass.ofTransaction(transaction), transaction.external_merchant_id, scope),
  );
  const pairs: Pair[] = [];
  for (const [key, lefts] of groups) {
    const rights = key === null ? undefined : rowsByKey.get(key);
    const first = lefts[0];
    if (rights === undefined || first === undefined) continue;
    const contested = lefts.length > 1 || rights.length > 1;
    const reason: Reason = { by: pass.by, key: pass.ofTransaction(first.transaction) };
    if (contested) for (const item of [...lefts, ...rights]) seen.set(item, reason);
    for (const [l, r] of pairGroup(lefts, rights)) {
      // Whoever lost an earlier contest is only free here because of how that one was settled.
      pairs.push({ left: l, right: r, reason, contested: seen.has(l) || seen.has(r) });
    }
  }
  return pairs;
}

/** Assumed rule `candidate_order`: same amount and status, then same amount, then the nearest time, then the lowest id. */
function pairGroup(lefts: readonly Left[], rights: readonly Right[]): [Left, Right][] {
  const pairs: [Left, Right][] = [];
  let restLeft = lefts;
  let restRight = rights;
  const tiers: { left: (item: Left) => string; right: (item: Right) => string }[] = [
    {
      left: ({ transaction }) => `${transaction.amount} ${transaction.status}`,
      right: ({ row }) => `${row.amount} ${EQUIVALENT[row.status]}`,
    },
    { left: ({ transaction }) => `${transaction.amount}`, right: ({ row }) => `${row.amount}` },
    { left: () => '', right: () => '' },
  ];
  for (const tier of tiers) {
    if (restLeft.length === 0 || restRight.length === 0) break;
    const byKey = Map.groupBy(restRight, tier.right);
    const found: [Left, Right][] = [];
    for (const [key, group] of Map.groupBy(restLeft, tier.left)) {
      for (const pair of pairNearest(group, byKey.get(key) ?? [])) found.push(pair);
    }
    const used = new Set<Left | Right>(found.flat());
    restLeft = restLeft.filter((item) => !used.has(item));
    restRight = restRight.filter((item) => !used.has(item));
    for (const pair of found) pairs.push(pair);
  }
  return pairs;
}

function verdictOf(transaction: PayvenTransaction, row: SentRow): Discrepancy {
  if (transaction.amount !== row.amount) return 'AmountMismatch';
  return statusesAgree(transaction.status, row.status) ? 'Matched' : 'StatusMismatch';
}

function assumptionsOf(
  transaction: PayvenTransaction | null,
  row: SentRow | null,
  contested: boolean,
  periodEnd: number,
): AssumedRule[] {
  const rules: AssumedRule[] = [];
  if (contested) rules.push('candidate_order');
  if (transaction !== null && row?.kind === 'refund') rules.push('refund_amount_positive');
  if (transaction?.status === 'Refunded' && transaction.operation_type !== 'Refund' && row !== null) {
    rules.push('refunded_sale_status');
  }
  if (transaction !== null && transaction.created_at >= periodEnd) rules.push('period_end_inclusive');
  return rules;
}

function toLines(
  pairs: readonly Pair[],
  left: readonly Left[],
  right: readonly Right[],
  seen: ReadonlyMap<Left | Right, Reason>,
  periodEnd: number,
): PlanLine[] {
  const ofBank = [
    ...pairs.map((pair) => ({ rank: pair.right.rank, line: pairLine(pair, periodEnd) })),
    ...right.map((item) => ({ rank: item.rank, line: orphanBankLine(item, seen.get(item), periodEnd) })),
  ].sort((a, b) => a.rank - b.rank);
  const ofPayven = [...left]
    .sort((a, b) => a.at - b.at || a.rank - b.rank)
    .map((item) => orphanDbLine(item, seen.get(item), periodEnd));
  return [...ofBank.map((each) => each.line), ...ofPayven].map((line, index) => ({ line: index + 1, ...line }));
}

type Unnumbered = Omit<PlanLine, 'line'>;

function pairLine({ left: { transaction }, right: { row }, reason, contested }: Pair, periodEnd: number): Unnumbered {
  return {
    verdict: verdictOf(transaction, row),
    ...payvenSide(transaction),
    ...bankSide(row),
    reason,
    assumptions: assumptionsOf(transaction, row, contested, periodEnd),
  };
}

function orphanBankLine({ row }: Right, group: Reason | undefined, periodEnd: number): Unnumbered {
  const key = row.auth_code ?? (row.bank_transaction_id.startsWith('mm-') ? null : row.bank_transaction_id);
  return {
    verdict: 'OrphanBank',
    ...payvenSide(null),
    ...bankSide(row),
    reason: loneReason(key, group),
    assumptions: assumptionsOf(null, row, group !== undefined, periodEnd),
  };
}

function orphanDbLine({ transaction }: Left, group: Reason | undefined, periodEnd: number): Unnumbered {
  return {
    verdict: 'OrphanDb',
    ...payvenSide(transaction),
    ...bankSide(null),
    reason: loneReason(present(transaction.auth_code) ?? present(transaction.provider_transaction_id), group),
    assumptions: assumptionsOf(transaction, null, group !== undefined, periodEnd),
  };
}

function loneReason(key: string | null, group: Reason | undefined): Reason {
  if (group !== undefined) return { by: 'taken', key: group.key };
  return key === null ? { by: 'no_key', key: null } : { by: 'not_found', key };
}

function payvenSide(transaction: PayvenTransaction | null): Pick<Unnumbered, 'transaction_id' | 'db_amount' | 'db_status'> {
  return {
    transaction_id: transaction?.id ?? null,
    db_amount: transaction?.amount ?? null,
    db_status: transaction?.status ?? null,
  };
}

function bankSide(
  row: SentRow | null,
): Pick<Unnumbered, 'import_id' | 'row' | 'bank_transaction_id' | 'bank_amount' | 'bank_status' | 'parts'> {
  return {
    import_id: row?.import_id ?? null,
    row: row?.row ?? null,
    bank_transaction_id: row?.bank_transaction_id ?? null,
    bank_amount: row?.amount ?? null,
    bank_status: row?.status ?? null,
    ...(row?.parts !== undefined && { parts: row.parts }),
  };
}
