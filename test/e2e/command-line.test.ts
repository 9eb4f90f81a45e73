import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../builders/desk.ts';

/** The command line as a person or a script meets it: real processes, real exit codes. */
const LAUNCHER = ['src/main/node/start.js'];
const full = process.env['MUTABAKAT_FULL'] === '1';
/** Milliseconds after which a running start is killed; seeded by hand, spread over its whole life. */
const KILLS = full ? Array.from({ length: 30 }, (_, index) => 60 * index + 30) : [250, 700, 1100];
console.info(`start is killed after ${KILLS.join(', ')} ms`);

interface Ready {
  identity_url: string;
  api_url: string;
  slug: string;
  client_id: string;
  client_secret: string;
  connector_config_id: string;
  period_start: string;
  period_end: string;
  bank_file: string;
  truth: Record<string, number>;
}

async function sandbox(args: string[]): Promise<{ ready: Ready; process: ChildProcess }> {
  const child = spawn(process.execPath, [...LAUNCHER, 'sandbox', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ready: JSON.parse(line.toString()) as Ready, process: child };
}

function run(args: string[], given: { input?: string; env?: Record<string, string> } = {}) {
  const result = spawnSync(process.execPath, [...LAUNCHER, ...args, '--json'], {
    encoding: 'utf8',
    input: given.input ?? '',
    env: { ...process.env, LANG: 'C', ...given.env },
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

function done(args: string[], given?: Parameters<typeof run>[1]): Record<string, never> {
  const result = run(args, given);
  if (result.code !== 0) throw new Error(`${args.join(' ')}: ${result.err}`);
  return JSON.parse(result.out) as Record<string, never>;
}

function prepare(ready: Ready, data: string): { env: Record<string, string>; preview: string } {
  const env = { MUTABAKAT_CLIENT_SECRET: ready.client_secret };
  const range = ['--from', ready.period_start, '--to', ready.period_end, '--data', data];
  const where = ['--identity-url', ready.identity_url, '--api-url', ready.api_url, '--slug', ready.slug];
  done(['connect', ...where, '--client-id', ready.client_id, '--no-keychain', '--data', data], { input: `${ready.client_secret}\n` });
  done(['sync', ...range], { env });
  const imported = done(['import', ready.bank_file, '--data', data]);
  const preview = done(['preview', '--import', imported['import_id'] ?? '', '--scope', 'connector', '--connector', ready.connector_config_id, ...range]);
  return { env, preview: preview['preview_id'] ?? '' };
}

describe('the whole main job from a shell', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  let scene: Awaited<ReturnType<typeof sandbox>>;

  beforeAll(async () => {
    scene = await sandbox(['--port', '0', '--seed', '9', '--transactions', '150', '--bank', 'yapikredi', '--bank-file', join(folder.path, 'dosya.txt'), '--journal', join(folder.path, 'j')]);
  });
  afterAll(async () => {
    scene.process.kill('SIGTERM');
    await once(scene.process, 'exit');
    expect(scene.process.exitCode).toBe(0);
    folder.remove();
  });

  it('answers with what was promised, field by field', () => {
    const { ready } = scene;
    expect(ready.bank_file).toBe(join(folder.path, 'dosya.xlsx'));
    const { env, preview } = prepare(ready, data);
    const started = done(['start', '--preview', preview, '--yes', '--data', data], { env });
    expect(started).toMatchObject({ overall_status: 'Draft', counts: ready.truth, differs_from_preview: 0 });
    const id = started['reconciliation_id'] ?? '';
    const shown = done(['show', id, '--data', data]) as unknown as { details: { discrepancy: string; bank: unknown; reason: string }[] };
    expect(shown.details).toHaveLength(Object.values(ready.truth).reduce((a, b) => a + b, 0));
    expect(run(['finalize', id, '--yes', '--data', data], { env }).code).toBe(6);
    expect(run(['finalize', id, '--force-partial', '--data', data], { env }).code).toBe(6);
    for (const discrepancy of ['AmountMismatch', 'StatusMismatch', 'OrphanDb', 'OrphanBank']) {
      done(['resolve', id, '--discrepancy', discrepancy, '--action', 'AcceptDb', '--data', data], { env });
    }
    expect(done(['finalize', id, '--yes', '--notes', 'tamam', '--data', data], { env })).toMatchObject({ overall_status: 'Completed' });
    const out = join(folder.path, 'çıktı.xlsx');
    expect(done(['export', id, '--out', out, '--data', data])).toMatchObject({ file: out, rows: shown.details.length });
    expect(existsSync(out)).toBe(true);
    expect(readFileSync(join(folder.path, 'j'), 'utf8')).not.toContain(ready.client_secret);
  });

  it('opens a reconciliation that was started elsewhere', () => {
    const { ready } = scene;
    const listed = done(['list', '--data', data]) as unknown as { reconciliations: { reconciliation_id: string }[] };
    const id = listed.reconciliations[0]?.reconciliation_id ?? '';
    const elsewhere = join(folder.path, 'elsewhere');
    const env = { MUTABAKAT_CLIENT_SECRET: ready.client_secret };
    const where = ['--identity-url', ready.identity_url, '--api-url', ready.api_url, '--slug', ready.slug];
    done(['connect', ...where, '--client-id', ready.client_id, '--no-keychain', '--data', elsewhere], { input: ready.client_secret });
    expect(done(['show', id, '--data', elsewhere], { env })).toMatchObject({ reconciliation_id: id, overall_status: 'Completed' });
  });
});

describe('a start that is killed', () => {
  it.each(KILLS)('after %d ms is one reconciliation in the end', { timeout: 60_000 }, async (after) => {
    const folder = temporaryFolder();
    const data = join(folder.path, 'data');
    const journal = join(folder.path, 'journal');
    const scene = await sandbox(['--seed', String(after), '--transactions', '40', '--bank-file', join(folder.path, 'b'), '--journal', journal, '--fault', 'start:latency=600']);
    const { env, preview } = prepare(scene.ready, data);
    const args = ['start', '--preview', preview, '--yes', '--data', data];
    const victim = spawn(process.execPath, [...LAUNCHER, ...args], { env: { ...process.env, ...env }, stdio: 'ignore' });
    await wait(after);
    victim.kill('SIGKILL');
    if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
    const again = run(args, { env });
    expect([0, 6]).toContain(again.code);
    if (again.code === 6) expect(again.err).toContain('state.already_started');
    const started = readFileSync(journal, 'utf8').split('\n').filter((line) => line.includes('reconciliation.started'));
    expect(started).toHaveLength(1);
    const db = new BetterSqlite3(join(data, 'mutabakat.db'), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) AS n FROM reconciliation').get()).toEqual({ n: 1 });
    db.close();
    scene.process.kill('SIGKILL');
    folder.remove();
  });
});

describe('the demonstration', () => {
  it('does the whole job with any seed and leaves the workbook', () => {
    const folder = temporaryFolder();
    const answer = done(['demo', '--seed', '424242', '--transactions', '80', '--data', folder.path]) as unknown as Record<string, unknown>;
    expect(answer['preview']).toEqual(answer['truth']);
    expect(answer['payven']).toEqual(answer['truth']);
    expect(answer['overall_status']).toBe('Completed');
    expect(existsSync(String(answer['workbook']))).toBe(true);
    folder.remove();
  });
});
