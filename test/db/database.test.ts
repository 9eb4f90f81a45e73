import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { transact } from '../../src/main/db/database.ts';
import { recordHistory } from '../../src/main/db/history.ts';
import { migrations } from '../../src/main/db/migrations/list.ts';
import { asMachineError, DATABASE_FILE, openDatabase, openReader } from '../../src/main/db/open.ts';
import { saveDay, type TransactionRow, transactionsOfPeriod } from '../../src/main/db/transactions.ts';
import { temporaryFolder, testDesk } from '../builders/desk.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : `not ours: ${String(error)}`;
  }
  return 'nothing';
};

describe('opening a data folder', () => {
  it('makes the newest schema, every table strict, and finds it again', () => {
    const first = openDatabase(folder.path);
    const loose = first.read
      .prepare<[], { name: string }>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all();
    expect(loose).toEqual([]);
    expect(first.read.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    first.close();
    openDatabase(folder.path).close();
    expect(readdirSync(folder.path).filter((name) => name.includes('before'))).toEqual([]);
  });

  it('numbers its migrations by tens, each once', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
  });

  it('keeps a backup before a migration of an older database', () => {
    openDatabase(folder.path).close();
    const next = { version: 9990, name: 'probe', sql: 'CREATE TABLE probe (id INTEGER PRIMARY KEY) STRICT' };
    openDatabase(folder.path, [...migrations, next]).close();
    const backup = new BetterSqlite3(join(folder.path, `${DATABASE_FILE}.before-9990`), { readonly: true });
    expect(backup.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    backup.close();
  });

  it('leaves no trace of a migration that fails half way', () => {
    openDatabase(folder.path).close();
    const broken = { version: 9990, name: 'broken', sql: 'CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense FROM nowhere;' };
    expect(() => openDatabase(folder.path, [...migrations, broken])).toThrow('nowhere');
    const again = openDatabase(folder.path);
    expect(again.read.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
    again.close();
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read it, in a folder others may enter too', () => {
    const mode = (name: string): string => (statSync(join(folder.path, name)).mode & 0o777).toString(8);
    const next = { version: 9990, name: 'probe', sql: 'CREATE TABLE probe (id INTEGER PRIMARY KEY) STRICT' };
    mkdirSync(folder.path, { recursive: true });
    chmodSync(folder.path, 0o755);
    openDatabase(folder.path).close();
    expect([mode('.'), mode(DATABASE_FILE)]).toEqual(['755', '600']);
    chmodSync(join(folder.path, DATABASE_FILE), 0o644);
    const db = openDatabase(folder.path, [...migrations, next]);
    expect([DATABASE_FILE, `${DATABASE_FILE}-wal`, `${DATABASE_FILE}-shm`, `${DATABASE_FILE}.before-9990`].map(mode)).toEqual(['600', '600', '600', '600']);
    db.close();
  });

  it('refuses a database of a newer version without touching it', () => {
    openDatabase(folder.path).close();
    const raw = new BetterSqlite3(join(folder.path, DATABASE_FILE));
    raw.pragma('user_version = 99990');
    raw.close();
    const before = readFileSync(join(folder.path, DATABASE_FILE));
    expect(codeOf(() => openDatabase(folder.path))).toBe('machine.database_newer');
    expect(readFileSync(join(folder.path, DATABASE_FILE)).equals(before)).toBe(true);
  });

  it('names a file that is no database, and a folder that is none', () => {
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, DATABASE_FILE), 'x'.repeat(5000));
    expect(codeOf(() => openDatabase(folder.path))).toBe('machine.database_damaged');
    const file = join(folder.path, 'plain');
    writeFileSync(file, '');
    expect(codeOf(() => openDatabase(file))).toBe('machine.database');
    expect(existsSync(join(file, DATABASE_FILE))).toBe(false);
    expect(codeOf(() => openReader(join(folder.path, 'nowhere')))).toBe('machine.database');
  });
});

