import { foldText } from '../domain/bank-file/fold.ts';
import type { ReadableDb } from './database.ts';
import type { RefundRow, TransactionRow } from './transactions.ts';

/** What a list shows and in which order; instants UTC ms, null: not asked for. */
export interface ListWish {
  readonly connection_id: string;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly status: string | null;
  /** As typed; it is folded here. */
  readonly text: string | null;
  readonly order: 'newest' | 'oldest' | 'largest' | 'smallest';
  readonly offset: number;
  readonly limit: number;
}

/** A window of a list; `sum` is kuruş over every row that fits, TRY alone. */
export interface Listed<Row> {
  readonly total: number;
  readonly sum: number;
  readonly rows: Row[];
}

/** What of a table is searched. */
export interface SearchedColumns {
  /** A column that repeats from row to row and holds names; null: there is none. */
  readonly name: string | null;
  /** Columns searched that differ in every row: ids and codes. */
  readonly codes: readonly string[];
}

interface Searched extends SearchedColumns {
  readonly table: 'transactions' | 'refund';
  readonly amount: 'amount' | 'refund_amount';
}

export const TRANSACTIONS: Searched = {
  table: 'transactions',
  amount: 'amount',
  name: 'merchant_name',
  codes: [
    'id',
    'external_merchant_id',
    'basket_id',
    'external_id',
    'last4',
    'masked_card_number',
    'provider_transaction_id',
    'auth_code',
    'host_reference',
    'rrn',
  ],
};

export const REFUNDS: Searched = {
  table: 'refund',
  amount: 'refund_amount',
  name: 'merchant_name',
  codes: ['id', 'transaction_id', 'merchant_external_id', 'reason_code', 'reason'],
};

/** Keeps a search from running across the border of two columns. */
const BORDER = 'char(31)';

/**
 * A condition on rows that hold `@needle`, folded. Codes are ASCII nearly always, and then SQLite's own lower() folds them; only a
 * text with other letters goes through our function, which costs ten times as much.
 */
export function searchedSql({ name, codes }: SearchedColumns): string {
  const joined = `concat_ws(${BORDER}, ${codes.join(', ')})`;
  const named = name === null ? '' : `instr(fold_text(${name}), @needle) > 0 OR `;
  return `(${named}instr(
    CASE WHEN length(${joined}) = octet_length(${joined}) THEN lower(${joined}) ELSE fold_text(${joined}) END, @needle) > 0)`;
}

interface Bound {
  readonly connection_id: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly status: string | null;
  readonly needle: string;
  readonly offset: number;
  readonly limit: number;
}

const ORDERS = {
  newest: 'created_at DESC, id DESC',
  oldest: 'created_at, id',
  largest: 'shown_amount DESC, created_at DESC, id DESC',
  smallest: 'shown_amount, created_at DESC, id DESC',
} as const satisfies Record<ListWish['order'], string>;

const SUMS = `count(*) AS total, sum(shown_amount) FILTER (WHERE coalesce(currency, 'TRY') = 'TRY') AS sum`;

interface Totals {
  readonly total: number;
  readonly sum: number | null;
}

function list<Row>(db: ReadableDb, searched: Searched, wish: ListWish): Listed<Row> {
  const needle = foldText(wish.text ?? '').trim();
  const bound: Bound = {
    connection_id: wish.connection_id,
    start_at: wish.start_at ?? Number.MIN_SAFE_INTEGER,
    end_at: wish.end_at ?? Number.MAX_SAFE_INTEGER,
    status: wish.status,
    needle,
    offset: wish.offset,
    limit: wish.limit,
  };
  const { table, amount } = searched;
  // A condition that is not asked for is left out, not made true: the index then decides alone.
  const filter = [
    'connection_id = @connection_id AND created_at BETWEEN @start_at AND @end_at',
    ...(wish.status === null ? [] : ['status = @status']),
    ...(needle === '' ? [] : [searchedSql(searched)]),
  ].join(' AND ');
  // Found once and kept for the sums and the window alike: looking at every text twice would take twice as long.
  const hits = `WITH hit AS MATERIALIZED (
    SELECT rowid AS place, ${amount} AS shown_amount, currency, created_at, id FROM ${table} WHERE ${filter})`;
  const rows = db
    .prepare<[Bound], Row & Totals>(
      `${hits}, sums AS MATERIALIZED (SELECT ${SUMS} FROM hit),
         shown AS MATERIALIZED (SELECT place FROM hit ORDER BY ${ORDERS[wish.order]} LIMIT @limit OFFSET @offset)
       SELECT t.*, ${amount} AS shown_amount, sums.total, sums.sum FROM shown JOIN ${table} AS t ON t.rowid = shown.place JOIN sums
       ORDER BY ${ORDERS[wish.order]}`,
    )
    .all(bound);
  const [first] = rows;
  if (first === undefined && wish.offset === 0) return { total: 0, sum: 0, rows };
  const totals = first ?? db.prepare<[Bound], Totals>(`${hits} SELECT ${SUMS} FROM hit`).get(bound);
  return { total: totals?.total ?? 0, sum: totals?.sum ?? 0, rows };
}

/** Transactions by period, state and text. */
export function listTransactions(db: ReadableDb, wish: ListWish): Listed<TransactionRow> {
  return list<TransactionRow>(db, TRANSACTIONS, wish);
}

/** Refunds likewise. */
export function listRefunds(db: ReadableDb, wish: ListWish): Listed<RefundRow> {
  return list<RefundRow>(db, REFUNDS, wish);
}

/** What of a connection's data is here; null before the first sync. */
export interface SyncedState {
  readonly from: string;
  readonly to: string;
  readonly last_read_at: number;
  readonly complete: number;
  readonly transactions: number;
  readonly refunds: number;
}

export function syncedState(db: ReadableDb, connectionId: string): SyncedState | null {
  const row = db
    .prepare<[{ id: string }], SyncedState & { days: number }>(
      `SELECT count(*) AS days, min(day) AS "from", max(day) AS "to", max(read_at) AS last_read_at, min(complete) AS complete,
         (SELECT count(*) FROM transactions WHERE connection_id = @id) AS transactions,
         (SELECT count(*) FROM refund WHERE connection_id = @id) AS refunds
       FROM synced_day WHERE connection_id = @id`,
    )
    .get({ id: connectionId });
  if (row === undefined || row.days === 0) return null;
  const { days: _, ...state } = row;
  return state;
}

/** How many bank files were imported. */
export function countImports(db: ReadableDb): number {
  return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM bank_import').get()?.n ?? 0;
}
