import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { createHash } from 'node:crypto';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { historyContract } from '../../src/shared/contract/history.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { dayOf } from '../../src/shared/day.ts';
import { reconciliationContract, type ReconciliationDetail } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { transactionContract } from '../../src/shared/contract/transaction.ts';
import { workbookContract } from '../../src/shared/contract/workbook.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

const SEEDS = [11, 12];
console.info(`main job: seeds ${SEEDS.join(', ')}`);

const BANKS = ['garanti', 'vakifbank', 'yapikredi'] as const;

describe.each(BANKS.flatMap((bank) => SEEDS.map((seed) => ({ bank, seed }))))('the main job, $bank, seed $seed', ({ bank, seed }) => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed, bank, transactions: 300, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
  });

  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  it('previews the truth, starts what was previewed, decides, finalizes and exports every detail', async () => {
    const { ready } = sandbox;
    const { synced, imports, preview } = await upToPreview(desk, ready);
    expect(synced).toMatchObject({ transactions: 300, complete: true, connectors: 3, merchants: 2 });
    const imported = imports[0];
    if (imported === undefined) throw new Error('nothing was imported');
    const { data, ...buckets } = imported.rows;
    expect(Object.values(buckets).reduce((a, b) => a + b, 0)).toBe(data);
    expect(preview.counts).toEqual(ready.truth);
    const apart = Object.values(preview.not_sent).reduce((a, b) => a + b, 0);
    expect(preview.sent + apart + imported.rows.blank).toBe(data);

    const started = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    expect(started).toMatchObject({ overall_status: 'Draft', counts: ready.truth, differs_from_preview: 0, recovered: false });
    const { reconciliation_id } = started;

    const details = await all(desk, reconciliation_id);
    for (const detail of details) {
      expect(detail.agrees_with_preview).toBe(true);
      expect(detail.reason).toBeTruthy();
      expect(detail.bank === null).toBe(detail.bank_amount === null);
      if (detail.bank !== null) expect(detail.bank.amount).toBe(detail.bank_amount);
      if (detail.payven !== null) expect(detail.payven.amount).toBe(detail.db_amount);
    }
    const one = details.find((detail) => detail.discrepancy === 'AmountMismatch');
    if (one === undefined) throw new Error('no amount mismatch');
    const resolve = (input: object) => call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, ...input });
    expect(await resolve({ detail_ids: [one.id], action: 'AdjustAmount', adjusted_amount: 12_345, remarks: '=1+1' })).toMatchObject({ processed: 1 });
    await expect(resolve({ detail_ids: [one.id], action: 'Ignore' })).rejects.toMatchObject({ code: 'state.not_pending' });
    await expect(
      call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true }),
    ).rejects.toMatchObject({ code: 'state.undecided' });
    await resolve({ discrepancy: 'AmountMismatch', action: 'AcceptBank' });
    await resolve({ discrepancy: 'status_mismatch', action: 'ForceStatus', applied_status: 'Refunded' });
    await resolve({ discrepancy: 'OrphanDb', action: 'AcceptDb' });
    expect(await resolve({ discrepancy: 'OrphanBank', action: 'Ignore', remarks: 'sorulacak' })).toMatchObject({ pending: 0 });
    const closed = await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, notes: 'tamam' });
    expect(closed).toMatchObject({ overall_status: 'Completed', pending: 0, notes: 'tamam' });
    await expect(
      call(desk, reconciliationContract, 'reconciliation.cancel', { reconciliation_id, confirmed: true, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'state.closed' });

    await compareWorkbook(desk, reconciliation_id, join(folder.path, 'sonuç.xlsx'));
  });

  it('kept the bank\'s file byte for byte, and every row of it', async () => {
    const { imports } = await call(desk, importContract, 'import.list', {});
    const imported = imports[0];
    if (imported === undefined) throw new Error('nothing was imported');
    const original = readFileSync(sandbox.ready.bank_file);
    expect(createHash('sha256').update(original).digest('hex')).toBe(imported.sha256);
    const extension = sandbox.ready.bank_file.slice(sandbox.ready.bank_file.lastIndexOf('.'));
    expect(readFileSync(join(folder.path, 'data', 'files', `${imported.sha256}${extension}`)).equals(original)).toBe(true);
    const { rows } = await call(desk, importContract, 'import.rows', { import_id: imported.import_id, limit: 10_000 });
    expect(rows.length + imported.rows.blank).toBe(imported.rows.data);
    expect(new Set(rows.map((row) => row.row)).size).toBe(rows.length);
  });

  it('warns of a file that was imported before', async () => {
    const { imports } = await call(desk, importContract, 'import.run', { files: [sandbox.ready.bank_file] });
    expect(imports[0]?.warnings[0]?.code).toBe('same_file');
  });

  it('shows a transaction and a refund with its original, fresh from Payven', async () => {
    const refund = sandbox.world.refunds[0];
    if (refund === undefined) throw new Error('no refund');
    const shown = await call(desk, transactionContract, 'refund.get', { id: refund.id });
    expect(shown).toMatchObject({ source: 'payven', refund: { id: refund.id }, original: { id: refund.transaction_id } });
    const transaction = await call(desk, transactionContract, 'transaction.get', { id: refund.transaction_id });
    expect(transaction.refunds.map((each) => each.id)).toContain(refund.id);
    expect(transaction.histories?.length).toBeGreaterThan(0);
  });

  it('wrote down what was done, in order', async () => {
    const { entries } = await call(desk, historyContract, 'history.list', {});
    const whats = entries.map((entry) => entry.what).toReversed();
    expect(whats.slice(0, 5)).toEqual(['connection.made', 'sync.done', 'import.done', 'preview.made', 'reconciliation.started']);
    expect(whats).toContain('reconciliation.finalized');
    expect(whats).toContain('workbook.exported');
    expect(entries.every((entry) => entry.by === 'muhasebe')).toBe(true);
  });
});