describe('a fault of ours', () => {
  it('is not blamed on the database, and is written down under its number', async () => {
    const fault = new TypeError('cannot read properties of undefined');
    expect(asMachineError(fault, 'x')).toBe(fault);
    const lines: unknown[] = [];
    const desk = testDesk(folder.path, {
      files: {
        toRead() {
          throw fault;
        },
        toWrite: (path) => path,
      },
      log: { info: () => undefined, error: (event, fields) => lines.push({ event, ...fields }) },
    });
    const answer = await desk.call('import.run', { files: ['x'] }, { language: 'en' });
    desk.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'unexpected.fault' } });
    expect(lines).toEqual([expect.objectContaining({ event: 'call.failed', stack: expect.stringContaining('cannot read') })]);
  });
});

describe('what the database holds to', () => {
  it('gives queries a connection that cannot write', () => {
    const db = openDatabase(folder.path);
    expect(() => db.read.prepare("INSERT INTO history (at, by, what, facts_json) VALUES (1, 'x', 'x', '{}')").run()).toThrow('readonly');
    db.close();
  });

  it('keeps its history append-only', () => {
    const db = openDatabase(folder.path);
    recordHistory(db.write, { at: 1, by: 'a', what: 'import.done', subject: null, facts: {} });
    expect(() => db.write.prepare("UPDATE history SET by = 'b'").run()).toThrow('append-only');
    expect(() => db.write.prepare('DELETE FROM history').run()).toThrow('append-only');
    db.close();
  });

  it('lets one intent be under way once', () => {
    const db = openDatabase(folder.path);
    connection(db.write);
    const insert = (id: string, state: string): void => {
      db.write
        .prepare(
          `INSERT INTO outbox (id, connection_id, call, intent, path, body, body_sha256, idempotency_key, state, created_at)
           VALUES (?, 'c', 'start', 'one', '/x', '{}', '', ?, ?, 1)`,
        )
        .run(id, id, state);
    };
    insert('a', 'refused');
    insert('b', 'unknown');
    expect(() => insert('c', 'queued')).toThrow('UNIQUE');
    db.close();
  });

  it('rolls a transaction back whole', () => {
    const db = openDatabase(folder.path);
    expect(() =>
      transact(db.write, () => {
        recordHistory(db.write, { at: 1, by: 'a', what: 'x', subject: null, facts: {} });
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(db.read.prepare('SELECT count(*) AS n FROM history').get()).toEqual({ n: 0 });
    db.close();
  });

  it('replaces a complete day, and adds to what is known by an incomplete one', () => {
    const db = openDatabase(folder.path);
    connection(db.write);
    const day = { connection_id: 'c', day: '2026-05-04', start_at: 0, end_at: 100, read_at: 7, total_count: 0 };
    const ids = (): string[] =>
      transactionsOfPeriod(db.read, { connection_id: 'c', start_at: 0, end_at: 100, connector_config_id: null, merchant_id: null }).map((row) => row.id);
    saveDay(db.write, 'transactions', { ...day, complete: true, rows: [transaction('a'), transaction('b')] });
    saveDay(db.write, 'transactions', { ...day, complete: false, rows: [transaction('c')] });
    expect(ids()).toEqual(['a', 'b', 'c']);
    saveDay(db.write, 'transactions', { ...day, complete: true, rows: [transaction('b')] });
    expect(ids()).toEqual(['b']);
    db.close();
  });
});

function connection(db: BetterSqlite3.Database): void {
  db.prepare(
    `INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at)
     VALUES ('c', 'custom', 'https://x', 'client', 'keychain', 1, 1)`,
  ).run();
}

function transaction(id: string): TransactionRow {
  return {
    id,
    merchant_id: 'm',
    external_merchant_id: null,
    merchant_name: null,
    basket_id: null,
    external_id: null,
    amount: 1,
    net_amount: 1,
    currency: 'TRY',
    status: 'Completed',
    operation_type: 'Sale',
    payment_type: null,
    last4: null,
    masked_card_number: null,
    installment_count: 1,
    created_at: 50,
    completed_at: null,
    settlement_at: null,
    connector_configuration_id: null,
    connector_code: null,
    bank_commission_amount: 0,
    provider_transaction_id: null,
    auth_code: null,
    host_reference: null,
    rrn: null,
    error_message: null,
  };
}
