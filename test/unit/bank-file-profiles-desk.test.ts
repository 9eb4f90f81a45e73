import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { historyContract } from '../../src/shared/contract/history.ts';
import { profileContract } from '../../src/shared/contract/profile.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { csvText } from '../builders/bank-files.ts';
import { call, connectTo, temporaryFolder, testDesk } from '../builders/desk.ts';
import { runCommand } from '../builders/terminal.ts';

const HEADERS = ['Gün Tarihi', 'Satış Bedeli', 'Komisyon', 'Onay Kodu', 'İşlem Tipi'];
const rows = (kind = 'Satış'): string[][] =>
  Array.from({ length: 6 }, (_, at) => [`0${at + 1}.05.2026`, `${at + 1}00,50`, `${at + 1},25`, `A0000${at}`, at === 5 ? kind : 'Satış']);
const map = { transaction_date: 'Gün Tarihi', amount: 'Satış Bedeli' };

describe('profiles at the desk', () => {
  const folder = temporaryFolder();
  const desk = testDesk(folder.path);
  afterAll(() => {
    desk.close();
    folder.remove();
  });
  const written = (name: string, headers: readonly string[], body: readonly string[][]): string => {
    const path = join(folder.path, name);
    writeFileSync(path, csvText([headers, ...body]));
    return path;
  };
  const run = async (file: string, more: object = {}) => {
    const { imports } = await call(desk, importContract, 'import.run', { files: [file], ...more });
    const [first] = imports;
    if (first === undefined) throw new Error('no import');
    return first;
  };
  const inspect = (file: string, more: object = {}) => call(desk, browseContract, 'import.inspect', { file, ...more });

  it('are saved with an import, known again, versioned and kept with every import', async () => {
    const file = written('mayis.csv', HEADERS, rows());
    const first = await run(file, { map, save_profile: 'Kendi Bankam' });
    expect(first).toMatchObject({ profile: { name: 'Kendi Bankam', version: 1 }, rows: { sales: 6 } });
    const again = await run(written('haziran.csv', HEADERS, rows().map((row) => row.with(3, `B${row[3] ?? ''}`))));
    expect(again).toMatchObject({ profile: { name: 'Kendi Bankam', version: 1 }, mapping: first.mapping });
    const kept = await call(desk, profileContract, 'profile.of_import', { import_id: again.import_id });
    expect(kept).toMatchObject({ name: 'Kendi Bankam', version: 1, content: { headers: HEADERS, columns: { amount: ['Satış Bedeli'] } } });
    expect(kept.columns[1]).toMatchObject({ header: 'Satış Bedeli', field: 'amount', reason: 'by_profile', confidence: 100, reason_text: 'The saved profile says so.' });
    expect(await call(desk, profileContract, 'profile.save', { import_id: again.import_id, name: 'Kendi Bankam' })).toEqual({ name: 'Kendi Bankam', version: 2 });
    const { profiles } = await call(desk, profileContract, 'profile.list', {});
    expect(profiles.filter(({ built_in }) => !built_in)).toMatchObject([{ name: 'Kendi Bankam', version: 2, versions: [1, 2], created_by: 'muhasebe' }]);
    expect(profiles.filter(({ built_in }) => built_in).length).toBeGreaterThan(15);
    // The first version is what it was.
    expect(await call(desk, profileContract, 'profile.get', { name: 'Kendi Bankam', version: 1 })).toMatchObject({ version: 1, content: { headers: HEADERS } });
    const { entries } = await call(desk, historyContract, 'history.list', {});
    expect(entries.filter(({ what }) => what === 'profile.saved')).toHaveLength(2);
  });

  it('stop a file whose layout changed, in words and with the table to look at', async () => {
    const file = written('degisti.csv', HEADERS.with(1, 'Brüt'), rows());
    const seen = await inspect(file);
    expect(seen).toMatchObject({ summary: null, problem: { code: 'input.layout_changed', details: { renamed: [{ from: 'Satış Bedeli', to: 'Brüt' }] } } });
    expect(seen.problem?.message).toContain('"Kendi Bankam" (version 2)');
    expect(seen.problem?.message).toContain('Satış Bedeli → Brüt');
    expect(seen.columns.map(({ header, field }) => [header, field])).toContainEqual(['Brüt', 'amount']);
    expect(seen.sample[0]).toMatchObject({ row: 2, amount: 10_050, kind: 'sale' });
    await expect(run(file)).rejects.toMatchObject({ code: 'input.layout_changed' });
    const accepted = await run(file, { accept_layout: true, save_profile: 'Kendi Bankam' });
    expect(accepted).toMatchObject({ profile: { name: 'Kendi Bankam', version: 3 }, mapping: { amount: 'Brüt' } });
    expect(accepted.warnings.map(({ code }) => code)).toContain('layout_accepted');
    expect((await run(file)).profile.version).toBe(3);
    expect((await run(written('eski.csv', HEADERS, rows()))).profile.version).toBe(2);
  });

  it('remember what a word means, which is asked about once', async () => {
    const file = written('kelime.csv', HEADERS, rows('Gzt'));
    const seen = await inspect(file);
    expect(seen.problem).toMatchObject({ code: 'input.unknown_words', details: { words: [{ word: 'Gzt', count: 1, rows: [7] }] } });
    expect(seen.sample[5]).toMatchObject({ kind: 'rejected', note: 'unknown_type' });
    expect(seen.columns[4]).toMatchObject({ field: 'kind', samples: ['Satış', 'Gzt'] });
    await expect(run(file)).rejects.toMatchObject({ code: 'input.unknown_words' });
    expect((await run(file, { unknown_words: 'reject' })).rows).toMatchObject({ sales: 5, rejected: 1 });
    expect(await run(file, { words: { Gzt: 'refund' }, save_profile: 'Kendi Bankam' })).toMatchObject({ rows: { sales: 5, refunds: 1 } });
    expect((await run(file)).rows).toMatchObject({ sales: 5, refunds: 1, rejected: 0 });
  });

  it('leave nothing behind where an import fails', async () => {
    const before = await call(desk, profileContract, 'profile.list', {});
    const file = written('iki.csv', HEADERS, rows());
    await expect(call(desk, importContract, 'import.run', { files: [file, file], save_profile: 'X' })).rejects.toMatchObject({ code: 'usage.save_profile_once' });
    await expect(run(file, { save_profile: 'garanti-xlsx' })).rejects.toMatchObject({ code: 'usage.profile_name' });
    await expect(run(file, { save_profile: 'a@2' })).rejects.toMatchObject({ code: 'usage.invalid' });
    await expect(run(written('bos.csv', HEADERS, [['x', 'y', 'z', 'q', 'w']]), { save_profile: 'X' })).rejects.toMatchObject({ code: 'input.no_rows' });
    expect(await call(desk, profileContract, 'profile.list', {})).toEqual(before);
  });

  it('go out and come in as JSON, another content under the same version as the next one', async () => {
    const file = join(folder.path, 'profil.json');
    expect(await call(desk, profileContract, 'profile.export', { name: 'Kendi Bankam', version: 1, file })).toEqual({ name: 'Kendi Bankam', version: 1, file });
    expect(await call(desk, profileContract, 'profile.import', { file })).toMatchObject({ version: 1, outcome: 'known' });
    const other = temporaryFolder();
    const second = testDesk(other.path);
    try {
      expect(await call(second, profileContract, 'profile.import', { file })).toMatchObject({ name: 'Kendi Bankam', version: 1, outcome: 'added' });
      expect((await call(second, importContract, 'import.run', { files: [join(folder.path, 'mayis.csv')] })).imports[0]?.profile).toEqual({ name: 'Kendi Bankam', version: 1 });
      const changed = JSON.parse(readFileSync(file, 'utf8')) as { profile: { bank: string } };
      writeFileSync(file, JSON.stringify({ ...changed, profile: { ...changed.profile, bank: 'Başka' } }));
      expect(await call(second, profileContract, 'profile.import', { file })).toMatchObject({ version: 2, file_version: 1, outcome: 'renumbered', message: expect.stringContaining('became version 2') as string });
      for (const [text, code] of [['{', 'input.profile_file'], [JSON.stringify({ ...changed, extra: 1 }), 'input.profile_file'], [JSON.stringify({ ...changed, name: 'generic' }), 'usage.profile_name'], [JSON.stringify({ ...changed, format_version: 2 }), 'input.profile_newer']] as const) {
        writeFileSync(file, text);
        await expect(call(second, profileContract, 'profile.import', { file })).rejects.toMatchObject({ code });
      }
    } finally {
      second.close();
      other.remove();
    }
    await expect(call(desk, profileContract, 'profile.export', { name: 'yok', file })).rejects.toMatchObject({ code: 'usage.unknown_saved_profile' });
    await expect(call(desk, profileContract, 'profile.export', { name: 'Kendi Bankam', file: join(folder.path, 'mutabakat.db') })).rejects.toMatchObject({ code: 'usage.protected_path' });
  });
});

