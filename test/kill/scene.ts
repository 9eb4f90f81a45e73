import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { DATABASE_FILE } from '../../src/main/db/open.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder, testDesk } from '../builders/desk.ts';
import { type StateEntry, statesOf } from './journal.ts';
import { newClock, type SharedClock } from './shared-clock.ts';
import type { KillPoint } from './steps.ts';
import { type ClientAnswer, clientAnswer } from './task.ts';

/** Small, and with two details or more of every verdict (printed with the run). */
export const WORLD = { seed: 2, transactions: 50 } as const;

/** A method of the dispatch with its input. */
export interface Command {
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** How a process ended: by our hand (null), or with an answer. */
export type Ended = ClientAnswer | null;

/** A sandbox, a data folder and the clock both go by. */
export interface Scene {
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>;
  readonly clock: SharedClock;
  readonly database: string;
  /** The same data folder, opened in this process. */
  openDesk(): ReturnType<typeof testDesk>;
  /** Runs a command in a process of its own. Throws when that ends otherwise than killed at its point or with an answer. */
  run(command: Command, kill?: KillPoint | null, record?: string | null): Promise<Ended>;
  states(): StateEntry[];
  close(): Promise<void>;
}

/** The client's modules, compiled once for all its processes. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/kill-client', import.meta.url));
const CLIENT = fileURLToPath(new URL('client.ts', import.meta.url));
/** A process that takes longer has hung. */
const LONGEST_MS = 60_000;

/** `journal` null: it goes with the rest. */
export async function openScene(faults: readonly string[], journal: string | null, world: { readonly seed: number; readonly transactions: number } = WORLD): Promise<Scene> {
  const folder = temporaryFolder();
  const clockFile = join(folder.path, 'clock');
  const clock = newClock(clockFile);
  const data_folder = join(folder.path, 'data');
  const journalFile = journal ?? join(folder.path, 'journal.jsonl');
  rmSync(journalFile, { force: true });
  const bank_file = join(folder.path, 'banka');
  const sandbox = await startSandbox({ ...world, bank_file, journal: journalFile, faults: [...faults], now: clock.now });
  return {
    sandbox,
    clock,
    database: join(data_folder, DATABASE_FILE),
    openDesk() {
      const secrets = environmentSecrets({ MUTABAKAT_CLIENT_SECRET: sandbox.ready.client_secret });
      return testDesk(data_folder, { clock, keychain: secrets, environment_secrets: secrets });
    },
    async run({ method, input }, kill = null, record = null) {
      const task = { data_folder, clock: clockFile, method, input, kill, record };
      return await runClient(JSON.stringify(task), sandbox.ready.client_secret, kill !== null);
    },
    states: () => statesOf(journalFile),
    async close() {
      await sandbox.close();
      folder.remove();
    },
  };
}

function runClient(task: string, secret: string, mayDie: boolean): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE, MUTABAKAT_CLIENT_SECRET: secret };
    const child = spawn(process.execPath, ['--no-warnings', CLIENT, task], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const heard = { out: '', err: '' };
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, LONGEST_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (heard.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (heard.err += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (late) reject(new Error('the client hung'));
      else if (signal === 'SIGKILL' && mayDie) resolve(null);
      else if (code === 0) resolve(clientAnswer.parse(JSON.parse(heard.out)));
      else reject(new Error(`the client ended with ${signal ?? code}: ${heard.err.trim().slice(-500)}`));
    });
  });
}
