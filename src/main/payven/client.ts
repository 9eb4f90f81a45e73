import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { HttpResponse } from '../ports.ts';
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
  siblingsOf,
  transactionAnswer,
} from './schemas.ts';
import type { TokenSource } from './tokens.ts';

export const PAGE_SIZE = 100;

/** A page of an answer, as every list gives it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total_count: number;
  readonly has_next_page: boolean;
}

type Query = Readonly<Record<string, string | number | boolean>>;

const READ_TIMEOUT_MS = 30_000;
/** A start may take long: Payven's own limit is ten minutes. */
const WRITE_TIMEOUT_MS = 600_000;

/** A write as it stands in the outbox. */
export interface Write {
  readonly path: string;
  readonly body: string;
  readonly idempotency_key: string;
  /** UTC ms after which the same key is no longer repeated. */
  readonly deadline: number;
  /** An earlier run sent it already and never saw the answer. */
  readonly repeated: boolean;
}

/**
 * Payven's calls. Reads throw AppError; {@link PayvenClient.write} throws
 * WriteFailure, which says whether the work may have been done.
 */
export type PayvenClient = ReturnType<typeof createPayvenClient>;

export function createPayvenClient(
  tools: ExchangeTools,
  addresses: { identity_url: string | null; api_url: string },
  tokens: TokenSource,
  signal?: AbortSignal,
) {
  const withToken = async (send: (token: string) => Promise<HttpResponse>): Promise<HttpResponse> => {
    const token = await tokens.current();
    const response = await send(token);
    if (response.status !== 401) return response;
    return send(await tokens.renewed(token));
  };

  const get = async <T extends z.ZodType>(base: string, path: string, query: Query, schema: T): Promise<z.output<T>> => {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    try {
      const response = await withToken(async (token) => {
        const request = {
          method: 'GET' as const,
          url: url.href,
          headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
          timeout_ms: READ_TIMEOUT_MS,
        };
        const limits = { secrets: tokens.secrets() };
        return (await exchange(tools, signal === undefined ? request : { ...request, signal }, limits)).response;
      });
      if (response.status !== 200) throw answerError(response);
      return parseAnswer(schema, response);
    } catch (error) {
      throw error instanceof WriteFailure ? error.error : error;
    }
  };

  const api = <T extends z.ZodType>(path: string, query: Query, schema: T): Promise<z.output<T>> =>
    get(addresses.api_url, `/api/v1${path}`, query, schema);

  const allPages = async <T>(read: (page: number) => Promise<Page<T>>): Promise<T[]> => {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await read(page);
      items.push(...answer.items);
      // An empty page that promises another would go on for ever.
      if (!answer.has_next_page || answer.items.length === 0) return items;
    }
  };

  return {
    transactions: (start: string, end: string, page: number) =>
      api('/transactions', { start_date: start, end_date: end, page, page_size: PAGE_SIZE }, pageOf(transactionAnswer)),
    refunds: (start: string, end: string, page: number) =>
      api('/refunds', { start_date: start, end_date: end, page, page_size: PAGE_SIZE }, pageOf(refundAnswer)),
    /** The transaction, and its card holder for the eyes alone. */
    transaction: (id: string) =>
      api(
        `/transactions/${encodeURIComponent(id)}`,
        {},
        z.unknown().transform((value) => ({
          transaction: transactionAnswer.parse(value),
          card_holder_name: cardHolderOf.parse(value),
        })),
      ),
    histories: (id: string) => api(`/transactions/${encodeURIComponent(id)}/histories`, {}, z.array(historyAnswer)),
    refund: (id: string) =>
      api(
        `/refunds/${encodeURIComponent(id)}`,
        {},
        z.unknown().transform((value) => ({ refund: refundAnswer.parse(value), siblings: siblingsOf.parse(value) })),
      ),
    connectors: () =>
      allPages((page) =>
        api(
          '/connector-configurations',
          { page, page_size: PAGE_SIZE, include_inactive: true },
          pageOf(connectorConfigurationAnswer),
        ),
      ),
    merchants: async () => {
      const { identity_url } = addresses;
      if (identity_url === null) return [];
      return allPages((page) =>
        get(
          identity_url,
          '/api/v1/merchants',
          { page, page_size: PAGE_SIZE, include_inactive: true },
          pageOf(merchantAnswer),
        ),
      );
    },
    reconciliation: (id: string) => api(`/reconciliations/${encodeURIComponent(id)}`, {}, reconciliationAnswer),
    details: (id: string) =>
      allPages((page) =>
        api(`/reconciliations/${encodeURIComponent(id)}/details`, { page, page_size: PAGE_SIZE }, pageOf(detailAnswer)),
      ),
    reconciliations: (query: Query) =>
      allPages((page) =>
        api('/reconciliations', { ...query, page, page_size: PAGE_SIZE }, pageOf(reconciliationAnswer)),
      ),

    /** Sends a write of the outbox and returns Payven's 2xx answer, unparsed. */
    async write({ path, body, idempotency_key, deadline, repeated }: Write): Promise<HttpResponse> {
      let worked = repeated;
      try {
        const response = await withToken(async (token) => {
          const sent = await exchange(
            tools,
            {
              method: 'POST',
              url: `${addresses.api_url}/api/v1${path}`,
              headers: {
                authorization: `Bearer ${token}`,
                accept: 'application/json',
                'content-type': 'application/json',
                'idempotency-key': idempotency_key,
              },
              body,
              timeout_ms: WRITE_TIMEOUT_MS,
            },
            { deadline, worked, secrets: tokens.secrets() },
          );
          worked ||= sent.worked;
          return sent.response;
        });
        if (response.status >= 200 && response.status < 300) return response;
        throw new WriteFailure(worked ? 'unknown' : 'refused', answerError(response));
      } catch (error) {
        // Without a token nothing of this write ever left.
        if (error instanceof AppError) throw new WriteFailure(worked ? 'unknown' : 'refused', error);
        throw error;
      }
    },
  };
}

export const readReconciliation = (response: HttpResponse) => parseAnswer(reconciliationAnswer, response);
export const readDetail = (response: HttpResponse) => parseAnswer(detailAnswer, response);
export const readBulkResolve = (response: HttpResponse) => parseAnswer(bulkResolveAnswer, response);
