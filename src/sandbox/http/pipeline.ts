import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Mishap, RouteName } from '../faults.ts';
import type { StoredAnswer } from './idempotency.ts';
import type { PerMinute } from './limits.ts';
import { Problem, badRequest, tooMany } from './problem.ts';

/** One request as an endpoint sees it, after tokens, limits and faults. */
export interface Call {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
  /** Who asks: the client id the token was given to. */
  client: string;
  idempotency_key: string | null;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  url: string;
  route: RouteName;
  /** Asks no token. */
  open?: boolean;
  limit?: PerMinute;
  /** Does the work at once or throws a Problem. */
  work: (call: Call) => { status: number; body: unknown };
}

interface Trace {
  correlation_id: string;
  body_sha256: string | null;
  replayed: boolean;
}

const failures: Record<string, Problem> = {
  '401': new Problem(401, 'token_expired', 'Erişim anahtarının süresi doldu.'),
  '413': new Problem(413, 'payload_too_large', 'İstek gövdesi çok büyük.'),
  '500': new Problem(500, 'internal_error', 'Beklenmeyen hata.'),
  '503': new Problem(503, 'service_unavailable', 'Hizmet geçici olarak kullanılamıyor.'),
  '504': new Problem(504, 'gateway_timeout', 'Yanıt zamanında gelmedi, sonuç bilinmiyor.'),
  '504-after': new Problem(504, 'gateway_timeout', 'Yanıt zamanında gelmedi, sonuç bilinmiyor.'),
};

const pathParams = z.record(z.string(), z.string());

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

const headerOf = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Fastify's own refusals in Payven's words; what nobody foresaw is a 500 without its inside. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 413) return new Problem(413, 'payload_too_large', 'İstek gövdesi çok büyük.');
  if (status === 415) return new Problem(415, 'unsupported_media_type', 'İçerik türü application/json olmalı.');
  if (typeof status === 'number' && status >= 400 && status < 500) return badRequest('İstek okunamadı.');
  return new Problem(500, 'internal_error', 'Beklenmeyen hata.');
}

/** Puts endpoints behind what every call goes through: ids, limits, faults, tokens, idempotency, journal. */
export class Pipeline {
  readonly #app: FastifyInstance;
  readonly #context: Context;
  readonly #traces = new WeakMap<FastifyRequest, Trace>();

  constructor(app: FastifyInstance, context: Context) {
    this.#app = app;
    this.#context = context;
    app.addHook('onRequest', async (request, reply) => this.#open(request, reply));
    app.addHook('onSend', async (request, reply) => this.#record(request, { status: reply.statusCode }));
    app.setErrorHandler((error, request, reply) => this.#refuse(problemOf(error), request, reply));
    app.setNotFoundHandler((request, reply) =>
      this.#refuse(new Problem(404, 'not_found', 'Böyle bir adres yok.'), request, reply),
    );
    this.#readJson();
  }

  add(endpoints: readonly Endpoint[]): void {
    for (const endpoint of endpoints) {
      this.#app.route({
        method: endpoint.method,
        url: endpoint.url,
        handler: async (request, reply) => this.#handle(endpoint, request, reply),
      });
    }
  }

  #trace(request: FastifyRequest): Trace {
    const trace = this.#traces.get(request) ?? { correlation_id: randomUUID(), body_sha256: null, replayed: false };
    this.#traces.set(request, trace);
    return trace;
  }

  #open(request: FastifyRequest, reply: FastifyReply): void {
    reply.header('x-correlation-id', this.#trace(request).correlation_id);
    reply.header('date', new Date(this.#context.now()).toUTCString());
    const granted = this.#context.bucket.take();
    reply.headers(this.#context.bucket.headers());
    if (!granted) throw tooMany(1);
  }

  #readJson(): void {
    this.#app.removeAllContentTypeParsers();
    this.#app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      this.#trace(request).body_sha256 = createHash('sha256').update(body).digest('hex');
      try {
        done(null, body.length === 0 ? undefined : JSON.parse(body.toString()));
      } catch {
        done(badRequest('İstek gövdesi JSON değil.'));
      }
    });
  }

