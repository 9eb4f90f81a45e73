import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImportSummary } from '../../src/shared/contract/bank-file.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { historyContract } from '../../src/shared/contract/history.ts';
import { importChangeContract } from '../../src/shared/contract/import-change.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { freezeReading, mendRow, thawReading, typedValues } from '../../src/main/domain/bank-file/mend-row.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { dateCell, read, xlsxBytes } from '../builders/bank-files.ts';
import { call, connectTo, temporaryFolder, testDesk } from '../builders/desk.ts';

const HEAD = 'İşlem Tarihi;Tutar;Onay Kodu;İşlem Tipi;Taksit Sayısı;Taksit No;Kart No;Para Birimi';
const ROWS = [
  '04.05.2026;1.234,56;000001;Satış;;;450634******0017;TL',
  '31.04.2026;10,00;000002;Satış;;;450634******0017;TL',
  '04.05.2026;abc;000003;İade;;;4506341111110017;TL',
  '04.05.2026;20,00;000004;Kapora;;;;TL',
  '04.05.2026;30,00;000005;Satış;2;1;;TL',
  '04.05.2026;40,00;000006;Ücret;;;;TL',
];

const buckets = ({ rows: { data, ...each } }: ImportSummary): number => data - Object.values(each).reduce((a, b) => a + b, 0);

