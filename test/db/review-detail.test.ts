import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatKurus } from '../../src/shared/money.ts';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { DATABASE_FILE } from '../../src/main/db/open.ts';
import { RULES_VERSION } from '../../src/main/domain/matching/plan.ts';
import { AppError } from '../../src/shared/errors.ts';
import { call } from '../builders/desk.ts';
import { started } from '../builders/trap-scene.ts';

let scene: Awaited<ReturnType<typeof started>>;
let of: { reconciliation_id: string };

beforeAll(async () => {
  scene = await started();
  of = { reconciliation_id: scene.reconciliation_id };
});
afterAll(() => scene.close());

const look = (detail_id: string) => call(scene.desk, reviewContract, 'review.detail', { ...of, detail_id });

describe('one detail', () => {
  it('comes with both sides, its cause in words and the refunds around it', async () => {
    for (const detail of scene.details) {
      const shown = await look(detail.id);
      expect(shown.detail).toEqual(detail);
      expect(shown.row).toMatchObject({ id: detail.id, verdict: detail.discrepancy, reason: detail.reason });
      expect(shown.cause_note === null).toBe(shown.row.cause === null);
      expect(shown.refunds.every((refund) => refund.transaction_id === detail.transaction_id)).toBe(true);
      expect(shown.suggestions).toHaveLength(shown.row.suggestions);
      expect(shown.suggestions.every((each) => !each.details.includes(detail.id))).toBe(true);
    }
  });

  it('of another reconciliation is none', async () => {
    await expect(look('elsewhere')).rejects.toEqual(expect.objectContaining({ code: 'usage.unknown_detail' }));
    await expect(call(scene.desk, reviewContract, 'review.detail', { reconciliation_id: 'x', detail_id: 'y' })).rejects.toBeInstanceOf(AppError);
  });

  it('keeps remarks of the user in their order, on this computer', async () => {
    const [id = ''] = scene.pending;
    const note = (text: string) => call(scene.desk, reviewContract, 'review.note', { ...of, detail_id: id, text });
    const asked = scene.wire.asked.length;
    expect(await note('bankaya soruldu')).toEqual({ notes: 1 });
    expect(await note('yanıt geldi')).toEqual({ notes: 2 });
    const { notes, row } = await look(id);
    expect(notes.map((each) => [each.by, each.text])).toEqual([['muhasebe', 'bankaya soruldu'], ['muhasebe', 'yanıt geldi']]);
    expect(row.notes).toBe(2);
    expect(scene.wire.asked).toHaveLength(asked);
  });
});

describe('candidates for an orphan', () => {
  const candidates = (detail_id: string, more = {}) => call(scene.desk, reviewContract, 'review.candidates', { ...of, detail_id, limit: 50, ...more });

  it('are of the other side, alone and undecided: the suggested ones first, then by nearness', async () => {
    for (const detail of scene.details.filter((each) => each.discrepancy?.startsWith('Orphan'))) {
      const { suggestions } = await look(detail.id);
      const suggested = new Set(suggestions.flatMap((each) => each.details));
      const { candidates: found } = await candidates(detail.id);
      const other = detail.discrepancy === 'OrphanDb' ? 'OrphanBank' : 'OrphanDb';
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ row }) => row.verdict === other && row.answer === 'none')).toBe(true);
      const sure = found.filter((each) => each.sure !== 'near');
      expect(found.slice(0, sure.length)).toEqual(sure);
      expect(sure.every(({ row }) => suggested.has(row.id))).toBe(true);
      const clues = found.slice(sure.length).map(({ row }) => {
        const mine = detail.db_amount ?? detail.bank_amount;
        return row.db_amount === mine || row.bank_amount === mine;
      });
      // None of the same amount stands behind one that has nothing in common.
      const nothing = found.findIndex((each) => each.sure === 'near' && !each.reasons.some((reason) => reason.includes('same')));
      if (nothing !== -1) expect(clues.slice(nothing - sure.length).some(Boolean)).toBe(false);
    }
  });

  it('can be searched, and a row that is no orphan has none', async () => {
    const orphan = scene.details.find((each) => each.discrepancy === 'OrphanDb');
    const [wanted] = (await candidates(orphan?.id ?? '')).candidates;
    const code = wanted?.row.auth_code ?? wanted?.row.id ?? '';
    const found = await candidates(orphan?.id ?? '', { text: code });
    expect(found.candidates.map(({ row }) => row.id)).toContain(wanted?.row.id);
    expect((await candidates(orphan?.id ?? '', { text: 'no such thing' })).candidates).toEqual([]);
    const pair = scene.details.find((each) => each.discrepancy === 'AmountMismatch');
    expect((await candidates(pair?.id ?? '')).candidates).toEqual([]);
  });
});

