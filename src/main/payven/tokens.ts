import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { SecretStore } from '../ports.ts';
import { answerError, exchange, type ExchangeTools, parseAnswer, WriteFailure } from './http.ts';
import { tokenAnswer } from './schemas.ts';

/** What the secret store keeps for a connection; the token saves a renewal on the next start. */
export const storedSecret = z.object({
  client_secret: z.string().nullable(),
  access_token: z.string().nullable(),
  /** UTC ms by this machine's clock. */
  expires_at: z.int().nullable(),
});
export type StoredSecret = z.infer<typeof storedSecret>;

/** An access token lives five minutes; it is renewed this long before its end. */
const RENEW_BEFORE_MS = 60_000;

export interface TokenSource {
  /** A token that lives for another minute at least. */
  current(): Promise<string>;
  /** After a 401: a token other than the refused one. Throws for a pasted token. */
  renewed(refused: string): Promise<string>;
  /** Every secret this source has handled, to be blotted out of what comes back. */
  secrets(): readonly string[];
}

interface ClientCredentials {
  readonly identity_url: string;
  readonly slug: string;
  readonly client_id: string;
}

/** Asks Payven's identity service for a token (client credentials; its refresh token is not wanted). */
export async function requestToken(
  tools: ExchangeTools,
  client: ClientCredentials,
  clientSecret: string,
): Promise<{ access_token: string; expires_at: number }> {
  const asked = tools.clock.now();
  try {
    const request = {
      method: 'POST' as const,
      url: `${client.identity_url}/api/v1/auth/${encodeURIComponent(client.slug)}/token`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ client_id: client.client_id, client_secret: clientSecret }),
      timeout_ms: 30_000,
    };
    const { response } = await exchange(tools, request, { secrets: [clientSecret] });
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

/**
 * Tokens of a connection by client credentials. One renewal at a time, however
 * many calls wait; `save` keeps the newest for the next start.
 */
export function clientTokens(
  tools: ExchangeTools,
  client: ClientCredentials,
  read: () => Promise<StoredSecret>,
  save: (secret: StoredSecret) => Promise<void>,
): TokenSource {
  let held: { access_token: string; expires_at: number } | null = null;
  let renewal: Promise<string> | null = null;
  const secrets = new Set<string>();
  const renew = async (): Promise<string> => {
    const secret = await read();
    if (secret.client_secret === null) throw new AppError('credentials.missing');
    secrets.add(secret.client_secret);
    held = await requestToken(tools, client, secret.client_secret);
    secrets.add(held.access_token);
    await save({ ...secret, ...held });
    return held.access_token;
  };
  const renewOnce = (): Promise<string> => {
    renewal ??= renew().finally(() => {
      renewal = null;
    });
    return renewal;
  };
  const lives = (expires_at: number): boolean => expires_at - tools.clock.now() > RENEW_BEFORE_MS;
  return {
    async current() {
      if (held === null) {
        const { client_secret, access_token, expires_at } = await read();
        for (const secret of [client_secret, access_token]) if (secret !== null) secrets.add(secret);
        if (access_token !== null && expires_at !== null) held = { access_token, expires_at };
      }
      return held !== null && lives(held.expires_at) ? held.access_token : renewOnce();
    },
    renewed(refused) {
      return held !== null && held.access_token !== refused ? Promise.resolve(held.access_token) : renewOnce();
    },
    secrets: () => [...secrets],
  };
}

/** A pasted token: used until its end, and never renewed. */
export function pastedToken(read: () => Promise<StoredSecret>, now: () => number): TokenSource {
  let token = '';
  return {
    async current() {
      const { access_token, expires_at } = await read();
      if (access_token === null) throw new AppError('credentials.missing');
      token = access_token;
      if (expires_at !== null && expires_at <= now()) throw new AppError('credentials.token_ended', { expires_at });
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
