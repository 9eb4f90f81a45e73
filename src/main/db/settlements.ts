import { type ReadableDb, transact, type WritableDb } from './database.ts';
import { type DayReading, recordDay } from './synced-days.ts';

/** A settlement as stored: amounts in kuruş, `period_*` Istanbul days, instants UTC ms. */
export interface SettlementRow {
  readonly id: string;
  readonly merchant_id: string;
  readonly merchant_name: string | null;
  readonly bank_code: string | null;
  readonly bank_reference: string | null;
  readonly status: string | null;
  readonly period_start: string;
  readonly period_end: string;
  readonly currency: string | null;
  readonly gross_amount: number;
  readonly refund_amount: number;
  readonly bank_commission: number;
  readonly platform_commission: number;
  readonly net_amount: number;
  readonly transaction_count: number;
  readonly refund_count: number;
  readonly notes: string | null;
  readonly settled_at: number | null;
  readonly created_at: number;
}

const COLUMNS = [
  'id',
  'merchant_id',
  'merchant_name',
  'bank_code',
  'bank_reference',
  'status',
  'period_start',
  'period_end',
  'currency',
  'gross_amount',
  'refund_amount',
  'bank_commission',
  'platform_commission',
  'net_amount',
  'transaction_count',
  'refund_count',
  'notes',
  'settled_at',
  'created_at',
] as const satisfies readonly (keyof SettlementRow)[];

const UPSERT = `INSERT INTO settlement (connection_id, listed_day, read_at, ${COLUMNS.join(', ')})
  VALUES (@connection_id, @day, @read_at, ${COLUMNS.map((name) => `@${name}`).join(', ')})
  ON CONFLICT (connection_id, id) DO UPDATE SET listed_day = excluded.listed_day, read_at = excluded.read_at,
    ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`;

/**
 * Stores what Payven lists under a day, in one transaction. A complete answer replaces
 * what it listed under that day before; nothing is assumed of which date it goes by.
 */
export function saveSettlementDay(db: WritableDb, read: DayReading & { readonly rows: Iterable<SettlementRow> }): void {
  const { connection_id, day, read_at } = read;
  const save = db.prepare(UPSERT);
  transact(db, () => {
    if (read.complete) db.prepare('DELETE FROM settlement WHERE connection_id = ? AND listed_day = ?').run(connection_id, day);
    for (const row of read.rows) save.run({ ...row, connection_id, day, read_at });
    recordDay(db, 'settlements', read);
  });
}

export interface SettlementWish {
  readonly connection_id: string;
  /** Istanbul days; null: not asked for. */
  readonly from: string | null;
  readonly to: string | null;
  readonly offset: number;
  readonly limit: number;
}

/** Sums over every settlement that fits, in kuruş, TRY alone; `total` counts the others too. */
export interface SettlementTotals {
  readonly total: number;
  readonly gross_amount: number;
  readonly refund_amount: number;
  readonly bank_commission: number;
  readonly platform_commission: number;
  readonly net_amount: number;
  readonly transaction_count: number;
  readonly refund_count: number;
}

const SUMMED = [
  'gross_amount',
  'refund_amount',
  'bank_commission',
  'platform_commission',
  'net_amount',
  'transaction_count',
  'refund_count',
] as const satisfies readonly (keyof SettlementTotals & keyof SettlementRow)[];

/** Settlements whose period touches the range, newest first, and their sums. */
export function listSettlements(db: ReadableDb, wish: SettlementWish): { totals: SettlementTotals; rows: SettlementRow[] } {
  const filter = `FROM settlement WHERE connection_id = @connection_id
    AND (@from IS NULL OR period_end >= @from) AND (@to IS NULL OR period_start <= @to)`;
  const sums = SUMMED.map((name) => `coalesce(sum(${name}) FILTER (WHERE coalesce(currency, 'TRY') = 'TRY'), 0) AS ${name}`);
  const totals = db.prepare<[SettlementWish], SettlementTotals>(`SELECT count(*) AS total, ${sums.join(', ')} ${filter}`).get(wish);
  const rows = db
    .prepare<[SettlementWish], SettlementRow>(
      `SELECT ${COLUMNS.join(', ')} ${filter} ORDER BY period_start DESC, bank_code, merchant_id, id LIMIT @limit OFFSET @offset`,
    )
    .all(wish);
  if (totals === undefined) throw new Error('a count has no row');
  return { totals, rows };
}
