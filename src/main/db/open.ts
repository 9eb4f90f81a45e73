import { chmodSync, closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { makeFolder } from '../folders.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { registerFolding } from './folding.ts';
import { type Migration, migrations as allMigrations } from './migrations/list.ts';
import { isReviewStale, renewReviewRows } from './review-rows.ts';

export interface OpenDatabase {
  readonly write: WritableDb;
  readonly read: ReadableDb;
  close(): void;
}

/** Since this version there are rows of a review. */
const REVIEW_VERSION = 110;

/** Name of the database inside the data folder. */
export const DATABASE_FILE = 'mutabakat.db';

/**
 * Opens the database of a data folder and brings it to the newest schema, each
 * migration in one transaction, after a backup of what was there.
 *
 * Throws AppError: `machine.database_newer` when a later version of the program
 * wrote it (nothing is touched), `machine.database` when the folder or the file
 * cannot be used, `machine.database_damaged` when it is no SQLite database.
 */
export function openDatabase(folder: string, migrations: readonly Migration[] = allMigrations): OpenDatabase {
  const file = join(folder, DATABASE_FILE);
  try {
    makeFolder(folder, 0o700);
    keepPrivate(file);
    const write = new BetterSqlite3(file) as WritableDb;
    try {
      write.pragma('busy_timeout = 10000');
      migrate(write, file, migrations);
      const read = openRead(file);
      return {
        write,
        read,
        close() {
          read.close();
          write.close();
        },
      };
    } catch (error) {
      write.close();
      throw error;
    }
  } catch (error) {
    throw asOpeningError(error, file);
  }
}

/**
 * The database for this user alone, in a folder others may enter too. SQLite gives its
 * log and its index of it the database's own mode.
 */
function keepPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const { mode, uid } = statSync(file);
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, 0o600);
}

function openRead(file: string): ReadableDb {
  const read = new BetterSqlite3(file, { readonly: true }) as ReadableDb;
  read.pragma('busy_timeout = 10000');
  registerFolding(read);
  return read;
}

/**
 * Opens a database that {@link openDatabase} has brought up to date, for queries
 * alone. Throws AppError of the machine kind likewise.
 */
export function openReader(folder: string): Pick<OpenDatabase, 'read' | 'close'> {
  const file = join(folder, DATABASE_FILE);
  try {
    const read = openRead(file);
    return { read, close: () => read.close() };
  } catch (error) {
    throw asOpeningError(error, file);
  }
}

function migrate(db: WritableDb, file: string, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = db.pragma('user_version', { simple: true }) as number;
  if (found > newest) throw new AppError('machine.database_newer', { file, found, newest });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  if (found > 0 && found < newest) backup(db, `${file}.before-${newest}`);
  for (const migration of migrations) {
    if (migration.version <= (db.pragma('user_version', { simple: true }) as number)) continue;
    db.transaction(() => {
      // Another process may have been first while this one waited for the lock.
      if ((db.pragma('user_version', { simple: true }) as number) >= migration.version) return;
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
  if (newest >= REVIEW_VERSION && isReviewStale(db)) db.transaction(() => renewReviewRows(db)).immediate();
}

function backup(db: WritableDb, target: string): void {
  if (existsSync(target)) rmSync(target);
  // SQLite fills an empty file, and leaves its mode as it is.
  closeSync(openSync(target, 'wx', 0o600));
  db.prepare('VACUUM INTO ?').run(target);
}

/** SQLite's and the disk's own words become one of the machine errors. */
export function asMachineError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError('machine.database_damaged', { file }, error);
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new AppError('machine.disk_full', { file }, error);
  if (code.startsWith('SQLITE_BUSY')) return new AppError('machine.database_busy', { file }, error);
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_ERROR') return error;
  if (code.startsWith('SQLITE_') || ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'].includes(code)) {
    return new AppError('machine.database', { file, reason: code }, error);
  }
  return error;
}

/** Of an opening alone: better-sqlite3 reports a missing or unusable folder as a TypeError without a code. */
function asOpeningError(error: unknown, file: string): unknown {
  if (error instanceof TypeError) return new AppError('machine.database', { file, reason: error.message }, error);
  return asMachineError(error, file);
}
