import type { BankRow } from '../../../shared/bank-row.ts';
import { type Day, dayOf, endOfDay, startOfDay } from '../../../shared/day.ts';
import { notConsideredFor } from './considered.ts';
import { normalCode, normalReference } from './evidence/normal.ts';
import type { EvidenceRow, EvidenceTransaction } from './evidence/sides.ts';
import { tailOf } from './pair-cause.ts';
import type { PayvenTransaction, PlanLine } from './plan.ts';

/** One side of a line, of either kind; `at` UTC ms, `amount` kuruş. */
export interface OneSide {
  readonly of: 'payven' | 'bank';
  readonly kind: string;
  readonly at: number;
  readonly amount: number;
  /** False: the row says its day alone; null: Payven's, which always has one. */
  readonly time_known: boolean | null;
  /** As Payven compares it, to the letter. */
  readonly code: string | null;
  /** As people compare it. */
  readonly plainCode: string | null;
  readonly tail: string | null;
  /** Numbers the bank gives to one transaction. */
  readonly references: readonly string[];
  readonly order: string | null;
  readonly line: number | null;
  readonly kept: EvidenceRow['kept'];
  /** Whether Payven compares it, in this period or in another one. */
  readonly considered: boolean;
  /** When Payven says it is paid out; null: it says nothing. */
  readonly settlement_at: number | null;
  /** What it is made of; one of the two. */
  readonly transaction: EvidenceTransaction | null;
  readonly row: EvidenceRow | null;
}

/** As Payven compares it: to the letter. */
const present = (text: string | null): string | null => (text === '' ? null : text);

/** What a transaction would be called in a bank's file; a refunded sale is a sale, its refund is a child of its own. */
export function kindOf({ operation_type, status }: Pick<PayvenTransaction, 'operation_type' | 'status'>): string {
  if (operation_type === 'Refund') return 'refund';
  return status === 'Canceled' ? 'void' : 'sale';
}

/** Each once, in the form both sides share. */
const referencesOf = (...values: readonly (string | null)[]): string[] => [...new Set(values.map(normalReference).filter((value) => value !== null))];

export const sideOfTransaction = (each: EvidenceTransaction): OneSide => ({
  of: 'payven',
  kind: kindOf(each),
  at: each.created_at,
  amount: each.amount,
  time_known: null,
  code: present(each.auth_code),
  plainCode: normalCode(each.auth_code),
  tail: tailOf(each.last4),
  references: referencesOf(each.rrn, each.host_reference, each.provider_transaction_id),
  order: normalReference(each.external_id),
  line: each.line,
  kept: null,
  considered: notConsideredFor(each) === null,
  settlement_at: each.settlement_at,
  transaction: each,
  row: null,
});

/** Null: the row has no amount or no instant. */
export function sideOfRow(row: EvidenceRow): OneSide | null {
  const { kind, transaction_at: at, time_known, amount, auth_code, card, bank_transaction_id, refs, line, kept } = row;
  if (at === null || amount === null) return null;
  return {
    of: 'bank',
    kind,
    at,
    amount,
    time_known,
    code: present(auth_code),
    plainCode: normalCode(auth_code),
    tail: tailOf(card),
    references: referencesOf(refs.rrn, refs.gateway, bank_transaction_id),
    order: normalReference(refs.order),
    line,
    kept,
    considered: kept === null || kept === 'out_of_period',
    settlement_at: null,
    transaction: null,
    row,
  };
}

/** The days a plan is about, as instants (UTC ms), both ends included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const spanOf = (from: Day, to: Day): Span => ({ start: startOfDay(from), end: endOfDay(to) });
export const isOutside = ({ at }: OneSide, { start, end }: Span): boolean => at < start || at > end;

/** How near to midnight two clocks may put one payment on two days. */
const EDGE_MS = 15 * 60_000;

