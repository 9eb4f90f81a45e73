import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { serveWorld, type ServeOptions, type Served } from '../../src/sandbox/server.ts';
import { addSale, clientOf, fetchToken, type Reply } from '../builders/sandbox.ts';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function sandbox(options: ServeOptions = {}) {
  const world = emptyWorld();
  addSale(world, { id: 'sale', amount: 10_000, created: Date.parse('2026-05-04T12:00:00+03:00'), auth_code: '000001' });
  const clock = { ms: Date.now() };
  const served = await serveWorld(world, { now: () => clock.ms, ...options });
  open.push(served);
  const client = clientOf(served.url, await fetchToken(served));
  const start = (key?: string, change: object = {}) =>
    client.post(
      '/reconciliations/start',
      { scope: 'Connector', connector_config_id: world.connector_config_id, period: 'Daily', period_start: '2026-05-04T00:00:00+03:00', ...change },
      key === undefined ? {} : { 'idempotency-key': key },
    );
  const count = async () => z.looseObject({ total_count: z.number() }).parse((await client.get('/reconciliations')).body).total_count;
  return { world, served, client, clock, start, count };
}

const code = (reply: Reply): string => `${reply.status} ${z.looseObject({ code: z.string() }).parse(reply.body).code}`;
const id = (reply: Reply): string => z.looseObject({ id: z.string() }).parse(reply.body).id;

