import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { transactionContract } from '../../src/shared/contract/transaction.ts';
import { createPayvenClient } from '../../src/main/payven/client.ts';
import type { ExchangeTools, RetryNotice } from '../../src/main/payven/http.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { clientTokens, type StoredSecret } from '../../src/main/payven/tokens.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../src/main/ports.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { jumpingClock, roomyLedger, temporaryFolder } from '../builders/bare.ts';
import { call, connectTo, testDesk } from '../builders/desk.ts';
import { virtualTime } from '../builders/virtual-time.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const quiet = { info: () => undefined, error: () => undefined };
const ids = { uuid: () => 'id', chance: () => 0.5 };

describe('tokens', () => {
  const client = { identity_url: 'http://127.0.0.1', slug: 's', client_id: 'c' };
  const token = (name: string, lives = 300): HttpResponse => ({ status: 200, headers: {}, body: JSON.stringify({ access_token: name, expires_in: lives }) });

  /** A source over a store in memory, whose identity service plays what it is given. */
  function source(plays: HttpResponse[], kept: Partial<StoredSecret> = {}, over: Partial<ExchangeTools> = {}) {
    const clock = jumpingClock();
    const sent: HttpRequest[] = [];
    const transport: HttpTransport = {
      send(request) {
        sent.push(request);
        const play = plays.shift();
        return play === undefined ? Promise.reject(new Error('asked once too often')) : Promise.resolve(play);
      },
    };
    const tools: ExchangeTools = { transport, clock, ids, log: quiet, hosts: new Map(), ledger: roomyLedger(), ...over };
    let stored: StoredSecret = { client_secret: 'x', access_token: null, expires_at: null, ...kept };
    const store = {
      read: () => Promise.resolve(stored),
      save(secret: StoredSecret) {
        stored = secret;
        return Promise.resolve();
      },
    };
    const tokens = clientTokens(tools, client, store.read, store.save);
    return { tokens, clock, sent, store, stored: () => stored };
  }

  it('are renewed one at a time, however many calls wait, and kept for the next start', async () => {
    const { tokens, sent, stored } = source([token('a')], { access_token: 'old', expires_at: Date.now() + 10_000 });
    const all = await Promise.all(Array.from({ length: 50 }, () => tokens.current()));
    expect(new Set(all)).toEqual(new Set(['a']));
    expect(sent).toHaveLength(1);
    expect(stored().access_token).toBe('a');
  });

  it('of an earlier start are used until a minute before their end', async () => {
    const { tokens, clock, sent } = source([token('new')], { access_token: 'old', expires_at: Date.now() + 300_000 });
    expect(await tokens.current()).toBe('old');
    clock.jump(241_000);
    expect(await tokens.current()).toBe('new');
    expect(sent).toHaveLength(1);
  });

  it('another process renewed meanwhile are taken from the store', async () => {
    const { tokens, clock, sent, store } = source([token('a')]);
    expect(await tokens.current()).toBe('a');
    clock.jump(250_000);
    await store.save({ client_secret: 'x', access_token: 'theirs', expires_at: clock.now() + 300_000 });
    expect(await tokens.current()).toBe('theirs');
    expect(await tokens.renewed('a')).toBe('theirs');
    expect(sent).toHaveLength(1);
  });

  it('Payven refused are not taken from the store again, however long they say they live', async () => {
    const { tokens, sent } = source([token('b')], { access_token: 'dead', expires_at: Date.now() + 300_000 });
    expect(await tokens.current()).toBe('dead');
    expect(await Promise.all(Array.from({ length: 50 }, () => tokens.renewed('dead')))).toEqual(Array.from({ length: 50 }, () => 'b'));
    expect(await tokens.renewed('dead')).toBe('b');
    expect(sent).toHaveLength(1);
  });

  it('that cannot be had fail for all who wait, and are asked for again by the next', async () => {
    const { tokens, sent } = source([{ status: 401, headers: {}, body: '{}' }, token('a')]);
    const ends = await Promise.allSettled(Array.from({ length: 5 }, () => tokens.current()));
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'credentials.refused' } });
    expect(await tokens.current()).toBe('a');
    expect(sent).toHaveLength(2);
  });

  it('are waited for no longer by who was told to stop; the others still get theirs', async () => {
    const time = virtualTime();
    const ledger = { ...roomyLedger(), claim: () => (time.clock.now() < began + 30_000 ? began + 30_000 : null) };
    const began = time.clock.now();
    const { tokens, sent } = source([token('a')], {}, { clock: time.clock, ledger });
    const stop = new AbortController();
    const stopped = tokens.current({ signal: stop.signal });
    const patient = tokens.current();
    const gone = expect(stopped).rejects.toMatchObject({ code: 'state.cancelled' });
    time.after(1_000, () => stop.abort());
    await time.run();
    await gone;
    expect([await patient, sent.length]).toEqual(['a', 1]);
  });

  it('are asked for by nobody when all who waited have stopped', async () => {
    const time = virtualTime();
    const ledger = { ...roomyLedger(), claim: () => (time.clock.now() < began + 30_000 ? began + 30_000 : null) };
    const began = time.clock.now();
    const { tokens, sent } = source([token('a')], {}, { clock: time.clock, ledger });
    const stop = new AbortController();
    const ends = Promise.allSettled([tokens.current({ signal: stop.signal }), tokens.current({ signal: stop.signal })]);
    time.after(1_000, () => stop.abort());
    await time.run();
    for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'state.cancelled' } });
    expect(sent).toHaveLength(0);
    const again = tokens.current();
    await time.run();
    expect(await again).toBe('a');
  });

  it('beyond ten a minute are waited for, and everyone who waits is told', async () => {
    const free = Date.now() + 40_000;
    const { tokens, clock, sent } = source([token('a')], {}, { ledger: { ...roomyLedger(), claim: (_kind, _key, at) => (at < free ? free : null) } });
    const told: RetryNotice[][] = [[], []];
    await Promise.all(told.map((notices) => tokens.current({ onRetry: (notice) => notices.push(notice) })));
    expect(clock.now()).toBeGreaterThanOrEqual(free);
    for (const notices of told) expect(notices).toMatchObject([{ reason: 'token_limit' }]);
    expect(sent).toHaveLength(1);
  });
});

