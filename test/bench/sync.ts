import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { WritableDb } from '../../src/main/db/database.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { PackedRows } from '../../src/main/app/packed-rows.ts';
import { PAGE_SIZE } from '../../src/main/payven/client.ts';
import { saveDay, type TransactionRow } from '../../src/main/db/transactions.ts';
import { dayOf, endOfDay, startOfDay } from '../../src/shared/day.ts';
import { temporaryFolder } from '../builders/desk.ts';
import type { Measured } from './run.ts';

/** No limit a computer of today reaches: the sandbox of the guide would need twenty minutes. */
const NO_LIMIT = '1000000';

const synced = z.object({ transactions: z.int(), refunds: z.int(), complete: z.literal(true), ms: z.number(), growth: z.number() });

function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Reads the built-in sandbox, a process of its own, by the program, another process of its own. */
async function syncApart(transactions: number, folder: string): Promise<z.infer<typeof synced>> {
  const files = ['--bank-file', join(folder, 'bank'), '--transactions', String(transactions)];
  const sandbox = run(['src/main/node/cli.ts', 'sandbox', ...files, '--rate-limit', NO_LIMIT]);
  try {
    if (sandbox.stdout === null) throw new Error('the sandbox has no output');
    const [ready] = (await once(createInterface(sandbox.stdout), 'line')) as [string];
    const client = run(['test/bench/sync-client.ts', join(folder, 'data')]);
    if (client.stdout === null) throw new Error('the client has no output');
    client.stdin?.end(ready);
    return synced.parse(JSON.parse(await text(client.stdout)));
  } finally {
    sandbox.kill();
  }
}

/** Every transaction the sync stored, by day, and whose they are. */
function stored(folder: string): { connection_id: string; byDay: Map<string, TransactionRow[]> } {
  const { read, close } = openDatabase(folder);
  try {
    const connection_id = read.prepare<[], string>('SELECT id FROM connection').pluck().get() ?? '';
    const rows = read.prepare<[], TransactionRow>('SELECT * FROM transactions ORDER BY id').all();
    return { connection_id, byDay: Map.groupBy(rows, (row) => dayOf(row.created_at)) };
  } finally {
    close();
  }
}

/** How long `work` takes in a new database with this one connection, ms. */
function timedIn(folder: string, connectionId: string, work: (db: WritableDb) => void): number {
  const { write, close } = openDatabase(folder);
  try {
    write
      .prepare(
        `INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at)
         VALUES (?, 'custom', 'http://localhost', 'client', 'environment', 1, 1)`,
      )
      .run(connectionId);
    const start = performance.now();
    work(write);
    return performance.now() - start;
  } finally {
    close();
  }
}

/** The least that storing these rows can take: one prepared INSERT in one transaction. */
function insertBare(db: WritableDb, rows: readonly TransactionRow[]): void {
  const names = Object.keys(rows[0] ?? {});
  const insert = db.prepare(`INSERT INTO transactions (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
  db.transaction(() => {
    for (const row of rows) insert.run(Object.values(row));
  })();
}

/** A day's rows as a sync holds them: packed page by page. */
function packed(rows: readonly TransactionRow[]): PackedRows<TransactionRow> {
  const pages = new PackedRows<TransactionRow>();
  for (let at = 0; at < rows.length; at += PAGE_SIZE) pages.add(rows.slice(at, at + PAGE_SIZE));
  return pages;
}

function saveWindows(db: WritableDb, connection_id: string, byDay: ReadonlyMap<string, PackedRows<TransactionRow>>): void {
  for (const [day, rows] of byDay) {
    const span = { connection_id, start_at: startOfDay(day), end_at: endOfDay(day) };
    saveDay(db, 'transactions', { ...span, day, read_at: 1, total_count: rows.size, complete: true, rows });
  }
}

/** A sync of so many transactions: its memory, its time, and its writing against a bare INSERT of the same rows. */
export async function benchSync(transactions: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  try {
    const sync = await syncApart(transactions, folder.path);
    const { connection_id, byDay } = stored(join(folder.path, 'data'));
    const rows = [...byDay.values()].flat();
    const windows = new Map([...byDay].map(([day, each]) => [day, packed(each)]));
    const places = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => join(folder.path, name));
    const saves: number[] = [];
    const bares: number[] = [];
    // In turns, so that a machine that is slow for a while is slow for both; the quickest of three counts.
    for (const [index, place] of places.entries()) {
      if (index % 2 === 0) bares.push(timedIn(place, connection_id, (db) => insertBare(db, rows)));
      else saves.push(timedIn(place, connection_id, (db) => saveWindows(db, connection_id, windows)));
    }
    const [save, bare] = [Math.min(...saves), Math.min(...bares)];
    const against = 'bare prepared INSERT';
    return [
      { step: 'sync from the sandbox', rows: sync.transactions, ms: sync.ms, against, ratio: sync.ms / bare, growth_mib: Math.round(sync.growth / 2 ** 20) },
      { step: 'windows to SQLite', rows: rows.length, ms: save, against, ratio: save / bare },
    ];
  } finally {
    folder.remove();
  }
}
