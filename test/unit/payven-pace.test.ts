import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayvenClient } from '../../src/main/payven/client.ts';
import { openPace, rateLimitOf } from '../../src/main/payven/pace.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { systemClock } from '../../src/main/system/clock.ts';
import { systemIds } from '../../src/main/system/ids.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { roomyLedger, temporaryFolder } from '../builders/bare.ts';
import { fetchToken } from '../builders/sandbox.ts';
import { virtualTime } from '../builders/virtual-time.ts';

/** A server with a limit: takes a request (false: it had none left) and says what its headers would. */
interface LimitedServer {
  take(now: number): boolean;
  headers(now: number): Record<string, string>;
}

const headersOf = (limit: number, remaining: number, reset: number): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(Math.floor(remaining)),
  'x-ratelimit-reset': String(reset),
});

/** Fills by the time; Limit is the rate, Reset the seconds until it is full. */
function tokenBucket({ rate, burst, full }: { rate: number; burst: number; full: number }): LimitedServer {
  let tokens = Math.max(4, burst * full);
  let filled: number | undefined;
  const fill = (now: number): void => {
    tokens = Math.min(burst, tokens + ((now - (filled ?? now)) / 1000) * rate);
    filled = now;
  };
  return {
    take(now) {
      fill(now);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    headers: () => headersOf(rate, tokens, Math.ceil((burst - tokens) / rate)),
  };
}

type Reset = 'up' | 'down' | 'epoch';

/** So many in each window of the clock; Reset in whole seconds, rounded either way, or the epoch second of the turn. */
function fixedWindow({ limit, seconds, phase, reset }: { limit: number; seconds: number; phase: number; reset: Reset }): LimitedServer {
  const length = seconds * 1000;
  let window = 0;
  let used = 0;
  const turn = (now: number): void => {
    const current = Math.floor((now + phase) / length);
    if (current !== window) [window, used] = [current, 0];
  };
  return {
    take(now) {
      turn(now);
      used += 1;
      return used <= limit;
    },
    headers(now) {
      const ends = (window + 1) * length - phase;
      const told = { up: Math.ceil((ends - now) / 1000), down: Math.floor((ends - now) / 1000), epoch: Math.floor(ends / 1000) };
      return headersOf(limit, Math.max(0, limit - used), told[reset]);
    },
  };
}

const aServer = fc.oneof(
  fc
    .record({ rate: fc.integer({ min: 1, max: 200 }), factor: fc.integer({ min: 1, max: 4 }), full: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ rate, factor, full }) => ({ name: `bucket ${rate}/s, burst ${rate * factor}`, open: () => tokenBucket({ rate, burst: Math.max(4, rate * factor), full }) })),
  fc
    .record({
      limit: fc.oneof(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 4, max: 300 })),
      seconds: fc.constantFrom(1, 2, 10, 60),
      phase: fc.integer({ min: 0, max: 60_000 }),
      reset: fc.constantFrom<Reset>('up', 'down', 'epoch'),
    })
    .map((window) => ({ name: `window ${window.limit} in ${window.seconds} s, ${window.reset}`, open: () => fixedWindow(window) })),
);

/** What a network does to a request: its way there and back, ms, and whether its answer is lost. */
const aWhile = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 6_000 }));
const aWay = fc.record({ there: aWhile, back: aWhile, lost: fc.integer({ min: 0, max: 3 }).map((chance) => chance === 0) });