describe('the bank’s id against what was synced', () => {
  it('is counted column by column, and the better one offered', async () => {
    const folder = temporaryFolder();
    const sandbox = await startSandbox({ transactions: 120, bank: 'vakifbank', bank_file: join(folder.path, 'bank') });
    const desk = testDesk(folder.path);
    try {
      const { ready } = sandbox;
      await connectTo(desk, ready);
      await call(desk, syncContract, 'sync.run', { from: ready.period_start, to: ready.period_end });
      const imported = async (more: object) => (await call(desk, importContract, 'import.run', { files: [ready.bank_file], ...more })).imports[0]?.import_id;
      const wrong = await call(desk, profileContract, 'profile.check_ids', { import_id: await imported({ map: { bank_transaction_id: 'Batch No' } }) });
      expect(wrong.columns.find(({ in_use }) => in_use)).toMatchObject({ header: 'Batch No', verdict: 'repeats' });
      expect(wrong.offer).toMatchObject({ header: 'İşlem No' });
      const offered = wrong.columns.find(({ verdict }) => verdict === 'better');
      expect(offered?.hits.provider_transaction_id).toBeGreaterThan((offered?.rows ?? 0) / 2);
      const right = await call(desk, profileContract, 'profile.check_ids', { import_id: await imported({}) });
      expect(right.offer).toBeNull();
      expect(right.columns.find(({ in_use }) => in_use)).toMatchObject({ header: 'İşlem No', verdict: 'best' });
    } finally {
      desk.close();
      await sandbox.close();
      folder.remove();
    }
  });
});