describe('idempotency', () => {
  it('gives the first answer again, marked, and does the work once', async () => {
    const { start, count } = await sandbox();
    const first = await start('k1');
    const again = await start('k1');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(await count()).toBe(1);
  });

  it('answers as it was then, though the state went on', async () => {
    const { client, start } = await sandbox();
    const first = await start('k1');
    await client.post(`/reconciliations/${id(first)}/cancel`);
    expect((await start('k1')).body).toEqual(first.body);
  });

  it('refuses a key with another body, but not on another path', async () => {
    const { client, start } = await sandbox();
    const first = await start('k1');
    expect(code(await start('k1', { period: 'Monthly' }))).toBe('409 idempotency_key_in_use');
    expect((await client.post(`/reconciliations/${id(first)}/cancel`, {}, { 'idempotency-key': 'k1' })).status).toBe(200);
  });

  it('refuses a key whose first request is still being worked on', async () => {
    const { start, count } = await sandbox({ faults: ['start:latency=300'] });
    const first = start('k1');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(code(await start('k1'))).toBe('409 idempotency_key_in_use');
    expect((await first).status).toBe(201);
    expect((await start('k1')).headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(1);
  });

  it('forgets after its time: then the work is done twice', async () => {
    const { start, clock, count } = await sandbox({ idempotency_ttl_s: 180 });
    const first = id(await start('k1'));
    clock.ms += 179_000;
    expect(id(await start('k1'))).toBe(first);
    clock.ms += 1_000;
    const second = await start('k1');
    expect(second.headers.get('idempotent-replayed')).toBeNull();
    expect(id(second)).not.toBe(first);
    expect(await count()).toBe(2);
  });

  it('does not remember a fault of its own', async () => {
    const { start, world } = await sandbox();
    const [sale] = world.transactions;
    Object.defineProperty(sale, 'amount', { configurable: true, get: () => Object.defineProperty(sale, 'amount', { value: 10_000 }) && BigInt(1.5) });
    const broken = await start('k1');
    expect(code(broken)).toBe('500 internal_error');
    expect(JSON.stringify(broken.body)).not.toContain('BigInt');
    expect((await start('k1')).status).toBe(201);
  });

  it('repeats refusals by the rules as well, and takes no key beyond 128 characters', async () => {
    const { start } = await sandbox();
    expect(code(await start('k1', { period: 'Nope' }))).toBe('422 validation_failed');
    expect((await start('k1', { period: 'Nope' })).headers.get('idempotent-replayed')).toBe('true');
    expect((await start('k'.repeat(128))).status).toBe(201);
    expect(code(await start('k'.repeat(129)))).toBe('400 bad_request');
  });
});

describe('faults', () => {
  it.each(['500', '503', '504', '413', '401', '429=7'])('start:%s fails before the work', async (kind) => {
    const { start, count } = await sandbox({ faults: [`start:${kind}`] });
    const reply = await start('k1');
    expect(reply.status).toBe(Number(kind.slice(0, 3)));
    expect(reply.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (kind === '429=7') expect(reply.headers.get('retry-after')).toBe('7');
    expect(await count()).toBe(0);
    expect((await start('k1')).headers.get('idempotent-replayed')).toBeNull();
    expect(await count()).toBe(1);
  });

  it.each(['504-after', 'drop-after'])('start:%s fails after the work; its key finds the answer', async (kind) => {
    const { start, count } = await sandbox({ faults: [`start:${kind}`] });
    if (kind === 'drop-after') await expect(start('k1')).rejects.toThrow();
    else expect((await start('k1')).status).toBe(504);
    expect(await count()).toBe(1);
    const again = await start('k1');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await count()).toBe(1);
  });

  it('drop-before does nothing', async () => {
    const { start, count } = await sandbox({ faults: ['start:drop-before'] });
    await expect(start('k1')).rejects.toThrow();
    expect(await count()).toBe(0);
  });

  it('hits as often as it is told, on its own route', async () => {
    const { client } = await sandbox({ faults: ['transactions:503*2', 'merchants:500*all'] });
    const statuses = async (path: string) => [(await client.get(path)).status, (await client.get(path)).status, (await client.get(path)).status];
    expect(await statuses('/transactions')).toEqual([503, 503, 200]);
    expect(await statuses('/merchants')).toEqual([500, 500, 500]);
    expect((await client.get('/refunds')).status).toBe(200);
  });

  it('any:latency waits on every route', async () => {
    const { client } = await sandbox({ faults: ['any:latency=60*all'] });
    const before = performance.now();
    await client.get('/merchants');
    expect(performance.now() - before).toBeGreaterThan(50);
  });

  it('refuses a body beyond 64 MB', async () => {
    const { client } = await sandbox();
    expect(code(await client.post('/reconciliations/start', JSON.stringify('x'.repeat(65 * 1024 * 1024))))).toBe('413 payload_too_large');
  });
});

describe('tokens', () => {
  it('looks like a JWT, ends after its time, and is refused then by name', async () => {
    const { client, clock, served } = await sandbox({ token_lifetime_s: 300 });
    const token = await fetchToken(served);
    const payload = z.object({ exp: z.number() }).parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    expect(payload.exp).toBe(Math.floor(clock.ms / 1000) + 300);
    expect((await client.get('/merchants')).status).toBe(200);
    clock.ms += 301_000;
    expect(code(await client.get('/merchants'))).toBe('401 token_expired');
  });

  it('refuses tokens it did not sign, refresh tokens, and none at all', async () => {
    const { served } = await sandbox();
    const other = await sandbox();
    const stranger = await fetchToken(other.served);
    const [head = '', , signature = ''] = stranger.split('.');
    const forged = `${head}.${Buffer.from('{"sub":"x","typ":"Bearer","exp":99999999999}').toString('base64url')}.${signature}`;
    const issued = await fetch(`${served.url}/api/v1/auth/ornek-ticaret/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: served.client_id, client_secret: served.client_secret }),
    });
    const { refresh_token } = z.looseObject({ refresh_token: z.string() }).parse(await issued.json());
    for (const token of [stranger, forged, refresh_token, 'x', '']) {
      expect(code(await clientOf(served.url, token).get('/merchants'))).toBe('401 invalid_token');
    }
  });

  it('asks for the right client at the right tenant', async () => {
    const { client, served } = await sandbox();
    const ask = (slug: string, body: unknown) => client.post(`/auth/${slug}/token`, body);
    const { client_id, client_secret } = served;
    expect(code(await ask('ornek-ticaret', { client_id, client_secret: 'wrong' }))).toBe('401 invalid_credentials');
    expect(code(await ask('nobody', { client_id, client_secret }))).toBe('404 not_found');
    expect(code(await ask('ornek-ticaret', { client_id }))).toBe('422 validation_failed');
  });

  it('knows the tenant’s merchants alone', async () => {
    const { client, world } = await sandbox();
    expect((await client.get('/merchants', { 'x-merchant-id': world.merchants[0]?.id ?? '' })).status).toBe(200);
    expect(code(await client.get('/merchants', { 'x-external-merchant-id': 'NOBODY' }))).toBe('403 forbidden');
  });
});

describe('limits', () => {
  it('lets a hundred pass at once, then fifty a second', async () => {
    const { client, clock } = await sandbox();
    const statuses = (await Promise.all(Array.from({ length: 105 }, () => client.get('/merchants')))).map((reply) => reply.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(99);
    const refused = await client.get('/merchants');
    expect(code(refused)).toBe('429 rate_limit_exceeded');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    clock.ms += 1_000;
    expect((await client.get('/merchants')).headers.get('x-ratelimit-remaining')).toBe('49');
  });

  it('starts five times a minute, and asks tokens as often as it is told', async () => {
    const { start, clock, served } = await sandbox({ token_limit: 2 });
    for (let index = 0; index < 5; index += 1) expect((await start()).status).toBe(201);
    clock.ms += 20_000;
    const refused = await start();
    expect(code(refused)).toBe('429 rate_limit_exceeded');
    expect(refused.headers.get('retry-after')).toBe('40');
    clock.ms += 40_000;
    expect((await start()).status).toBe(201);
    await fetchToken(served);
    await fetchToken(served);
    await expect(fetchToken(served)).rejects.toThrow();
  });
});

describe('journal and headers', () => {
  it('writes a line for each request and each change, and never a secret', async () => {
    const journal = join(mkdtempSync(join(tmpdir(), 'sandbox-journal-')), 'journal.jsonl');
    const { start, client, served } = await sandbox({ journal, faults: ['cancel:drop-before'] });
    const token = await fetchToken(served);
    const first = await start('k1');
    await start('k1');
    const one = id(first);
    await expect(client.post(`/reconciliations/${one}/cancel`, {}, { 'idempotency-key': 'k2' })).rejects.toThrow();
    await client.post(`/reconciliations/${one}/finalize`, { force_partial: true });
    const text = readFileSync(journal, 'utf8');
    const lines = text.trim().split('\n').map((line) => z.looseObject({ kind: z.string() }).parse(JSON.parse(line)));
    const path = '/api/v1/reconciliations/start';
    expect(lines.filter((line) => line['path'] === path)).toMatchObject([
      { status: 201, replayed: false, idempotency_key: 'k1', body_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), correlation_id: first.headers.get('x-correlation-id') },
      { status: 201, replayed: true, idempotency_key: 'k1' },
    ]);
    expect(lines.find((line) => line['dropped'] !== undefined)).toMatchObject({ dropped: 'before', idempotency_key: 'k2' });
    expect(lines.filter((line) => line.kind === 'state')).toMatchObject([
      { what: 'reconciliation.started', reconciliation_id: one, idempotency_key: 'k1' },
      { what: 'reconciliation.finalized', reconciliation_id: one, overall_status: 'PartiallyCompleted' },
    ]);
    expect(text).not.toContain(served.client_secret);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/authorization|bearer/i);
  });

  it('carries an id and a date with every answer, errors included', async () => {
    const { client, start } = await sandbox();
    const replies = [await start(), await client.get('/nowhere'), await client.post('/reconciliations/start', '{"scope":')];
    expect(replies.map((reply) => reply.status)).toEqual([201, 404, 400]);
    for (const reply of replies) {
      expect(reply.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(reply.headers.get('date')).not.toBeNull();
      expect(reply.headers.get('x-ratelimit-limit')).toBe('50');
    }
    expect(z.looseObject({ correlation_id: z.string() }).parse(replies[1]?.body).correlation_id).toBe(replies[1]?.headers.get('x-correlation-id'));
  });
});
