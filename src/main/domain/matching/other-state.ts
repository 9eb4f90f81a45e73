import { dayOf } from '../../../shared/day.ts';
import type { Cause } from '../../../shared/evidence.ts';
import type { OneSide } from './orphan-sides.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What two sides may share, and how far apart (ms) they may then stand. */
type Key = readonly [key: string, reach: number];

/**
 * The numbers a bank gives to one transaction need no equal amount: a net file has
 * another one. An order may be paid again, a code or a card comes again: those do.
 */
function keysOf({ references, order, plainCode, tail, amount, at, time_known }: OneSide): Key[] {
  const keys: Key[] = references.map((reference) => [`reference ${reference}`, 3 * DAY_MS]);
  if (order !== null) keys.push([`order ${order} ${amount}`, 3 * DAY_MS]);
  if (plainCode !== null) keys.push([`code ${plainCode} ${amount}`, 2 * DAY_MS]);
  if (tail === null) return keys;
  if (plainCode !== null) keys.push([`both ${plainCode} ${tail}`, 2 * DAY_MS]);
  // A row that says its day alone meets a transaction by the day.
  if (time_known !== false) keys.push([`time ${tail} ${amount}`, 15 * MINUTE_MS]);
  if (time_known !== true) keys.push([`day ${tail} ${amount} ${dayOf(at)}`, DAY_MS]);
  return keys;
}

/** What a side would be in a pair of a sale and a void; null: it could be in none. */
function stateOf({ of, kind, kept, considered, transaction }: OneSide): 'sale' | 'void' | null {
  if (of === 'payven' && !considered) return null;
  if (kept === 'failed') return null;
  if (kind === 'void') return 'void';
  return kind === 'sale' && (transaction === null || transaction.status === 'Completed') ? 'sale' : null;
}

/** Whether one of the sorted instants lies within `reach` of `at`. */
function hasNear(sorted: readonly number[], at: number, reach: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < at - reach) low = middle + 1;
    else high = middle;
  }
  return (sorted[low] ?? Infinity) <= at + reach;
}

/**
 * Whether what an orphan is a sale of seems to stand voided on the other side, or the
 * reverse, among `free` sides (in no pair, in no sure suggestion): nobody may be told
 * that a void is missing from the file as it should be while the file has the sale.
 */
export function otherStateOf(free: Iterable<OneSide>): (orphan: OneSide) => Cause | null {
  const instants = new Map<string, number[]>();
  for (const side of free) {
    const state = stateOf(side);
    if (state === null) continue;
    for (const [key] of keysOf(side)) {
      const name = `${side.of} ${state} ${key}`;
      const known = instants.get(name);
      if (known === undefined) instants.set(name, [side.at]);
      else known.push(side.at);
    }
  }
  for (const each of instants.values()) each.sort((a, b) => a - b);
  return (orphan) => {
    const state = stateOf(orphan);
    if (state === null) return null;
    const other = `${orphan.of === 'bank' ? 'payven' : 'bank'} ${state === 'sale' ? 'void' : 'sale'}`;
    const isThere = keysOf(orphan).some(([key, reach]) => hasNear(instants.get(`${other} ${key}`) ?? [], orphan.at, reach));
    if (!isThere) return null;
    return (orphan.of === 'payven') === (state === 'void') ? 'void_at_payven_only' : 'void_at_bank_only';
  };
}
