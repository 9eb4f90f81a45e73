import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import {
  type Clock,
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
  type Ids,
  type Log,
  type RequestLedger,
  TransportError,
} from '../ports.ts';
import { hostFor, type PayvenHost } from './host.ts';
import { rateLimitOf } from './pace.ts';
import { type Problem, problem } from './schemas.ts';

/** Payven keeps a reconciliation call's answer for 3 minutes; after 150 s a repeat is no longer safe. */
export const REPEAT_WINDOW_MS = 150_000;

const TRIES = 5;
const FIRST_WAIT_MS = 1_000;
/** Whoever is told to wait longer is told that Payven is busy instead. */
const LONGEST_WAIT_MS = 300_000;

/** How a write ended: nobody can say whether it was done, or it certainly was not. */
export class WriteFailure extends Error {
  readonly outcome: 'unknown' | 'refused';
  readonly error: AppError;

  constructor(outcome: 'unknown' | 'refused', error: AppError) {
    super(error.code);
    this.name = 'WriteFailure';
    this.outcome = outcome;
    this.error = error;
  }
}

/** Told before every wait, so that a screen can show "trying again in 4 s (3 of 5)"; `tries` null where it is no retry. */
export interface RetryNotice {
  readonly wait_ms: number;
  readonly attempt: number;
  readonly tries: number | null;
  readonly reason: string;
}

export interface ExchangeTools {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Payven's hosts by origin, see {@link hostFor}. */
  readonly hosts: Map<string, PayvenHost>;
  readonly ledger: RequestLedger;
  readonly onRetry?: (notice: RetryNotice) => void;
}

/** What bounds one exchange. */
export interface ExchangeLimits {
  /** Payven's UTC ms after which no further attempt leaves. */
  readonly deadline?: number;
  /** An earlier run sent the same write, so that it may be done already. */
  readonly worked?: boolean;
  /** Blotted out of whatever refusal comes back. */
  readonly secrets?: readonly string[];
  /** Waits for the turn a retry needs, where calls of its kind are counted. */
  readonly beforeRetry?: (() => Promise<void>) | undefined;
}

interface Attempt {
  readonly response?: HttpResponse;
  readonly failure?: TransportError;
}

/** Whether this answer or failure may turn out better in a moment (429, 5xx, network). */
function mayRetry({ response, failure }: Attempt, worked: boolean): boolean {
  if (failure !== undefined) return true;
  if (response === undefined) return false;
  if (response.status === 429 || response.status >= 500) return true;
  // Our own first try may still be at work under the same key.
  return worked && response.status === 409 && problemOf(response).code === 'idempotency_key_in_use';
}

/** Whether Payven may have done the work, for all this attempt tells. */
function mayHaveWorked({ response, failure }: Attempt): boolean {
  return failure === undefined ? (response?.status ?? 0) >= 500 : failure.left;
}

/**
 * One call with its retries: 429 after Retry-After, 5xx and network failures after
 * about 1, 2, 4, 8 s; five tries in all, never later than `deadline`.
 * Returns the first answer that is not worth a retry, 2xx or not.
 *
 * Throws {@link WriteFailure} when there is none; for a call that changes nothing
 * its `outcome` has no meaning.
 */
export async function exchange(
  tools: ExchangeTools,
  request: HttpRequest,
  limits: ExchangeLimits = {},
): Promise<{ response: HttpResponse; worked: boolean }> {
  const { deadline = Number.POSITIVE_INFINITY } = limits;
  const host = hostFor(tools, request.url);
  const isOver = deadlineOf(deadline, host);
  let { worked = false } = limits;
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(tools, host, request, { ...limits, isOver });
    if (result === 'too_late') throw new WriteFailure(worked ? 'unknown' : 'refused', new AppError('payven.too_late'));
    if (!mayRetry(result, worked) && result.response !== undefined) return { response: result.response, worked };
    worked ||= mayHaveWorked(result);
    const wait_ms = waitBefore(attempt, result.response, host, tools);
    const error = failureError(result, request.url);
    tools.log.info('payven.retry', { attempt, code: error.code, status: result.response?.status ?? null });
    if (attempt === TRIES || wait_ms > LONGEST_WAIT_MS || isOver(wait_ms)) {
      throw new WriteFailure(worked ? 'unknown' : 'refused', error);
    }
    tools.onRetry?.({ wait_ms, attempt, tries: TRIES, reason: error.code });
    try {
      await tools.clock.sleep(wait_ms, request.signal);
      await limits.beforeRetry?.();
    } catch (stopped) {
      // Whoever stops the wait must still learn what became of the attempts before it.
      throw stopped instanceof AppError ? new WriteFailure(worked ? 'unknown' : 'refused', stopped) : stopped;
    }
  }
}

/**
 * Whether a deadline (Payven's UTC ms) will have passed in so many ms: by Payven's clock,
 * or by the time this run has truly taken, which nobody can set back.
 */
function deadlineOf(deadline: number, { clock }: PayvenHost): (ahead_ms: number) => boolean {
  const began = performance.now();
  const spare = deadline - clock.now();
  return (ahead_ms) => clock.now() + ahead_ms >= deadline || performance.now() - began + ahead_ms >= spare;
}

/**
 * One attempt in its turn. 'too_late': the deadline had passed when the turn came.
 * Waiting for a token or a turn, or a computer asleep, may have used the time up as
 * well as our own waits.
 */
