import type { Sureness } from '../../../../shared/evidence.ts';
import { areEqual } from './equal-rows.ts';
import { type BankItem, contradictions, type PayvenItem, SAME_MINUTE, timeApart } from './items.ts';
import type { EvidenceLimits } from './limits.ts';
import { sharing } from './sharing.ts';

/** Both clocks may differ by this much and still mean one moment. */
const SAME_MOMENT = SAME_MINUTE;
/** Nearer than this another one may be meant. */
const ANOTHER_MOMENT = 3 * SAME_MINUTE;

/** One way to tie one transaction to one row: both need the same key and may stand at most `reach` apart. */
export interface Tier {
  readonly ofTransaction: (item: PayvenItem) => string | null;
  readonly ofRow: (item: BankItem) => string | null;
  /** Where an item stands in time: UTC ms, or the day's number; `reach` in the same unit. */
  readonly position: 'at' | 'day';
  readonly reach: number;
  /** How sure a pair is at most when nothing else fits; null: these two never belong together. */
  readonly judge: (transaction: PayvenItem, row: BankItem) => 'confirmed' | 'likely' | null;
}

/** A transaction and a row that fit; `rivals`: how many other pairs of the tier claim one of them. */
export interface Pair {
  readonly transaction: PayvenItem;
  readonly row: BankItem;
  readonly sureness: Sureness;
  readonly rivals: number;
  /** So many rows equal to the letter were paired in time order; 1: this one alone. */
  readonly equal: number;
}

/** What a tier found. */
export interface Paired {
  readonly pairs: readonly Pair[];
  /** Groups too large to list what fits what. */
  readonly given_up: number;
}

interface Cluster {
  readonly transactions: readonly PayvenItem[];
  readonly rows: readonly BankItem[];
}

/** Pairs what shares a key, each group cut where time leaves a gap: n log n however many share it. Items come in time order. */
export function pairUp(tier: Tier, transactions: readonly PayvenItem[], rows: readonly BankItem[], limits: EvidenceLimits): Paired {
  const pairs: Pair[] = [];
  let given_up = 0;
  for (const [group, others] of sharing(transactions, tier.ofTransaction, rows, tier.ofRow)) {
    for (const cluster of clustersOf(tier, group, others)) {
      const found = settle(tier, cluster, limits);
      if (found === null) given_up += 1;
      else for (const pair of found) pairs.push(pair);
    }
  }
  return { pairs, given_up };
}

/** Cuts a group where two neighbours in time stand further apart than the tier reaches. */
function* clustersOf({ position, reach }: Tier, transactions: readonly PayvenItem[], rows: readonly BankItem[]): Generator<Cluster> {
  let [t, r] = [0, 0];
  while (t < transactions.length && r < rows.length) {
    const [fromT, fromR] = [t, r];
    let last = -Infinity;
    for (;;) {
      const next = Math.min(transactions[t]?.[position] ?? Infinity, rows[r]?.[position] ?? Infinity);
      if (next === Infinity || (last !== -Infinity && next - last > reach)) break;
      if (transactions[t]?.[position] === next) t += 1;
      else r += 1;
      last = next;
    }
    if (t > fromT && r > fromR) yield { transactions: transactions.slice(fromT, t), rows: rows.slice(fromR, r) };
  }
}

/** What fits what in a cluster; null: too many to list. */
function settle(tier: Tier, cluster: Cluster, limits: EvidenceLimits): readonly Pair[] | null {
  const { transactions, rows } = cluster;
  if (transactions.length === rows.length && rows.length > 1) {
    const inOrder = pairInOrder(tier, cluster);
    if (inOrder !== null) return inOrder;
  }
  const edges = edgesOf(tier, cluster, limits);
  if (edges === null) return null;
  const clean = edges.filter((edge) => edge.clean);
  const taken = new Set(clean.flatMap(({ transaction, row }) => [transaction, row]));
  // What contradicts itself is no rival of what does not.
  const rest = edges.filter(({ clean: isClean, transaction, row }) => !isClean && !taken.has(transaction) && !taken.has(row));
  return [...weigh(clean, limits), ...weigh(rest, limits)];
}