function edgeKeys(side: OneSide, { start, end }: Span): string[] {
  const edge = Math.abs(side.at - start) <= EDGE_MS ? 'start' : Math.abs(side.at - end) <= EDGE_MS ? 'end' : null;
  if (edge === null) return [];
  const head = `${edge} ${side.kind} ${side.amount}`;
  return [...(side.code === null ? [] : [`${head} code ${side.code}`]), ...(side.tail === null ? [] : [`${head} card ${side.tail}`])];
}

const refundKey = ({ kind, code, amount }: OneSide): string[] => (kind === 'refund' && code !== null ? [`${amount} ${code}`] : []);

function countKeys(sides: Iterable<OneSide>, keysOf: (side: OneSide) => string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const side of sides) for (const key of keysOf(side)) counts.set(`${side.of} ${key}`, (counts.get(`${side.of} ${key}`) ?? 0) + 1);
  return counts;
}

/** What stands around the period, to be asked for an orphan's other side. */
export interface Surroundings {
  /** Its counterpart stands just beyond midnight at an edge of the period. */
  readonly hasAcrossEdge: (orphan: OneSide) => boolean;
  /** A refund whose other side, of the same code and amount, lies outside the period. */
  readonly hasRefundOutside: (orphan: OneSide) => boolean;
}

/**
 * `sides`: both sides of orphans, and what lies outside the plan; of that only what is
 * compared in its own period counts. There must be as many
 * counterparts as orphans that could claim them, so that none is explained by chance.
 */
export function surroundingsOf(sides: readonly OneSide[], span: Span): Surroundings {
  const orphans = sides.filter((side) => side.line !== null);
  const outside = sides.filter((side) => side.line === null && side.considered && isOutside(side, span));
  const ofEdge = (side: OneSide): string[] => edgeKeys(side, span);
  const enough = (keysOf: (side: OneSide) => string[]): ((orphan: OneSide) => boolean) => {
    const [there, wanting] = [countKeys(outside, keysOf), countKeys(orphans, keysOf)];
    const other = (orphan: OneSide): string => (orphan.of === 'bank' ? 'payven' : 'bank');
    return (orphan) => keysOf(orphan).some((key) => (there.get(`${other(orphan)} ${key}`) ?? 0) >= (wanting.get(`${orphan.of} ${key}`) ?? 0));
  };
  return { hasAcrossEdge: enough(ofEdge), hasRefundOutside: enough(refundKey) };
}

const twiceKey = (code: string | null, amount: number, kind: string, at: number): string => `${code} ${amount} ${kind} ${dayOf(at)}`;

interface Whole {
  readonly transactions: Iterable<PayvenTransaction>;
  readonly rows: Iterable<BankRow & { readonly import_id: string }>;
}

/** Whether an orphan stands there once more, equal in code, amount, kind and day, and paired there. */
export function duplicatesOf(lines: readonly PlanLine[], whole: Whole, orphans: Iterable<OneSide>): (orphan: OneSide) => boolean {
  // Codes first: days are reckoned only where a code comes again.
  const codes = { payven: new Set<string>(), bank: new Set<string>() };
  for (const { of, code } of orphans) if (code !== null) codes[of].add(code);
  const ids = new Set<string>();
  const places = new Map<string, Set<number>>();
  for (const { transaction_id, import_id, row } of lines) {
    if (transaction_id === null || import_id === null || row === null) continue;
    ids.add(transaction_id);
    const rows = places.get(import_id) ?? new Set();
    places.set(import_id, rows.add(row));
  }
  const paired = { payven: new Set<string>(), bank: new Set<string>() };
  for (const each of whole.transactions) {
    const code = present(each.auth_code);
    if (code !== null && codes.payven.has(code) && ids.has(each.id)) paired.payven.add(twiceKey(code, each.amount, kindOf(each), each.created_at));
  }
  for (const { import_id, row, kind, auth_code, amount, transaction_at: at } of whole.rows) {
    const code = present(auth_code);
    if (code === null || amount === null || at === null || !codes.bank.has(code) || places.get(import_id)?.has(row) !== true) continue;
    paired.bank.add(twiceKey(code, amount, kind, at));
  }
  return ({ of, code, amount, kind, at }) => code !== null && paired[of].has(twiceKey(code, amount, kind, at));
}
