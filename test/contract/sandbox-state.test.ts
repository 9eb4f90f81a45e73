import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { serveWorld, type Served } from '../../src/sandbox/server.ts';
import { addSale, clientOf, fetchToken, type Client, type Reply } from '../builders/sandbox.ts';
import type { World } from '../../src/sandbox/world.ts';

const NOON = Date.parse('2026-05-04T12:00:00+03:00');
const started = z.looseObject({
  id: z.string(),
  overall_status: z.string(),
  details: z.array(z.looseObject({ id: z.string(), discrepancy: z.string(), detail_status: z.string() })),
});

let world: World;
let served: Served;
let client: Client;

beforeEach(async () => {
  world = emptyWorld();
  for (const index of [0, 1, 2, 3]) {
    addSale(world, { id: `sale-${index}`, amount: 10_000 + index, created: NOON, auth_code: `00000${index}` });
  }
  served = await serveWorld(world, { start_limit: 100 });
  client = clientOf(served.url, await fetchToken(served));
});
afterEach(() => served.close());

const body = () => ({
  scope: 'Connector',
  connector_config_id: world.connector_config_id,
  period: 'Daily',
  period_start: '2026-05-04T00:00:00+03:00',
  bank_transactions: [
    { bank_transaction_id: 'r0', amount: 10_000, status: 'completed', transaction_date: '2026-05-04T12:00:00+03:00', auth_code: '000000' },
    { bank_transaction_id: 'r1', amount: 1, status: 'completed', transaction_date: '2026-05-04T12:00:00+03:00', auth_code: '000001' },
  ],
});

/** Starts one with a matched pair, an amount difference and two orphans. */
async function start() {
  const one = started.parse((await client.post('/reconciliations/start', body())).body);
  const pending = one.details.filter((detail) => detail.detail_status === 'Pending').map((detail) => detail.id);
  const [first = '', second = '', third = ''] = pending;
  return { id: one.id, details: one.details, pending: [first, second, third] as const };
}

const problem = (reply: Reply) => {
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  return z.looseObject({ status: z.literal(reply.status), code: z.string(), title: z.string(), detail: z.string(), instance: z.string() })
    .parse(reply.body).code;
};
const refused = (reply: Reply) => `${reply.status} ${problem(reply)}`;
const path = (id: string, rest = '') => `/reconciliations/${id}${rest}`;
const get = async (id: string) => started.parse((await client.get(path(id))).body);