/** A sandbox with its journal, and a clock that is its own. */
async function serve(options: SandboxOptions & { now?: () => number }) {
  const journal = join(folder.path, `${Math.random()}.jsonl`);
  const sandbox = await startSandbox({ transactions: 30, bank_file: join(folder.path, 'b'), journal, ...options });
  closing.push(sandbox.close);
  const requests = () =>
    readFileSync(journal, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { kind: string; path?: string; status?: number })
      .filter((entry) => entry.kind === 'request');
  return { ...sandbox, requests, tokens: () => requests().filter(({ path }) => path?.endsWith('/token')) };
}

/** A client over the real transport, and every request's host and Authorization. */
function clientFor(ready: Awaited<ReturnType<typeof serve>>['ready'], clock = jumpingClock()) {
  const sent: { host: string; authorization: string | undefined }[] = [];
  const transport: HttpTransport = {
    send(request) {
      sent.push({ host: new URL(request.url).host, authorization: request.headers['authorization'] });
      return httpTransport.send(request);
    },
  };
  const tools: ExchangeTools = { transport, clock, ids, log: quiet, hosts: new Map(), ledger: roomyLedger() };
  let stored: StoredSecret = { client_secret: ready.client_secret, access_token: null, expires_at: null };
  const tokens = clientTokens(
    tools,
    ready,
    () => Promise.resolve(stored),
    (secret) => {
      stored = secret;
      return Promise.resolve();
    },
  );
  return { client: createPayvenClient(tools, ready, tokens), sent, clock };
}

const RANGE = ['2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z'] as const;

describe('a token that dies while calls are under way', () => {
  it('is renewed once for all of them', async () => {
    let ahead = 0;
    const { ready, tokens, requests } = await serve({ now: () => Date.now() + ahead });
    const { client } = clientFor(ready);
    await client.transactions(...RANGE, 1);
    // Its end comes at Payven alone: here it seems to live on.
    ahead = 301_000;
    const pages = await Promise.all(Array.from({ length: 50 }, (_, page) => client.transactions(...RANGE, page + 1)));
    expect(pages[0]?.items.length).toBeGreaterThan(0);
    expect(tokens()).toHaveLength(2);
    const refused = requests().filter(({ status }) => status === 401).length;
    expect(refused).toBeGreaterThan(0);
    expect(requests().filter(({ status }) => status === 200)).toHaveLength(50 + 1 + 2);
  });

  it('makes a write repeat once, with its key, in a turn of its own; and never more', async () => {
    const turns: string[] = [];
    const attempts = async (faults: string[]) => {
      const { ready, requests, tokens } = await serve({ faults });
      const { client } = clientFor(ready);
      const write = { path: '/reconciliations/x/cancel', body: '{"reason":null}', idempotency_key: `k-${faults.length}`, repeated: false };
      const end = await client
        .write({ ...write, deadline: Date.now() + 150_000, beforeRetry: () => (turns.push('turn'), Promise.resolve()) })
        .then(() => null, (error: unknown) => error);
      return { end, writes: requests().filter(({ path }) => path?.endsWith('/cancel')).map(({ status }) => status), tokens: tokens().length };
    };
    expect(await attempts(['cancel:401'])).toMatchObject({ end: { outcome: 'refused', error: { code: 'payven.not_found' } }, writes: [401, 404], tokens: 2 });
    expect(turns).toEqual(['turn']);
    expect(await attempts(['cancel:401*9'])).toMatchObject({ end: { outcome: 'refused', error: { code: 'credentials.token_refused' } }, writes: [401, 401], tokens: 2 });
  });
});

