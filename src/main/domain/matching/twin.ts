import { type BankStatus, type Discrepancy, discrepancies, type Scope } from '../../../shared/enums.ts';
import type { Column } from './column.ts';
import { bankIdAt, columnsOfRows, columnsOfTransactions, compareRows, type PayvenColumns, type SentColumns } from './columns.ts';
import { notConsideredFor } from './considered.ts';
import { itemAt, Keys, NONE, present } from './keys.ts';
import { pairNearest } from './nearest.ts';
import { bitOf, type Ground, grounds, linesOf, type PlanColumns } from './plan-columns.ts';
import type { PayvenTransaction, PlanLine, SentRow } from './plan.ts';
import { isMadeUp } from './request.ts';

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

/** The two passes, the surer one first (Payven guide: id, else authorisation code within the bank). */
const PASSES = ['id', 'code'] as const satisfies readonly Ground[];

/** How a pass finds its key; null: none. */
interface KeysOf {
  readonly ofTransaction: (index: number) => string | null;
  readonly ofRow: (index: number) => string | null;
}

function keysOf(pass: number, transactions: PayvenColumns, rows: SentColumns): KeysOf {
  const column = pass === 0 ? transactions.provider_transaction_id : transactions.auth_code;
  const ofTransaction = (index: number): string | null => present(column.at(index));
  if (pass !== 0) return { ofTransaction, ofRow: (index) => present(rows.auth_code.at(index)) };
  // Most files give no ids: making and looking for the made-up ones would cost as much as everything else.
  if (hasMadeUp(transactions.provider_transaction_id)) return { ofTransaction, ofRow: (index) => present(bankIdAt(rows, index)) };
  return { ofTransaction, ofRow: (index) => ownId(rows.bank_transaction_id.at(index)) };
}

function hasMadeUp(ids: Column<string | null>): boolean {
  for (let index = 0; index < ids.length; index += 1) if (isMadeUp(ids.at(index) ?? '')) return true;
  return false;
}

const ownId = (id: string | null): string | null => (id === null || isMadeUp(id) ? null : present(id));

/** What is known of both sides so far, by their index. Passes are told by their index in {@link PASSES}. */
interface Board {
  readonly transactions: PayvenColumns;
  readonly rows: SentColumns;
  /** Rows in canonical order. */
  readonly order: Int32Array;
  /** By transaction: 1 while it is considered and in no pair. */
  readonly open: Uint8Array;
  /** By row: its transaction. */
  readonly partner: Int32Array;
  /** By row: the pass that paired it. */
  readonly pairedBy: Int8Array;
  /** By transaction and by row: the last pass in which others wanted the same. */
  readonly contested: { readonly transactions: Int8Array; readonly rows: Int8Array };
}

/** Of what a plan is asked; `periodEnd`: last instant of the period, UTC ms. */
export interface MatchContext {
  readonly scope: Scope;
  readonly periodEnd: number;
}

/**
 * What Payven will answer, by the golden cases: a pure function of both sides,
 * whatever their order. Every considered transaction and every row stands in
 * exactly one line.
 */
export function matchColumns(transactions: PayvenColumns, rows: SentColumns, { scope, periodEnd }: MatchContext): PlanColumns {
  const noPass = (side: { readonly length: number }): Int8Array => new Int8Array(side.length).fill(NONE);
  const isConsidered = (index: number): boolean => notConsideredFor({ status: transactions.status.at(index), currency: transactions.currency.at(index) }) === null;
  const board: Board = {
    transactions,
    rows,
    order: orderOf(rows),
    open: Uint8Array.from({ length: transactions.length }, (_, index) => (isConsidered(index) ? 1 : 0)),
    partner: new Int32Array(rows.length).fill(NONE),
    pairedBy: noPass(rows),
    contested: { transactions: noPass(transactions), rows: noPass(rows) },
  };
  for (const pass of PASSES.keys()) runPass(board, pass, scope);
  return toPlan(board, periodEnd);
}

/** {@link matchColumns} of objects, line by line. */
export function matchAsPayven(transactions: readonly PayvenTransaction[], rows: readonly SentRow[], context: MatchContext): PlanLine[] {
  return linesOf(matchColumns(columnsOfTransactions(transactions), columnsOfRows(rows), context));
}

