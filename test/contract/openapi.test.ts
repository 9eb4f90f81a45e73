import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { transactionContract } from '../../src/shared/contract/transaction.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, jumpingClock, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';
import { documentsFolder, hasDocuments, OpenApi } from './openapi-document.ts';

if (!hasDocuments) console.info(`OpenAPI: ${documentsFolder} holds no documents, so requests and answers are not held against them (skipped)`);

const SEED = 17;

interface Exchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** Writes down every exchange as it was on the wire. */
function recorder(exchanges: Exchange[]): HttpTransport {
  return {
    async send(request) {
      const response = await httpTransport.send(request);
      exchanges.push({ request, response });
      return withoutDetails(request, response);
    },
  };
}

/** A reconciliation without its details, as a large one may come: then they are asked for page by page. */
function withoutDetails({ url }: HttpRequest, response: HttpResponse): HttpResponse {
  if (!/\/reconciliations\/(start|[0-9a-f-]{36})$/.test(url) || response.status >= 300) return response;
  return { ...response, body: JSON.stringify({ ...(JSON.parse(response.body) as object), details: null }) };
}

/** A whole job, every call of it, two scopes, and the refusals that belong to it. */
async function wholeJob(exchanges: Exchange[], folder: string): Promise<void> {
  const clock = jumpingClock();
  const sandbox = await startSandbox({ seed: SEED, transactions: 160, bank_file: join(folder, 'banka'), now: clock.now });
  const desk = testDesk(join(folder, 'data'), { clock, transport: recorder(exchanges) });
  try {
    const { ready, world } = sandbox;
    const { preview, imports } = await upToPreview(desk, ready);
    const start = (preview_id: string) => call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true, force: true });
    const { reconciliation_id } = await start(preview.preview_id);
    const wish = { reconciliation_id, detail_status: 'Pending', limit: 1_000 };
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', wish);
    const resolve = (input: object) => call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, ...input });
    const one = details.find((each) => each.discrepancy === 'AmountMismatch');
    await resolve({ detail_ids: [one?.id ?? ''], action: 'AdjustAmount', adjusted_amount: 100, remarks: 'dekont' });
    await resolve({ discrepancy: 'AmountMismatch', action: 'AcceptBank' });
    await resolve({ discrepancy: 'StatusMismatch', action: 'ForceStatus', applied_status: 'Refunded' });
    await call(desk, decisionContract, 'decision.make', { reconciliation_id, discrepancy: 'OrphanDb', action: 'AcceptDb' });
    await call(desk, decisionContract, 'decision.push', {});
    await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true, notes: 'tamam' });

    const merchant = await call(desk, previewContract, 'preview.make', {
      import_ids: imports.map((each) => each.import_id),
      scope: 'Merchant',
      merchant_id: world.merchants[0]?.id,
      several_merchants: 'split',
      from: ready.period_start,
      to: ready.period_end,
    });
    const second = await start(merchant.preview_id);
    await call(desk, reconciliationContract, 'reconciliation.cancel', { reconciliation_id: second.reconciliation_id, confirmed: true, reason: 'yanlış dosya' });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    const filters = { scope: 'Connector', connector_config_id: ready.connector_config_id, period: preview.from === preview.to ? 'Daily' : 'Custom', overall_status: 'PartiallyCompleted' };
    const { reconciliations } = await call(desk, reconciliationContract, 'reconciliation.remote', filters);
    expect(reconciliations.map((each) => each.reconciliation_id)).toEqual([reconciliation_id]);

    await call(desk, transactionContract, 'refund.get', { id: world.refunds[0]?.id });
    await call(desk, transactionContract, 'transaction.get', { id: world.refunds[0]?.transaction_id });
    const nowhere = '0190a5e0-7d5c-7c35-9d5b-0c6f3f3a7b11';
    await expect(call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id: nowhere })).rejects.toMatchObject({ code: 'payven.not_found' });
  } finally {
    desk.close();
    await sandbox.close();
  }
}

describe.skipIf(!hasDocuments)(`a whole job by Payven's OpenAPI documents, seed ${SEED}`, () => {
  const exchanges: Exchange[] = [];
  const folder = temporaryFolder();
  let openApi: OpenApi;

  beforeAll(async () => {
    openApi = new OpenApi();
    await wholeJob(exchanges, folder.path);
  });
  afterAll(() => folder.remove());

  it('makes every call the program knows', () => {
    const made = new Set(exchanges.map(({ request }) => openApi.operationOf(request)?.name));
    expect([...made].sort()).toEqual([
      'GET /api/v1/connector-configurations',
      'GET /api/v1/merchants',
      'GET /api/v1/reconciliations',
      'GET /api/v1/reconciliations/{id}',
      'GET /api/v1/reconciliations/{id}/details',
      'GET /api/v1/refunds',
      'GET /api/v1/refunds/{id}',
      'GET /api/v1/settlements',
      'GET /api/v1/transactions',
      'GET /api/v1/transactions/{id}',
      'GET /api/v1/transactions/{id}/histories',
      'POST /api/v1/auth/{slug}/token',
      'POST /api/v1/reconciliations/start',
      'POST /api/v1/reconciliations/{id}/cancel',
      'POST /api/v1/reconciliations/{id}/details/bulk-resolve',
      'POST /api/v1/reconciliations/{id}/details/{detail_id}/resolve',
      'POST /api/v1/reconciliations/{id}/finalize',
    ]);
  });

  it('asks only in words the documents know', () => {
    expect([...new Set(exchanges.flatMap(({ request }) => openApi.judgeRequest(request)))]).toEqual([]);
  });

  it('sends each write with a key of its own, and no read with one', () => {
    const keys = exchanges.flatMap(({ request }) => request.headers['idempotency-key'] ?? []);
    const writes = exchanges.filter(({ request }) => request.method === 'POST' && !request.url.endsWith('/token'));
    expect(keys).toHaveLength(writes.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is answered by the sandbox in words the documents know', () => {
    expect([...new Set(exchanges.flatMap(({ request, response }) => openApi.judgeResponse(request, response)))]).toEqual([]);
  });

  it('would have been found out', () => {
    const base = exchanges.find(({ request }) => request.url.endsWith('/start'));
    if (base === undefined) throw new Error('no start');
    const { request } = base;
    const body = JSON.parse(request.body ?? '') as Record<string, unknown>;
    const wrong = (change: object): HttpRequest => ({ ...request, body: JSON.stringify({ ...body, ...change }) });
    expect(openApi.judgeRequest(wrong({}))).toEqual([]);
    for (const change of [{ scope: 'connector' }, { currency: 'TRY' }, { period_start: '1 Mayıs' }, { connector_config_id: 'garanti' }, { bank_transactions: [{ amount: 1.5 }] }]) {
      expect(openApi.judgeRequest(wrong(change)), JSON.stringify(change)).not.toEqual([]);
    }
    for (const url of ['?page=one', '?pages=1', '?start_date=2026-05-01', '?status=Refunded&status_code=1']) {
      const origin = new URL(request.url).origin;
      expect(openApi.judgeRequest({ method: 'GET', url: `${origin}/api/v1/transactions${url}`, headers: {}, timeout_ms: 1 }), url).not.toEqual([]);
    }
    const answer = (text: string): HttpResponse => ({ ...base.response, body: text });
    expect(openApi.judgeResponse(request, answer('{"id":"x","total_db_amount":1.5,"details":[{"bonus":1}]}')).length).toBeGreaterThanOrEqual(3);
  });
});