describe('several connections', () => {
  it('side by side never mix their tokens', async () => {
    const [first, second] = [await serve({ seed: 1 }), await serve({ seed: 2 })];
    const secrets = environmentSecrets({});
    const sent: { host: string; authorization: string }[] = [];
    const transport: HttpTransport = {
      async send(request) {
        const authorization = request.headers['authorization'];
        if (authorization !== undefined) sent.push({ host: new URL(request.url).origin, authorization });
        return httpTransport.send(request);
      },
    };
    const data = join(folder.path, 'two');
    const clock = jumpingClock();
    const desk = testDesk(data, { transport, environment_secrets: secrets, keychain: secrets, clock });
    closing.push(() => desk.close());
    const connections = [await connectTo(desk, first.ready), await connectTo(desk, second.ready)];
    // Both tokens end: both are renewed, at the same time, while calls to both wait.
    clock.jump(290_000);
    const asked = [first, second].flatMap(({ world }, which) =>
      world.transactions.slice(0, 20).map((transaction) => ({ id: transaction.id, connection_id: connections[which]?.connection_id })),
    );
    const answers = await Promise.all(asked.map((input) => call(desk, transactionContract, 'transaction.get', input)));
    expect(answers.map(({ source }) => source)).toEqual(asked.map(() => 'payven'));
    for (const each of [first, second]) {
      expect(each.tokens().map(({ status }) => status)).toEqual([200, 200]);
      expect(each.requests().filter(({ status }) => status === 401 || status === 403)).toEqual([]);
      const theirs = new Set(sent.filter(({ host }) => host === each.ready.api_url).map(({ authorization }) => authorization));
      const others = new Set(sent.filter(({ host }) => host !== each.ready.api_url).map(({ authorization }) => authorization));
      expect(theirs.size).toBe(2);
      expect(theirs.intersection(others).size).toBe(0);
    }
    const kept = await Promise.all(connections.map(({ connection_id }) => secrets.get(connection_id)));
    expect(kept.map((text) => (JSON.parse(text ?? '{}') as StoredSecret).client_secret)).toEqual([first.ready.client_secret, second.ready.client_secret]);
  });

  it('that keep no token ask for no more than ten a minute, desk after desk', async () => {
    const clock = jumpingClock();
    const { ready, world, tokens } = await serve({ token_limit: 10, now: clock.now });
    const data = join(folder.path, 'unattended');
    const open = () => {
      const environment_secrets = environmentSecrets({ MUTABAKAT_CLIENT_SECRET: ready.client_secret });
      return testDesk(data, { clock, environment_secrets });
    };
    const { identity_url, api_url, slug, client_id, client_secret } = ready;
    const first = open();
    const connected = await first.call(
      'connection.connect',
      { environment: 'custom', identity_url, api_url, slug, client_id, credential: { kind: 'client', client_secret }, secret_place: 'environment' },
      { language: 'en' },
    );
    expect(connected).toMatchObject({ ok: true });
    first.close();
    const began = clock.now();
    const waits: number[] = [];
    for (let run = 0; run < 30; run += 1) {
      const desk = open();
      const onProgress = ({ step, wait_ms }: { step: string; wait_ms?: number }) => step === 'wait' && waits.push(wait_ms ?? 0);
      const answer = await desk.call('transaction.get', { id: world.transactions[run]?.id }, { language: 'en', onProgress });
      expect(answer).toMatchObject({ ok: true, data: { source: 'payven' } });
      desk.close();
    }
    expect(tokens().map(({ status }) => status)).toEqual(Array.from({ length: 31 }, () => 200));
    expect(waits.length).toBeGreaterThanOrEqual(3);
    expect(clock.now() - began).toBeGreaterThan(120_000);
  });
});
