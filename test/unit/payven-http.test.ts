import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import { createPayvenClient } from '../../src/main/payven/client.ts';
import { answerError, exchange, type ExchangeTools, WriteFailure } from '../../src/main/payven/http.ts';
import { transactionAnswer } from '../../src/main/payven/schemas.ts';
import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from '../../src/main/ports.ts';
import { jumpingClock, roomyLedger } from '../builders/bare.ts';
import { virtualTime } from '../builders/virtual-time.ts';

const answer = (status: number, body = '{}', headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body });

/** A transport that plays what it is given, and a clock that says how long was waited. */
function stage(plays: (HttpResponse | TransportError)[]) {
  const clock = jumpingClock();
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  const tools: ExchangeTools = {
    hosts: new Map(),
    ledger: roomyLedger(),
    clock: { now: clock.now, sleep: (milliseconds) => (waits.push(milliseconds), clock.sleep(milliseconds)) },
    ids: { uuid: () => 'id', chance: () => 0.5 },
    log: { info: () => undefined, error: () => undefined },
    transport: {
      send(request) {
        sent.push(request);
        const play = plays[sent.length - 1] ?? answer(200);
        return play instanceof TransportError ? Promise.reject(play) : Promise.resolve(play);
      },
    },
  };
  return { tools, clock, sent, waits };
}

const request: HttpRequest = { method: 'POST', url: 'http://127.0.0.1/x', headers: {}, body: '{}', timeout_ms: 1 };

