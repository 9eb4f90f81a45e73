import { AppError } from '../../shared/errors.ts';
import { allConnections, connectionById, type ConnectionRow } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { createPayvenClient, type PayvenClient } from '../payven/client.ts';
import { hostFor } from '../payven/host.ts';
import type { ExchangeTools } from '../payven/http.ts';
import { clientTokens, pastedToken, secretEntry, type TokenSource } from '../payven/tokens.ts';
import type { BaseContext } from './context.ts';

/** The connection meant: the named one, else the one used last. Throws AppError('state.not_connected'). */
export function connectionFor(db: ReadableDb, id: string | undefined): ConnectionRow {
  const found = id === undefined ? allConnections(db)[0] : connectionById(db, id);
  if (found === undefined) {
    throw id === undefined ? new AppError('state.not_connected') : new AppError('usage.unknown_connection', { id });
  }
  return found;
}

/** What an HTTP exchange needs, with its waits shown as progress. */
export function exchangeTools(context: BaseContext): ExchangeTools {
  const { transport, clock, ids, log, hosts, ledger } = context;
  return {
    transport,
    clock,
    ids,
    log,
    hosts,
    ledger,
    onRetry: ({ wait_ms, attempt, tries }) => context.progress({ step: 'wait', done: attempt, total: tries, wait_ms }),
  };
}

function tokensFor(context: BaseContext, connection: ConnectionRow): TokenSource {
  const held = context.tokens.get(connection.id);
  if (held !== undefined) return held;
  const entry = secretEntry(context.secretsOf(connection.secret_place), connection.id);
  const { identity_url, slug, client_id } = connection;
  let tokens: TokenSource;
  if (connection.credential === 'token') {
    tokens = pastedToken(entry.read, hostFor(context, connection.api_url).clock);
  } else {
    if (identity_url === null || slug === null || client_id === null) throw new AppError('credentials.missing');
    tokens = clientTokens(exchangeTools(context), { identity_url, slug, client_id }, entry.read, entry.save);
  }
  context.tokens.set(connection.id, tokens);
  return tokens;
}

/** Payven's calls for a connection. */
export function payvenFor(context: BaseContext, connection: ConnectionRow): PayvenClient {
  return createPayvenClient(exchangeTools(context), connection, tokensFor(context, connection), context.signal);
}

/** A measurement of Payven's clock older than this is made anew before something is sent. */
const FRESH_MS = 60_000;

/** Payven's time, UTC ms, as far as its answers have told; this machine's before the first. */
export function payvenNow(context: BaseContext, { api_url }: ConnectionRow): number {
  return hostFor(context, api_url).clock.now();
}

/**
 * Payven's time as an answer told it within the last minute: this machine's clock may
 * have been set since an older one. Throws AppError('payven.unreachable') where nothing answers.
 */
export async function freshPayvenNow(context: BaseContext, connection: ConnectionRow): Promise<number> {
  const { clock } = hostFor(context, connection.api_url);
  const age = context.clock.now() - (clock.measuredAt() ?? Number.NEGATIVE_INFINITY);
  return age >= 0 && age <= FRESH_MS ? clock.now() : askPayvenNow(context, connection);
}

/** Payven's time as an answer of this moment tells it: for what must not be wrong. Throws as {@link freshPayvenNow}. */
export async function askPayvenNow(context: BaseContext, connection: ConnectionRow): Promise<number> {
  const { clock } = hostFor(context, connection.api_url);
  const asked_at = context.clock.now();
  try {
    await payvenFor(context, connection).askTime();
  } catch (error) {
    // A refusal tells the time as well as any other answer.
    if (context.signal.aborted || (clock.measuredAt() ?? Number.NEGATIVE_INFINITY) < asked_at) throw error;
  }
  return clock.now();
}
