import type BetterSqlite3 from 'better-sqlite3';

declare const readable: unique symbol;
declare const writable: unique symbol;

/** A connection SQLite itself opened read-only: a query cannot write by mistake. */
export type ReadableDb = BetterSqlite3.Database & { readonly [readable]: true };

/** The one connection that may write. Whoever can write can read. */
export type WritableDb = ReadableDb & { readonly [writable]: true };

/** Runs `work` in one immediate transaction: all of it is in the file, or nothing. */
export function transact<T>(db: WritableDb, work: () => T): T {
  return db.transaction(work).immediate();
}
