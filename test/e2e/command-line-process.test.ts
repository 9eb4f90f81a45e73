import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../builders/desk.ts';

/** What only a real process shows: signals, and work that would never end. */
const LAUNCHER = 'src/main/node/start.js';
const folder = temporaryFolder();
afterAll(() => folder.remove());

function started(args: readonly string[]) {
  const child = spawn(process.execPath, [LAUNCHER, ...args, '--json'], { env: { ...process.env, LANG: 'C' } });
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

  it('given twice ends with 130 whatever runs', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { child, ended } = started(['connect', '--slug', 's', '--client-id', 'c', '--identity-url', url, '--api-url', url, '--data', folder.path, '--no-keychain']);
    child.stdin.end('secret');
    await once(silent, 'request');
    child.kill('SIGINT');
    await wait(300);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(130);
    silent.closeAllConnections();
    silent.close();
  });
});

describe('a folder where none can be made', () => {
  it.skipIf(process.platform !== 'linux').each([
    ['list', '--data', '/proc/nope'],
    ['import', 'x', '--data', '/proc/nope/deep/er'],
  ])('%s %s %s ends with 7', (...args) => {
    const { status, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args, '--json'], { encoding: 'utf8', timeout: 20_000 });
    expect([status, stderr]).toEqual([7, expect.stringContaining('machine.database')]);
  });
});

describe('a seed beyond the generator\'s', () => {
  it.each(['999999999999999', '99999999999999999999999'])('%s makes a world all the same, and the answer names it', (seed) => {
    const demo = () => {
      const { stdout } = spawnSync(process.execPath, [LAUNCHER, 'demo', '--seed', seed, '--transactions', '40', '--data', folder.path, '--json'], { encoding: 'utf8' });
      return JSON.parse(stdout) as { seed: number; truth: object; payven: object; workbook: string };
    };
    const first = demo();
    expect(first.seed).toBe(Number(BigInt(seed) % 2n ** 32n));
    expect(first.payven).toEqual(first.truth);
    expect(existsSync(first.workbook)).toBe(true);
    expect(demo().truth).toEqual(first.truth);
  });
});
