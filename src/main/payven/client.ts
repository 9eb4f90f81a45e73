import { z } from 'zod';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { HttpResponse } from '../ports.ts';
import type { Addresses } from './environments.ts';
import { answerError, exchange, type ExchangeTools, parseAnswer, WriteFailure } from './http.ts';
import {
  bulkResolveAnswer,
  cardHolderOf,
  connectorConfigurationAnswer,
  detailAnswer,
  historyAnswer,
  merchantAnswer,
  pageOf,
  reconciliationAnswer,
  refundAnswer,
  settlementAnswer,
  siblingsOf,
  transactionAnswer,
} from './schemas.ts';
import type { Asker } from './shared-work.ts';
import type { TokenSource } from './tokens.ts';

export const PAGE_SIZE = 100;

/** A page of an answer, as every list gives it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total_count: number;
  readonly has_next_page: boolean;
}

/** One answer read as two things, each by its own schema. */
const transactionDetail = z
  .unknown()
  .transform((value) => ({ transaction: value, card_holder_name: value }))
  .pipe(z.object({ transaction: transactionAnswer, card_holder_name: cardHolderOf }));
const refundDetail = z
  .unknown()
  .transform((value) => ({ refund: value, siblings: value }))
  .pipe(z.object({ refund: refundAnswer, siblings: siblingsOf }));

/** What is undefined is not asked for. */
type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const READ_TIMEOUT_MS = 30_000;
/** A start may take long: Payven's own limit is ten minutes. */
const WRITE_TIMEOUT_MS = 600_000;

/** A write as it stands in the outbox. */
export interface Write {
  readonly path: string;
  readonly body: string;
  readonly idempotency_key: string;
  /** Payven's UTC ms after which the same key is no longer repeated. */
  readonly deadline: number;
  /** An earlier run sent it already and never saw the answer. */
  readonly repeated: boolean;
  /** Waits for the turn a further attempt needs, where Payven counts calls of its kind. */
  readonly beforeRetry?: () => Promise<void>;
}

/** Filters of a reconciliation's details (OpenAPI). */
export interface DetailFilter {
  readonly discrepancy?: string | undefined;
  readonly detail_status?: string | undefined;
  readonly only_pending?: boolean | undefined;
}

/** One GET, its answer parsed. Throws AppError. */
type Get = <T extends z.ZodType>(base: string, path: string, query: Query, schema: T) => Promise<z.output<T>>;
type Api = <T extends z.ZodType>(path: string, query: Query, schema: T) => Promise<z.output<T>>;

/** Sends with a token; a 401 renews it once and sends once more. */
async function withToken(
  tokens: TokenSource,
  asker: Asker,
  send: (token: string) => Promise<HttpResponse>,
  beforeRepeat?: () => Promise<void>,
): Promise<HttpResponse> {
  const token = await tokens.current(asker);
  const response = await send(token);
  if (response.status !== 401) return response;
  const renewed = await tokens.renewed(token, asker);
  await beforeRepeat?.();
  return send(renewed);
}

function getter(tools: ExchangeTools, tokens: TokenSource, signal: AbortSignal | undefined): Get {
  return async (base, path, query, schema) => {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
    try {
      const response = await withToken(tokens, { onRetry: tools.onRetry, signal }, async (token) => {
        const request = {
          method: 'GET' as const,
          url: url.href,
          headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
          timeout_ms: READ_TIMEOUT_MS,
          ...(signal !== undefined && { signal }),
        };
        return (await exchange(tools, request, { secrets: tokens.secrets() })).response;
      });
      if (response.status !== 200) throw answerError(response);
      return parseAnswer(schema, response);
    } catch (error) {
      throw error instanceof WriteFailure ? error.error : error;
    }
  };
}

async function allPages<T extends { readonly id: string }>(read: (page: number) => Promise<Page<T>>): Promise<T[]> {
  const items = new Map<string, T>();
  for (let page = 1; ; page += 1) {
    const answer = await read(page);
    const before = items.size;
    for (const item of answer.items) items.set(item.id, item);
    // Pages that promise another without bringing anything new would go on for ever.
    if (!answer.has_next_page || items.size === before) return [...items.values()];
  }
}

