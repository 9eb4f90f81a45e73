import { type ReadableDb, transact, type WritableDb } from './database.ts';

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

export type SyncedResource = 'transactions' | 'refunds';

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

function upsert(table: 'transactions' | 'refund', columns: readonly string[]): string {
  return `INSERT INTO ${table} (connection_id, read_at, ${columns.join(', ')})
    VALUES (@connection_id, @read_at, ${columns.map((name) => `@${name}`).join(', ')})
    ON CONFLICT (connection_id, id) DO UPDATE SET read_at = excluded.read_at,
      ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

const UPSERT = {
  transactions: upsert('transactions', TRANSACTION_COLUMNS),
  refunds: upsert('refund', REFUND_COLUMNS),
} as const;

/** One day of one resource as Payven had it at `read_at`. */
export interface DayRead<Row> {
  readonly connection_id: string;
  readonly day: string;
  /** UTC ms of the day's first and last instant that was asked for. */
  readonly start_at: number;
  readonly end_at: number;
  readonly read_at: number;
  readonly total_count: number;
  readonly complete: boolean;
  readonly rows: readonly Row[];
}

/**
 * Stores a day in one transaction. A complete day replaces what was here: a row
 * Payven no longer has would otherwise stay as a false open item.
 */
export function saveDay(db: WritableDb, resource: 'transactions', read: DayRead<TransactionRow>): void;
export function saveDay(db: WritableDb, resource: 'refunds', read: DayRead<RefundRow>): void;
export function saveDay(
  db: WritableDb,
  resource: SyncedResource,
  read: DayRead<TransactionRow> | DayRead<RefundRow>,
): void {
  const table = resource === 'transactions' ? 'transactions' : 'refund';
  transact(db, () => {
    if (read.complete) {
      db.prepare(`DELETE FROM ${table} WHERE connection_id = ? AND created_at BETWEEN ? AND ?`).run(
        read.connection_id,
        read.start_at,
        read.end_at,
      );
    }
    const insert = db.prepare(UPSERT[resource]);
    for (const row of read.rows) insert.run({ ...row, connection_id: read.connection_id, read_at: read.read_at });
    db.prepare(
      `INSERT INTO synced_day (connection_id, resource, day, total_count, complete, read_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (connection_id, resource, day) DO UPDATE SET total_count = excluded.total_count,
         complete = excluded.complete, read_at = excluded.read_at`,
    ).run(read.connection_id, resource, read.day, read.total_count, read.complete ? 1 : 0, read.read_at);
  });
}

export interface SyncedDay {
  readonly day: string;
  readonly complete: number;
  readonly read_at: number;
}

/** The days of a range whose transactions were read, in order. */
export function syncedDays(db: ReadableDb, connectionId: string, from: string, to: string): SyncedDay[] {
  return db
    .prepare<[string, string, string], SyncedDay>(
      `SELECT day, complete, read_at FROM synced_day
       WHERE connection_id = ? AND resource = 'transactions' AND day BETWEEN ? AND ? ORDER BY day`,
    )
    .all(connectionId, from, to);
}

/** Transactions created in [start_at, end_at], of one configuration or merchant. */
export function transactionsOfPeriod(
  db: ReadableDb,
  where: {
    connection_id: string;
    start_at: number;
    end_at: number;
    connector_config_id: string | null;
    merchant_id: string | null;
  },
): TransactionRow[] {
  return db
    .prepare<[typeof where], TransactionRow>(
      `SELECT * FROM transactions
       WHERE connection_id = @connection_id AND created_at BETWEEN @start_at AND @end_at
         AND (@connector_config_id IS NULL OR connector_configuration_id = @connector_config_id)
         AND (@merchant_id IS NULL OR merchant_id = @merchant_id)
       ORDER BY created_at, id`,
    )
    .all(where);
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
