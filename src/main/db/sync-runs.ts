import type { ReadableDb, WritableDb } from './database.ts';

/** How a run ended; null while it is under way, and for ever if the process was killed meanwhile. */
export type SyncOutcome = 'complete' | 'incomplete' | 'cancelled' | 'offline' | 'failed';

/** A sync of one connection and range; days are Istanbul's, instants UTC ms by this machine's clock. */
export interface SyncRunRow {
  readonly id: string;
  readonly connection_id: string;
  readonly from_day: string;
  readonly to_day: string;
  /** 1: nobody gave the range, it follows from what is here. */
  readonly by_itself: number;
  readonly started_at: number;
  /** When it last set out: later than `started_at` where it went on after an interruption. */
  readonly tried_at: number;
  /** Where its reading ends, by Payven's clock; null until that was heard. */
  readonly frozen_end_at: number | null;
  readonly finished_at: number | null;
  readonly outcome: SyncOutcome | null;
  readonly error_code: string | null;
  /** Rows of the range, as counted at its end; null before. */
  readonly transactions: number | null;
  readonly refunds: number | null;
  readonly settlements: number | null;
}

export type NewSyncRun = Pick<SyncRunRow, 'id' | 'connection_id' | 'from_day' | 'to_day' | 'by_itself' | 'started_at'>;

/** Runs are ordered by this count: a clock may be set back between two of them. */
const NEXT_ATTEMPT = '(SELECT coalesce(max(attempt), 0) + 1 FROM sync_run)';

export function insertRun(db: WritableDb, run: NewSyncRun): void {
  db.prepare(
    `INSERT INTO sync_run (id, connection_id, from_day, to_day, by_itself, started_at, tried_at, attempt)
     VALUES (@id, @connection_id, @from_day, @to_day, @by_itself, @started_at, @started_at, ${NEXT_ATTEMPT})`,
  ).run(run);
}

/** An interrupted run sets out again. */
export function reopenRun(db: WritableDb, id: string, tried_at: number): void {
  db.prepare(`UPDATE sync_run SET tried_at = ?, attempt = ${NEXT_ATTEMPT}, finished_at = NULL, outcome = NULL, error_code = NULL WHERE id = ?`).run(tried_at, id);
}

/** Fixes what a run reads, once Payven's clock is known. */
export function freezeRun(db: WritableDb, run: Pick<SyncRunRow, 'id' | 'from_day' | 'to_day' | 'frozen_end_at'>): void {
  db.prepare(
    'UPDATE sync_run SET from_day = @from_day, to_day = @to_day, frozen_end_at = @frozen_end_at WHERE id = @id',
  ).run(run);
}

export type RunEnd = Pick<SyncRunRow, 'outcome' | 'error_code' | 'transactions' | 'refunds' | 'settlements'>;

export function finishRun(db: WritableDb, id: string, finished_at: number, end: RunEnd): void {
  db.prepare(
    `UPDATE sync_run SET finished_at = @finished_at, outcome = @outcome, error_code = @error_code,
       transactions = @transactions, refunds = @refunds, settlements = @settlements WHERE id = @id`,
  ).run({ ...end, id, finished_at });
}

const NEWEST = 'ORDER BY attempt DESC LIMIT 1';

/** The newest run of a range, or of those that found their range themselves. */
export function lastRun(
  db: ReadableDb,
  connection_id: string,
  range: { readonly from: string; readonly to: string } | null,
): SyncRunRow | undefined {
  if (range === null) {
    return db
      .prepare<[string], SyncRunRow>(`SELECT * FROM sync_run WHERE connection_id = ? AND by_itself = 1 ${NEWEST}`)
      .get(connection_id);
  }
  return db
    .prepare<[string, string, string], SyncRunRow>(
      `SELECT * FROM sync_run WHERE connection_id = ? AND from_day = ? AND to_day = ? AND by_itself = 0 ${NEWEST}`,
    )
    .get(connection_id, range.from, range.to);
}

/** The run that set out last. */
export function lastAttempt(db: ReadableDb, connectionId: string): SyncRunRow | undefined {
  return db.prepare<[string], SyncRunRow>(`SELECT * FROM sync_run WHERE connection_id = ? ${NEWEST}`).get(connectionId);
}

/** The newest run that read its whole range. */
export function lastFinished(db: ReadableDb, connectionId: string): SyncRunRow | undefined {
  return db
    .prepare<[string], SyncRunRow>(
      `SELECT * FROM sync_run WHERE connection_id = ? AND outcome IN ('complete', 'incomplete') ${NEWEST}`,
    )
    .get(connectionId);
}