describe('rows of an import', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let import_id: string;
  let at = 0;

  beforeEach(async () => {
    at += 1;
    desk = testDesk(join(folder.path, `data-${at}`));
    const file = join(folder.path, `banka-${at}.csv`);
    writeFileSync(file, [HEAD, ...ROWS].join('\r\n'));
    const { imports } = await call(desk, importContract, 'import.run', { files: [file], unknown_words: 'reject' });
    expect(imports[0]).toMatchObject({ rows: { data: 6, sales: 2, rejected: 3, left_out: 0, fees: 1 }, first_day: '2026-05-04', last_day: '2026-05-04' });
    import_id = imports[0]?.import_id ?? '';
  });
  afterEach(() => desk.close());
  afterAll(() => folder.remove());

  const mend = (row: number, values: object, id = import_id) => call(desk, importChangeContract, 'import.mend', { import_id: id, row, values });
  const leaveOut = (rows: number[], reason = 'bankaya soruldu') => call(desk, importChangeContract, 'import.leave_out', { import_id, rows, reason });
  const takeBack = (change_id: number | undefined) => call(desk, importChangeContract, 'import.take_back', { import_id, change_id });
  const get = () => call(desk, browseContract, 'import.get', { import_id });
  const rowOf = async (number: number) => (await call(desk, importContract, 'import.rows', { import_id })).rows.find((row) => row.row === number);

  it('that were rejected are read again with what a user types, and counted anew', async () => {
    const before = await rowOf(3);
    const { import: summary, rows } = await mend(3, { transaction_date: '30.04.2026 15:34:58' });
    expect(rows[0]).toMatchObject({
      row: 3, kind: 'sale', amount: 1000, auth_code: '000002', transaction_date: '2026-04-30T15:34:58+03:00', time_known: true, note: 'mended',
      cells: before?.cells,
    });
    expect(summary).toMatchObject({ rows: { data: 6, sales: 3, rejected: 2 }, kinds: { sale: 3, rejected: 2 }, amounts: { sales: 127_456 }, first_day: '2026-04-30' });
    expect(buckets(summary)).toBe(0);
    expect(await rowOf(3)).toEqual(rows[0]);
    const { changes } = await call(desk, importChangeContract, 'import.changes', { import_id });
    expect(changes).toMatchObject([
      { row: 3, what: 'mended', values: { transaction_date: '30.04.2026 15:34:58' }, before: { transaction_date: '31.04.2026' }, by: 'muhasebe', taken_back: false },
    ]);
    const { entries } = await call(desk, historyContract, 'history.list', {});
    expect(entries[0]).toMatchObject({ what: 'import.mended', subject: import_id, facts: { row: 3, fields: 'transaction_date' } });
  });

  it.each([
    ['12,50', 1250],
    ['1.234,56 TL', 123_456],
    ['1,234.56', 123_456],
    ['1.234', 123_400],
    ['15', 1500],
  ])('take an amount typed as %s', async (typed, kurus) => {
    expect((await mend(4, { amount: typed })).rows[0]).toMatchObject({ kind: 'refund', amount: kurus, status: 'refunded' });
  });

  it('take a word for one that was not known, and further values later', async () => {
    expect((await mend(5, { kind: 'Satış' })).rows[0]).toMatchObject({ kind: 'sale', amount: 2000, auth_code: '000004' });
    expect((await mend(5, { auth_code: '000777', bank_merchant_no: '0042' })).rows[0]).toMatchObject({ kind: 'sale', auth_code: '000777', bank_merchant_no: '0042' });
    const { changes } = await call(desk, importChangeContract, 'import.changes', { import_id });
    expect(changes[1]).toMatchObject({ values: { kind: 'Satış', auth_code: '000777', bank_merchant_no: '0042' }, before: { kind: 'Kapora', auth_code: '000004', bank_merchant_no: '' } });
  });

  it('stay as they are where the reader refuses the typed values too', async () => {
    const stored = await rowOf(4);
    await expect(mend(4, { amount: '12,345' })).rejects.toMatchObject({ code: 'input.mend_refused', details: { row: 4, note: 'too_many_decimals', value: '12,345' } });
    await expect(mend(3, { amount: '5' })).rejects.toMatchObject({ code: 'input.mend_refused', details: { note: 'bad_date' } });
    await expect(mend(5, { kind: 'Kaparo' })).rejects.toMatchObject({ code: 'input.mend_refused', details: { note: 'unknown_type' } });
    await expect(mend(4, { tutar: '5' })).rejects.toMatchObject({ code: 'usage.unknown_field' });
    await expect(mend(4, {})).rejects.toMatchObject({ code: 'usage.missing' });
    for (const row of [2, 7, 99]) await expect(mend(row, { amount: '5' })).rejects.toMatchObject({ code: 'usage.row_not_rejected' });
    expect(await rowOf(4)).toEqual(stored);
    expect((await call(desk, importChangeContract, 'import.changes', { import_id })).changes).toEqual([]);
  });

  it('are marked as parts of a sale once they are read, as a row of the file is', async () => {
    const { rows } = await mend(5, { kind: 'Satış', installment_count: '3', installment_no: '1' });
    expect(rows[0]).toMatchObject({ instalment_part: true, installment_count: 3 });
    expect(await rowOf(6)).toMatchObject({ instalment_part: true });
  });

  it('are left out by choice, with the reason', async () => {
    const { import: summary, change_ids } = await leaveOut([3, 4]);
    expect(summary.rows).toMatchObject({ rejected: 1, left_out: 2, sales: 2 });
    expect(buckets(summary)).toBe(0);
    expect(await rowOf(3)).toMatchObject({ kind: 'rejected', left_out: true, note: 'bad_date' });
    await expect(leaveOut([3])).rejects.toMatchObject({ code: 'usage.row_not_rejected' });
    await expect(leaveOut([5, 2])).rejects.toMatchObject({ code: 'usage.row_not_rejected', details: { row: 2 } });
    await expect(leaveOut([5], '  ')).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(await rowOf(5)).toMatchObject({ left_out: false });
    expect((await takeBack(change_ids[0])).import.rows).toMatchObject({ rejected: 2, left_out: 1 });
    const { entries } = await call(desk, historyContract, 'history.list', {});
    expect(entries.slice(0, 2)).toMatchObject([{ what: 'import.change_taken_back', facts: { row: 3 } }, { what: 'import.left_out', facts: { rows: 2, reason: 'bankaya soruldu' } }]);
  });

  it('are what they were once every change is taken back, in any order', async () => {
    const [summary, row] = [await get(), await rowOf(5)];
    const [left] = (await leaveOut([5])).change_ids;
    const [first] = (await mend(5, { kind: 'Satış' })).change_ids;
    const [second] = (await mend(5, { amount: '21,00' })).change_ids;
    expect(await rowOf(5)).toMatchObject({ kind: 'sale', amount: 2100, left_out: false });
    await takeBack(second);
    expect(await rowOf(5)).toMatchObject({ kind: 'sale', amount: 2000 });
    await takeBack(first);
    expect(await rowOf(5)).toMatchObject({ kind: 'rejected', left_out: true });
    await takeBack(left);
    expect(await rowOf(5)).toEqual(row);
    expect(await get()).toEqual(summary);
    await expect(takeBack(second)).rejects.toMatchObject({ code: 'usage.unknown_change' });
  });

  it('are among those that a later file may repeat, once they are mended', async () => {
    await mend(3, { transaction_date: '17.03.2026' });
    const later = join(folder.path, `sonraki-${at}.csv`);
    writeFileSync(later, [HEAD, (ROWS[1] ?? '').replace('31.04.2026', '17.03.2026')].join('\r\n'));
    const { imports } = await call(desk, importContract, 'import.run', { files: [later] });
    expect(imports[0]?.warnings.map((warning) => warning.code)).toContain('overlapping_rows');
  });

  it('keep every change for good, and no whole card number', async () => {
    await mend(4, { amount: '5' });
    desk.close();
    const { write, close } = openDatabase(join(folder.path, `data-${at}`));
    expect(() => write.prepare('DELETE FROM import_change').run()).toThrow('append-only');
    expect(() => write.prepare("UPDATE import_change SET by = 'x'").run()).toThrow('append-only');
    const kept = JSON.stringify([write.prepare('SELECT * FROM rejected_cells').all(), write.prepare('SELECT * FROM import_row').all()]);
    expect(kept).toContain('450634******0017');
    expect(kept).not.toContain('4506341111110017');
    close();
    desk = testDesk(join(folder.path, `data-${at}`));
  });

  it('of a workbook are read by their own cells, not by how they look', async () => {
    const file = join(folder.path, `banka-${at}.xlsx`);
    const head = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi', 'Net Tutar', 'Komisyon'];
    writeFileSync(file, xlsxBytes([{ name: 'A', rows: [head, [dateCell('2026-05-03T15:34:58', 'dd.mm.yyyy hh:mm'), 1234.5, '000001', 'Nedir', 1230, 4.5], [dateCell('2026-05-03'), 5, '000002', 'Satış', 5, 0]] }]));
    const { imports } = await call(desk, importContract, 'import.run', { files: [file], unknown_words: 'reject' });
    const { rows } = await mend(2, { kind: 'İade' }, imports[0]?.import_id);
    expect(rows[0]).toMatchObject({ kind: 'refund', amount: 123_450, net: 123_000, commission: 450, transaction_date: '2026-05-03T15:34:58+03:00' });
  });
});

