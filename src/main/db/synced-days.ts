import type { ReadableDb, WritableDb } from './database.ts';

/** What is read day by day; a window is one Istanbul day of one of them. */
export const syncedResources = ['transactions', 'refunds', 'settlements'] as const;
export type SyncedResource = (typeof syncedResources)[number];

/** How a window was read; instants UTC ms. */
export interface DayReading {
  readonly connection_id: string;
  readonly day: string;
  readonly read_at: number;
  /** What was created up to then was asked for, by Payven's clock; `read_at` where it is not given. */
  readonly as_of_at?: number;
  /** The run that read it; null and absent: a reading of its own. */
  readonly run_id?: string | null;
  readonly total_count: number;
  /** Whether the rows are all there are, by Payven's own count. */
  readonly complete: boolean;
}

/** Notes that a window was read; call it in the transaction that stores its rows. */
export function recordDay(db: WritableDb, resource: SyncedResource, read: DayReading): void {
  db.prepare(
    `INSERT INTO synced_day (connection_id, resource, day, total_count, complete, read_at, as_of_at, run_id)
     VALUES (@connection_id, @resource, @day, @total_count, @complete, @read_at, @as_of_at, @run_id)
     ON CONFLICT (connection_id, resource, day) DO UPDATE SET total_count = excluded.total_count, complete = excluded.complete,
       read_at = excluded.read_at, as_of_at = excluded.as_of_at, run_id = excluded.run_id`,
  ).run({
    connection_id: read.connection_id,
    resource,
    day: read.day,
    total_count: read.total_count,
    complete: read.complete ? 1 : 0,
    read_at: read.read_at,
    as_of_at: read.as_of_at ?? read.read_at,
    run_id: read.run_id ?? null,
  });
}

/** The days of a range that are stored, in order: those whose transactions were read. */
export function storedDays(db: ReadableDb, connectionId: string, from: string, to: string): string[] {
  return db
    .prepare<[string, string, string], { day: string }>(
      `SELECT day FROM synced_day WHERE connection_id = ? AND resource = 'transactions' AND day BETWEEN ? AND ? ORDER BY day`,
    )
    .all(connectionId, from, to)
    .map(({ day }) => day);
}

/** Days of transactions and up to when each was asked for, UTC ms; the day itself may not have been over then. */
export function daysAsOf(db: ReadableDb, connectionId: string): { day: string; as_of_at: number }[] {
  return db
    .prepare<[string], { day: string; as_of_at: number }>(
      `SELECT day, as_of_at FROM synced_day WHERE connection_id = ? AND resource = 'transactions' ORDER BY day`,
    )
    .all(connectionId);
}

/** Windows of days whose transactions are here that were never read: the right to them was missing, say. */
export function unreadWindows(db: ReadableDb, connectionId: string): { resource: SyncedResource; day: string }[] {
  return db
    .prepare<[string], { resource: SyncedResource; day: string }>(
      `SELECT r.value AS resource, d.day FROM synced_day AS d, json_each('["refunds", "settlements"]') AS r
       WHERE d.connection_id = ? AND d.resource = 'transactions' AND NOT EXISTS (SELECT 1 FROM synced_day AS o
         WHERE o.connection_id = d.connection_id AND o.resource = r.value AND o.day = d.day) ORDER BY d.day, r.value`,
    )
    .all(connectionId);
}

/** A window that a run has read to its end. */
export interface ReadWindow {
  readonly resource: SyncedResource;
  readonly day: string;
  readonly as_of_at: number;
}

/** The complete windows of a run. */
export function completeWindows(db: ReadableDb, runId: string): ReadWindow[] {
  return db
    .prepare<[string], ReadWindow>(
      'SELECT resource, day, as_of_at FROM synced_day WHERE run_id = ? AND complete = 1 ORDER BY day, resource',
    )
    .all(runId);
}

/** What of a connection's transactions is here; the days are null before the first is read. */
export interface StoredSpan {
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly days: number;
}

export function storedSpan(db: ReadableDb, connectionId: string): StoredSpan {
  const span = db
    .prepare<[string], StoredSpan>(
      `SELECT min(day) AS oldest, max(day) AS newest, count(*) AS days FROM synced_day
       WHERE connection_id = ? AND resource = 'transactions'`,
    )
    .get(connectionId);
  return span ?? { oldest: null, newest: null, days: 0 };
}

/** Windows that never added up, oldest first. */
export function incompleteWindows(db: ReadableDb, connectionId: string): { resource: SyncedResource; day: string }[] {
  return db
    .prepare<[string], { resource: SyncedResource; day: string }>(
      'SELECT resource, day FROM synced_day WHERE connection_id = ? AND complete = 0 ORDER BY day, resource',
    )
    .all(connectionId);
}

/** How many rows of a range of Istanbul days are here; the instants, UTC ms, are its first and last. */
export function countRows(
  db: ReadableDb,
  range: { connection_id: string; from: string; to: string; start_at: number; end_at: number },
): Record<SyncedResource, number> {
  const count = (table: string, within: string): number =>
    db
      .prepare<[typeof range], number>(`SELECT count(*) FROM ${table} WHERE connection_id = @connection_id AND ${within}`)
      .pluck()
      .get(range) ?? 0;
  const created = 'created_at BETWEEN @start_at AND @end_at';
  return {
    transactions: count('transactions', created),
    refunds: count('refund', created),
    settlements: count('settlement', 'listed_day BETWEEN @from AND @to'),
  };
}
