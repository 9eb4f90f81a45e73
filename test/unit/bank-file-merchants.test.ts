import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bankMerchantContract } from '../../src/shared/contract/bank-merchant.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { historyContract } from '../../src/shared/contract/history.ts';
import { previewContract, type PreviewSummary } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { dayOf } from '../../src/shared/day.ts';
import type { Desk } from '../../src/main/desk.ts';
import { openReader } from '../../src/main/db/open.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, temporaryFolder, testDesk } from '../builders/desk.ts';

const SEED = 47;
console.info(`bank merchant numbers: sandbox seed ${SEED}`);

describe('bank merchant numbers', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let day: string;
  let file: string;
  let import_id: string;
  let external: [string, string];
  let merchants: [string, string];

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: SEED, transactions: 80, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
    await connectTo(desk, sandbox.ready);
    day = sandbox.ready.period_start;
    await call(desk, syncContract, 'sync.run', { from: day, to: day });
    const [first, second] = sandbox.world.merchants;
    if (!first?.external_id || !second?.external_id) throw new Error('two merchants with external ids');
    external = [first.external_id, second.external_id];
    merchants = [first.id, second.id];
    // A sale of the first merchant that Payven has, so that something can be matched under it.
    const known = sandbox.world.transactions.find(
      (each) => each.merchant_id === first.id && dayOf(each.created) === day && each.status === 'Completed' && each.auth_code !== null && each.currency === 'TRY',
    );
    if (known === undefined) throw new Error('no sale of the first merchant');
    const date = day.split('-').toReversed().join('.');
    const lira = `${Math.floor(known.amount / 100)},${String(known.amount % 100).padStart(2, '0')}`;
    const rows = [
      'Tarih;Saat;Tutar;Onay Kodu;İşlem Tipi;Üye İşyeri No',
      `${date};10:00:00;${lira};${known.auth_code};Satış;0000012345`,
      `${date};10:05:00;11,00;910001;Satış;0000012345`,
      `${date};10:10:00;12,00;910002;Satış;0000067890`,
      `${date};10:15:00;13,00;910003;Satış;`,
    ];
    file = join(folder.path, 'uyeler.csv');
    writeFileSync(file, rows.join('\r\n'));
    import_id = await imported(file);
  });

  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  async function imported(path: string): Promise<string> {
    const { imports } = await call(desk, importContract, 'import.run', { files: [path] });
    return imports[0]?.import_id ?? '';
  }

  function preview(scope: object, more: object = {}): Promise<PreviewSummary> {
    return call(desk, previewContract, 'preview.make', { import_ids: [import_id], from: day, to: day, ...scope, ...more });
  }
  const connector = () => ({ scope: 'Connector', connector_config_id: sandbox.ready.connector_config_id });
  const merchant = (at: 0 | 1) => ({ scope: 'Merchant', merchant_id: merchants[at] });
  const map = (bank_merchant_no: string, to: object) => call(desk, bankMerchantContract, 'bank_merchant.save', { bank_merchant_no, ...to });
  const unmap = (bank_merchant_no: string) => call(desk, bankMerchantContract, 'bank_merchant.remove', { bank_merchant_no });
  /** Starts a preview and returns amount and external id of each row as it went out. */
  async function sentIds(preview_id: string): Promise<[number, string | null][]> {
    await call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
    const reader = openReader(join(folder.path, 'data'));
    const stored = reader.read.prepare<[string], { body: string }>('SELECT body FROM outbox WHERE preview_id = ?').get(preview_id);
    reader.close();
    const body = z.object({ bank_transactions: z.array(z.object({ amount: z.int(), merchant_external_id: z.string().nullable() })) });
    return body.parse(JSON.parse(stored?.body ?? '{}')).bank_transactions.map((row) => [row.amount, row.merchant_external_id]);
  }

  it('that are mapped to nothing are told, and never guessed at', async () => {
    const listed = await call(desk, bankMerchantContract, 'bank_merchant.list', {});
    expect(listed.merchants).toEqual([]);
    expect(listed.unmapped.map(({ bank_merchant_no, rows }) => [bank_merchant_no, rows])).toEqual([['0000012345', 2], ['0000067890', 1]]);
    const made = await preview(connector());
    expect(made).toMatchObject({ sent: 4, not_sent: { other_merchant: 0 }, merchants_unclear: true, several_merchants: null });
    expect(made.merchant_numbers).toEqual([
      { bank_merchant_no: null, rows: 1, belongs: 'unmapped' },
      { bank_merchant_no: '0000012345', rows: 2, belongs: 'unmapped' },
      { bank_merchant_no: '0000067890', rows: 1, belongs: 'unmapped' },
    ]);
    await expect(preview(merchant(0))).rejects.toMatchObject({ code: 'state.several_merchants', details: { numbers: '0000012345, 0000067890' } });
    await expect(preview(connector(), { several_merchants: 'refuse' })).rejects.toMatchObject({ code: 'state.several_merchants' });
    expect(await preview(connector(), { several_merchants: 'split' })).toMatchObject({ sent: 0, not_sent: { other_merchant: 4 } });
  });

  it('send the external id of the merchant they are mapped to, and no other row has one', async () => {
    await map('0000012345', { merchant_external_id: external[0] });
    await map('0000067890', { merchant_external_id: external[1] });
    const made = await preview(merchant(0));
    expect(made).toMatchObject({ sent: 3, not_sent: { other_merchant: 1 }, matchable: true, merchants_unclear: false });
    expect(made.counts.matched).toBe(1);
    const rows = await call(desk, previewContract, 'preview.not_sent', { preview_id: made.preview_id, bucket: 'other_merchant' });
    expect(rows).toMatchObject({ total: 1, rows: [{ row: 4, sheet: 'csv', bank_merchant_no: '0000067890', import_id }] });
    expect(await sentIds(made.preview_id)).toEqual([[expect.any(Number), external[0]], [1100, external[0]], [1300, null]]);
  });

  it('take a row out of a configuration they are not mapped to', async () => {
    const other = sandbox.world.configs.find((each) => each.id !== sandbox.ready.connector_config_id);
    await map('0000012345', { connector_config_id: sandbox.ready.connector_config_id, merchant_external_id: external[0] });
    await map('0000067890', { connector_config_id: other?.id });
    expect(await preview(connector())).toMatchObject({ sent: 3, not_sent: { other_merchant: 1 }, merchants_unclear: false });
    const split = await preview(connector(), { several_merchants: 'split' });
    expect(split).toMatchObject({ sent: 2, not_sent: { other_merchant: 2 }, merchants_unclear: false, several_merchants: 'split' });
    expect(await preview({ ...connector(), connector_config_id: other?.id })).toMatchObject({ sent: 2, not_sent: { other_merchant: 2 } });
  });

  it('that change after a preview make it stale', async () => {
    const made = await preview(connector(), { several_merchants: 'split' });
    await unmap('0000012345');
    await expect(
      call(desk, reconciliationContract, 'reconciliation.start', { preview_id: made.preview_id, confirmed: true, force: true }),
    ).rejects.toMatchObject({ code: 'state.plan_changed' });
    expect(await unmap('0000012345')).toEqual({ removed: false });
  });

  it('of a file with one number are not taken for the chosen merchant either', async () => {
    const one = join(folder.path, 'tek.csv');
    const date = day.split('-').toReversed().join('.');
    writeFileSync(one, ['Tarih;Tutar;Onay Kodu;İşlem Tipi;Üye İşyeri No', `${date};11,00;930001;Satış;55`].join('\r\n'));
    const id = await imported(one);
    const under = await call(desk, previewContract, 'preview.make', { import_ids: [id], from: day, to: day, ...merchant(0) });
    expect(under).toMatchObject({ sent: 1, matchable: false });
    await map('55', { merchant_external_id: external[1] });
    const again = await call(desk, previewContract, 'preview.make', { import_ids: [id], from: day, to: day, ...merchant(0) });
    expect(again).toMatchObject({ sent: 0, not_sent: { other_merchant: 1 } });
  });

  it('are mapped only to what the connection has, each with its author', async () => {
    await expect(map('1', { connector_config_id: 'nobody' })).rejects.toMatchObject({ code: 'usage.unknown_scope' });
    await expect(map('1', { merchant_external_id: 'nobody' })).rejects.toMatchObject({ code: 'usage.unknown_scope' });
    await expect(map('1', {})).rejects.toMatchObject({ code: 'usage.invalid' });
    const [connection] = (await call(desk, connectionContract, 'connection.list', {})).connections;
    const saved = await map('1', { connection_id: connection?.connection_id, merchant_external_id: external[0] });
    expect(saved).toMatchObject({ merchant_external_id: external[0], merchant_name: sandbox.world.merchants[0]?.name, changed_by: 'muhasebe' });
    const { entries } = await call(desk, historyContract, 'history.list', {});
    expect(entries[0]).toMatchObject({ what: 'bank_merchant.mapped', facts: { bank_merchant_no: '1' } });
  });
});
