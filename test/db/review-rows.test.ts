import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { transact, type WritableDb } from '../../src/main/db/database.ts';
import { importRow, replaceRow } from '../../src/main/db/imports.ts';
import { migrations } from '../../src/main/db/migrations/list.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { reviewOf } from '../../src/main/db/review-query.ts';
import { saveDay, type TransactionRow, transactionsOfPeriod } from '../../src/main/db/transactions.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { keptAndAfresh } from '../builders/review-afresh.ts';
import { fillReview, REVIEWED } from '../builders/review-scene.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const ALL = { connection_id: 'c', start_at: 0, end_at: Number.MAX_SAFE_INTEGER };

function withDatabase<T>(work: (db: WritableDb) => T): T {
  const database = openDatabase(folder.path);
  try {
    return work(database.write);
  } finally {
    database.close();
  }
}

describe('rows of the review', () => {
  beforeEach(() => fillReview({ folder: folder.path, details: 200, seed: 3 }));

  const transactions = (db: WritableDb): TransactionRow[] => transactionsOfPeriod(db, { ...ALL, connector_config_id: null, merchant_id: null });
  const day = { ...ALL, day: '2026-05-04', read_at: 7, total_count: 0, as_of_at: 7, run_id: null, complete: true };

  it.each<[string, (db: WritableDb) => void]>([
    ['a transaction that changed', (db) => saveDay(db, 'transactions', { ...day, rows: transactions(db).map((row) => ({ ...row, merchant_name: 'Ğ Ticaret', last4: '0007', masked_card_number: null })) })],
    ['a transaction that Payven no longer has', (db) => saveDay(db, 'transactions', { ...day, rows: transactions(db).slice(5) })],
    [
      'a row of the file that was changed',
      (db) =>
        transact(db, () => {
          for (let number = 1; number <= 200; number += 1) {
            const row = importRow(db, 'i', number);
            if (row !== undefined) replaceRow(db, 'i', { ...row, transaction_at: (row.transaction_at ?? 0) + 86_400_000, card: '9999' });
          }
        }),
    ],
    ['a reconciliation whose merchant has another name', (db) => transact(db, () => db.exec(`UPDATE reconciliation SET merchant_id = 'm9', merchant_name = 'Yeni Ad'`))],
    ['a detail that was answered', (db) => transact(db, () => db.exec(`UPDATE reconciliation_detail SET detail_status = 'Resolved', resolution_action = 'Ignore' WHERE detail_status = 'Pending'`))],
  ])('are true again after %s, in the same transaction', (_, change) => {
    const before = withDatabase((db) => reviewOf(db, REVIEWED));
    const { kept: old } = keptAndAfresh(folder.path);
    withDatabase(change);
    const { kept, afresh } = keptAndAfresh(folder.path);
    expect(kept).toEqual(afresh);
    expect(kept).not.toEqual(old);
    expect(withDatabase((db) => reviewOf(db, REVIEWED))?.revision).toBeGreaterThan(before?.revision ?? 0);
  });

  it('keep their revision when nothing about them changed', () => {
    const before = withDatabase((db) => reviewOf(db, REVIEWED));
    withDatabase((db) => saveDay(db, 'transactions', { ...day, rows: transactions(db) }));
    withDatabase((db) => transact(db, () => db.exec('UPDATE reconciliation_detail SET remarks = NULL')));
    withDatabase((db) => transact(db, () => db.exec('UPDATE reconciliation SET read_at = 9, merchant_name = merchant_name')));
    expect(withDatabase((db) => reviewOf(db, REVIEWED))).toEqual(before);
  });

  it('go with their transaction when it is rolled back', () => {
    const { kept: before } = keptAndAfresh(folder.path);
    expect(() =>
      withDatabase((db) =>
        transact(db, () => {
          transact(db, () => db.exec('UPDATE reconciliation_detail SET bank_amount = 1'));
          throw new Error('stop');
        }),
      ),
    ).toThrow('stop');
    expect(keptAndAfresh(folder.path)).toEqual({ kept: before, afresh: before });
  });

  it('that another process changed are seen by a view that was looked at before', async () => {
    const desk = testDesk(folder.path);
    const rows = () => call(desk, reviewContract, 'review.rows', { reconciliation_id: REVIEWED, filter: { undecided: true }, sort: { by: 'stake', direction: 'down' } });
    const before = await rows();
    expect(before.total).toBeGreaterThan(0);
    withDatabase((db) => transact(db, () => db.exec(`UPDATE reconciliation_detail SET detail_status = 'Resolved' WHERE id = '${before.rows[0]?.id}'`)));
    const after = await rows();
    expect(after.total).toBe(before.total - 1);
    expect(after.rows.map((row) => row.id)).toEqual(before.rows.slice(1).map((row) => row.id));
    desk.close();
  });
});