describe('the command line', () => {
  it('teaches, saves, uses, exports and imports a profile', async () => {
    const folder = temporaryFolder();
    const other = temporaryFolder();
    try {
      const command = (args: string[], data = folder.path) => runCommand([...args, '--data', data, '--json', '--lang', 'en']);
      const file = join(folder.path, 'banka.csv');
      writeFileSync(file, csvText([['Rapor'], HEADERS, ...rows('A=B')]));
      const maps = Object.entries(map).flatMap(([field, header]) => ['--map', `${field}=${header}`]);
      const unattended = await command(['import', file, ...maps, '--header-row', '2']);
      expect(unattended.json()).toMatchObject({ header_row: 2, rows: { sales: 5, rejected: 1 } });
      expect((await command(['import', file, ...maps, '--header-row', '2', '--ask-words'])).error()).toMatchObject({ code: 'input.unknown_words' });
      const saved = await command(['import', file, ...maps, '--header-row', '2', '--words', 'A=B=refund', '--save-profile', 'Bankam']);
      expect(saved.json()).toMatchObject({ profile: { name: 'Bankam', version: 1 }, rows: { sales: 5, refunds: 1 } });
      expect((await command(['import', file])).json()).toMatchObject({ profile: { name: 'Bankam', version: 1 }, rows: { refunds: 1 } });
      writeFileSync(file, csvText([['Rapor'], HEADERS.with(1, 'Brüt'), ...rows()]));
      const stopped = await command(['import', file]);
      expect([stopped.code, stopped.error().code]).toEqual([3, 'input.layout_changed']);
      expect((await command(['import', file, '--accept-layout', '--save-profile', 'Bankam'])).json()).toMatchObject({ profile: { version: 2 } });
      const out = join(folder.path, 'bankam.json');
      expect((await command(['profile-export', 'Bankam', '--version', '1', '--out', out])).json()).toEqual({ name: 'Bankam', version: 1, file: out });
      expect((await command(['profile-import', out], other.path)).json()).toMatchObject({ outcome: 'added', version: 1 });
      const { profiles } = (await command(['profiles'], other.path)).json<{ profiles: { name: string }[] }>();
      expect(profiles.map(({ name }) => name)).toContain('Bankam');
      expect((await command(['import', file, '--words', 'x'])).error()).toMatchObject({ code: 'usage.option' });
      expect((await command(['import', file, '--words', 'x=y'])).error()).toMatchObject({ code: 'usage.invalid' });
    } finally {
      folder.remove();
      other.remove();
    }
  });
});