/** What happened at Payven; instants ISO 8601, days Istanbul's, both ends included. */
function recordCalls(api: Api) {
  return {
    transactions: (start: string, end: string, page: number) =>
      api('/transactions', { start_date: start, end_date: end, page, page_size: PAGE_SIZE }, pageOf(transactionAnswer)),
    refunds: (start: string, end: string, page: number) =>
      api('/refunds', { start_date: start, end_date: end, page, page_size: PAGE_SIZE }, pageOf(refundAnswer)),
    /** What the banks paid out. */
    settlements: (from: Day, to: Day, page: number) =>
      api('/settlements', { start_date: from, end_date: to, page, page_size: PAGE_SIZE }, pageOf(settlementAnswer)),
    /** The transaction, and its card holder for the eyes alone. */
    transaction: (id: string) => api(`/transactions/${encodeURIComponent(id)}`, {}, transactionDetail),
    histories: (id: string) => api(`/transactions/${encodeURIComponent(id)}/histories`, {}, z.array(historyAnswer)),
    refund: (id: string) => api(`/refunds/${encodeURIComponent(id)}`, {}, refundDetail),
  };
}

/** Who is there: the banks' configurations, and the merchants of the identity service. */
function directoryCalls(get: Get, { identity_url, api_url }: Addresses) {
  const list = <T extends { readonly id: string }>(base: string, path: string, schema: z.ZodType<T>) =>
    allPages<T>((page) => get(base, `/api/v1${path}`, { page, page_size: PAGE_SIZE, include_inactive: true }, pageOf(schema)));
  return {
    connectors: () => list(api_url, '/connector-configurations', connectorConfigurationAnswer),
    merchants: async () => (identity_url === null ? [] : list(identity_url, '/merchants', merchantAnswer)),
  };
}

function reconciliationCalls(api: Api) {
  const detailPage = (id: string, page: number, filter: DetailFilter = {}) =>
    api(`/reconciliations/${encodeURIComponent(id)}/details`, { ...filter, page, page_size: PAGE_SIZE }, pageOf(detailAnswer));
  const reconciliationPage = (query: Query, page: number) =>
    api('/reconciliations', { ...query, page, page_size: PAGE_SIZE }, pageOf(reconciliationAnswer));
  return {
    reconciliation: (id: string) => api(`/reconciliations/${encodeURIComponent(id)}`, {}, reconciliationAnswer),
    detailPage,
    details: (id: string, filter: DetailFilter = {}) => allPages((page) => detailPage(id, page, filter)),
    reconciliationPage,
    reconciliations: (query: Query) => allPages((page) => reconciliationPage(query, page)),
    /** The smallest call with a token: its answer tells Payven's time. */
    askTime: async () => void (await api('/reconciliations', { page: 1, page_size: 1 }, z.unknown())),
  };
}

/** Sends a write of the outbox and returns Payven's 2xx answer, unparsed. */
function writer(tools: ExchangeTools, { api_url }: Addresses, tokens: TokenSource) {
  return async ({ path, body, idempotency_key, deadline, repeated, beforeRetry }: Write): Promise<HttpResponse> => {
    let worked = repeated;
    const send = async (token: string): Promise<HttpResponse> => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': idempotency_key,
      };
      const request = { method: 'POST' as const, url: `${api_url}/api/v1${path}`, headers, body, timeout_ms: WRITE_TIMEOUT_MS };
      const sent = await exchange(tools, request, { deadline, worked, secrets: tokens.secrets(), beforeRetry });
      worked ||= sent.worked;
      return sent.response;
    };
    try {
      const response = await withToken(tokens, { onRetry: tools.onRetry }, send, beforeRetry);
      if (response.status >= 200 && response.status < 300) return response;
      throw new WriteFailure(worked ? 'unknown' : 'refused', answerError(response));
    } catch (error) {
      // Without a token nothing of this write ever left.
      if (error instanceof AppError) throw new WriteFailure(worked ? 'unknown' : 'refused', error);
      throw error;
    }
  };
}

/**
 * Payven's calls. Reads throw AppError; {@link PayvenClient.write} throws
 * WriteFailure, which says whether the work may have been done.
 */
export type PayvenClient = ReturnType<typeof createPayvenClient>;

export function createPayvenClient(tools: ExchangeTools, addresses: Addresses, tokens: TokenSource, signal?: AbortSignal) {
  const get = getter(tools, tokens, signal);
  const api: Api = (path, query, schema) => get(addresses.api_url, `/api/v1${path}`, query, schema);
  return {
    ...recordCalls(api),
    ...directoryCalls(get, addresses),
    ...reconciliationCalls(api),
    write: writer(tools, addresses, tokens),
  };
}

export const readReconciliation = (response: HttpResponse) => parseAnswer(reconciliationAnswer, response);
export const readDetail = (response: HttpResponse) => parseAnswer(detailAnswer, response);
export const readBulkResolve = (response: HttpResponse) => parseAnswer(bulkResolveAnswer, response);
