import { type ReadableDb, transact, type WritableDb } from './database.ts';
import { columnsOfTransactions, type PayvenColumns } from '../domain/matching/columns.ts';
import type { PayvenTransaction } from '../domain/matching/plan.ts';
import { withSharedWords } from './shared-words.ts';
import { type DayReading, recordDay } from './synced-days.ts';

/** A transaction as stored: amounts in kuruş, instants UTC ms. */
export interface TransactionRow {
  readonly id: string;
  readonly merchant_id: string;
  readonly external_merchant_id: string | null;
  readonly merchant_name: string | null;
  readonly basket_id: string | null;
  readonly external_id: string | null;
  readonly amount: number;
  readonly net_amount: number;
  readonly currency: string | null;
  readonly status: string;
  readonly operation_type: string | null;
  readonly payment_type: string | null;
  readonly last4: string | null;
  readonly masked_card_number: string | null;
  readonly installment_count: number;
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly settlement_at: number | null;
  readonly connector_configuration_id: string | null;
  readonly connector_code: string | null;
  readonly bank_commission_amount: number;
  readonly provider_transaction_id: string | null;
  readonly auth_code: string | null;
  readonly host_reference: string | null;
  readonly rrn: string | null;
  readonly error_message: string | null;
}

export interface RefundRow {
  readonly id: string;
  readonly transaction_id: string;
  readonly merchant_id: string;
  readonly merchant_external_id: string | null;
  readonly merchant_name: string | null;
  readonly refund_amount: number;
  readonly original_amount: number;
  readonly currency: string | null;
  readonly status: string;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly error_message: string | null;
}

const TRANSACTION_COLUMNS = [
  'id',
  'merchant_id',
  'external_merchant_id',
  'merchant_name',
  'basket_id',
  'external_id',
  'amount',
  'net_amount',
  'currency',
  'status',
  'operation_type',
  'payment_type',
  'last4',
  'masked_card_number',
  'installment_count',
  'created_at',
  'completed_at',
  'settlement_at',
  'connector_configuration_id',
  'connector_code',
  'bank_commission_amount',
  'provider_transaction_id',
  'auth_code',
  'host_reference',
  'rrn',
  'error_message',
] as const satisfies readonly (keyof TransactionRow)[];

const REFUND_COLUMNS = [
  'id',
  'transaction_id',
  'merchant_id',
  'merchant_external_id',
  'merchant_name',
  'refund_amount',
  'original_amount',
  'currency',
  'status',
  'reason_code',
  'reason',
  'created_at',
  'completed_at',
  'error_message',
] as const satisfies readonly (keyof RefundRow)[];

/**
 * Writes a row only where something of it is new: a day read again is mostly as it
 * was. `read_at` is therefore when a row was first seen as it stands.
 */
function upsert(table: 'transactions' | 'refund', columns: readonly string[]): string {
  const names = columns.join(', ');
  return `INSERT INTO ${table} (connection_id, read_at, ${names})
    VALUES (?, ?, ${columns.map(() => '?').join(', ')})
    ON CONFLICT (connection_id, id) DO UPDATE SET read_at = excluded.read_at,
      ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE (${columns.map((name) => `${table}.${name}`).join(', ')}) IS NOT (${columns.map((name) => `excluded.${name}`).join(', ')})`;
}

const UPSERT = {
  transactions: upsert('transactions', TRANSACTION_COLUMNS),
  refunds: upsert('refund', REFUND_COLUMNS),
} as const;

const TABLE = { transactions: 'transactions', refunds: 'refund' } as const;

/** What of a connection was created in [start_at, end_at], UTC ms. */
export interface Span {
  readonly connection_id: string;
  readonly start_at: number;
  readonly end_at: number;
}

/** One day of one resource as Payven had it; of rows with the same id the last one counts. */
export type DayRead<Row> = DayReading & Span & { readonly rows: Iterable<Row> };

/** Ids of what is stored here of a span. */
export function idsOfSpan(db: ReadableDb, resource: keyof typeof TABLE, { connection_id, start_at, end_at }: Span): string[] {
  return db
    .prepare<[string, number, number], string>(
      `SELECT id FROM ${TABLE[resource]} WHERE connection_id = ? AND created_at BETWEEN ? AND ?`,
    )
    .pluck()
    .all(connection_id, start_at, end_at);
}

/**
 * Stores a day in one transaction. A complete day replaces what was here: a row
 * Payven no longer has would otherwise stay as a false open item.
 */
