import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { SecretStore } from '../ports.ts';
import type { HostClock } from './host.ts';
import { answerError, exchange, type ExchangeTools, parseAnswer, WriteFailure } from './http.ts';
import { tokenAnswer } from './schemas.ts';
import { type Asker, sharedWork } from './shared-work.ts';

/** What the secret store keeps for a connection; the token saves a renewal on the next start. */
export const storedSecret = z.object({
  client_secret: z.string().nullable(),
  access_token: z.string().nullable(),
  /** UTC ms, by this machine's clock; of a pasted token as it says itself, by Payven's. */
  expires_at: z.int().nullable(),
});
export type StoredSecret = z.infer<typeof storedSecret>;

/** An access token lives five minutes; it is renewed this long before its end. */
const RENEW_BEFORE_MS = 60_000;
/**
 * Payven guide: ten tokens a minute for an address. The count here is of when they were
 * asked for, Payven's of when they came; two seconds are for the way.
 */
const TOKEN_LIMIT = { most: 10, within_ms: 62_000 };

/** Whoever asks for a token may say whom to tell of waits, and stop waiting. */
export interface TokenSource {
  /** A token that lives for another minute at least. */
  current(asker?: Asker): Promise<string>;
  /** After a 401: a token other than the refused one. Throws for a pasted token. */
  renewed(refused: string, asker?: Asker): Promise<string>;
  /** Every secret this source has handled, to be blotted out of what comes back. */
  secrets(): readonly string[];
}

interface ClientCredentials {
  readonly identity_url: string;
  readonly slug: string;
  readonly client_id: string;
}

interface Token {
  readonly access_token: string;
  /** UTC ms by this machine's clock: from its own asking on, so that no other clock matters. */
  readonly expires_at: number;
}

/** Asks Payven's identity service for a token (client credentials; its refresh token is not wanted). */
export async function requestToken(
  tools: ExchangeTools,
  client: ClientCredentials,
  clientSecret: string,
  asker: Asker = {},
): Promise<Token> {
  const turn = (): Promise<void> => tokenTurn(tools, client.identity_url, asker);
  const url = `${client.identity_url}/api/v1/auth/${encodeURIComponent(client.slug)}/token`;
  const request = {
    method: 'POST' as const,
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ client_id: client.client_id, client_secret: clientSecret }),
    timeout_ms: 30_000,
    ...(asker.signal !== undefined && { signal: asker.signal }),
  };
  try {
    await turn();
    const asked = tools.clock.now();
    const told = { ...tools, ...(asker.onRetry !== undefined && { onRetry: asker.onRetry }) };
    const { response } = await exchange(told, request, { secrets: [clientSecret], beforeRetry: turn });
    if (response.status === 200) {
      const answer = parseAnswer(tokenAnswer, response);
      return { access_token: answer.access_token, expires_at: asked + answer.expires_in * 1000 };
    }
    const error = answerError(response);
    throw [400, 401, 403, 404, 422].includes(response.status)
      ? new AppError('credentials.refused', error.details)
      : error;
  } catch (error) {
    throw error instanceof WriteFailure ? error.error : error;
  }
}

/** Waits until one more token may be asked for at this address, and counts it. */
async function tokenTurn({ ledger, clock }: ExchangeTools, identityUrl: string, asker: Asker): Promise<void> {
  const { origin } = new URL(identityUrl);
  for (;;) {
    const now = clock.now();
    const free_at = ledger.claim('token', origin, now, TOKEN_LIMIT);
    if (free_at === null) return;
    const wait_ms = free_at - now;
    asker.onRetry?.({ wait_ms, attempt: TOKEN_LIMIT.most, tries: TOKEN_LIMIT.most, reason: 'token_limit' });
    await clock.sleep(wait_ms, asker.signal);
  }
}

/**
 * Tokens of a connection by client credentials. One renewal at a time, however
 * many calls wait; `save` keeps the newest for the next start and for other
 * processes, and theirs is taken where it lives.
 */
export function clientTokens(
  tools: ExchangeTools,
  client: ClientCredentials,
  read: () => Promise<StoredSecret>,
  save: (secret: StoredSecret) => Promise<void>,
): TokenSource {
  let held: Token | null = null;
  /** Tokens Payven would not take: one of them in the store is no use, however long it says it lives. */
  const refusedOnes = new Set<string>();
  const secrets = new Set<string>();
  const lives = (token: Token): boolean =>
    token.expires_at - tools.clock.now() > RENEW_BEFORE_MS && !refusedOnes.has(token.access_token);

  const fromStore = async (): Promise<StoredSecret> => {
    const stored = await read();
    const { client_secret, access_token, expires_at } = stored;
    for (const secret of [client_secret, access_token]) if (secret !== null) secrets.add(secret);
    if (access_token !== null && expires_at !== null) held = { access_token, expires_at };
    return stored;
  };
  const renew = sharedWork(async (asker: Asker): Promise<string> => {
    const stored = await fromStore();
    if (held !== null && lives(held)) return held.access_token;
    if (stored.client_secret === null) throw new AppError('credentials.missing');
    held = await requestToken(tools, client, stored.client_secret, asker);
    secrets.add(held.access_token);
    await save({ ...stored, ...held });
    return held.access_token;
  });
  const living = (asker: Asker): Promise<string> =>
    held !== null && lives(held) ? Promise.resolve(held.access_token) : renew(asker);
  return {
    current: (asker = {}) => living(asker),
    renewed(refused, asker = {}) {
      refusedOnes.add(refused);
      return living(asker);
    },
    secrets: () => [...secrets],
  };
}

/** A pasted token: used until its end by Payven's clock, and never renewed. */
export function pastedToken(read: () => Promise<StoredSecret>, clock: HostClock): TokenSource {
  let token = '';
  return {
    async current() {
      const { access_token, expires_at } = await read();
      if (access_token === null) throw new AppError('credentials.missing');
      token = access_token;
      // Before an answer has told Payven's time only Payven can say whether it has ended.
      const ended = expires_at !== null && clock.measuredAt() !== null && expires_at <= clock.now();
      if (ended) throw new AppError('credentials.token_ended', { expires_at });
      return access_token;
    },
    renewed() {
      return Promise.reject(new AppError('credentials.token_ended', {}));
    },
    secrets: () => [token],
  };
}

/** When a JWT says it ends, UTC ms; null where it does not say. Throws AppError('credentials.not_a_token'). */
export function tokenEnd(token: string): number | null {
  const payload = token.split('.')[1];
  if (payload === undefined || token.split('.').length !== 3) throw new AppError('credentials.not_a_token');
  try {
    const { exp } = z.object({ exp: z.number().optional() }).parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return exp === undefined ? null : Math.trunc(exp * 1000);
  } catch {
    // What failed to parse is a secret: neither it nor the parser's words about it may travel on.
    throw new AppError('credentials.not_a_token');
  }
}

/** Reads and writes a connection's secret in the store, as JSON under the connection's id. */
export function secretEntry(
  store: SecretStore,
  connectionId: string,
): { read(): Promise<StoredSecret>; save(secret: StoredSecret): Promise<void> } {
  return {
    async read() {
      const text = await store.get(connectionId);
      if (text === null) throw new AppError('credentials.missing');
      const parsed = storedSecret.safeParse(parseQuietly(text));
      if (!parsed.success) throw new AppError('credentials.missing');
      return parsed.data;
    },
    save: (secret) => store.set(connectionId, JSON.stringify(secret)),
  };
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The text is a secret; an unreadable entry counts as none.
    return null;
  }
}
