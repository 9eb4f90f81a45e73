import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { version } from '../../src/shared/version.ts';
import type { Desk } from '../../src/main/desk.ts';
import { saveConnection } from '../../src/main/db/connection.ts';
import type { WritableDb } from '../../src/main/db/database.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { type RefundRow, saveDay, type TransactionRow } from '../../src/main/db/transactions.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

/** 1 May 2026, 12:00 in Istanbul. */
const NOON = Date.parse('2026-05-01T12:00:00+03:00');
const HOUR = 3_600_000;

function transaction(id: string, over: Partial<TransactionRow> = {}): TransactionRow {
  return {
    id,
    merchant_id: 'm',
    external_merchant_id: null,
    merchant_name: null,
    basket_id: null,
    external_id: null,
    amount: 10_000,
    net_amount: 9_800,
    currency: 'TRY',
    status: 'Completed',
    operation_type: 'Sale',
    payment_type: null,
    last4: null,
    masked_card_number: null,
    installment_count: 1,
    created_at: NOON,
    completed_at: null,
    settlement_at: null,
    connector_configuration_id: null,
    connector_code: null,
    bank_commission_amount: 200,
    provider_transaction_id: null,
    auth_code: null,
    host_reference: null,
    rrn: null,
    error_message: null,
    ...over,
  };
}

function refund(id: string, over: Partial<RefundRow> = {}): RefundRow {
  return {
    id,
    transaction_id: 't1',
    merchant_id: 'm',
    merchant_external_id: null,
    merchant_name: null,
    refund_amount: 500,
    original_amount: 10_000,
    currency: 'TRY',
    status: 'Completed',
    reason_code: null,
    reason: null,
    created_at: NOON,
    completed_at: null,
    error_message: null,
    ...over,
  };
}

function fill(db: WritableDb): void {
  const connection = {
    id: 'c',
    environment: 'custom',
    identity_url: null,
    api_url: 'https://example.test',
    slug: null,
    client_id: null,
    credential: 'token',
    secret_place: 'environment',
    token_ends_at: null,
    created_at: 1,
    last_used_at: 1,
  } as const;
  saveConnection(db, connection, { connectors: [], merchants: [] });
  const head = { connection_id: 'c', day: '2026-05-01', start_at: 0, end_at: 1, read_at: NOON, complete: true };
  const rows = [
    transaction('t1', { merchant_name: 'ÇİĞDEM PASTANESİ', auth_code: 'A1B2C3', amount: 30_000 }),
    transaction('t2', { merchant_name: 'Işık Kırtasiye', last4: '4242', created_at: NOON + HOUR, amount: 20_000 }),
    transaction('t3', { merchant_name: 'ısparta gül', basket_id: 'SİPARİŞ-77', created_at: NOON + 2 * HOUR }),
    transaction('t4', { merchant_name: 'Öz Şık', status: 'Failed', created_at: NOON - 24 * HOUR }),
    transaction('t5', { merchant_name: 'Duty Free', currency: 'EUR', amount: 99_999, created_at: NOON + 3 * HOUR, rrn: '100%_safe' }),
    transaction('t6', { merchant_name: 'Ay', external_id: 'bir', created_at: NOON + 10 * HOUR }),
  ];
  saveDay(db, 'transactions', { ...head, total_count: rows.length, rows });
  saveDay(db, 'refunds', { ...head, complete: false, total_count: 1, rows: [refund('r1', { reason: 'Müşteri İsteği' }), refund('r2', { status: 'Pending', refund_amount: 900 })] });
}

