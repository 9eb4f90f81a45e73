import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { previewContract, type PreviewSummary } from '../../src/shared/contract/preview.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, temporaryFolder, testDesk } from '../builders/desk.ts';

const HEAD = 'İşlem Tarihi;İşlem Saati;Tutar;Onay Kodu;İşlem Tipi;Taksit Sayısı;Taksit No';

describe('several bank files', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let day: string;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 31, transactions: 60, bank_file: join(folder.path, 'banka') });
    const nameless = sandbox.world.merchants[0];
    if (nameless === undefined) throw new Error('no merchant');
    Object.assign(nameless, { external_id: null });
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

  function written(name: string, rows: readonly string[]): string {
    const file = join(folder.path, name);
    const date = day.split('-').toReversed().join('.');
    writeFileSync(file, [HEAD, ...rows.map((row) => `${date};${row}`)].join('\r\n'));
    return file;
  }

  const importOf = async (...files: string[]) => (await call(desk, importContract, 'import.run', { files })).imports;

  function preview(import_ids: readonly (string | undefined)[], scope: object = {}): Promise<PreviewSummary> {
    const connector = { scope: 'Connector', connector_config_id: sandbox.ready.connector_config_id };
    return call(desk, previewContract, 'preview.make', { import_ids, from: day, to: day, ...connector, ...scope });
  }

  it('of the same bytes are not previewed together', async () => {
    const file = written('ayni.csv', ['10:00:00;100,00;900001;Satış;1;']);
    const ids = [...(await importOf(file)), ...(await importOf(file))].map((each) => each.import_id);
    await expect(preview(ids)).rejects.toMatchObject({ code: 'usage.same_file_twice', details: { file: 'ayni.csv' } });
    expect(await preview([ids[0], ids[0]])).toMatchObject({ sent: 1, overlapping_rows: 0 });
  });

  it('that share rows say so at import and in the preview', async () => {
    const shared = ['11:00:00;100,00;910001;Satış;1;', '11:05:00;100,00;910002;Satış;1;', '11:05:00;100,00;910002;Satış;1;'];
    const [mayis] = await importOf(written('mayis.csv', [...shared, '11:10:00;5,00;910003;Satış;1;']));
    const again = await importOf(written('mayis-2.csv', ['11:20:00;7,00;910004;Satış;1;', ...shared]), written('haziran.csv', ['11:30:00;9,00;910005;Satış;1;']));
    const [second, third] = again;
    const warned = second?.warnings.filter((each) => each.code === 'overlapping_rows');
    expect(warned).toEqual([{ code: 'overlapping_rows', row: 3, message: expect.stringMatching(/^3 rows also stand in mayis\.csv.+\(rows: 3, 4, 5\)/) }]);
    expect([mayis, third].flatMap((each) => each?.warnings ?? [])).not.toContainEqual(expect.objectContaining({ code: 'overlapping_rows' }));
    expect(await preview([mayis?.import_id, second?.import_id, third?.import_id])).toMatchObject({ sent: 9, overlapping_rows: 3 });
    expect(await preview([second?.import_id, third?.import_id])).toMatchObject({ sent: 5, overlapping_rows: 0 });
    // The same bytes once more: the file itself is no other file, and mayis.csv is named once.
    await importOf(join(folder.path, 'mayis.csv'));
    const [repeated] = await importOf(join(folder.path, 'mayis-2.csv'));
    expect(repeated?.warnings.map((each) => each.code).filter((code) => code !== 'equal_rows')).toEqual(['same_file', 'overlapping_rows']);
  });

  it('keep parts of instalment sales here and count them', async () => {
    const [imported] = await importOf(written('taksit.csv', ['12:00:00;300,00;920001;Satış;1;', '12:01:00;100,00;920002;Satış;3;1', '12:01:00;100,00;920002;Satış;3;2']));
    expect(imported?.warnings.map((each) => each.code)).toContain('instalments_unclear');
    const made = await preview([imported?.import_id]);
    expect(made).toMatchObject({ sent: 1, not_sent: { instalments: 2 } });
    const { rows } = await call(desk, importContract, 'import.rows', { import_id: imported?.import_id });
    expect(rows.map((row) => row.instalment_part)).toEqual([false, true, true]);
  });

  it('cannot be matched under a merchant that nothing in the file is mapped to', async () => {
    const [imported] = await importOf(written('uye.csv', ['13:00:00;100,00;930001;Satış;1;']));
    const [nameless, named] = sandbox.world.merchants;
    const under = (merchant_id: string | undefined) => preview([imported?.import_id], { scope: 'Merchant', connector_config_id: undefined, merchant_id });
    expect((await under(nameless?.id)).matchable).toBe(false);
    expect((await under(named?.id)).matchable).toBe(false);
  });
});
