import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WritableDb } from '../../src/main/db/database.ts';
import { migrations } from '../../src/main/db/migrations/list.ts';
import { DATABASE_FILE, type OpenDatabase, openDatabase } from '../../src/main/db/open.ts';
import { listSettlements, saveSettlementDay, type SettlementRow } from '../../src/main/db/settlements.ts';
import { finishRun, insertRun, lastAttempt, lastFinished, lastRun, reopenRun } from '../../src/main/db/sync-runs.ts';
import { completeWindows, incompleteWindows, recordDay, storedDays, storedSpan } from '../../src/main/db/synced-days.ts';
import { type RefundRow, refundsOfTransaction, saveDay, syncedDays } from '../../src/main/db/transactions.ts';
import { temporaryFolder } from '../builders/bare.ts';

let folder: ReturnType<typeof temporaryFolder>;
let opened: OpenDatabase;
let db: WritableDb;
beforeEach(() => {
  folder = temporaryFolder();
  opened = openDatabase(folder.path);
  db = opened.write;
  db.exec(CONNECTION);
});
afterEach(() => {
  opened.close();
  folder.remove();
});

const CONNECTION = `INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at)
  VALUES ('c', 'custom', 'https://x', 'client', 'keychain', 1, 1)`;

function refund(id: string, over: Partial<RefundRow> = {}): RefundRow {
  return {
    id,
    transaction_id: 't',
    merchant_id: 'm',
    merchant_external_id: null,
    merchant_name: null,
    refund_amount: 100,
    original_amount: 500,
    currency: 'TRY',
    status: 'Completed',
    reason_code: null,
    reason: null,
    created_at: 50,
    completed_at: null,
    error_message: null,
    ...over,
  };
}

function settlement(id: string, over: Partial<SettlementRow> = {}): SettlementRow {
  return {
    id,
    merchant_id: 'm',
    merchant_name: null,
    bank_code: '0062',
    bank_reference: null,
    status: 'Settled',
    period_start: '2026-05-04',
    period_end: '2026-05-04',
    currency: 'TRY',
    gross_amount: 1000,
    refund_amount: 100,
    bank_commission: 20,
    platform_commission: 0,
    net_amount: 880,
    transaction_count: 3,
    refund_count: 1,
    notes: null,
    settled_at: null,
    created_at: 60,
    ...over,
  };
}

const day = { connection_id: 'c', day: '2026-05-04', start_at: 0, end_at: 100, total_count: 1, complete: true };
const listed = (from: string | null = null, to: string | null = null) => listSettlements(opened.read, { connection_id: 'c', from, to, offset: 0, limit: 10 });

describe('a day stored again', () => {
  it('leaves a row alone that is as it was, and writes one of which anything changed', () => {
    const readAt = (): unknown[] => db.prepare('SELECT id, status, read_at FROM refund ORDER BY id').raw().all();
    saveDay(db, 'refunds', { ...day, read_at: 1, rows: [refund('a'), refund('b', { reason: null })] });
    saveDay(db, 'refunds', { ...day, read_at: 2, rows: [refund('a'), refund('b', { reason: 'müşteri' })] });
    expect(readAt()).toEqual([['a', 'Completed', 1], ['b', 'Completed', 2]]);
    saveDay(db, 'refunds', { ...day, read_at: 3, rows: [refund('a', { status: 'Failed' }), refund('b', { reason: 'müşteri' })] });
    expect(readAt()).toEqual([['a', 'Failed', 3], ['b', 'Completed', 2]]);
    expect(syncedDays(opened.read, 'c', '2026-05-04', '2026-05-04')).toEqual([]);
    expect(db.prepare('SELECT read_at FROM synced_day').pluck().get()).toBe(3);
  });

  it('takes the last of rows with the same id', () => {
    saveDay(db, 'refunds', { ...day, read_at: 1, rows: [refund('a', { status: 'Pending' }), refund('a')] });
    expect(refundsOfTransaction(opened.read, 'c', 't')).toMatchObject([{ id: 'a', status: 'Completed' }]);
  });

  it('removes what is not there any more from its own span alone', () => {
    saveDay(db, 'refunds', { ...day, read_at: 1, rows: [refund('a'), refund('b', { created_at: 101 })] });
    saveDay(db, 'refunds', { ...day, read_at: 2, rows: [] });
    expect(refundsOfTransaction(opened.read, 'c', 't').map((row) => row.id)).toEqual(['b']);
  });
});