  async #handle(endpoint: Endpoint, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = this.#context;
    const mishap = context.faults.take(endpoint.route);
    const { failure } = mishap;
    if (failure?.kind === 'drop-before') return this.#drop('before', request, reply);
    if (failure?.kind === '429') throw tooMany(failure.value);
    const after = failure?.kind === 'drop-after' || failure?.kind === '504-after';
    if (failure && !after) throw failures[failure.kind] ?? problemOf(null);
    const client = endpoint.open ? '' : context.tokens.check(headerOf(request, 'authorization') ?? undefined);
    this.#checkMerchant(request);
    endpoint.limit?.count();
    const answer = await this.#worked(endpoint, mishap, client, request);
    if (failure?.kind === 'drop-after') return this.#drop('after', request, reply);
    if (failure) throw failures[failure.kind] ?? problemOf(null);
    if (this.#trace(request).replayed) reply.header('idempotent-replayed', 'true');
    return reply
      .status(answer.status)
      .type(answer.problem ? 'application/problem+json' : 'application/json; charset=utf-8')
      .send(answer.payload);
  }

  /** The first answer to this key, or the work's own; the latency falls while the key is taken. */
  async #worked(endpoint: Endpoint, mishap: Mishap, client: string, request: FastifyRequest): Promise<StoredAnswer> {
    const { idempotency } = this.#context;
    const trace = this.#trace(request);
    const path = pathOf(request);
    const key = endpoint.method === 'POST' && !endpoint.open ? headerOf(request, 'idempotency-key') : null;
    const first = key === null ? null : idempotency.begin(path, key, trace.body_sha256 ?? '');
    try {
      if (mishap.latency_ms > 0) await sleep(mishap.latency_ms);
      if (first) {
        trace.replayed = true;
        return first;
      }
      const answer = this.#work(endpoint, client, key, request);
      if (key !== null) idempotency.keep(path, key, answer);
      return answer;
    } finally {
      if (key !== null) idempotency.release(path, key);
    }
  }

  #work(endpoint: Endpoint, client: string, key: string | null, request: FastifyRequest): StoredAnswer {
    const { query, body } = request;
    const params = pathParams.parse(request.params);
    try {
      const { status, body: answer } = endpoint.work({ params, query, body, client, idempotency_key: key });
      return { status, payload: JSON.stringify(answer), problem: false };
    } catch (error) {
      // A refusal by the rules is an answer too and is repeated to the same key; a fault of ours is not.
      if (!(error instanceof Problem)) throw error;
      const body = error.body(pathOf(request), this.#trace(request).correlation_id);
      return { status: error.status, payload: JSON.stringify(body), problem: true };
    }
  }

  /** Payven guide: X-Merchant-Id or X-External-Merchant-Id name a merchant of the tenant. */
  #checkMerchant(request: FastifyRequest): void {
    const { merchants } = this.#context.world;
    const id = headerOf(request, 'x-merchant-id');
    const external = headerOf(request, 'x-external-merchant-id');
    if (id === null && external === null) return;
    const found = merchants.find((one) => (id === null ? one.external_id === external : one.id === id));
    if (!found) throw new Problem(403, 'forbidden', 'Bu işyeri bu hesaba bağlı değil.');
    if (!found.is_active) throw new Problem(403, 'merchant_inactive', 'İşyeri etkin değil.');
  }

  #refuse(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return reply
      .status(problem.status)
      .headers(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problem.body(pathOf(request), this.#trace(request).correlation_id)));
  }

  #drop(dropped: 'before' | 'after', request: FastifyRequest, reply: FastifyReply): FastifyReply {
    this.#record(request, { dropped });
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }

  #record(request: FastifyRequest, outcome: { status: number } | { dropped: 'before' | 'after' }): void {
    this.#context.journal.request({
      method: request.method,
      path: pathOf(request),
      ...outcome,
      idempotency_key: headerOf(request, 'idempotency-key'),
      ...this.#trace(request),
    });
  }
}
