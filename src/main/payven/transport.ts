import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, request } from 'undici';
import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from '../ports.ts';

/** Failures that happen before a connection stands: nothing of the request can have arrived. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** Twice what Payven answers to a start of 100,000 rows; a packed answer that unfolds to more is a mistake or an attack. */
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The request's own limit is the only one: undici would end a start after five minutes,
 * and Payven may take ten. One request at a time on a connection of HTTP/1.1, so that
 * a connection that breaks says which request it took with it.
 */
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, maxResponseSize: MOST_BYTES, allowH2: false, pipelining: 1 });

const unpack = promisify(gunzip);
const utf8 = new TextDecoder('utf-8');

/** HTTP over undici. A redirect is an answer like any other: a token must not follow one. Nothing is tried again. */
export const httpTransport: HttpTransport = {
  async send({ url, method, headers, body, timeout_ms, signal }: HttpRequest): Promise<HttpResponse> {
    const timeout = AbortSignal.timeout(timeout_ms);
    try {
      const answer = await request(url, {
        dispatcher: agent,
        method,
        headers: { ...headers, 'accept-encoding': 'gzip' },
        body: body ?? null,
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
      const told = Object.entries(answer.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      return { status: answer.statusCode, headers: Object.fromEntries(told), body: utf8.decode(await unpacked(bytes, answer.headers)) };
    } catch (error) {
      const reason = timeout.aborted ? 'TIMEOUT' : reasonOf(error);
      throw new TransportError(reason, !NEVER_LEFT.has(reason));
    }
  },
};

async function unpacked(bytes: Buffer, headers: Readonly<Record<string, unknown>>): Promise<Buffer> {
  const packed = headers['content-encoding'] === 'gzip' && bytes.length > 0;
  return packed ? await unpack(bytes, { maxOutputLength: MOST_BYTES }) : bytes;
}

/** The system's short name for a failure; never its message, which could quote a header. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
