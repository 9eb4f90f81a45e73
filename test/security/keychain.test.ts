import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, it } from 'vitest';

/**
 * The real Secret Service: gnome-keyring in a session bus of its own, under a
 * throw-away home. `.ci/run` installs and demands it (MUTABAKAT_DEMAND_KEYCHAIN).
 */
const tools = ['dbus-run-session', 'gnome-keyring-daemon'];
const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
const demanded = process.env['MUTABAKAT_DEMAND_KEYCHAIN'] === '1';
const reason = process.platform === 'linux' ? `not installed: ${missing.join(', ')}` : `the test is for Linux, this is ${process.platform}`;
const skip = (missing.length > 0 || process.platform !== 'linux') && !demanded;
if (skip) console.info(`keychain test skipped: ${reason}`);

const PROBE = `
import { osKeychain } from './src/main/keychain/os-keychain.ts';
const store = osKeychain('mutabakat-masasi-test');
const account = 'probe-' + process.pid;
const before = await store.get(account);
await store.set(account, 'ğizli-1');
const first = await osKeychain('mutabakat-masasi-test').get(account);
await store.set(account, 'ğizli-2');
const second = await store.get(account);
const stranger = await osKeychain('somebody-else').get(account);
await store.delete(account);
console.log(JSON.stringify({ before, first, second, stranger, after: await store.get(account) }));
`;

const WITHOUT = `
import { osKeychain } from './src/main/keychain/os-keychain.ts';
try { await osKeychain().set('probe', 'x'); console.log('stored'); } catch (error) { console.log(error.code); }
`;

const inSession = (script: string) =>
  spawnSync(
    'dbus-run-session',
    ['--', 'bash', '-c', 'export HOME=$(mktemp -d); printf %s test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" --input-type=module-typescript -e "$1"', process.execPath, script],
    { encoding: 'utf8', timeout: 60_000 },
  );

describe('the OS keychain on Linux', () => {
  it.skipIf(skip)('keeps, replaces, separates and forgets secrets in a real Secret Service', () => {
    const result = inSession(PROBE);
    expect(JSON.parse(result.stdout)).toEqual({ before: null, first: 'ğizli-1', second: 'ğizli-2', stranger: null, after: null });
  });

  it.skipIf(process.platform !== 'linux')('says so where there is none, and stores nothing', () => {
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', HOME: '/nonexistent' };
    const result = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', WITHOUT], { encoding: 'utf8', env, timeout: 60_000 });
    expect(result.stdout.trim()).toBe('credentials.keychain_unavailable');
  });
});