/** Rows come as they are sent, so they mostly stand in order already. */
function orderOf(rows: SentColumns): Int32Array {
  const order = Int32Array.from({ length: rows.length }, (_, index) => index);
  const sorted = order.every((index) => index === 0 || compareRows(rows, index - 1, index) <= 0);
  return sorted ? order : order.sort((a, b) => compareRows(rows, a, b));
}

/** Pairs what shares a key. Members of a group hang together as chains of indices. */
function runPass(board: Board, pass: number, scope: Scope): void {
  const { transactions, rows, order, open, partner } = board;
  const { ofTransaction, ofRow } = keysOf(pass, transactions, rows);
  const keys = new Keys(scope);
  const nextRow = new Int32Array(rows.length);
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const row = itemAt(order, place);
    const key = itemAt(partner, row) === NONE ? ofRow(row) : null;
    if (key !== null) nextRow[row] = keys.replace(key, rows.merchant_external_id.at(row), row);
  }
  const nextTransaction = new Int32Array(transactions.length);
  const wanted = new Int32Array(rows.length).fill(NONE);
  for (let index = 0; index < transactions.length; index += 1) {
    const key = itemAt(open, index) === 1 ? ofTransaction(index) : null;
    const first = key === null ? NONE : keys.get(key, transactions.external_merchant_id.at(index));
    if (first === NONE) continue;
    nextTransaction[index] = itemAt(wanted, first);
    wanted[first] = index;
  }
  for (let row = 0; row < rows.length; row += 1) {
    const transaction = itemAt(wanted, row);
    if (transaction === NONE) continue;
    if (itemAt(nextTransaction, transaction) === NONE && itemAt(nextRow, row) === NONE) pair(board, pass, transaction, row);
    else settle(board, pass, chain(nextTransaction, transaction), chain(nextRow, row));
  }
}

function chain(next: Int32Array, first: number): number[] {
  const indices: number[] = [];
  for (let index = first; index !== NONE; index = itemAt(next, index)) indices.push(index);
  return indices;
}

function pair({ open, partner, pairedBy }: Board, pass: number, transaction: number, row: number): void {
  open[transaction] = 0;
  partner[row] = transaction;
  pairedBy[row] = pass;
}

/** One of a group that wants the same key; `rank` settles equal distances in time. */
interface Rival {
  readonly index: number;
  readonly at: number;
  readonly rank: number;
  readonly amount: number;
  readonly status: string;
}

const byAmountAndStatus = (a: Rival, b: Rival): number => a.amount - b.amount || (a.status < b.status ? -1 : a.status > b.status ? 1 : 0);
const byAmount = (a: Rival, b: Rival): number => a.amount - b.amount;

function transactionRivals({ id, created_at, amount, status }: PayvenColumns, indices: readonly number[]): Rival[] {
  return indices
    .toSorted((a, b) => (id.at(a) < id.at(b) ? -1 : 1))
    .map((index, rank) => ({ index, at: created_at.at(index), rank, amount: amount.at(index), status: status.at(index) }));
}

/** `indices`: in canonical order. */
function rowRivals({ transaction_at, amount, status }: SentColumns, indices: readonly number[]): Rival[] {
  return indices.map((index, rank) => ({ index, at: transaction_at.at(index), rank, amount: amount.at(index), status: EQUIVALENT[status.at(index)] ?? '' }));
}

/** Assumed rule `candidate_order`: same amount and status, then same amount, then the nearest time, then the lowest id. */
function settle(board: Board, pass: number, transactions: readonly number[], rows: readonly number[]): void {
  const { contested, open, partner } = board;
  for (const index of transactions) contested.transactions[index] = pass;
  for (const index of rows) contested.rows[index] = pass;
  let left = transactionRivals(board.transactions, transactions).sort(byAmountAndStatus);
  let right = rowRivals(board.rows, rows).sort(byAmountAndStatus);
  for (const tier of [byAmountAndStatus, byAmount, () => 0]) {
    for (const [l, r] of pairRuns(left, right, tier)) pair(board, pass, l.index, r.index);
    left = left.filter(({ index }) => itemAt(open, index) === 1);
    right = right.filter(({ index }) => itemAt(partner, index) === NONE);
    if (left.length === 0 || right.length === 0) return;
  }
}