async function attemptOnce(
  { transport, clock }: ExchangeTools,
  host: PayvenHost,
  request: HttpRequest,
  { isOver, secrets = [] }: ExchangeLimits & { readonly isOver: (ahead_ms: number) => boolean },
): Promise<Attempt | 'too_late'> {
  const place = await host.pace.enter(request.method === 'GET' ? 'read' : 'write', request.signal);
  let told = null;
  try {
    if (isOver(0)) return 'too_late';
    const sent = clock.now();
    const response = await transport.send(request);
    host.clock.observe(sent, clock.now(), response.headers['date']);
    told = rateLimitOf(response.headers, host.clock.now());
    // Before the place is given back, or the next in line would leave first.
    if (response.status === 429) host.pace.pause(retryAfter(response.headers['retry-after'], host.clock.now()) ?? FIRST_WAIT_MS);
    return { response: withoutSecrets(response, secrets) };
  } catch (error) {
    if (request.signal?.aborted) throw new AppError('state.cancelled');
    if (error instanceof TransportError) return { failure: error };
    throw error;
  } finally {
    place.leave(told);
  }
}

/** A token in a text nobody expects one in: a proxy's page, a request quoted back. */
const TOKEN_SHAPED = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bBearer\s+[\w.~+/=-]{16,}/gi;

/**
 * A refusal may quote what was sent, and so may any header; a secret in it must not
 * reach a screen, a log or SQLite. JSON is read first: it may spell a secret's
 * characters in its own way. Of an answer as wished only the fields named in
 * schemas.ts go further.
 */
function withoutSecrets({ status, headers, body }: HttpResponse, secrets: readonly string[]): HttpResponse {
  const spellings = secrets.filter((secret) => secret.length > 0).flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const blot = (text: string): string =>
    spellings.reduce((rest, secret) => rest.replaceAll(secret, '…'), text).replaceAll(TOKEN_SHAPED, '…');
  const blotted = Object.entries(headers).map(([name, value]) => [name, blot(value)]);
  const wished = status === 200 || status === 201;
  return { status, headers: Object.fromEntries(blotted), body: wished ? body : blot(eachText(body, blot)) };
}

/** Changes every text in a JSON body; a body that is none stays as it is. */
function eachText(body: string, change: (text: string) => string): string {
  try {
    return JSON.stringify(JSON.parse(body, (_, value: unknown) => (typeof value === 'string' ? change(value) : value)));
  } catch {
    // A proxy's page instead of Payven's problem: there are no texts in it to find.
    return body;
  }
}

function waitBefore(attempt: number, response: HttpResponse | undefined, host: PayvenHost, { ids }: ExchangeTools): number {
  const asked = response?.status === 429 ? retryAfter(response.headers['retry-after'], host.clock.now()) : null;
  return asked ?? Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.8 + 0.4 * ids.chance()));
}

/** Retry-After in ms: seconds, or a date by Payven's clock (RFC 9110). */
function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function failureError({ response, failure }: Attempt, url: string): AppError {
  if (failure !== undefined) {
    return new AppError('payven.unreachable', { host: new URL(url).host, reason: failure.reason });
  }
  return response === undefined ? new AppError('unexpected.no_answer') : answerError(response);
}

/** The problem in an error's body; an empty one where the body is none. */
export function problemOf(response: HttpResponse): Problem {
  try {
    return problem.parse(JSON.parse(response.body));
  } catch {
    // A proxy's HTML page instead of Payven's problem: the status alone has to do.
    return { title: null, detail: null, code: null, correlation_id: null, errors: [] };
  }
}

/** Payven's refusal as an error of ours, with the correlation id its support asks for. */
export function answerError(response: HttpResponse): AppError {
  const { title, detail, code, correlation_id, errors } = problemOf(response);
  const details = {
    status: response.status,
    payven_code: code,
    payven_message: [detail ?? title, ...errors.map((each) => [each.field, each.message].filter(Boolean).join(': '))]
      .filter(Boolean)
      .join(' · '),
    correlation_id: correlation_id ?? response.headers['x-correlation-id'] ?? null,
  };
  if (response.status === 401) return new AppError('credentials.token_refused', details);
  if (response.status === 403) return new AppError('payven.forbidden', details);
  if (response.status === 404) return new AppError('payven.not_found', details);
  if (response.status === 413) return new AppError('payven.too_large', details);
  if (response.status === 429) return new AppError('payven.busy', details);
  if (code === 'invalid_state_transition') return new AppError('state.payven_refused', details);
  if (response.status === 422) return new AppError('payven.refused', details);
  if (response.status >= 500) return new AppError('payven.failing', details);
  return new AppError('payven.answer', details);
}

/** Parses an answer. Throws AppError('payven.unreadable') with where it went wrong, never with the values. */
export function parseAnswer<T extends z.ZodType>(schema: T, response: HttpResponse): z.output<T> {
  const correlation_id = response.headers['x-correlation-id'] ?? null;
  let json: unknown;
  try {
    json = JSON.parse(response.body);
  } catch {
    // The parser's own words quote the text it could not read.
    throw new AppError('payven.unreadable', { where: 'body', correlation_id });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('payven.unreadable', {
    where: issue === undefined ? '' : issue.path.map(String).join('.'),
    why: issue?.message ?? '',
    correlation_id,
  });
}