describe('states of a reconciliation', () => {
  it('starts as a draft, is in review after the first answer, keeps its counts true', async () => {
    const { id, details, pending } = await start();
    expect(details.filter((detail) => detail.detail_status === 'AutoMatched')).toHaveLength(1);
    expect((await get(id)).overall_status).toBe('Draft');
    const reply = await client.post(path(id, `/details/${pending[0]}/resolve`), { action: 'AcceptDb', remarks: 'ok' });
    expect(reply.body).toMatchObject({ resolution_action: 'AcceptDb', detail_status: 'Resolved', resolved_by: 'pvk_test_sandbox', remarks: 'ok' });
    await client.post(path(id, `/details/${pending[1]}/resolve`), { action: 'Ignore' });
    expect(await get(id)).toMatchObject({
      overall_status: 'InReview', resolved_count: 1, ignored_count: 1, matched_count: 1, amount_mismatch_count: 1,
      orphan_db_count: 2, orphan_bank_count: 0, total_db_transactions: 4, total_bank_transactions: 2, total_db_amount: 40_006, total_bank_amount: 10_001,
    });
  });

  it('answers a detail once, and never one that matched by itself', async () => {
    const { id, details, pending } = await start();
    const auto = details.find((detail) => detail.detail_status === 'AutoMatched')?.id ?? '';
    await client.post(path(id, `/details/${pending[0]}/resolve`), { action: 'AcceptDb' });
    for (const detail of [pending[0], auto]) {
      expect(refused(await client.post(path(id, `/details/${detail}/resolve`), { action: 'AcceptBank' }))).toBe('409 invalid_state_transition');
    }
    expect(refused(await client.post(path(id, `/details/${id}/resolve`), { action: 'AcceptBank' }))).toBe('404 not_found');
  });

  it.each([
    [{ action: 'AdjustAmount' }, 'adjusted_amount'],
    [{ action: 'AdjustAmount', adjusted_amount: -1 }, 'adjusted_amount'],
    [{ action: 'ForceStatus' }, 'applied_status'],
    [{ action: 'ForceStatus', applied_status: 'Nowhere' }, 'applied_status'],
    [{ action: 'None' }, 'action'],
    [{ action: 'Whatever' }, 'action'],
    [{}, 'action'],
  ])('refuses the answer %j by name', async (answer, field) => {
    const { id, pending } = await start();
    const reply = await client.post(path(id, `/details/${pending[0]}/resolve`), answer);
    expect(refused(reply)).toBe('422 validation_failed');
    expect(reply.body).toMatchObject({ errors: [{ field, code: expect.any(String), message: expect.any(String) }] });
    expect((await get(id)).overall_status).toBe('Draft');
  });

  it('reads answers in either spelling', async () => {
    const { id, pending } = await start();
    const reply = await client.post(path(id, `/details/${pending[0]}/resolve`), { action: 'force_status', applied_status: 'refunded' });
    expect(reply.body).toMatchObject({ resolution_action: 'ForceStatus', applied_status: 'Refunded' });
  });

  it('lets the good items of a bulk answer stand', async () => {
    const { id, pending } = await start();
    const reply = await client.post(path(id, '/details/bulk-resolve'), {
      items: [
        { detail_id: pending[0], request: { action: 'AcceptBank', adjusted_amount: 1 } },
        { detail_id: pending[0], request: { action: 'AcceptBank' } },
        { detail_id: pending[1], request: { action: 'AdjustAmount' } },
        { detail_id: 'nobody', request: { action: 'Ignore' } },
      ],
    });
    expect(reply.body).toMatchObject({ processed: 1, failed: 3, details: [{ id: pending[0], adjusted_amount: 1 }] });
    expect(reply.body).toMatchObject({ errors: [{ detail_id: pending[0] }, { detail_id: pending[1] }, { detail_id: 'nobody' }] });
    expect(await get(id)).toMatchObject({ resolved_count: 1, overall_status: 'InReview' });
  });

  it('does not end while something is open, unless forced; what was open is ignored then', async () => {
    const { id } = await start();
    expect(refused(await client.post(path(id, '/finalize'), { notes: 'n' }))).toBe('422 unresolved_details');
    expect(world.transactions.map((one) => one.settlement_date)).toEqual([null, null, null, null]);
    const reply = await client.post(path(id, '/finalize'), { notes: 'n', force_partial: true });
    expect(reply.body).toMatchObject({ overall_status: 'PartiallyCompleted', ignored_count: 3, notes: 'n', finalized_by: 'pvk_test_sandbox' });
    const shown = await client.get('/transactions/sale-3');
    expect(z.looseObject({ settlement_date: z.string() }).parse(shown.body).settlement_date).toMatch(/\+00:00$/);
  });

  it('completes when everything is answered', async () => {
    const { id, pending } = await start();
    await client.post(path(id, '/details/bulk-resolve'), { items: pending.map((detail_id) => ({ detail_id, request: { action: 'AcceptDb' } })) });
    expect((await client.post(path(id, '/finalize'))).body).toMatchObject({ overall_status: 'Completed', resolved_count: 3, ignored_count: 0 });
  });

  it.each(['Cancelled', 'PartiallyCompleted'])('never changes again after %s', async (end) => {
    const { id, pending } = await start();
    if (end === 'Cancelled') expect((await client.post(path(id, '/cancel'), { reason: 'why' })).body).toMatchObject({ overall_status: end, notes: 'why' });
    else await client.post(path(id, '/finalize'), { force_partial: true });
    const calls: [string, unknown][] = [
      [`/details/${pending[0]}/resolve`, { action: 'Ignore' }],
      ['/details/bulk-resolve', { items: [{ detail_id: pending[0], request: { action: 'Ignore' } }] }],
      ['/finalize', { force_partial: true }],
      ['/cancel', {}],
    ];
    for (const [rest, answer] of calls) expect(refused(await client.post(path(id, rest), answer))).toBe('409 invalid_state_transition');
    expect((await get(id)).overall_status).toBe(end);
    if (end === 'Cancelled') expect(world.transactions.every((one) => one.settlement_date === null)).toBe(true);
  });
});