describe('an amount in a search', () => {
  const typed = (kurus: number): string[] => {
    const whole = formatKurus(kurus);
    const lira = String(Math.trunc(kurus / 100));
    return [whole, `${whole} TL`, whole.replaceAll('.', ''), whole.slice(0, -3), lira];
  };

  it('finds an orphan\'s partners of that amount, however it is typed', async () => {
    const [orphan] = scene.details.filter((each) => each.discrepancy === 'OrphanDb');
    const { candidates: all } = await call(scene.desk, reviewContract, 'review.candidates', { ...of, detail_id: orphan?.id ?? '', limit: 50 });
    const [wanted] = all;
    const amount = wanted?.row.bank_amount ?? 0;
    expect(amount).toBeGreaterThan(0);
    for (const text of typed(amount)) {
      const { candidates: found } = await call(scene.desk, reviewContract, 'review.candidates', { ...of, detail_id: orphan?.id ?? '', limit: 50, text });
      expect([text, found.map(({ row }) => row.id)]).toEqual([text, expect.arrayContaining([wanted?.row.id])]);
    }
  });

  it('finds what Payven alone has in the list', async () => {
    const [orphan] = scene.details.filter((each) => each.discrepancy === 'OrphanDb');
    for (const text of typed(orphan?.db_amount ?? 0)) {
      const { rows } = await call(scene.desk, reviewContract, 'review.rows', { ...of, filter: { text }, sort: { by: 'plan', direction: 'up' }, offset: 0, limit: 100 });
      expect([text, rows.map(({ id }) => id)]).toEqual([text, expect.arrayContaining([orphan?.id])]);
    }
  });
});

describe('before it is closed', () => {
  it('the report names the rules its plan was made by, not those of the program that writes it', async () => {
    const title = async () => (await call(scene.desk, reviewContract, 'review.comparison', of)).report.split('\n')[0] ?? '';
    const db = new BetterSqlite3(join(scene.data, DATABASE_FILE));
    const { summary_json } = db.prepare<[], { summary_json: string }>('SELECT summary_json FROM preview').get() ?? { summary_json: '' };
    const put = (text: string) => db.prepare('UPDATE preview SET summary_json = ?').run(text);
    expect(await title()).toContain(` ${RULES_VERSION}:`);
    put(summary_json.replace(`"rules_version":${RULES_VERSION}`, '"rules_version":77'));
    expect(await title()).toContain(' 77:');
    // A preview from before that was kept.
    put(summary_json.replace(`"rules_version":${RULES_VERSION}`, '"other":1'));
    expect(await title()).toMatch(/bilinmiyor:|unknown:/);
    put(summary_json);
    db.close();
  });

  it('the answer stands against the plan, and the list names what is open, most at stake first', async () => {
    const comparison = await call(scene.desk, reviewContract, 'review.comparison', of);
    const { details } = await scene.show();
    expect(comparison.agreeing).toBe(details.length);
    expect(comparison.differing).toEqual([]);
    expect(comparison.report).toContain(String(details.length));
    const checklist = await call(scene.desk, reviewContract, 'review.checklist', of);
    expect(checklist).toMatchObject({ pending: { rows: scene.pending.length }, waiting: 0, conflicts: 0, refused: 0, unaccounted: 0 });
    const stakes = checklist.open.map((row) => row.stake);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
    expect(checklist.open.length).toBe(Math.min(100, checklist.undecided.rows));
  });
});

describe('saved views', () => {
  it('are kept by name, replaced by the same name, and sorted as Turkish sorts', async () => {
    const save = (name: string, filter = {}) => call(scene.desk, reviewContract, 'view.save', { name, filter, sort: { by: 'queue', direction: 'up' }, columns: ['verdict'] });
    await save('Şüpheli');
    const first = await save('Çok para', { stake_from: 100_000 });
    await save('Sonra');
    const again = await save('Çok para', { stake_from: 500_000 });
    expect(again.view_id).toBe(first.view_id);
    const { views } = await call(scene.desk, reviewContract, 'view.list', {});
    expect(views.map((view) => [view.name, view.filter.stake_from])).toEqual([['Çok para', 500_000], ['Sonra', undefined], ['Şüpheli', undefined]]);
    const remove = () => call(scene.desk, reviewContract, 'view.remove', { view_id: first.view_id });
    expect(await remove()).toEqual({ removed: true });
    expect(await remove()).toEqual({ removed: false });
  });

  it('are shown but for one that names what this version does not know, which stays stored', async () => {
    const list = async () => (await call(scene.desk, reviewContract, 'view.list', {})).views;
    const readable = await list();
    expect(readable.length).toBeGreaterThan(0);
    const db = new BetterSqlite3(join(scene.data, DATABASE_FILE));
    db.exec(`INSERT INTO saved_view VALUES ('v', 'Eski', '{"causes":["renamed_since"]}', '{"by":"plan","direction":"up"}', NULL)`);
    db.close();
    expect(await list()).toEqual(readable);
    expect(readFileSync(join(scene.data, 'mutabakat.log'), 'utf8')).toContain('"event":"view.unreadable","view_id":"v"');
    // Its name is free to be used again, and the view is back with it.
    await call(scene.desk, reviewContract, 'view.save', { name: 'Eski', filter: {}, sort: { by: 'plan', direction: 'up' }, columns: null });
    expect((await list()).map(({ view_id }) => view_id)).toContain('v');
  });
});

describe('a closed period', () => {
  it('takes a remark on a detail still', async () => {
    await scene.cancel();
    expect(await call(scene.desk, reviewContract, 'review.note', { ...of, detail_id: scene.pending[1], text: 'banka sonradan yanıtladı' })).toEqual({ notes: 1 });
  });
});
