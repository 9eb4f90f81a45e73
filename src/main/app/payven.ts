import { AppError } from '../../shared/errors.ts';
import { allConnections, connectionById, type ConnectionRow } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { createPayvenClient, type PayvenClient } from '../payven/client.ts';
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
  return {
    transport: context.transport,
    clock: context.clock,
    ids: context.ids,
    log: context.log,
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
    tokens = pastedToken(entry.read, () => context.clock.now());
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