/** A reconciliation and a decision from before there was a review. */
const BEFORE = `
INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at) VALUES ('c', 'custom', 'https://vpos.example', 'client', 'keychain', 1, 1);
INSERT INTO reconciliation (id, connection_id, period_start_at, period_end_at, total_db_transactions, total_bank_transactions, matched_count, amount_mismatch_count,
  status_mismatch_count, orphan_db_count, orphan_bank_count, resolved_count, ignored_count, total_db_amount, total_bank_amount, overall_status, created_at, read_at)
  VALUES ('${REVIEWED}', 'c', 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'InReview', 1, 1);
INSERT INTO reconciliation_detail (id, reconciliation_id, bank_transaction_id, bank_amount, discrepancy, detail_status)
  VALUES ('a', '${REVIEWED}', 'A', 500, 'OrphanBank', 'Pending'), ('b', '${REVIEWED}', 'B', 700, 'OrphanBank', 'Pending'), ('c', '${REVIEWED}', 'C', 900, 'OrphanBank', 'Pending');
INSERT INTO decision (id, reconciliation_id, detail_id, action, decided_at, decided_by, state)
  VALUES ('1', '${REVIEWED}', 'a', 'Ignore', 5, 'muhasebe', 'local'), ('2', '${REVIEWED}', 'b', 'Ignore', 5, 'muhasebe', 'local'), ('3', '${REVIEWED}', 'c', 'AcceptBank', 6, 'muhasebe', 'local');
`;

const MANY = 2_000;

/** Decisions made a hundred at a time, by two users and in turns of two actions; every seventh goes over another's answer. */
const MANY_DECISIONS = `
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
INSERT INTO decision (id, reconciliation_id, detail_id, action, decided_at, decided_by, state, replaces_at)
  SELECT 'n' || i, '${REVIEWED}', 'a', iif(i % 2, 'Ignore', 'AcceptDb'), 10 + i / 100, iif(i % 3, 'muhasebe', 'stajyer'), 'sent', iif(i % 7, NULL, 1) FROM n;
`;

describe('a database from before there was a review', () => {
  it('has each decision in the batch of those made at once, however many there are', () => {
    const old = openDatabase(folder.path, migrations.filter(({ version }) => version < 110));
    old.write.exec(BEFORE + MANY_DECISIONS);
    old.close();
    withDatabase((db) => {
      type Made = Readonly<Record<'rowid' | 'decided_at', number> & Record<'action' | 'decided_by' | 'batch', string>>;
      const made = db.prepare<[], Made>('SELECT rowid, * FROM decision WHERE replaces_at IS NULL ORDER BY rowid').all();
      const batches = Map.groupBy(made, (each) => [each.decided_at, each.decided_by, each.action].join());
      for (const [first, ...others] of batches.values()) {
        expect([first, ...others].every((each) => each?.batch === `batch-${first?.rowid}`)).toBe(true);
      }
      expect(batches.size).toBeGreaterThan(80);
      expect(db.prepare('SELECT count(batch) AS kept FROM decision WHERE replaces_at IS NOT NULL').get()).toEqual({ kept: 0 });
      expect(db.prepare('SELECT id FROM decision_batch ORDER BY place').pluck().all()).toEqual([...batches.values()].map(([first]) => first?.batch));
      // A hundred thousand take hours where each one's batch is looked for by itself.
      const update = migrations.map(({ sql }) => /UPDATE decision SET batch[^;]*;/.exec(sql)?.[0]).find((sql) => sql !== undefined);
      const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${update}`).all();
      expect(steps.filter(({ detail }) => detail.includes('CORRELATED'))).toEqual([]);
    });
  });

  it('has its rows once it is opened, and its decisions can be taken back as they were made', async () => {
    const old = openDatabase(folder.path, migrations.filter(({ version }) => version < 110));
    old.write.exec(BEFORE);
    old.close();
    const desk = testDesk(folder.path);
    const { rows, sums } = await call(desk, reviewContract, 'review.rows', { reconciliation_id: REVIEWED, filter: {}, sort: { by: 'stake', direction: 'up' } });
    expect(rows.map((row) => [row.id, row.answer, row.action])).toEqual([['a', 'local', 'Ignore'], ['b', 'local', 'Ignore'], ['c', 'local', 'AcceptBank']]);
    expect(sums).toEqual({ rows: 3, db: 0, bank: 2_100, delta: 2_100, stake: 2_100 });
    const undo = () => call(desk, reviewContract, 'decision.undo', { reconciliation_id: REVIEWED });
    expect(await undo()).toMatchObject({ undone: { action: 'AcceptBank', details: 1 }, waiting: 2 });
    expect(await undo()).toMatchObject({ undone: { action: 'Ignore', details: 2 }, waiting: 0 });
    desk.close();
  });
});
