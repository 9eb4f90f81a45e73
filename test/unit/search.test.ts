import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mayBeId } from '../../src/renderer/src/features/search/may-be-id.ts';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { searchContract } from '../../src/shared/contract/search.ts';
import { formatKurus } from '../../src/shared/money.ts';
import { typedAmount } from '../../src/main/app/search.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

describe('an amount as people type it', () => {
  it.each([
    ['1.284,50', 128_450],
    ['1284,5', 128_450],
    ['1,284.50', 128_450],
    ['1284.50 TL', 128_450],
    ['12.345', 1_234_500],
    ['0,01', 1],
  ])('%s is an amount', (text, kurus) => {
    expect(typedAmount(text)).toBe(kurus);
  });

  it.each(['128450', '024795', '12.34.5', 'SPT1', '1,2345', '9'.repeat(20) + ',00', ''])('%s is none', (text) => {
    expect(typedAmount(text)).toBeNull();
  });
});

describe('what may be asked of Payven by its id', () => {
  it.each(['0f8fad5b-d9cb-469f-a165-70867728950e', '20260503001'])('%s may be one', (text) => expect(mayBeId(text)).toBe(true));
  it.each(['garanti bbva', 'çınaraltı1', '4531', 'mayis-dosyasi'])('%s is none', (text) => expect(mayBeId(text)).toBe(false));
});

describe('searching everything', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let reconciliation_id: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 5, bank: 'garanti', transactions: 200, bank_file: join(folder.path, 'MAYIS-İŞBANKASI') });
    desk = testDesk(join(folder.path, 'data'));
    const { preview } = await upToPreview(desk, sandbox.ready);
    ({ reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true }));
  }, 60_000);
  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  const search = (text: string, limit = 20) => call(desk, searchContract, 'search.all', { text, limit });

  it('finds a code on both sides and the detail it is in', async () => {
    const { rows } = await call(desk, browseContract, 'transaction.list', { status: 'Completed', limit: 50 });
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, discrepancy: 'Matched' });
    const one = details.find(({ payven, bank }) => payven?.auth_code !== null && payven?.auth_code !== undefined && bank !== null);
    const code = one?.payven?.auth_code ?? '';
    expect(rows.length).toBeGreaterThan(0);
    const found = await search(code);
    expect(found.transactions.hits.map(({ id }) => id)).toContain(one?.transaction_id);
    expect(found.bank_rows.hits.map(({ row }) => row)).toContain(one?.bank?.row);
    expect(found.details.hits.map(({ detail_id }) => detail_id)).toContain(one?.id);
    expect(found.details.hits.every((hit) => hit.reconciliation_id === reconciliation_id)).toBe(true);
    const amount = one?.payven?.amount ?? 0;
    const byAmount = await search(formatKurus(amount));
    expect(byAmount.transactions.hits.map(({ id }) => id)).toContain(one?.transaction_id);
    expect(byAmount.transactions.hits.every((hit) => hit.amount === amount)).toBe(true);
    expect(byAmount.bank_rows.hits.map(({ row }) => row)).toContain(one?.bank?.row);
  });

  it.each(['OrphanDb', 'OrphanBank'] as const)('finds the detail of a record of one side alone: %s', async (discrepancy) => {
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, discrepancy });
    const one = details.find(({ payven, bank }) => (payven ?? bank)?.auth_code !== null && (payven ?? bank) !== null);
    const found = await search((one?.payven ?? one?.bank)?.auth_code ?? '');
    expect(found.details.hits.map(({ detail_id }) => detail_id)).toContain(one?.id);
  });

  it('finds exactly the transactions a plain look at all of them finds', async () => {
    const { rows } = await call(desk, browseContract, 'transaction.list', { limit: 1_000 });
    const tail = rows.find(({ last4 }) => last4 !== null)?.last4 ?? '';
    const texts = ['id', 'external_merchant_id', 'basket_id', 'external_id', 'last4', 'masked_card_number', 'provider_transaction_id', 'auth_code', 'host_reference', 'rrn', 'merchant_name'] as const;
    const expected = rows.filter((row) => texts.some((name) => row[name]?.toLowerCase().includes(tail) === true)).map(({ id }) => id);
    expect((await search(tail, 100)).transactions.hits.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    expect((await search(tail, expected.length)).transactions.more).toBe(false);
  });

  it('folds Turkish letters, in file names and merchants alike, and tells where there is more', async () => {
    const { imports } = await call(desk, importContract, 'import.list', {});
    expect((await search('mayıs-işbankası')).imports.hits.map(({ import_id }) => import_id)).toEqual(imports.map(({ import_id }) => import_id));
    expect((await search('mayis-isbankasi')).imports.hits).toHaveLength(1);
    const merchants = await search('ORNEK', 3);
    expect(merchants.transactions).toMatchObject({ more: true });
    expect(merchants.transactions.hits).toHaveLength(3);
    expect((await search('yok-boyle-bir-sey')).transactions).toEqual({ hits: [], more: false });
  });

  it('takes what is typed as text alone', async () => {
    const { transactions } = await search("%' OR 1=1 --");
    expect(transactions.hits).toEqual([]);
  });
});
