import { describe, expect, it } from 'vitest';
import { createPayvenClient } from '../../src/main/payven/client.ts';
import { answerError, exchange, type ExchangeTools, WriteFailure } from '../../src/main/payven/http.ts';
import { transactionAnswer } from '../../src/main/payven/schemas.ts';
import { clientTokens, type StoredSecret } from '../../src/main/payven/tokens.ts';
import { type HttpRequest, type HttpResponse, TransportError } from '../../src/main/ports.ts';
import { jumpingClock } from '../builders/desk.ts';

const answer = (status: number, body = '{}', headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body });

/** A transport that plays what it is given, and a clock that says how long was waited. */
function stage(plays: (HttpResponse | TransportError)[]) {
  const clock = jumpingClock();
  const sent: HttpRequest[] = [];
  const waits: number[] = [];
  const tools: ExchangeTools = {
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

describe('tokens', () => {
  const client = { identity_url: 'http://127.0.0.1', slug: 's', client_id: 'c' };
  const token = (name: string, lives = 300): HttpResponse => answer(200, JSON.stringify({ access_token: name, expires_in: lives }));

  function source(plays: HttpResponse[], kept: Partial<StoredSecret> = {}) {
    const { tools, clock, sent } = stage(plays);
    let stored: StoredSecret = { client_secret: 'x', access_token: null, expires_at: null, ...kept };
    const tokens = clientTokens(tools, client, () => Promise.resolve(stored), (secret) => ((stored = secret), Promise.resolve()));
    return { tokens, clock, sent, stored: () => stored };
  }

  it('are renewed one at a time, however many calls wait, and kept for the next start', async () => {
    const { tokens, sent, stored } = source([token('a')]);
    expect(await Promise.all([tokens.current(), tokens.current(), tokens.current()])).toEqual(['a', 'a', 'a']);
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