export function saveDay(db: WritableDb, resource: 'transactions', read: DayRead<TransactionRow>): void;
export function saveDay(db: WritableDb, resource: 'refunds', read: DayRead<RefundRow>): void;
export function saveDay(db: WritableDb, ...[resource, read]: ['transactions', DayRead<TransactionRow>] | ['refunds', DayRead<RefundRow>]): void {
  const save = db.prepare(UPSERT[resource]);
  const { connection_id, read_at } = read;
  const here = new Set<string>();
  transact(db, () => {
    if (resource === 'transactions') {
      for (const row of read.rows) {
        save.run(connection_id, read_at, TRANSACTION_COLUMNS.map((name) => row[name]));
        here.add(row.id);
      }
    } else {
      for (const row of read.rows) {
        save.run(connection_id, read_at, REFUND_COLUMNS.map((name) => row[name]));
        here.add(row.id);
      }
    }
    if (read.complete) removeOthers(db, resource, read, here);
    recordDay(db, resource, read);
  });
}

function removeOthers(db: WritableDb, resource: keyof typeof TABLE, span: Span, here: ReadonlySet<string>): void {
  const remove = db.prepare(`DELETE FROM ${TABLE[resource]} WHERE connection_id = ? AND id = ?`);
  for (const id of idsOfSpan(db, resource, span)) if (!here.has(id)) remove.run(span.connection_id, id);
}

export interface SyncedDay {
  readonly day: string;
  readonly complete: number;
  readonly read_at: number;
  /** What was created up to then was asked for, by Payven's clock. */
  readonly as_of_at: number;
}

/** The days of a range whose transactions were read, in order. */
export function syncedDays(db: ReadableDb, connectionId: string, from: string, to: string): SyncedDay[] {
  return db
    .prepare<[string, string, string], SyncedDay>(
      `SELECT day, complete, read_at, as_of_at FROM synced_day
       WHERE connection_id = ? AND resource = 'transactions' AND day BETWEEN ? AND ? ORDER BY day`,
    )
    .all(connectionId, from, to);
}

/** Columns with few different values. */
const TRANSACTION_WORDS = [
  'merchant_id',
  'external_merchant_id',
  'merchant_name',
  'currency',
  'status',
  'operation_type',
  'payment_type',
  'connector_configuration_id',
  'connector_code',
] as const satisfies readonly (keyof TransactionRow)[];

/** What was created in [start_at, end_at] (UTC ms), of one configuration or merchant. */
interface PeriodAsked extends Span {
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
}

const OF_PERIOD = `FROM transactions
  WHERE connection_id = @connection_id AND created_at BETWEEN @start_at AND @end_at
    AND (@connector_config_id IS NULL OR connector_configuration_id = @connector_config_id)
    AND (@merchant_id IS NULL OR merchant_id = @merchant_id)
  ORDER BY created_at, id`;

/** Transactions of a period, whole. */
export function transactionsOfPeriod(db: ReadableDb, where: PeriodAsked): TransactionRow[] {
  const rows = db.prepare<[PeriodAsked], TransactionRow>(`SELECT ${TRANSACTION_COLUMNS.join(', ')} ${OF_PERIOD}`).iterate(where);
  return [...withSharedWords(rows, TRANSACTION_WORDS)];
}

const MATCHED_COLUMNS = [
  'id',
  'created_at',
  'amount',
  'currency',
  'status',
  'operation_type',
  'provider_transaction_id',
  'auth_code',
  'external_merchant_id',
] as const satisfies readonly (keyof PayvenTransaction)[];

/** The same transactions with what their matching needs, by column. */
export function columnsOfPeriod(db: ReadableDb, where: PeriodAsked): PayvenColumns {
  return columnsOfTransactions(db.prepare<[PeriodAsked], PayvenTransaction>(`SELECT ${MATCHED_COLUMNS.join(', ')} ${OF_PERIOD}`).iterate(where));
}

/** Transactions by their ids, whole and in the order asked for; one that is not here is left out. */
export function transactionsById(db: ReadableDb, connectionId: string, ids: Iterable<string>): TransactionRow[] {
  const one = db.prepare<[string, string], TransactionRow>(`SELECT ${TRANSACTION_COLUMNS.join(', ')} FROM transactions WHERE connection_id = ? AND id = ?`);
  const found = function* (): Generator<TransactionRow, void, void> {
    for (const id of ids) {
      const row = one.get(connectionId, id);
      if (row !== undefined) yield row;
    }
  };
  return [...withSharedWords(found(), TRANSACTION_WORDS)];
}

export function transactionById(db: ReadableDb, connectionId: string, id: string): TransactionRow | undefined {
  return db
    .prepare<[string, string], TransactionRow>('SELECT * FROM transactions WHERE connection_id = ? AND id = ?')
    .get(connectionId, id);
}

export function refundById(db: ReadableDb, connectionId: string, id: string): RefundRow | undefined {
  return db
    .prepare<[string, string], RefundRow>('SELECT * FROM refund WHERE connection_id = ? AND id = ?')
    .get(connectionId, id);
}

export function refundsOfTransaction(db: ReadableDb, connectionId: string, transactionId: string): RefundRow[] {
  return db
    .prepare<[string, string], RefundRow>(
      'SELECT * FROM refund WHERE connection_id = ? AND transaction_id = ? ORDER BY created_at, id',
    )
    .all(connectionId, transactionId);
}