describe('lists', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  beforeAll(() => {
    const database = openDatabase(folder.path);
    fill(database.write);
    database.close();
    desk = testDesk(folder.path);
  });
  afterAll(() => {
    desk.close();
    folder.remove();
  });
  const list = (input: object) => call(desk, browseContract, 'transaction.list', input);
  const found = async (text: string): Promise<string[]> => (await list({ text })).rows.map((row) => row.id).sort();

  it.each([
    ['çiğdem', ['t1']],
    ['CIGDEM', ['t1']],
    ['Çiğdem Pastanesi', ['t1']],
    ['cigdem pastanesi', ['t1']],
    ['IŞIK', ['t2']],
    ['ışık', ['t2']],
    ['isik', ['t2']],
    ['İŞIK', ['t2']],
    ['ISPARTA', ['t3']],
    ['öz şık', ['t4']],
    ['siparis', ['t3']],
    ['SİPARİŞ-77', ['t3']],
    ['sıparış', ['t3']],
    ['a1b2', ['t1']],
    ['4242', ['t2']],
    ['  4242 ', ['t2']],
    ['i\u0307şık', ['t2']],
    ['100%_safe', ['t5']],
    ['%', ['t5']],
    ['_', ['t5']],
    ["'", []],
    ['" OR 1=1 --', []],
  ])('search %j finds %j', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it('are windows with the sum over all that fits, lira alone', async () => {
    const first = await list({ limit: 2 });
    expect(first.rows.map((row) => row.id)).toEqual(['t6', 't5']);
    expect(first.total).toBe(6);
    expect(first.sum).toBe(30_000 + 20_000 + 10_000 + 10_000 + 10_000);
    expect((await list({ limit: 2, offset: 4 })).rows.map((row) => row.id)).toEqual(['t1', 't4']);
    expect(await list({ limit: 2, offset: 40 })).toEqual({ total: 6, sum: first.sum, rows: [] });
    expect(await list({ text: 'nobody' })).toEqual({ total: 0, sum: 0, rows: [] });
  });

  it('come in the order asked for', async () => {
    const idsOf = async (order: string): Promise<string[]> => (await list({ order })).rows.map((row) => row.id);
    expect(await idsOf('oldest')).toEqual(['t4', 't1', 't2', 't3', 't5', 't6']);
    expect(await idsOf('largest')).toEqual(['t5', 't1', 't2', 't6', 't3', 't4']);
    expect(await idsOf('smallest')).toEqual(['t6', 't3', 't4', 't2', 't1', 't5']);
  });

  it('keep to whole Istanbul days and to a state', async () => {
    expect((await list({ from: '2026-05-01', to: '2026-05-01' })).total).toBe(5);
    expect((await list({ to: '2026-04-30' })).rows.map((row) => row.id)).toEqual(['t4']);
    expect((await list({ status: 'Failed' })).rows.map((row) => row.id)).toEqual(['t4']);
    await expect(list({ from: '2026-05-02', to: '2026-05-01' })).rejects.toMatchObject({ code: 'usage.range' });
    await expect(list({ connection_id: 'other' })).rejects.toMatchObject({ code: 'usage.unknown_connection' });
    await expect(list({ limit: 1001 })).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('of refunds likewise', async () => {
    const refunds = await call(desk, browseContract, 'refund.list', { order: 'largest' });
    expect(refunds).toMatchObject({ total: 2, sum: 1_400, rows: [{ id: 'r2' }, { id: 'r1', created: '2026-05-01T12:00:00+03:00' }] });
    const sought = await call(desk, browseContract, 'refund.list', { text: 'MÜŞTERİ isteği' });
    expect(sought.rows.map((row) => row.id)).toEqual(['r1']);
  });

  it('status tells the age and completeness of the data', async () => {
    expect(await call(desk, browseContract, 'desk.status', {})).toMatchObject({
      version,
      connection: { connection_id: 'c' },
      synced: { from: '2026-05-01', to: '2026-05-01', last_read_at: '2026-05-01T12:00:00+03:00', transactions: 6, refunds: 2, complete: false },
      imports: 0,
      open: [],
      closed: 0,
    });
  });
});

describe('the version', () => {
  it('is the one in package.json', () => {
    expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
  });
});

describe('inspecting a file', () => {
  const folder = temporaryFolder();
  const desk = testDesk(folder.path);
  afterAll(() => {
    desk.close();
    folder.remove();
  });
  const written = (name: string, lines: readonly string[]): string => {
    const path = join(folder.path, name);
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const inspect = (file: string, more: object = {}) => call(desk, browseContract, 'import.inspect', { file, ...more });

  it('shows the table with what each row means, and stores nothing', async () => {
    const file = written('acik.csv', ['Banka A.Ş.', '', 'İşlem Tarihi;Onay Kodu;Tutar', '01.05.2026;A1;1.234,56', '', '02.05.2026;A2;yok']);
    const seen = await inspect(file);
    expect(seen).toMatchObject({
      file_name: 'acik.csv',
      problem: null,
      headers: ['İşlem Tarihi', 'Onay Kodu', 'Tutar'],
      summary: { file_name: 'acik.csv', bank: 'unknown', header_row: 3, mapping: { amount: 'Tutar', auth_code: 'Onay Kodu', transaction_date: 'İşlem Tarihi' }, rows: { sales: 1, rejected: 1 } },
    });
    expect(seen.sample).toMatchObject([
      { row: 4, cells: ['01.05.2026', 'A1', '1.234,56'], kind: 'sale', amount: 123_456, auth_code: 'A1', transaction_date: '2026-05-01T12:00:00+03:00' },
      { row: 6, kind: 'rejected', amount: null },
    ]);
    expect(seen.profiles).toContainEqual({ name: 'garanti-xlsx', label: 'Garanti BBVA (garanti-xlsx)' });
    expect((await call(desk, importContract, 'import.list', {})).imports).toEqual([]);
  });

  it.each([
    ['input.missing_column', ['İşlem Tarihi;Onay Kodu;Kart;Komisyon', '01.05.2026;A1;4242;1,00'], {}],
    ['input.decimal_unclear', ['İşlem Tarihi;Onay Kodu;Tutar', '01.05.2026;A1;1.234', '01.05.2026;A2;2.345'], {}],
    ['input.date_order_unclear', ['İşlem Tarihi;Onay Kodu;Tutar', '01/05/2026;A1;1,50', '02/05/2026;A2;2,50'], {}],
    ['input.no_rows', ['İşlem Tarihi;Onay Kodu;Tutar', 'x;A1;y'], {}],
    ['input.unknown_header', ['İşlem Tarihi;Onay Kodu;Tutar', '01.05.2026;A1;1,50'], { map: { amount: 'Brüt' } }],
  ])('asks the user where %s', async (code, lines, options) => {
    const seen = await inspect(written('soru.csv', lines), options);
    expect(seen.summary).toBeNull();
    expect(seen.problem).toMatchObject({ code, details: { file: 'soru.csv' } });
    expect(seen.problem?.message).toMatch(/^soru\.csv: .+\./);
    expect(seen.headers.length).toBeGreaterThan(2);
    expect(seen.sample[0]).toMatchObject({ row: 2, kind: null, amount: null });
    expect(seen.sample[0]?.cells).toContain('A1');
  });

  it('shows the rows from the top where no header is found, for the user to point at it', async () => {
    const file = written('basliksiz.csv', ['01.05.2026;A1B2C3;1,50', '02.05.2026;A1B2C4;2,50']);
    const seen = await inspect(file);
    expect(seen).toMatchObject({ summary: null, problem: { code: 'input.no_header' }, header_row: null, headers: ['Sütun A', 'Sütun B', 'Sütun C'] });
    expect(seen.sample.map(({ row, cells }) => [row, ...cells])).toEqual([[1, '01.05.2026', 'A1B2C3', '1,50'], [2, '02.05.2026', 'A1B2C4', '2,50']]);
    const answered = await inspect(file, { header_row: 0, map: { amount: 'Sütun C', auth_code: 'Sütun B' } });
    expect(answered).toMatchObject({ problem: null, header_row: 0, summary: { header_row: 0, rows: { sales: 2 } } });
    expect(answered.columns.map(({ field, reason, samples }) => [field, reason, samples[0]])).toEqual([
      ['transaction_date', 'by_content', '01.05.2026'], ['auth_code', 'by_you', 'A1B2C3'], ['amount', 'by_you', '1,50'],
    ]);
  });

  it('answers a choice with the reading it leads to', async () => {
    const file = written('ondalik.csv', ['İşlem Tarihi;Onay Kodu;Tutar', '01/05/2026;A1;1.234', '02/05/2026;A2;2.345']);
    const seen = await inspect(file, { decimal: 'comma', date_order: 'dmy' });
    expect(seen.problem).toBeNull();
    expect(seen.sample[0]).toMatchObject({ amount: 123_400, transaction_date: '2026-05-01T12:00:00+03:00' });
  });

  it.each([
    ['input.empty_file', 'bos.csv', ''],
    ['input.unsupported_format', 'belge.pdf', '%PDF-1.7 and more'],
  ])('leaves %s an error', async (code, name, content) => {
    await expect(inspect(written(name, [content]))).rejects.toMatchObject({ code });
  });

  it('knows no profile but its own', async () => {
    await expect(inspect(written('a.csv', ['Tarih;Onay Kodu;Tutar', '01.05.2026;A;1,00']), { profile: 'x' })).rejects.toMatchObject({ code: 'usage.unknown_profile' });
  });
});

describe('previews and imports', () => {
  it('are found again, with both sides’ facts on every line', async () => {
    const folder = temporaryFolder();
    const sandbox = await startSandbox({ transactions: 80, bank_file: join(folder.path, 'bank') });
    const desk = testDesk(folder.path);
    try {
      const { imports, preview } = await upToPreview(desk, sandbox.ready);
      expect(await call(desk, browseContract, 'preview.get', { preview_id: preview.preview_id })).toEqual(preview);
      expect(await call(desk, browseContract, 'import.get', { import_id: imports[0]?.import_id })).toEqual(imports[0]);
      await expect(call(desk, browseContract, 'import.get', { import_id: 'x' })).rejects.toMatchObject({ code: 'usage.unknown_import' });
      await expect(call(desk, browseContract, 'preview.get', { preview_id: 'x' })).rejects.toMatchObject({ code: 'usage.unknown_preview' });
      expect((await call(desk, browseContract, 'preview.list', {})).previews).toEqual([{ ...preview, reconciliation_id: null }]);

      const { lines, total } = await call(desk, previewContract, 'preview.lines', { preview_id: preview.preview_id, limit: 10_000 });
      expect(lines).toHaveLength(total);
      for (const line of lines) {
        expect(line.payven_created === null).toBe(line.transaction_id === null);
        expect(line.bank_date === null).toBe(line.row === null);
        if (line.bank_date !== null) expect(line.bank_date).toMatch(/^\d{4}-\d\d-\d\d(T[\d:.]+\+03:00)?$/);
      }
      const matched = lines.filter((line) => line.verdict === 'Matched');
      expect(matched.every((line) => line.auth_code !== null && line.card !== null)).toBe(true);

      const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
      expect((await call(desk, browseContract, 'preview.list', {})).previews[0]?.reconciliation_id).toBe(reconciliation_id);
      const status = await call(desk, browseContract, 'desk.status', {});
      expect(status).toMatchObject({ imports: 1, closed: 0, open: [{ reconciliation_id }] });
    } finally {
      desk.close();
      await sandbox.close();
      folder.remove();
    }
  });
});
