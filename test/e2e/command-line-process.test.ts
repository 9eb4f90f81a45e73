import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

/** What only a real process shows: signals, and work that would never end. */
const LAUNCHER = 'src/main/node/start.js';
const folder = temporaryFolder();
afterAll(() => folder.remove());

function started(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [LAUNCHER, ...args, '--json'], { env: { ...process.env, LANG: 'C', ...env } });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, err }));
  return { child, ended };
}

describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends an import at once, and nothing of it is stored', { timeout: 120_000 }, async (signal) => {
    const data = join(folder.path, signal);
    const sandbox = await startSandbox({ seed: 1, transactions: 40_000, bank_file: join(folder.path, 'long') });
    await sandbox.close();
    const { child, ended } = started(['import', sandbox.ready.bank_file, '--data', data]);
    while (!existsSync(join(data, 'mutabakat.db-wal'))) await wait(20);
    await wait(300);
    const at = performance.now();
    child.kill(signal);
    const { code, err } = await ended;
    expect([code, err]).toEqual([6, expect.stringContaining('state.cancelled')]);
    expect(performance.now() - at).toBeLessThan(1_000);
    const listed = spawnSync(process.execPath, [LAUNCHER, 'rows', '--import', 'x', '--data', data, '--json'], { encoding: 'utf8' });
    expect(listed.stderr).toContain('usage.unknown_import');
  });

  it('ends a command that waits for its secret', async () => {
    const { child, ended } = started(['connect', '--slug', 's', '--client-id', 'c', '--identity-url', 'http://127.0.0.1:9', '--api-url', 'http://127.0.0.1:9', '--data', folder.path]);
    await wait(1_000);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 6, err: expect.stringContaining('state.cancelled') });
  });

  it('given twice ends with 130 whatever runs; a request on its way is not called back by the first', { timeout: 60_000 }, async () => {
    const data = join(folder.path, 'twice');
    const { ready, close } = await startSandbox({ seed: 1, transactions: 40, bank_file: join(folder.path, 'twice-file'), faults: ['start:latency=30000'] });
    const desk = testDesk(data);
    const { preview } = await upToPreview(desk, ready, 'environment');
    desk.close();
    const { child, ended } = started(['start', '--preview', preview.preview_id, '--yes', '--data', data], { MUTABAKAT_CLIENT_SECRET: ready.client_secret });
    const db = new BetterSqlite3(join(data, 'mutabakat.db'), { readonly: true });
    while (db.prepare(`SELECT 1 FROM outbox WHERE state = 'sent'`).get() === undefined) await wait(20);
    db.close();
    child.kill('SIGINT');
    await wait(500);
    expect(child.exitCode).toBe(null);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(130);
    await close();
  });
});
