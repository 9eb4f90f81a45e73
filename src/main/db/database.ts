import type BetterSqlite3 from 'better-sqlite3';
import { renewReviewRows } from './review-rows.ts';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection SQLite itself opened read-only: a query cannot write by mistake. */
export type ReadableDb = BetterSqlite3.Database & { readonly [readable]: true };

/** The one connection that may write. Whoever can write can read. */
export type WritableDb = ReadableDb & { readonly [writable]: true };

/**
 * Runs `work` in one immediate transaction: all of it is in the file, or nothing. The
 * rows of the review it made untrue are made anew with it.
 */
export function transact<T>(db: WritableDb, work: () => T): T {
  const whole = (): T => {
    const result = work();
    renewReviewRows(db);
    return result;
  };
  return db.transaction(whole).immediate();
}

/** Everything `read` reads is of one moment, whoever writes meanwhile. */
export function atOneMoment<T>(db: ReadableDb, read: () => T): T {
  return db.transaction(read).deferred();
}

/**
 * As {@link transact}, for long work that lets others have their turn in between. Whoever
 * calls it sees to it that nobody else writes by this connection meanwhile: it would go
 * down with this transaction.
 */
export async function transactInTurns<T>(db: WritableDb, work: () => Promise<T>): Promise<T> {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = await work();
    renewReviewRows(db);
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
