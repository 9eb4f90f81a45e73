import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { csvText, xlsxBytes } from '../builders/bank-files.ts';
import { temporaryFolder } from '../builders/desk.ts';
import { runCommand } from '../builders/terminal.ts';

/** Bad input at the command line: the exit code, three-part words, nothing half-written. */
const folder = temporaryFolder();
const data = join(folder.path, 'data');
const write = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};

afterAll(() => folder.remove());

const HEAD = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi'];
const encrypted = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(1016),
  Buffer.from('EncryptedPackage', 'utf16le'),
  Buffer.alloc(1024),
]);
const good = xlsxBytes([{ name: 'S', rows: [HEAD, ['03.05.2026', '1.234,56', '000123', 'Satış']] }]);

describe('a file that is none', () => {
  it.each([
    ['missing', () => join(folder.path, 'nowhere.xlsx'), 'input.not_found'],
    ['a folder', () => folder.path, 'input.is_folder'],
    ['empty', () => write('empty.xlsx', ''), 'input.empty_file'],
    ['half written', () => write('half.xlsx', good.slice(0, Math.floor(good.length / 2))), 'input.truncated'],
    ['protected by a password', () => write('locked.xlsx', encrypted), 'input.password_protected'],
    ['a pdf', () => write('report.xlsx', '%PDF-1.7\n'), 'input.unsupported_format'],
    ['without a header', () => write('headless.csv', csvText([['a', 'b'], ['1', '2']])), 'input.no_header'],
    ['without a row', () => write('empty-rows.csv', csvText([HEAD])), 'input.no_rows'],
    ['with a sum beyond kuruş', () => write('vast.csv', csvText([HEAD, ...['1', '2'].map((code) => ['03.05.2026', '90.071.992.547.409,91', code, 'Satış'])])), 'input.sum_too_large'],
    ['with amounts nobody can tell', () => write('unclear.csv', csvText([HEAD, ['03.05.2026', '1.234', '1', 'Satış']])), 'input.decimal_unclear'],
  ])('%s ends with 3 and leaves nothing behind', async (_, file, code) => {
    const before = existsSync(data) ? readdirSync(data, { recursive: true }).length : 0;
    const result = await runCommand(['import', file(), '--data', data, '--json']);
    expect(result.code).toBe(3);
    expect(result.out).toBe('');
    expect(result.error().code).toBe(code);
    expect(result.error().message.split('. ').length).toBeGreaterThanOrEqual(3);
    const left = await runCommand(['list', '--data', data, '--json']);
    expect(left.json()).toEqual({ reconciliations: [] });
    if (before > 0) expect(existsSync(join(data, 'files'))).toBe(false);
  });

  it('beside a good one keeps both out: all are imported or none', async () => {
    const result = await runCommand(['import', write('good.xlsx', good), write('bad.xlsx', 'x'), '--data', data, '--json']);
    expect(result.code).toBe(3);
    const raw = new BetterSqlite3(join(data, 'mutabakat.db'), { readonly: true });
    expect(raw.prepare('SELECT count(*) AS n FROM bank_import').get()).toEqual({ n: 0 });
    raw.close();
  });

  it('read by a profile that is not there is a slip of the caller, not of the file', async () => {
    const file = write('fine.csv', csvText([HEAD, ['03.05.2026', '1.234,56', '000123', 'Satış']]));
    const result = await runCommand(['import', file, '--profile', 'nope', '--data', data, '--json']);
    expect([result.code, result.error().code]).toEqual([2, 'usage.unknown_profile']);
    const header = await runCommand(['import', file, '--map', 'amount=Nope', '--data', data, '--json']);
    expect([header.code, header.error().code]).toEqual([3, 'input.unknown_header']);
  });

  it('with a row without an amount is imported, the row rejected by name', async () => {
    const file = write('gap.csv', csvText([HEAD, ['03.05.2026', '1.234,56', '000123', 'Satış'], ['03.05.2026', '', '000124', 'Satış']]));
    const result = await runCommand(['import', file, '--data', data, '--json']);
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({
      rows: { data: 2, sales: 1, rejected: 1 },
      warnings: [{ code: 'no_amount', row: 3, message: expect.stringContaining('rejected') }],
    });
    const rows = await runCommand(['rows', '--import', String(result.json()['import_id']), '--data', data]);
    expect(rows.out.trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual(['sale', 'rejected']);
  });
});

describe('a command that is wrong', () => {
  it.each([
    [['nonsense'], 2, 'usage.unknown_command'],
    [['sync', '--from', '2026-05-01', '--data', 'D'], 2, 'usage.missing'],
    [['sync', '--from', 'yesterday', '--to', '2026-05-01', '--data', 'D'], 2, 'usage.invalid'],
    [['import', '--data', 'D'], 2, 'usage.option'],
    [['import', 'x', '--nonsense', '--data', 'D'], 2, 'usage.option'],
    [['rows', '--import', 'none', '--data', 'D'], 2, 'usage.unknown_import'],
    [['preview', '--import', 'x', '--scope', 'galaxy', '--from', '2026-05-01', '--to', '2026-05-01', '--data', 'D'], 2, 'usage.invalid'],
    [['resolve', 'x', '--action', 'None', '--discrepancy', 'OrphanDb', '--data', 'D'], 2, 'usage.invalid'],
    [['sandbox', '--bank', 'nowhere'], 2, 'usage.sandbox_option'],
    [['sandbox', '--fault', 'start:sometimes'], 2, 'usage.fault'],
    [['start', '--preview', 'none', '--yes', '--data', 'D'], 2, 'usage.unknown_preview'],
    [['sync', '--from', '2026-05-01', '--to', '2026-05-02', '--data', 'D'], 6, 'state.not_connected'],
  ])('%j ends with %d', async (args, code, error) => {
    const fresh = join(folder.path, 'fresh');
    const result = await runCommand([...args.map((each) => (each === 'D' ? fresh : each)), '--json']);
    expect(result.code).toBe(code);
    expect(result.error().code).toBe(error);
  });

  it('speaks Turkish to a Turkish machine', async () => {
    const result = await runCommand(['import', 'yok.xlsx', '--data', data], { env: { LANG: 'tr_TR.UTF-8' } });
    expect(result.err).toContain('Dosya bulunamadı');
  });
});

describe('this machine', () => {
  it('with a database of a newer version ends with 7', async () => {
    const newer = join(folder.path, 'newer');
    await runCommand(['list', '--data', newer]);
    const raw = new BetterSqlite3(join(newer, 'mutabakat.db'));
    raw.pragma('user_version = 990');
    raw.close();
    const result = await runCommand(['list', '--data', newer, '--json']);
    expect([result.code, result.error().code]).toEqual([7, 'machine.database_newer']);
  });

  it('with a data folder that is a file ends with 7', async () => {
    const result = await runCommand(['list', '--data', write('plain', ''), '--json']);
    expect(result.code).toBe(7);
  });

  it.skipIf(!existsSync('/dev/full'))('with a full disk ends with 7 and leaves no half workbook', async () => {
    const sandbox = await startSandbox({ seed: 3, transactions: 20, bank_file: join(folder.path, 'b') });
    const full = join(folder.path, 'full');
    const { reconciliation } = await startedBy(sandbox.ready, full);
    const result = await runCommand(['export', reconciliation, '--out', '/dev/full', '--data', full, '--json']);
    expect([result.code, result.error().code]).toEqual([7, 'machine.disk_full']);
    mkdirSync(join(folder.path, 'taken.xlsx'));
    const taken = await runCommand(['export', reconciliation, '--out', join(folder.path, 'taken.xlsx'), '--data', full, '--json']);
    expect(taken.code).toBe(7);
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
    const below = join(write('file.xlsx', 'x'), 'x.xlsx');
    const nowhere = await runCommand(['export', reconciliation, '--out', below, '--data', full, '--json']);
    expect([nowhere.code, nowhere.error()]).toMatchObject([7, { code: 'machine.not_writable', details: { file: below } }]);
    await sandbox.close();
  });
});

describe('a workbook over what the program keeps', () => {
  it('is refused with 2 before a byte is written, whatever way leads there', async () => {
    const sandbox = await startSandbox({ seed: 3, transactions: 20, bank_file: join(folder.path, 'b') });
    const own = join(folder.path, 'own');
    const { reconciliation } = await startedBy(sandbox.ready, own);
    await sandbox.close();
    const original = join('files', readdirSync(join(own, 'files'))[0] ?? '');
    symlinkSync(own, join(folder.path, 'link'));
    const kept = () => ['mutabakat.db', original].map((name) => readFileSync(join(own, name)));
    const before = kept();
    for (const name of ['mutabakat.db', 'mutabakat.db-wal', 'Mutabakat.DB', original, 'files/deep/new.xlsx', 'files', 'mutabakat.log', 'window.json', 'launch', '../link/mutabakat.db', '.']) {
      const result = await runCommand(['export', reconciliation, '--out', join(own, name), '--data', own, '--json']);
      expect([name, result.code, result.error().code]).toEqual([name, 2, 'usage.protected_path']);
    }
    expect(kept()).toEqual(before);
    for (const name of ['report.xlsx', 'launch/1-x/report.xlsx']) {
      expect((await runCommand(['export', reconciliation, '--out', join(own, name), '--data', own, '--json'])).code).toBe(0);
    }
    expect(statSync(join(own, 'files')).mode & 0o077).toBe(0);
  });
});

type Ready = Awaited<ReturnType<typeof startSandbox>>['ready'];

async function startedBy(ready: Ready, into: string): Promise<{ reconciliation: string }> {
  const env = { MUTABAKAT_CLIENT_SECRET: ready.client_secret };
  const common = ['--data', into, '--json'];
  const run = async (...args: string[]): Promise<Record<string, unknown>> => {
    const result = await runCommand([...args, ...common], { input: ready.client_secret, env });
    if (result.code !== 0) throw new Error(result.err);
    return result.json();
  };
  const range = ['--from', ready.period_start, '--to', ready.period_end];
  await run('connect', '--identity-url', ready.identity_url, '--api-url', ready.api_url, '--slug', ready.slug, '--client-id', ready.client_id, '--no-keychain');
  await run('sync', ...range);
  const { import_id } = await run('import', ready.bank_file);
  const { preview_id } = await run('preview', '--import', String(import_id), '--scope', 'connector', '--connector', ready.connector_config_id, ...range);
  const { reconciliation_id } = await run('start', '--preview', String(preview_id), '--yes');
  return { reconciliation: String(reconciliation_id) };
}

describe('the other side', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 4, transactions: 20, bank_file: join(folder.path, 'c') });
  });
  afterAll(() => sandbox.close());

  const connect = (over: Partial<Ready>, input: string, ...more: string[]) => {
    const { identity_url, api_url, slug, client_id } = { ...sandbox.ready, ...over };
    const to = join(folder.path, 'other');
    return runCommand(
      ['connect', '--identity-url', identity_url, '--api-url', api_url, '--slug', slug, '--client-id', client_id, '--data', to, '--json', '--no-keychain', ...more],
      { input },
    );
  };

  it.each([
    ['a wrong secret', {}, 'not-the-secret'],
    ['a wrong tenant', { slug: 'nobody' }, undefined],
    ['a wrong client', { client_id: 'pvk_test_other' }, undefined],
  ])('with %s ends with 5 and stores nothing', async (_, over, secret) => {
    const result = await connect(over, secret ?? sandbox.ready.client_secret);
    expect([result.code, result.error().code]).toEqual([5, 'credentials.refused']);
    expect(result.err).not.toContain(secret ?? sandbox.ready.client_secret);
    const sync = await runCommand(['sync', '--from', '2026-05-04', '--to', '2026-05-04', '--data', join(folder.path, 'other'), '--json']);
    expect(sync.error().code).toBe('state.not_connected');
  });

  it('with no secret on standard input ends with 2', async () => {
    expect((await connect({}, '')).error().code).toBe('usage.secret_missing');
  });

  it('with a pasted text that is no token ends with 5', async () => {
    expect((await connect({}, 'not a token', '--token')).error().code).toBe('credentials.not_a_token');
  });

  it('later without the secret ends with 5', async () => {
    expect((await connect({}, sandbox.ready.client_secret)).code).toBe(0);
    const result = await runCommand(['sync', '--from', '2026-05-04', '--to', '2026-05-04', '--data', join(folder.path, 'other'), '--json']);
    expect([result.code, result.error().code]).toEqual([5, 'credentials.missing']);
  });

  it('that is dead ends with 4', { timeout: 60_000 }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    const result = await connect({ identity_url: url, api_url: url }, 'x');
    expect([result.code, result.error().code]).toEqual([4, 'payven.unreachable']);
  });
});