describe('the pace', () => {
  it('is never over a limit, be it a bucket or windows, however long the ways are', async () => {
    const seed = 20_260_503;
    console.info(`pace: seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(aServer, fc.array(aWay, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 250 }), async (kind, ways, calls) => {
        const time = virtualTime();
        const server = kind.open();
        const pace = openPace(time.clock);
        const seen = { over: 0, flying: 0, most: 0, done: 0, told: false, entered: [] as number[] };
        const call = async (index: number): Promise<void> => {
          const way = ways[index % ways.length] ?? { there: 1, back: 1, lost: false };
          const place = await pace.enter('read');
          seen.entered.push(index);
          seen.flying += 1;
          seen.most = Math.max(seen.most, seen.flying);
          time.after(way.there, () => {
            if (!server.take(time.clock.now())) seen.over += 1;
            const told = server.headers(time.clock.now());
            time.after(way.back, () => {
              seen.flying -= 1;
              seen.done += 1;
              // Before anything was told there is no limit to keep to.
              const lost = way.lost && seen.told;
              seen.told ||= !lost;
              place.leave(lost ? null : rateLimitOf(told, time.clock.now()));
            });
          });
        };
        const all = Array.from({ length: calls }, (_, index) => call(index));
        await time.run(() => seen.done === calls);
        await Promise.all(all);
        expect(seen.over, kind.name).toBe(0);
        expect(seen.most).toBeLessThanOrEqual(32);
        expect(seen.entered).toEqual(seen.entered.toSorted((a, b) => a - b));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('keeps 64 callers of 600 pages within what the sandbox allows, as its journal says', async () => {
    const folder = temporaryFolder();
    const journal = join(folder.path, 'journal.jsonl');
    const { ready, world, close } = await startSandbox({ seed: 7, transactions: 500, bank_file: join(folder.path, 'b'), journal });
    const token = await fetchToken({ url: ready.api_url, ...ready });
    const tools = {
      transport: httpTransport,
      clock: systemClock,
      ids: systemIds,
      log: { info: () => undefined, error: () => undefined },
      hosts: new Map(),
      ledger: roomyLedger(),
    };
    const tokens = { current: () => Promise.resolve(token), renewed: () => Promise.reject(new Error('refused')), secrets: () => [token] };
    const client = createPayvenClient(tools, ready, tokens);
    const pages = Array.from({ length: 600 }, (_, index) => index + 1).values();
    const ids = new Set<string>();
    const began = Date.now();
    const caller = async (): Promise<void> => {
      for (const page of pages) {
        const { items } = await client.transactions('2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z', page);
        for (const item of items) ids.add(item.id);
      }
    };
    await Promise.all(Array.from({ length: 64 }, caller));
    console.info(`pace: 600 pages in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    await close();
    const statuses = readFileSync(journal, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { status?: number });
    expect(statuses.filter(({ status }) => status === 429)).toEqual([]);
    expect(statuses.filter(({ status }) => status === 200).length).toBe(601);
    expect(ids.size).toBe(world.transactions.length);
    folder.remove();
  });

  it('lets a write in front of reads that wait, and everyone else in the order they came', async () => {
    const time = virtualTime();
    const pace = openPace(time.clock);
    const order: string[] = [];
    const first = await Promise.all([1, 2, 3, 4].map(() => pace.enter('read')));
    for (const name of ['a', 'b', 'c']) void pace.enter('read').then((place) => (order.push(name), place.leave(null)));
    void pace.enter('write').then((place) => (order.push('write'), place.leave(null)));
    for (const place of first) place.leave(null);
    await time.run();
    expect(order).toEqual(['write', 'a', 'b', 'c']);
  });

  it('lets nothing in while a 429 asks to wait, and goes on by itself', async () => {
    const time = virtualTime();
    const pace = openPace(time.clock);
    const began = time.clock.now();
    pace.pause(7_000);
    pace.pause(1_000);
    const entered: number[] = [];
    for (let call = 0; call < 3; call += 1) void pace.enter('read').then(() => entered.push(time.clock.now() - began));
    await time.run();
    expect(entered).toEqual([7_000, 7_000, 7_000]);
  });

  it('forgets who stops waiting, and holds up nobody for them', async () => {
    const time = virtualTime();
    const pace = openPace(time.clock);
    const first = await Promise.all([1, 2, 3, 4].map(() => pace.enter('read')));
    const stop = new AbortController();
    const stopped = pace.enter('read', stop.signal);
    const patient = pace.enter('read');
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'state.cancelled' });
    await expect(pace.enter('read', stop.signal)).rejects.toMatchObject({ code: 'state.cancelled' });
    first[0]?.leave(null);
    (await patient).leave(null);
  });

  it('goes on when this computer\'s clock is set back while it waits', async () => {
    const time = virtualTime();
    let back = 0;
    const began = time.clock.now();
    const pace = openPace({ now: () => time.clock.now() - back, sleep: time.clock.sleep });
    pace.pause(5_000);
    const waiting = pace.enter('read');
    back = 3_600_000;
    await time.run();
    (await waiting).leave(null);
    expect(time.clock.now() - began).toBeLessThan(6_000);
  });

  it('takes the limit of POSTs for their own where it is another than the reads\'', async () => {
    const time = virtualTime();
    const pace = openPace(time.clock);
    const read = await pace.enter('read');
    read.leave({ limit: 50, remaining: 99, renews_in_ms: 2_000 });
    const start = await pace.enter('write');
    start.leave({ limit: 5, remaining: 0, renews_in_ms: 60_000 });
    const began = time.clock.now();
    const places = await Promise.all(Array.from({ length: 20 }, () => pace.enter('read')));
    expect([places.length, time.clock.now()]).toEqual([20, began]);
  });
});

describe('rate limit headers', () => {
  const now = 1_750_000_000_000;
  it.each([
    ['seconds from now', headersOf(50, 7, 2), { limit: 50, remaining: 7, renews_in_ms: 3_000 }],
    ['an epoch second', headersOf(50, 7, 1_750_000_004), { limit: 50, remaining: 7, renews_in_ms: 7_000 }],
    ['an epoch second that is past', headersOf(50, 7, 1_749_999_000), { limit: 50, remaining: 7, renews_in_ms: 3_000 }],
    ['none', {}, null],
    ['half of them', { 'x-ratelimit-remaining': '3' }, null],
    ['words', { ...headersOf(50, 7, 2), 'x-ratelimit-reset': 'soon' }, null],
    ['a limit of nothing', headersOf(0, 0, 2), null],
  ])('%s', (_, headers, told) => {
    expect(rateLimitOf(headers, now)).toEqual(told);
  });
});
