import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from '../ports.ts';

/** Failures that happen before a connection stands: nothing of the request can have arrived. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** HTTP over Node's fetch. A redirect is an error: a token must not follow one. */
export const fetchTransport: HttpTransport = {
  async send(request: HttpRequest): Promise<HttpResponse> {
    const timeout = AbortSignal.timeout(request.timeout_ms);
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        redirect: 'manual',
        signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
      });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    } catch (error) {
      const reason = timeout.aborted ? 'TIMEOUT' : reasonOf(error);
      throw new TransportError(reason, !NEVER_LEFT.has(reason));
    }
  },
};

/** The system's short name for a failure; never its message, which could quote a header. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
