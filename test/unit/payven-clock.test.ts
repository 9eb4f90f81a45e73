import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { BaseContext } from '../../src/main/app/context.ts';
import { freshPayvenNow, payvenNow } from '../../src/main/app/payven.ts';
import { ReviewViews } from '../../src/main/app/review-views.ts';
import type { ConnectionRow } from '../../src/main/db/connection.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import { hostClock, hostFor } from '../../src/main/payven/host.ts';
import { exchange, type ExchangeTools } from '../../src/main/payven/http.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { HttpResponse } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { jumpingClock, roomyLedger, temporaryFolder } from '../builders/bare.ts';
import { testDesk } from '../builders/desk.ts';
import { fetchToken } from '../builders/sandbox.ts';

const MINUTE = 60_000;
const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('a host\'s clock', () => {
  const noon = Date.parse('2026-05-03T12:00:00.000Z');
  const date = (at: number): string => new Date(at).toUTCString();

  it('is this computer\'s until an answer has told', () => {
    const clock = hostClock({ now: () => noon, sleep: () => Promise.resolve() });
    clock.observe(noon, noon, undefined);
    clock.observe(noon, noon, 'yesterday');
    clock.observe(noon, noon - 1, date(noon + MINUTE));
    expect([clock.now(), clock.skew(), clock.measuredAt()]).toEqual([noon, 0, null]);
  });

  it('is known to within an answer\'s way and a second or two, however far off this computer is', () => {
    const seed = 20_260_504;
    console.info(`clock: seed ${seed}`);
    const way = fc.record({ there: fc.integer({ min: 0, max: 5_000 }), back: fc.integer({ min: 0, max: 5_000 }), later: fc.integer({ min: 0, max: MINUTE }) });
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), fc.array(way, { minLength: 1, maxLength: 20 }), (skew, ways) => {
        let now = noon;
        const clock = hostClock({ now: () => now, sleep: () => Promise.resolve() });
        let shortest = Number.POSITIVE_INFINITY;
        for (const { there, back, later } of ways) {
          now += later;
          const sent = now;
          const told = date(now + there + skew);
          now += there + back;
          clock.observe(sent, now, told);
          shortest = Math.min(shortest, there + back);
        }
        expect(Math.abs(clock.skew() - skew)).toBeLessThanOrEqual(shortest + 2_000);
        expect(clock.now()).toBe(now + clock.skew());
        expect(clock.measuredAt()).toBe(now);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('is taken for the same as this computer\'s where it may be', () => {
    const clock = hostClock({ now: () => noon, sleep: () => Promise.resolve() });
    clock.observe(noon - 300, noon, date(noon - 100));
    expect(clock.skew()).toBe(0);
  });

  it('is measured anew when either clock was set', () => {
    let now = noon;
    const clock = hostClock({ now: () => now, sleep: () => Promise.resolve() });
    clock.observe(now, now, date(now));
    now += 10 * MINUTE;
    clock.observe(now, now, date(noon));
    expect(Math.abs(clock.skew() + 10 * MINUTE)).toBeLessThanOrEqual(2_000);
  });
});

describe('Payven\'s clock', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const connectionTo = (url: string): ConnectionRow => ({
    id: 'c',
    environment: 'custom',
    identity_url: url,
    api_url: url,
    slug: 's',
    client_id: 'c',
    credential: 'token',
    secret_place: 'environment',
    token_ends_at: null,
    created_at: 0,
    last_used_at: 0,
  });

  /** A context as the desk makes one, with a pasted token, before a sandbox whose clock is `skew_s` ahead of ours, or of `theirs`. */
  async function scene(skew_s: number, theirs?: () => number) {
    const clock = jumpingClock();
    const now = theirs ?? clock.now;
    const sandbox = await startSandbox({ transactions: 1, bank_file: join(folder.path, 'b'), clock_skew_s: skew_s, now });
    closing.push(sandbox.close);
    const sent: string[] = [];
    const secrets = environmentSecrets({ MUTABAKAT_TOKEN: await fetchToken({ url: sandbox.ready.api_url, ...sandbox.ready }) });
    const context: BaseContext = {
      clock,
      ids: { uuid: () => 'id', chance: () => 0.5 },
      log: { info: () => undefined, error: () => undefined },
      transport: { send: (request) => (sent.push(request.url), httpTransport.send(request)) },
      files: { toRead: (path) => path, toWrite: (path) => path },
      data_folder: folder.path,
      user: 'muhasebe',
      language: 'en',
      signal: new AbortController().signal,
      secretsOf: () => secrets,
      tokens: new Map(),
      hosts: new Map(),
      views: new ReviewViews(),
      ledger: roomyLedger(),
      progress: () => undefined,
    };
    return { context, clock, sent, secrets, sandbox, connection: connectionTo(sandbox.ready.api_url) };
  }

  it.each([0, 600, -86_400])('is asked for when no answer has told it yet: %d s ahead', async (skew_s) => {
    const { context, clock, connection, sent } = await scene(skew_s);
    expect(payvenNow(context, connection) - clock.now()).toBeLessThan(1_000);
    const now = await freshPayvenNow(context, connection);
    expect(Math.abs(now - clock.now() - skew_s * 1000)).toBeLessThanOrEqual(2_500);
    expect(Math.abs(payvenNow(context, connection) - now)).toBeLessThan(1_000);
    expect(sent).toEqual([expect.stringContaining('/reconciliations?page=1&page_size=1')]);
  });

  it('is asked again after a minute, or when this computer\'s was set back', async () => {
    const { context, clock, connection, sent } = await scene(0, Date.now);
    await freshPayvenNow(context, connection);
    clock.jump(59_000);
    await freshPayvenNow(context, connection);
    expect(sent).toHaveLength(1);
    clock.jump(2_000);
    await freshPayvenNow(context, connection);
    expect(sent).toHaveLength(2);
    clock.jump(-3_600_000);
    await freshPayvenNow(context, connection);
    expect(sent).toHaveLength(3);
  });

  it('is told by a refusal as well, and by nothing where nobody answers', async () => {
    const { context, clock, connection, secrets, sandbox } = await scene(600);
    await secrets.set('c', JSON.stringify({ client_secret: null, access_token: 'e30.e30.x', expires_at: null }));
    expect(Math.abs((await freshPayvenNow(context, connection)) - clock.now() - 600_000)).toBeLessThanOrEqual(2_500);
    clock.jump(61_000);
    await sandbox.close();
    closing.pop();
    await expect(freshPayvenNow(context, connection)).rejects.toMatchObject({ code: 'payven.unreachable' });
  });

  it('says when a pasted token has ended: not this computer\'s', async () => {
    const { context, clock, connection, secrets } = await scene(-3_600);
    const token = (await secrets.get('c')) ?? '';
    const ends = clock.now() - 1_800_000;
    await secrets.set('c', JSON.stringify({ ...(JSON.parse(token) as object), expires_at: ends }));
    await freshPayvenNow(context, connection);
    clock.jump(61_000);
    // Half an hour before its end at Payven, half an hour after it here.
    await expect(freshPayvenNow(context, connection)).resolves.toBeLessThan(ends);
    clock.jump(1_900_000);
    await expect(freshPayvenNow(context, connection)).rejects.toMatchObject({ code: 'credentials.token_ended' });
  });
});

describe('a pasted token', () => {
  /** Payven's answer to connecting with a token that lived five minutes there, `later_s` after it was made, while this computer is `skew_s` behind. */
  async function connecting(skew_s: number, later_s: number, change: (token: string) => string = (token) => token) {
    const ours = jumpingClock();
    const sandbox = await startSandbox({ transactions: 1, bank_file: join(folder.path, 'b'), clock_skew_s: skew_s, now: ours.now });
    const desk = testDesk(join(folder.path, `${skew_s} ${later_s} ${change.length}`), { clock: ours });
    const { identity_url, api_url } = sandbox.ready;
    const token = change(await fetchToken({ url: api_url, ...sandbox.ready }));
    ours.jump(later_s * 1000);
    const input = { environment: 'custom', identity_url, api_url, credential: { kind: 'token', token }, secret_place: 'keychain' };
    const answer = await desk.call('connection.connect', input, { language: 'en' });
    desk.close();
    await sandbox.close();
    return answer;
  }

  it.each([0, 86_400, -86_400])('is judged by Payven alone, be this computer %d s behind', async (skew_s) => {
    expect(await connecting(skew_s, 200)).toMatchObject({ ok: true });
    expect(await connecting(skew_s, 400)).toMatchObject({ ok: false, error: { code: 'credentials.token_ended', details: { expires_at: expect.any(String) } } });
    const strange = (token: string): string => `${token.slice(0, -4)}AAAA`;
    expect(await connecting(skew_s, 0, strange)).toMatchObject({ ok: false, error: { code: 'credentials.token_refused' } });
  });
});

describe('an exchange with a host whose clock is another', () => {
  const url = 'http://127.0.0.1:9/x';
  const AHEAD = 3_600_000;

  function stage(plays: HttpResponse[]) {
    const clock = jumpingClock();
    const waits: number[] = [];
    const tools: ExchangeTools = {
      hosts: new Map(),
      ledger: roomyLedger(),
      clock: { now: clock.now, sleep: (milliseconds) => (waits.push(milliseconds), clock.sleep(milliseconds)) },
      ids: { uuid: () => 'id', chance: () => 0.5 },
      log: { info: () => undefined, error: () => undefined },
      transport: {
        send() {
          const play = plays.shift() ?? { status: 200, headers: {}, body: '{}' };
          return Promise.resolve({ ...play, headers: { date: new Date(clock.now() + AHEAD).toUTCString(), ...play.headers } });
        },
      },
    };
    return { tools, clock, waits };
  }
  const request = { method: 'POST' as const, url, headers: {}, body: '{}', timeout_ms: 1_000 };

  it('reads Retry-After\'s date by that clock', async () => {
    const { tools, clock, waits } = stage([]);
    await exchange(tools, request);
    const at = new Date(clock.now() + AHEAD + 7_000).toUTCString();
    const busy = stage([{ status: 429, headers: { 'retry-after': at }, body: '{}' }]);
    await exchange(busy.tools, request);
    expect(waits).toEqual([]);
    expect(busy.waits[0]).toBeGreaterThan(3_000);
    expect(busy.waits[0]).toBeLessThan(10_000);
  });

  it('keeps the deadline by that clock', async () => {
    const { tools, clock } = stage([]);
    await exchange(tools, request);
    const { now } = hostFor(tools, url).clock;
    await expect(exchange(tools, request, { deadline: now() - 1 })).rejects.toMatchObject({ error: { code: 'payven.too_late' } });
    await expect(exchange(tools, request, { deadline: clock.now() + 150_000 })).rejects.toMatchObject({ error: { code: 'payven.too_late' } });
    expect((await exchange(tools, request, { deadline: now() + 1_000 })).response.status).toBe(200);
  });
});