describe('a mended row', () => {
  it('keeps the cells of the file, whatever was typed', () => {
    const head = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi'];
    const understood = read([head, ['03.05.2026', 'abc', '000001', 'Satış'], ['03.05.2026', '1,00', '000002', 'Satış']]);
    const [rejected] = understood.rejected;
    if (rejected === undefined) throw new Error('no rejected row');
    const plan = thawReading(freezeReading(understood.reading));
    const { row, before } = mendRow(plan, understood.sheet, rejected, typedValues({ amount: '5,00', terminal: '007' }));
    expect(row).toMatchObject({ kind: 'sale', amount: 500, terminal: '007', cells: ['03.05.2026', 'abc', '000001', 'Satış'] });
    expect(before).toEqual({ amount: 'abc', terminal: '' });
    expect(mendRow(plan, understood.sheet, rejected, []).row).toEqual(understood.rows[0]);
  });
});

describe('a whole import', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let day: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 53, transactions: 40, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
    await connectTo(desk, sandbox.ready);
    day = sandbox.ready.period_start;
    await call(desk, syncContract, 'sync.run', { from: day, to: day });
  });
  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  async function imported(name: string, row: string): Promise<string> {
    const file = join(folder.path, name);
    writeFileSync(file, `Tarih;Tutar;Onay Kodu;İşlem Tipi\r\n${day.split('-').toReversed().join('.')};${row}\r\n`);
    return (await call(desk, importContract, 'import.run', { files: [file], unknown_words: 'reject' })).imports[0]?.import_id ?? '';
  }
  const preview = (...import_ids: string[]) =>
    call(desk, previewContract, 'preview.make', { import_ids, from: day, to: day, scope: 'Connector', connector_config_id: sandbox.ready.connector_config_id });
  const undo = (import_id: string) => call(desk, importChangeContract, 'import.undo', { import_id });
  const start = (preview_id: string) => call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true, force: true });
  const originals = () => readdirSync(join(folder.path, 'data', 'files'));
  const ids = async () => (await call(desk, importContract, 'import.list', {})).imports.map((each) => each.import_id);

  it('is undone with its rows, its file and its previews', async () => {
    const [kept, gone] = [await imported('kalan.csv', '1,00;000001;Satış'), await imported('giden.csv', '2,00;000002;Satış')];
    const [both, alone] = [await preview(kept, gone), await preview(kept)];
    expect(originals()).toHaveLength(2);
    expect(await undo(gone)).toEqual({ import_id: gone, rows: 1, previews: 1, file_removed: true });
    expect(await ids()).toEqual([kept]);
    expect(originals()).toHaveLength(1);
    await expect(start(both.preview_id)).rejects.toMatchObject({ code: 'usage.unknown_preview' });
    const { previews } = await call(desk, browseContract, 'preview.list', {});
    expect(previews.map((each) => each.preview_id)).toEqual([alone.preview_id]);
    await expect(call(desk, importContract, 'import.rows', { import_id: gone })).rejects.toMatchObject({ code: 'usage.unknown_import' });
    await expect(undo(gone)).rejects.toMatchObject({ code: 'usage.unknown_import' });
    const { entries } = await call(desk, historyContract, 'history.list', {});
    expect(entries[0]).toMatchObject({ what: 'import.undone', subject: gone, facts: { file_name: 'giden.csv', rows: 1, previews: 1 } });
  });

  it('leaves the file where another import has it', async () => {
    const [first, second] = [await imported('iki.csv', '3,00;000003;Satış'), await imported('iki.csv', '3,00;000003;Satış')];
    expect(await undo(first)).toMatchObject({ file_removed: false });
    const { imports } = await call(desk, importContract, 'import.list', {});
    const sha256 = imports.find((each) => each.import_id === second)?.sha256 ?? '';
    expect(existsSync(join(folder.path, 'data', 'files', `${sha256}.csv`))).toBe(true);
    expect(await undo(second)).toMatchObject({ file_removed: true });
    expect(existsSync(join(folder.path, 'data', 'files', `${sha256}.csv`))).toBe(false);
  });

  it('stays once a reconciliation was started from it, and so do its changes', async () => {
    const file = join(folder.path, 'baslayan.csv');
    const date = day.split('-').toReversed().join('.');
    writeFileSync(file, `Tarih;Tutar;Onay Kodu;İşlem Tipi\r\n${date};4,00;000004;Satış\r\n${date};5,00;000005;Nedir\r\n`);
    const import_id = (await call(desk, importContract, 'import.run', { files: [file], unknown_words: 'reject' })).imports[0]?.import_id ?? '';
    const mended = await call(desk, importChangeContract, 'import.mend', { import_id, row: 3, values: { kind: 'Satış' } });
    const made = await preview(import_id);
    expect(made.sent).toBe(2);
    const { reconciliation_id } = await start(made.preview_id);
    await expect(undo(import_id)).rejects.toMatchObject({ code: 'state.import_used', details: { reconciliation_id, file: 'baslayan.csv' } });
    await expect(
      call(desk, importChangeContract, 'import.take_back', { import_id, change_id: mended.change_ids[0] }),
    ).rejects.toMatchObject({ code: 'state.import_used' });
    expect(await ids()).toContain(import_id);
  });

  it('stays while nobody knows how a start from it ended', async () => {
    const import_id = await imported('yolda.csv', '6,00;000006;Satış');
    const made = await preview(import_id);
    const { write, close } = openDatabase(join(folder.path, 'data'));
    write.prepare(
      `INSERT INTO outbox (id, connection_id, call, intent, path, body, body_sha256, idempotency_key, preview_id, state, created_at, first_sent_at)
       SELECT 'o1', connection_id, 'start', 'x', '/', '{}', '', 'k1', id, 'unknown', 1, 1 FROM preview WHERE id = ?`,
    ).run(made.preview_id);
    close();
    await expect(undo(import_id)).rejects.toMatchObject({ code: 'state.import_under_way' });
    const again = openDatabase(join(folder.path, 'data'));
    again.write.prepare("UPDATE outbox SET state = 'refused', finished_at = 2 WHERE id = 'o1'").run();
    again.close();
    // The refused start is kept, so its preview is kept too, and says that its file is gone.
    expect(await undo(import_id)).toMatchObject({ previews: 1 });
    await expect(start(made.preview_id)).rejects.toMatchObject({ code: 'state.import_undone' });
    const { previews } = await call(desk, browseContract, 'preview.list', {});
    expect(previews.map((each) => each.preview_id)).not.toContain(made.preview_id);
  });

  it('changed after a preview is not started from that preview', async () => {
    const file = join(folder.path, 'eski.csv');
    const date = day.split('-').toReversed().join('.');
    writeFileSync(file, `Tarih;Tutar;Onay Kodu;İşlem Tipi\r\n${date};7,00;000007;Satış\r\n${date};8,00;000008;Nedir\r\n`);
    const import_id = (await call(desk, importContract, 'import.run', { files: [file], unknown_words: 'reject' })).imports[0]?.import_id ?? '';
    const before = await preview(import_id);
    expect(before).toMatchObject({ sent: 1, not_sent: { rejected: 1, left_out: 0 } });
    await call(desk, importChangeContract, 'import.leave_out', { import_id, rows: [3], reason: 'kapora' });
    expect(await preview(import_id)).toMatchObject({ sent: 1, not_sent: { rejected: 0, left_out: 1 } });
    await expect(start(before.preview_id)).rejects.toMatchObject({ code: 'state.plan_changed' });
  });
});