async function all(desk: Desk, reconciliation_id: string): Promise<ReconciliationDetail[]> {
  return (await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, limit: 10_000 })).details;
}

/** Every detail, cell by cell, against what the dispatch says of it. */
async function compareWorkbook(desk: Desk, reconciliation_id: string, file: string): Promise<void> {
  const exported = await call(desk, workbookContract, 'workbook.export', { reconciliation_id, file });
  const details = await all(desk, reconciliation_id);
  expect(exported).toMatchObject({ rows: details.length, sheets: ['Summary', 'Details'] });
  const book = XLSX.read(readFileSync(file), { cellNF: true });
  const sheet = book.Sheets['Details'];
  if (sheet === undefined) throw new Error('no details');
  const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true, defval: null });
  expect(rows).toHaveLength(details.length);
  const kurus = (value: unknown): number | null => (typeof value === 'number' ? Math.round(value * 100) : null);
  for (const [index, detail] of details.entries()) {
    const row = rows[index];
    expect(row?.['Detail id']).toBe(detail.id);
    expect(kurus(row?.['Payven (TL)'])).toBe(detail.db_amount);
    expect(kurus(row?.['Bank (TL)'])).toBe(detail.bank_amount);
    expect(kurus(row?.['Adjusted (TL)'])).toBe(detail.adjusted_amount);
    expect(row?.['Authorisation code']).toBe(detail.payven?.auth_code ?? detail.bank?.auth_code ?? null);
    expect(row?.['Remarks']).toBe(detail.remarks);
    expect(row?.['Row']).toBe(detail.bank?.row ?? null);
    expect(row?.['Reason']).toBe(detail.reason);
  }
  expect(Object.values(sheet).some((cell) => typeof cell === 'object' && cell !== null && 'f' in cell)).toBe(false);
}

describe('a file whose only amount is the net', () => {
  it('says so, and previews the differences that Payven will see', async () => {
    const folder = temporaryFolder();
    const sandbox = await startSandbox({ seed: 5, transactions: 200, variant: 'net-only', bank_file: join(folder.path, 'b') });
    const desk = testDesk(join(folder.path, 'data'));
    const { imports, preview } = await upToPreview(desk, sandbox.ready);
    expect(imports[0]?.warnings.map((warning) => warning.code)).toContain('net_only');
    expect(preview.counts).toEqual(sandbox.ready.truth);
    desk.close();
    await sandbox.close();
    folder.remove();
  });
});

describe('what is refused before anything is sent', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 21, transactions: 200, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
  });

  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  it('a preview of days that were never synced, a start that is not confirmed, a plan that has changed, a second start', async () => {
    const { ready, world } = sandbox;
    const { imports, preview } = await upToPreview(desk, ready);
    const question = { import_ids: imports.map((each) => each.import_id), scope: 'Connector', connector_config_id: ready.connector_config_id };
    await expect(
      call(desk, previewContract, 'preview.make', { ...question, from: '2025-01-01', to: '2025-01-02' }),
    ).rejects.toMatchObject({ code: 'state.not_synced', details: { days: 2, of: 2 } });
    await expect(
      call(desk, previewContract, 'preview.make', { ...question, connector_config_id: 'nobody', from: ready.period_start, to: ready.period_end }),
    ).rejects.toMatchObject({ code: 'usage.unknown_scope' });

    const start = (preview_id: string, confirmed = true) => call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed });
    await expect(start(preview.preview_id, false)).rejects.toMatchObject({ code: 'state.not_confirmed' });

    const changed = world.transactions.find(
      (each) =>
        each.status === 'Completed' &&
        each.currency === 'TRY' &&
        each.connector_configuration_id === ready.connector_config_id &&
        dayOf(each.created) === ready.period_start,
    );
    if (changed === undefined) throw new Error('no transaction');
    changed.status = 'Canceled';
    await expect(start(preview.preview_id)).rejects.toMatchObject({
      code: 'state.plan_changed',
      details: { changes: 1, first: [{ transaction_id: changed.id }] },
    });

    const again = await call(desk, previewContract, 'preview.make', { ...question, from: ready.period_start, to: ready.period_end });
    const started = await start(again.preview_id);
    await expect(start(again.preview_id)).rejects.toMatchObject({
      code: 'state.already_started',
      details: { reconciliation_id: started.reconciliation_id },
    });
    const third = await call(desk, previewContract, 'preview.make', { ...question, from: ready.period_start, to: ready.period_end });
    await expect(start(third.preview_id)).rejects.toMatchObject({ code: 'state.period_open' });
    await call(desk, reconciliationContract, 'reconciliation.cancel', { reconciliation_id: started.reconciliation_id, reason: 'yanlış dosya', confirmed: true });
    expect((await start(third.preview_id)).overall_status).toBe('Draft');
  });

  it('a range that runs backwards', async () => {
    await expect(call(desk, syncContract, 'sync.run', { from: '2026-05-06', to: '2026-05-04' })).rejects.toMatchObject({ code: 'usage.range' });
  });
});
