import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { syncContract, type SyncState } from '../../src/shared/contract/sync.ts';
import { openReader } from '../../src/main/db/open.ts';
import type { Desk } from '../../src/main/desk.ts';
import { type HttpResponse, TransportError } from '../../src/main/ports.ts';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { type SandboxOptions, serveWorld, startSandbox } from '../../src/sandbox/server.ts';
import type { World } from '../../src/sandbox/world.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk } from './desk.ts';
import { type AskedPage, type Steer, steeredTransport } from './steered-transport.ts';

type Ready = Parameters<typeof connectTo>[1];

/** One data folder, a clock that Payven shares, and everything that is to be closed again. */
export function syncScene() {
  const folder = temporaryFolder();
  const clock = jumpingClock();
  const closing: (() => void | Promise<void>)[] = [];
  const data = join(folder.path, 'data');

  /** A desk on the scene's one data folder; opened anew it is the program started again. */
  async function openDesk(ready: Ready, steer?: Steer): Promise<{ desk: Desk; asked: AskedPage[] }> {
    const transport = steeredTransport(steer);
    const desk = testDesk(data, { clock, transport });
    closing.push(() => desk.close());
    await connectTo(desk, ready);
    return { desk, asked: transport.asked };
  }

  /** The three days of a generated world: nine windows of one page each. `listed`: pages of lists by its journal. */
  async function threeDays(over: SandboxOptions = {}) {
    const journal = join(folder.path, 'journal.jsonl');
    const sandbox = await startSandbox({ seed: 7, transactions: 90, bank_file: join(folder.path, 'b'), journal, now: clock.now, ...over });
    closing.push(sandbox.close);
    const { period_start: from, period_end: to } = sandbox.ready;
    const listed = (): number => readFileSync(journal, 'utf8').match(/"path":"\/api\/v1\/(transactions|refunds|settlements)"/g)?.length ?? 0;
    return { ...sandbox, range: { from, to }, listed };
  }

  /** A hand-made world, at a port that stays its own when it is served again. */
  async function serve(world: World = emptyWorld(), over: { port?: number; clock_skew_s?: number } = {}) {
    const served = await serveWorld(world, { now: clock.now, ...over });
    closing.push(served.close);
    const { url, client_id, client_secret, close } = served;
    return { ready: { identity_url: url, api_url: url, slug: world.slug, client_id, client_secret }, close, port: Number(new URL(url).port) };
  }

  /** How many windows are stored, by the file itself. */
  function windowsStored(): number {
    const { read, close } = openReader(data);
    try {
      return read.prepare<[], number>('SELECT count(*) FROM synced_day').pluck().get() ?? 0;
    } finally {
      close();
    }
  }

  /** Payven out of reach once so many windows are stored: what had arrived by then is not part of the question. */
  async function goneAfter(windows: number): Promise<never> {
    while (windowsStored() < windows) await turn();
    return gone();
  }

  return {
    clock,
    data,
    openDesk,
    threeDays,
    serve,
    windowsStored,
    goneAfter,
    /** What was stored is gone; Payven is not. */
    forget: () => rmSync(data, { recursive: true, force: true }),
    async end(): Promise<void> {
      for (const close of closing.splice(0).toReversed()) await close();
      folder.remove();
    },
  };
}
export type SyncScene = ReturnType<typeof syncScene>;

export const gone = (): never => {
  throw new TransportError('ECONNREFUSED', false);
};
/** An answer that never comes. */
export const never = (): Promise<HttpResponse> => new Promise(() => undefined);
export const forbidden = (): Promise<HttpResponse> =>
  Promise.resolve({ status: 403, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ code: 'product_not_licensed', status: 403 }) });

export const sync = (desk: Desk, input: object) => call(desk, syncContract, 'sync.run', input);
export const transactions = async (desk: Desk) => (await call(desk, browseContract, 'transaction.list', { limit: 1000, order: 'oldest' })).rows;
/** The state of the one connection there is. */
export async function stateOf(desk: Desk): Promise<SyncState> {
  const [state] = (await call(desk, syncContract, 'sync.state', {})).connections;
  if (state === undefined) throw new Error('no connection');
  return state;
}

export const sorted = (ids: readonly string[]): string[] => [...ids].sort();
