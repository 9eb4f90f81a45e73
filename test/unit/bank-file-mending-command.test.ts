import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ImportSummary, ImportedRow } from '../../src/shared/contract/bank-file.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../builders/desk.ts';
import { runCommand } from '../builders/terminal.ts';

interface Changed {
  readonly import: ImportSummary;
  readonly rows: readonly ImportedRow[];
  readonly change_ids: readonly number[];
}

describe('an import changed by commands', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const run = (...args: string[]) => runCommand([...args, '--data', join(folder.path, 'data'), '--json', '--lang', 'en']);

  it('row by row, and as a whole', async () => {
    const file = join(folder.path, 'banka.csv');
    const rows = ['04.05.2026;1,00;000001;Satış', '04.05.2026;abc;000002;Satış', '99.05.2026;3,00;000003;Satış'];
    writeFileSync(file, ['Tarih;Tutar;Onay Kodu;İşlem Tipi', ...rows].join('\r\n'));
    const { import_id } = (await run('import', file)).json<ImportSummary>();

    const mended = (await run('import-mend', import_id, '--row', '3', '--set', 'amount=2,00', '--set', 'auth_code=A=B')).json<Changed>();
    expect(mended.rows[0]).toMatchObject({ kind: 'sale', amount: 200, auth_code: 'A=B' });
    const left = (await run('import-leave-out', import_id, '--row', '4', '--reason', 'bankaya soruldu')).json<Changed>();
    expect(left.import.rows).toMatchObject({ sales: 2, rejected: 0, left_out: 1 });
    await run('import-take-back', import_id, '--change', String(left.change_ids[0]));
    const { changes } = (await run('import-changes', import_id)).json<{ changes: { what: string }[] }>();
    expect(changes.map((each) => each.what)).toEqual(['mended', 'left_out', 'taken_back']);

    const refused = await run('import-mend', import_id, '--row', '4', '--set', 'amount=5');
    expect(refused.code).toBe(3);
    expect(refused.error()).toMatchObject({ code: 'input.mend_refused', message: expect.stringContaining('99.05.2026') });
    expect((await run('import-mend', import_id, '--row', 'x')).error().code).toBe('usage.invalid');
    expect((await run('import-leave-out', import_id, '--row', '4')).error().code).toBe('usage.missing');

    expect((await run('import-undo', import_id)).json()).toEqual({ import_id, rows: 3, previews: 0, file_removed: true });
    expect((await run('import-undo', import_id)).error().code).toBe('usage.unknown_import');
  });

  it('and bank merchant numbers mapped', async () => {
    const sandbox = await startSandbox({ seed: 61, transactions: 10, bank_file: join(folder.path, 'b') });
    const { identity_url, api_url, slug, client_id, client_secret, connector_config_id } = sandbox.ready;
    const addresses = ['--identity-url', identity_url, '--api-url', api_url, '--slug', slug, '--client-id', client_id, '--no-keychain'];
    const data = ['--data', join(folder.path, 'data'), '--json'];
    await runCommand(['connect', ...addresses, ...data], { input: client_secret });
    expect((await run('bank-merchant', '0042', '--connector', connector_config_id)).json()).toMatchObject({ bank_merchant_no: '0042', connector_config_id });
    expect((await run('bank-merchant')).json()).toMatchObject({ merchants: [{ bank_merchant_no: '0042' }], unmapped: [] });
    expect((await run('bank-merchant', '0042', '--connector', 'nobody')).error().code).toBe('usage.unknown_scope');
    expect((await run('bank-merchant', '0042', '--remove')).json()).toEqual({ removed: true });
    await sandbox.close();
  });
});
