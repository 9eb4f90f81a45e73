import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewContract, type PreviewProof } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { DATABASE_FILE } from '../../src/main/db/open.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

const SEED = 21;
console.info(`evidence at the desk: seed ${SEED}`);

const sum = (parts: Iterable<{ readonly rows: number; readonly amount: number }>) =>
  [...parts].reduce((total, { rows, amount }) => ({ rows: total.rows + rows, amount: total.amount + amount }), { rows: 0, amount: 0 });

const partsOf = ({ verdicts, apart }: PreviewProof['bank']) => sum([...Object.values(verdicts), ...Object.values(apart)]);

describe.each(['garanti', 'vakifbank', 'yapikredi'] as const)('a noisy period at the desk, %s', (bank) => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let made: Awaited<ReturnType<typeof upToPreview>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: SEED, bank, transactions: 300, noise: 25, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
    made = await upToPreview(desk, sandbox.ready);
  });

  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  it('accounts for every row of the file and every transaction of the period, to the kuruş', () => {
    const { proof, sent, not_sent } = made.preview;
    if (proof === null) throw new Error('no proof');
    for (const side of [proof.bank, proof.payven]) {
      expect(partsOf(side)).toEqual(side.total);
      expect(side).toMatchObject({ unaccounted: { rows: 0, amount: 0 }, where: [] });
    }
    const rows = made.imports[0]?.rows;
    expect(proof.bank.total.rows).toBe((rows?.data ?? 0) - (rows?.blank ?? 0));
    expect(sent + Object.values(not_sent).reduce((a, b) => a + b, 0)).toBe(proof.bank.total.rows);
    expect(proof.payven.total.rows).toBe(made.synced.transactions);
  });

  it('gives every difference one cause, and tells what a line may belong to in words', async () => {
    const { preview_id, counts, causes } = made.preview;
    const { lines } = await call(desk, previewContract, 'preview.lines', { preview_id, limit: 10_000 });
    const different = lines.filter(({ verdict }) => verdict !== 'Matched');
    expect(different.every(({ cause }) => cause !== null)).toBe(true);
    expect(lines.filter(({ verdict }) => verdict === 'Matched').every(({ cause }) => cause === null)).toBe(true);
    expect(causes.reduce((total, each) => total + each.lines, 0)).toBe(different.length);
    expect(different).toHaveLength(Object.values(counts).reduce((a, b) => a + b, 0) - counts.matched);
    for (const { cause, verdict, lines: count } of causes) {
      const shown = await call(desk, previewContract, 'preview.lines', { preview_id, cause, verdict, limit: 1 });
      expect(shown.total).toBe(count);
    }
    const suggested = lines.filter((line) => line.suggestions > 0);
    expect(suggested.length).toBeGreaterThan(0);
    for (const { line, suggestions: count } of suggested) {
      const { suggestions, cause_note } = await call(desk, previewContract, 'preview.suggestions', { preview_id, line });
      expect(cause_note).toMatch(/\w+ .*\.$/);
      expect(suggestions).toHaveLength(count);
      for (const { reasons, needs, transactions, rows } of suggestions) {
        expect([...transactions, ...rows].some((member) => member.line === line)).toBe(true);
        expect(reasons.length).toBeGreaterThan(0);
        for (const words of [...reasons, ...needs]) expect(words).not.toMatch(/[{}]|clue\.|undefined/);
      }
    }
  });

  it('shows the transactions that take no part, as many as the proof says', async () => {
    const { preview_id, proof } = made.preview;
    for (const bucket of ['status', 'foreign_currency', 'other_scope'] as const) {
      const shown = await call(desk, previewContract, 'preview.not_considered', { preview_id, bucket });
      expect(shown.total).toBe(proof?.payven.apart[bucket]?.rows);
    }
  });

  it('does not start when a row of the file is missing from the account', async () => {
    const { preview_id } = made.preview;
    const db = new BetterSqlite3(join(folder.path, 'data', DATABASE_FILE));
    const lost = db.prepare(`DELETE FROM import_row WHERE kind IN ('failed', 'fee', 'point') OR (kind = 'sale' AND currency <> 'TRY')`).run().changes;
    db.close();
    expect(lost).toBeGreaterThan(0);
    const start = call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
    await expect(start).rejects.toMatchObject({ code: 'state.unaccounted', details: { bank: lost, payven: 0 } });
    const { reconciliations } = await call(desk, reconciliationContract, 'reconciliation.list', {});
    expect(reconciliations).toEqual([]);
  });
});