interface Edge {
  readonly transaction: PayvenItem;
  readonly row: BankItem;
  readonly sureness: 'confirmed' | 'likely';
  readonly clean: boolean;
}

/** Every pair within reach that may belong together; null where one transaction has too many rows within reach, or too many pairs shut each other out. */
function edgesOf({ position, reach, judge }: Tier, { transactions, rows }: Cluster, limits: EvidenceLimits): Edge[] | null {
  // So many can be without a rival; what is beyond them has one.
  const most = Math.min(transactions.length, rows.length) + limits.rivals;
  const edges: Edge[] = [];
  let first = 0;
  for (const transaction of transactions) {
    while ((rows[first]?.[position] ?? Infinity) < transaction[position] - reach) first += 1;
    for (let at = first; ; at += 1) {
      const row = rows[at];
      if (row === undefined || row[position] > transaction[position] + reach) break;
      if (at - first >= limits.fits) return null;
      const sureness = judge(transaction, row);
      if (sureness !== null) edges.push({ transaction, row, sureness, clean: contradictions(transaction, row) === 0 });
      if (edges.length > most) return null;
    }
  }
  return edges;
}

/** An edge whose ends have no other is as sure as it was judged; the others are rivals, the nearest listed first. */
function weigh(edges: readonly Edge[], { listed }: EvidenceLimits): Pair[] {
  const claims = new Map<PayvenItem | BankItem, number>();
  for (const { transaction, row } of edges) for (const end of [transaction, row]) claims.set(end, (claims.get(end) ?? 0) + 1);
  const shown = new Map<PayvenItem | BankItem, number>();
  const distance = ({ transaction, row }: Edge): number => Math.abs(transaction.at - row.at);
  const pairs: Pair[] = [];
  for (const { transaction, row, sureness } of edges.toSorted((a, b) => distance(a) - distance(b))) {
    const rivals = (claims.get(transaction) ?? 1) + (claims.get(row) ?? 1) - 2;
    const ends = [transaction, row];
    if (ends.some((end) => (shown.get(end) ?? 0) >= listed)) continue;
    for (const end of ends) shown.set(end, (shown.get(end) ?? 0) + 1);
    pairs.push({ transaction, row, sureness: rivals === 0 ? sureness : 'ambiguous', rivals, equal: 1 });
  }
  return pairs;
}

/** As many on both sides, and time order settles them; null where it would be chance. */
function pairInOrder(tier: Tier, { transactions, rows }: Cluster): Pair[] | null {
  const equal = areEqual(rows);
  const pairs: Pair[] = [];
  for (const [index, row] of rows.entries()) {
    const transaction = transactions[index];
    if (transaction === undefined || Math.abs(transaction[tier.position] - row[tier.position]) > tier.reach) return null;
    if (!equal && !isOwn(transaction, row, transactions[index + 1], rows[index + 1])) return null;
    const sureness = tier.judge(transaction, row);
    if (sureness === null) return null;
    pairs.push({ transaction, row, sureness, rivals: 0, equal: equal ? rows.length : 1 });
  }
  return pairs;
}

/** Whether the two mean one moment (or one day, where the row says no time) and the next ones plainly another. */
function isOwn(transaction: PayvenItem, row: BankItem, nextTransaction: PayvenItem | undefined, nextRow: BankItem | undefined): boolean {
  const near = (t: PayvenItem, r: BankItem, most: number): boolean => (timeApart(t, r) ?? (t.day === r.day ? 0 : Infinity)) <= most;
  if (!near(transaction, row, SAME_MOMENT)) return false;
  const mistaken = (nextTransaction !== undefined && near(nextTransaction, row, ANOTHER_MOMENT)) || (nextRow !== undefined && near(transaction, nextRow, ANOTHER_MOMENT));
  return !mistaken;
}