async function failureOf(work: Promise<unknown>): Promise<WriteFailure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof WriteFailure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('an exchange', () => {
  it('waits about 1, 2, 4, 8 s between its five tries, and no longer', async () => {
    const { tools, sent, waits } = stage(Array.from({ length: 9 }, () => answer(503)));
    expect((await failureOf(exchange(tools, request))).outcome).toBe('unknown');
    expect([sent.length, waits]).toEqual([5, [1000, 2000, 4000, 8000]]);
  });

  it('waits as long as it is asked to, in seconds or until a date', async () => {
    const seconds = stage([answer(429, '{}', { 'retry-after': '7' })]);
    await exchange(seconds.tools, request);
    expect(seconds.waits).toEqual([7000]);
    const date = stage([]);
    const at = new Date(Math.ceil(date.clock.now() / 1000) * 1000 + 6000).toUTCString();
    const dated = stage([answer(429, '{}', { 'retry-after': at })]);
    await exchange(dated.tools, request);
    expect(dated.waits[0]).toBeGreaterThan(4000);
    expect(dated.waits[0]).toBeLessThanOrEqual(7000);
  });

  it.each([
    [503, 'unknown'],
    [429, 'refused'],
  ])('that is stopped while it waits after a %d has ended %s', async (status, outcome) => {
    const stopped = () => Promise.reject(new AppError('state.cancelled'));
    const waiting = stage([answer(status)]);
    const inSleep = { ...waiting.tools, clock: { ...waiting.tools.clock, sleep: stopped } };
    expect(await failureOf(exchange(inSleep, request))).toMatchObject({ outcome, error: { code: 'state.cancelled' } });
    const turning = stage([answer(status)]);
    expect(await failureOf(exchange(turning.tools, request, { beforeRetry: stopped }))).toMatchObject({ outcome, error: { code: 'state.cancelled' } });
    expect(turning.sent).toHaveLength(1);
  });

  it('does not wait longer than five minutes: that is told as it is', async () => {
    const { tools, sent, waits } = stage([answer(429, '{}', { 'retry-after': '3600' })]);
    expect(await failureOf(exchange(tools, request))).toMatchObject({ outcome: 'refused', error: { code: 'payven.busy' } });
    expect([sent.length, waits]).toEqual([1, []]);
  });

  it('holds back everything else for its host while a 429 asks to wait, and no other host', async () => {
    const time = virtualTime();
    const began = time.clock.now();
    const sent: [string, number][] = [];
    const transport: HttpTransport = {
      send: ({ url }) =>
        new Promise((resolve) => {
          sent.push([new URL(url).host, time.clock.now() - began]);
          const first = sent.length === 1;
          time.after(100, () => resolve(answer(first ? 429 : 200, '{}', { 'retry-after': '7' })));
        }),
    };
    const tools = { ...stage([]).tools, clock: time.clock, transport };
    const all = Array.from({ length: 9 }, () => exchange(tools, { ...request, method: 'GET', url: 'http://busy.invalid/' }));
    time.after(200, () => all.push(exchange(tools, { ...request, url: 'http://idle.invalid/' })));
    await time.run();
    await Promise.all(all);
    const busy = sent.filter(([host]) => host === 'busy.invalid').map(([, at]) => at);
    expect([busy.length, busy.filter((at) => at < 7_100)]).toEqual([10, [0, 0, 0, 0]]);
    expect(sent).toContainEqual(['idle.invalid', 200]);
  });

  it.each([400, 403, 404, 409, 422])('never tries a %d again', async (status) => {
    const { tools, sent } = stage([answer(status)]);
    expect((await exchange(tools, request)).response.status).toBe(status);
    expect(sent).toHaveLength(1);
  });

  it('knows a request that never left from one whose fate is unknown', async () => {
    const refused = stage(Array.from({ length: 5 }, () => new TransportError('ECONNREFUSED', false)));
    expect((await failureOf(exchange(refused.tools, request))).outcome).toBe('refused');
    const cut = stage([new TransportError('ECONNRESET', true), ...Array.from({ length: 4 }, () => new TransportError('ECONNREFUSED', false))]);
    expect((await failureOf(exchange(cut.tools, request))).outcome).toBe('unknown');
  });

  it('waits for its own first try that is still at work under the key, but for nobody else\'s', async () => {
    const inUse = answer(409, '{"code":"idempotency_key_in_use"}');
    const ours = stage([answer(503), inUse, answer(201)]);
    expect((await exchange(ours.tools, request)).response.status).toBe(201);
    const others = stage([inUse]);
    expect((await exchange(others.tools, request)).response.status).toBe(409);
  });

  it('sends nothing after its deadline, whatever used the time up', async () => {
    const { tools, clock, sent } = stage([answer(503)]);
    const deadline = clock.now() + 500;
    expect((await failureOf(exchange(tools, request, { deadline }))).outcome).toBe('unknown');
    clock.jump(10_000);
    expect((await failureOf(exchange(tools, request, { deadline, worked: true }))).outcome).toBe('unknown');
    expect((await failureOf(exchange(tools, request, { deadline }))).outcome).toBe('refused');
    expect(sent.length).toBeLessThanOrEqual(2);
  });

  it('counts the wait for a token against the deadline of a write', async () => {
    const { tools, clock, sent } = stage([]);
    const tokens = {
      current: () => (clock.jump(200_000), Promise.resolve('t')),
      renewed: () => Promise.resolve('t'),
      secrets: () => [],
    };
    const client = createPayvenClient(tools, { identity_url: null, api_url: 'http://127.0.0.1' }, tokens);
    const write = { path: '/reconciliations/start', body: '{}', idempotency_key: 'k', deadline: clock.now() + 150_000, repeated: true };
    expect((await failureOf(client.write(write))).outcome).toBe('unknown');
    expect(sent).toEqual([]);
  });

  it('blots its secrets out of a refusal that quotes them', async () => {
    const { tools } = stage([answer(422, '{"detail":"secret HUSH-HUSH is wrong"}')]);
    const { response } = await exchange(tools, request, { secrets: ['HUSH-HUSH', ''] });
    expect(JSON.stringify(answerError(response).details)).toContain('secret … is wrong');
  });
});

describe('an answer', () => {
  const transaction = {
    id: 't',
    merchant_id: 'm',
    amount: 15_000,
    net_amount: 14_750,
    status: 'completed',
    operation_type: 'brand_new_kind',
    created: '2026-05-03T12:34:58.1234567+00:00',
    card_holder_name: 'A PERSON',
    something_new: 1,
  };

  it('is tolerant of unknown fields and values, in either spelling', () => {
    expect(transactionAnswer.parse(transaction)).toMatchObject({ status: 'Completed', operation_type: 'brand_new_kind', created_at: Date.parse('2026-05-03T12:34:58.123Z') });
    expect(transactionAnswer.parse(transaction)).not.toHaveProperty('card_holder_name');
  });

  it.each([['a fraction', 150.5], ['text', '15000'], ['beyond safe integers', 9_007_199_254_740_992], ['nothing', null]])('is strict about money: %s', (_, amount) => {
    expect(transactionAnswer.safeParse({ ...transaction, amount }).success).toBe(false);
  });
});