describe('settlements', () => {
  it('go by the day Payven lists them under, and add up in lira alone', () => {
    const dollars = settlement('u', { currency: 'USD', gross_amount: 77, period_start: '2026-05-05', period_end: '2026-05-05' });
    saveSettlementDay(db, { ...day, read_at: 1, rows: [settlement('a'), settlement('b', { gross_amount: 500, platform_commission: 7 }), dollars] });
    expect(listed()).toMatchObject({ totals: { total: 3, gross_amount: 1500, platform_commission: 7, transaction_count: 6 } });
    expect(listed().rows.map((row) => [row.id, row.platform_commission])).toEqual([['u', 0], ['a', 0], ['b', 7]]);
    expect(listed('2026-05-05').totals).toMatchObject({ total: 1, gross_amount: 0 });
    // Listed under another day from now on: the old day's answer no longer has it, and it stays.
    saveSettlementDay(db, { ...day, day: '2026-05-06', read_at: 2, rows: [settlement('b', { status: 'Failed' })] });
    saveSettlementDay(db, { ...day, read_at: 3, rows: [settlement('a')] });
    expect(listed().rows.map((row) => [row.id, row.status])).toEqual([['a', 'Settled'], ['b', 'Failed']]);
  });

  it('of an incomplete answer are added to what is here', () => {
    saveSettlementDay(db, { ...day, read_at: 1, rows: [settlement('a')] });
    saveSettlementDay(db, { ...day, read_at: 2, complete: false, total_count: 5, rows: [settlement('b')] });
    expect(listed().rows.map((row) => row.id)).toEqual(['a', 'b']);
    expect(incompleteWindows(opened.read, 'c')).toEqual([{ resource: 'settlements', day: '2026-05-04' }]);
  });
});

describe('runs', () => {
  const range = { from: '2026-05-04', to: '2026-05-06' };
  const run = (id: string, started_at: number, by_itself = 0) =>
    insertRun(db, { id, connection_id: 'c', from_day: range.from, to_day: range.to, by_itself, started_at });
  const end = { outcome: 'complete', error_code: null, transactions: 1, refunds: 0, settlements: 0 } as const;

  it('are found by their range, and apart from those that found their range themselves', () => {
    run('given', 1);
    run('own', 2, 1);
    expect(lastRun(opened.read, 'c', range)?.id).toBe('given');
    expect(lastRun(opened.read, 'c', null)?.id).toBe('own');
    expect(lastRun(opened.read, 'c', { ...range, to: '2026-05-07' })).toBeUndefined();
    expect(lastFinished(opened.read, 'c')).toBeUndefined();
    finishRun(db, 'given', 9, end);
    expect([lastAttempt(opened.read, 'c')?.id, lastFinished(opened.read, 'c')?.id]).toEqual(['own', 'given']);
    reopenRun(db, 'given', 10);
    expect(lastAttempt(opened.read, 'c')).toMatchObject({ id: 'given', started_at: 1, tried_at: 10, finished_at: null, outcome: null });
  });

  it('know their complete windows, until another reading takes them over', () => {
    run('r', 1);
    const window = { connection_id: 'c', total_count: 0, read_at: 5, as_of_at: 4, run_id: 'r' };
    recordDay(db, 'transactions', { ...window, day: '2026-05-04', complete: true });
    recordDay(db, 'transactions', { ...window, day: '2026-05-05', complete: false });
    recordDay(db, 'refunds', { ...window, day: '2026-05-04', complete: true });
    expect(completeWindows(opened.read, 'r')).toEqual([
      { resource: 'refunds', day: '2026-05-04', as_of_at: 4 },
      { resource: 'transactions', day: '2026-05-04', as_of_at: 4 },
    ]);
    recordDay(db, 'refunds', { ...window, day: '2026-05-04', complete: true, run_id: null });
    expect(completeWindows(opened.read, 'r')).toHaveLength(1);
    expect(storedSpan(opened.read, 'c')).toEqual({ oldest: '2026-05-04', newest: '2026-05-05', days: 2 });
    expect(storedDays(opened.read, 'c', '2026-05-05', '2026-05-31')).toEqual(['2026-05-05']);
  });
});

describe('a database of before', () => {
  it('keeps the days that were read', () => {
    const old = join(folder.path, 'old');
    openDatabase(old, migrations.filter((each) => each.version < 50)).close();
    const raw = new BetterSqlite3(join(old, DATABASE_FILE));
    raw.exec(`${CONNECTION};
      INSERT INTO synced_day (connection_id, resource, day, total_count, complete, read_at) VALUES ('c', 'transactions', '2026-05-04', 7, 1, 42)`);
    raw.close();
    const now = openDatabase(old);
    expect(syncedDays(now.read, 'c', '2026-05-01', '2026-05-31')).toEqual([{ day: '2026-05-04', complete: 1, read_at: 42, as_of_at: 42 }]);
    expect(now.read.prepare('SELECT as_of_at, run_id FROM synced_day').get()).toEqual({ as_of_at: 42, run_id: null });
    now.close();
  });
});
