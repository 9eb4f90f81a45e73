import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { outboxContract } from '../../src/shared/contract/outbox.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import type { Desk } from '../../src/main/desk.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { Clock, HttpRequest, HttpResponse, HttpTransport } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk, upToPreview } from './desk.ts';

/** What becomes of a request; `send` lets the real one go. */
export type Hook = (request: HttpRequest, send: () => Promise<HttpResponse>) => Promise<HttpResponse>;

/** The real transport, in which every request is written down and may be met by a hook. */
export interface Wire extends HttpTransport {
  hook: Hook;
  /** Method and path of each request, in the order they were made. */
  readonly asked: string[];
}

function openWire(): Wire {
  return {
    hook: (_, send) => send(),
    asked: [],
    send(request) {
      this.asked.push(`${request.method} ${pathOf(request)}`);
      return this.hook(request, () => httpTransport.send(request));
    },
  };
}

export const pathOf = (request: HttpRequest): string => new URL(request.url).pathname;
export const isGet = (request: HttpRequest, end: string): boolean => request.method === 'GET' && pathOf(request).endsWith(end);
export const isPost = (request: HttpRequest, end: string): boolean => request.method === 'POST' && pathOf(request).endsWith(end);
/** The smallest question, asked only to learn Payven's time. */
export const isTimeAsked = (request: HttpRequest): boolean => new URL(request.url).searchParams.get('page_size') === '1';

type Item = Record<string, unknown>;

/** Payven's answer as a test may bend it; which fields are there depends on the call. */
export interface Body extends Item {
  items: Item[];
  details: Item[];
  errors: Item[];
}

/** The same answer with its body changed. */
export function bent(response: HttpResponse, change: (body: Body) => void): HttpResponse {
  const body = JSON.parse(response.body) as Body;
  change(body);
  return { ...response, body: JSON.stringify(body) };
}

/** A refusal as Payven words one. */
export const refusal = (status: number, code: string): HttpResponse => ({ status, headers: {}, body: JSON.stringify({ code, detail: code }) });

/** Holds the requests meant by `match` until they are released; `reached` tells when the first one is there. */
export function holdAt(wire: Wire, match: (request: HttpRequest) => boolean): { reached: Promise<void>; release: () => void } {
  const arrival = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  wire.hook = async (request, send) => {
    if (match(request)) {
      arrival.resolve();
      await gate.promise;
    }
    return send();
  };
  return { reached: arrival.promise, release: gate.resolve };
}

export interface TrapOptions {
  readonly faults?: readonly string[];
  readonly idempotency_ttl_s?: number;
  readonly clock?: Clock & { jump(milliseconds: number): void };
  /** Payven's clock, UTC ms; the desk's own without it. */
  readonly payven_now?: () => number;
}

const RANGE = { seed: 31, transactions: 60 };

/** A desk before a preview that may be started, its wire in the test's hands, at a Payven that keeps a journal. */
export async function beforeStart(options: TrapOptions = {}) {
  const folder = temporaryFolder();
  const { clock = jumpingClock(), faults = [], idempotency_ttl_s = 180 } = options;
  const journal = join(folder.path, 'journal');
  const sandbox = await startSandbox({
    ...RANGE,
    bank_file: join(folder.path, 'b'),
    journal,
    faults: [...faults],
    start_limit: 100,
    idempotency_ttl_s,
    now: options.payven_now ?? clock.now,
  });
  const wire = openWire();
  const data = join(folder.path, 'data');
  const desk = testDesk(data, { clock, transport: wire });
  const desks: Desk[] = [desk];
  const { preview } = await upToPreview(desk, sandbox.ready);
  const entries = () => readFileSync(journal, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, string>);
  return {
    clock,
    wire,
    data,
    desk,
    preview,
    count: (what: string) => entries().filter((entry) => entry['what'] === what).length,
    /** The details Payven resolved, one entry for each time it did. */
    resolved: () => entries().flatMap((entry) => (entry['what'] === 'detail.resolved' ? [entry['detail_id'] ?? ''] : [])),
    start: (preview_id = preview.preview_id, force = false, on = desk) =>
      call(on, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true, force }),
    writes: async () => (await call(desk, outboxContract, 'outbox.list', {})).writes,
    /** Another program on the same data folder. */
    async twin(): Promise<Desk> {
      const other = testDesk(data, { clock });
      desks.push(other);
      await connectTo(other, sandbox.ready);
      return other;
    },
    /** A desk with a data folder of its own, as somebody else has. */
    async colleague(transport: HttpTransport = httpTransport): Promise<Desk> {
      const other = testDesk(join(folder.path, `colleague-${desks.length}`), { clock, transport });
      desks.push(other);
      await connectTo(other, sandbox.ready);
      return other;
    },
    async close() {
      for (const each of desks) each.close();
      await sandbox.close();
      folder.remove();
    },
  };
}

/** A reconciliation that was started, with what can be done to it. */
export async function started(options: TrapOptions = {}) {
  const scene = await beforeStart(options);
  const { desk } = scene;
  const { reconciliation_id } = await scene.start();
  const named = { reconciliation_id };
  const show = (on = desk) => call(on, reconciliationContract, 'reconciliation.show', { ...named, limit: 1_000 });
  const details = (await show()).details.filter((each) => each.detail_status === 'Pending');
  return {
    ...scene,
    reconciliation_id,
    show,
    /** Details that waited for an answer when it was started. */
    details,
    pending: details.map((each) => each.id),
    detail: async (id: string) => (await show()).details.find((each) => each.id === id),
    decide: (detail_ids: readonly string[], action: string, more = {}) =>
      call(desk, decisionContract, 'decision.make', { ...named, detail_ids, action, ...more }),
    push: (on = desk) => call(on, decisionContract, 'decision.push', {}),
    settle: (detail_ids: readonly string[], keep: string) => call(desk, decisionContract, 'decision.settle', { ...named, detail_ids, keep }),
    resolve: (detail_ids: readonly string[], action: string, more = {}, on = desk) =>
      call(on, reconciliationContract, 'reconciliation.resolve', { ...named, detail_ids, action, ...more }),
    finalize: (force_partial = false, on = desk) =>
      call(on, reconciliationContract, 'reconciliation.finalize', { ...named, confirmed: true, force_partial }),
    cancel: (on = desk) => call(on, reconciliationContract, 'reconciliation.cancel', { ...named, reason: 'başka', confirmed: true }),
    fetch: (on = desk) => call(on, reconciliationContract, 'reconciliation.fetch', named),
  };
}