describe('what a start accepts', () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['no configuration', { connector_config_id: null }, '422 validation_failed'],
    ['an unknown configuration', { connector_config_id: unknown }, '404 not_found'],
    ['no merchant', { scope: 'Merchant' }, '422 validation_failed'],
    ['an unknown merchant', { scope: 'Merchant', merchant_id: unknown }, '404 not_found'],
    ['Custom without an end', { period: 'Custom' }, '422 validation_failed'],
    ['an end before the start', { period: 'Custom', period_end: '2026-05-03T00:00:00Z' }, '422 validation_failed'],
    ['a time without offset', { period_start: '2026-05-04T00:00:00' }, '422 validation_failed'],
    ['half a kuruş', { bank_transactions: [{ amount: 1.5 }] }, '422 validation_failed'],
    ['a negative amount', { bank_transactions: [{ amount: -1 }] }, '422 validation_failed'],
    ['an amount beyond safe integers', { bank_transactions: [{ amount: Number.MAX_SAFE_INTEGER + 1 }] }, '422 validation_failed'],
    ['a sum beyond safe integers', { bank_transactions: [{ amount: Number.MAX_SAFE_INTEGER }, { amount: 1 }] }, '422 validation_failed'],
    ['an unknown bank status', { bank_transactions: [{ amount: 1, status: 'lost' }] }, '422 validation_failed'],
  ])('refuses %s', async (_name, change, expected) => {
    expect(refused(await client.post('/reconciliations/start', { ...body(), ...change }))).toBe(expected);
  });

  it.each([
    ['Daily', '2026-05-04T20:59:59.999+00:00'],
    ['Monthly', '2026-05-31T20:59:59.999+00:00'],
    ['Yearly', '2026-12-31T20:59:59.999+00:00'],
  ])('computes the end of a %s period in Istanbul', async (period, end) => {
    const reply = await client.post('/reconciliations/start', { ...body(), period, bank_transactions: [] });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ period_end: end, orphan_db_count: 4, total_bank_transactions: 0 });
  });
});

describe('lists', () => {
  it('pages with true totals and refuses sizes beyond a hundred', async () => {
    const seen = new Set<string>();
    const page = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })), has_next_page: z.boolean() });
    let wanted = 1;
    for (let more = true; more; wanted += 1) {
      const reply = await client.get(`/transactions?page=${wanted}&page_size=3`);
      expect(reply.body).toMatchObject({ page: wanted, total_pages: 2, total_count: 4, has_previous_page: wanted > 1, has_next_page: wanted < 2 });
      const { items, has_next_page } = page.parse(reply.body);
      for (const { id } of items) seen.add(id);
      more = has_next_page;
    }
    expect(seen.size).toBe(4);
    for (const query of ['page_size=101', 'page_size=0', 'page=0', 'page=x', 'status=Lost', 'start_date=yesterday']) {
      expect(refused(await client.get(`/transactions?${query}`))).toBe('400 bad_request');
    }
  });

  it('filters transactions, details and reconciliations', async () => {
    const count = async (where: string) => z.looseObject({ total_count: z.number() }).parse((await client.get(where)).body).total_count;
    const instant = encodeURIComponent('2026-05-04T12:00:00+03:00');
    expect(await count(`/transactions?start_date=${instant}&end_date=${instant}&status=completed`)).toBe(4);
    expect(await count('/transactions?start_date=2026-05-04T09:00:00.001Z')).toBe(0);
    expect(await count(`/transactions?connector_configuration_id=${world.configs[1]?.id}`)).toBe(0);
    expect(await count('/transactions?external_merchant_id=ORNEK-1&min_amount=10001&max_amount=10002')).toBe(2);
    const { id, pending } = await start();
    await client.post(path(id, `/details/${pending[0]}/resolve`), { action: 'AcceptDb' });
    expect(await count(path(id, '/details?only_pending=true'))).toBe(2);
    expect(await count(path(id, '/details?discrepancy=orphan_db'))).toBe(2);
    expect(await count(path(id, '/details?detail_status=AutoMatched'))).toBe(1);
    expect(await count('/reconciliations?overall_status=InReview&scope=Connector&period=Daily&bank_code=0062')).toBe(1);
    expect(await count('/reconciliations?overall_status=Draft')).toBe(0);
    expect(await count('/connector-configurations?mode=1')).toBe(0);
    expect(await count('/merchants?search_term=deneme')).toBe(1);
  });

  it('shows sensitive fields with the one transaction alone, and credentials with the configurations', async () => {
    const list = JSON.stringify((await client.get('/transactions')).body);
    expect(list).not.toMatch(/provider_raw_request|"cavv"|ip_address/);
    expect((await client.get('/transactions/sale-0')).body).toMatchObject({ provider_raw_request: expect.any(String), cavv: expect.any(String) });
    expect((await client.get('/transactions/sale-0/histories')).body).toMatchObject([{ new_status: 'Created' }, { new_status: 'Completed' }]);
    expect((await client.get('/connector-configurations')).body).toMatchObject({
      items: [{ api_key: expect.any(String), secret_key: expect.any(String), extra_credentials: expect.any(String), mode: 'Test', bank_code: '0062' }, {}, {}],
    });
    expect(refused(await client.get('/transactions/nobody'))).toBe('404 not_found');
  });
});