/** Nearest pairs among those that compare as equal; both sides are in the order of `compare`. */
function* pairRuns(left: readonly Rival[], right: readonly Rival[], compare: (a: Rival, b: Rival) => number): Generator<[Rival, Rival]> {
  const endOf = (side: readonly Rival[], start: number): number => {
    let end = start + 1;
    while (end < side.length && compare(itemAt(side, start), itemAt(side, end)) === 0) end += 1;
    return end;
  };
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const order = compare(itemAt(left, l), itemAt(right, r));
    const [leftEnd, rightEnd] = [order <= 0 ? endOf(left, l) : l, order >= 0 ? endOf(right, r) : r];
    if (order === 0) yield* pairNearest(left.slice(l, leftEnd), right.slice(r, rightEnd));
    [l, r] = [leftEnd, rightEnd];
  }
}

/** Transactions in no pair, by time, then by id. */
function aloneOf({ transactions: { length, created_at, id }, open }: Board): number[] {
  const alone: number[] = [];
  for (let index = 0; index < length; index += 1) if (itemAt(open, index) === 1) alone.push(index);
  return alone.sort((a, b) => created_at.at(a) - created_at.at(b) || (id.at(a) < id.at(b) ? -1 : 1));
}

/** The ground of a line without a partner, by the pass in which it was contested. */
const aloneGround = (pass: number): Ground => (pass === NONE ? 'lone' : `taken_${itemAt(PASSES, pass)}`);

function toPlan(board: Board, periodEnd: number): PlanColumns {
  const { transactions, rows, order, partner, pairedBy, contested } = board;
  const alone = aloneOf(board);
  const length = rows.length + alone.length;
  const [transaction, row] = [new Int32Array(length), new Int32Array(length)];
  const [verdict, ground, assumed] = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)];
  const put = (line: number, left: number, right: number, by: Ground, isContested: boolean): void => {
    transaction[line] = left;
    row[line] = right;
    verdict[line] = discrepancies.indexOf(verdictOf(transactions, rows, left, right));
    ground[line] = grounds.indexOf(by);
    assumed[line] = (isContested ? CANDIDATES : 0) | assumptionsOf(transactions, rows, left, right, periodEnd);
  };
  for (const [line, right] of order.entries()) {
    const [left, group] = [itemAt(partner, right), itemAt(contested.rows, right)];
    if (left === NONE) put(line, NONE, right, aloneGround(group), group !== NONE);
    // Whoever lost an earlier contest is only free here because of how that one was settled.
    else put(line, left, right, itemAt(PASSES, itemAt(pairedBy, right)), group !== NONE || itemAt(contested.transactions, left) !== NONE);
  }
  for (const [place, left] of alone.entries()) {
    const group = itemAt(contested.transactions, left);
    put(rows.length + place, left, NONE, aloneGround(group), group !== NONE);
  }
  return { length, transactions, rows, transaction, row, verdict, ground, assumed };
}

function verdictOf(transactions: PayvenColumns, rows: SentColumns, left: number, right: number): Discrepancy {
  if (left === NONE) return 'OrphanBank';
  if (right === NONE) return 'OrphanDb';
  if (transactions.amount.at(left) !== rows.amount.at(right)) return 'AmountMismatch';
  return statusesAgree(transactions.status.at(left), rows.status.at(right)) ? 'Matched' : 'StatusMismatch';
}

const CANDIDATES = bitOf('candidate_order');
const POSITIVE_REFUND = bitOf('refund_amount_positive');
const REFUNDED_SALE = bitOf('refunded_sale_status');
const INCLUSIVE_END = bitOf('period_end_inclusive');

/** Bits of the rules that a line's own two sides bring in. */
function assumptionsOf(transactions: PayvenColumns, rows: SentColumns, left: number, right: number, periodEnd: number): number {
  if (left === NONE) return 0;
  const atEnd = transactions.created_at.at(left) >= periodEnd ? INCLUSIVE_END : 0;
  if (right === NONE) return atEnd;
  const refund = rows.kind.at(right) === 'refund' ? POSITIVE_REFUND : 0;
  const isRefundedSale = transactions.status.at(left) === 'Refunded' && transactions.operation_type.at(left) !== 'Refund';
  return atEnd | refund | (isRefundedSale ? REFUNDED_SALE : 0);
}
