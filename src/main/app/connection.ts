import type { connectInput, connectionContract, ConnectionSummary } from '../../shared/contract/connection.ts';
import type { z } from 'zod';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import {
  allConnections,
  type ConnectionRow,
  connectorsOf,
  type Directory,
  findSameConnection,
  merchantsOf,
  saveConnection,
} from '../db/connection.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { createPayvenClient, type PayvenClient } from '../payven/client.ts';
import { addressesOf } from '../payven/environments.ts';
import { type HostClock, hostFor } from '../payven/host.ts';
import { requestToken, secretEntry, type StoredSecret, tokenEnd, type TokenSource } from '../payven/tokens.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { exchangeTools } from './payven.ts';

type ConnectInput = z.output<typeof connectInput>;

/** A connection for the page: where it leads and what it may see, never its secret. */
export function connectionSummaryOf(db: ReadableDb, row: ConnectionRow): ConnectionSummary {
  const { id, last_used_at: _, token_ends_at, created_at, ...rest } = row;
  return {
    ...rest,
    connection_id: id,
    token_ends_at: token_ends_at === null ? null : istanbulIso(token_ends_at),
    created_at: istanbulIso(created_at),
    connectors: connectorsOf(db, id),
    merchants: merchantsOf(db, id),
  };
}

/** Configurations and merchants; null where this client may not list them: a tenant still connects, and what is known stays. */
export async function readDirectory(client: PayvenClient): Promise<Directory> {
  const unlessForbidden = async <T>(read: Promise<T[]>): Promise<T[] | null> => {
    try {
      return await read;
    } catch (error) {
      if (error instanceof AppError && error.code === 'payven.forbidden') return null;
      throw error;
    }
  };
  const [connectors, merchants] = await Promise.all([
    unlessForbidden(client.connectors()),
    unlessForbidden(client.merchants()),
  ]);
  return { connectors, merchants };
}

/** What the secret store is to keep; a client secret is checked by asking for a token. */
async function checkCredential(
  input: ConnectInput,
  addresses: { identity_url: string | null },
  context: CommandContext,
): Promise<StoredSecret> {
  if (input.credential.kind === 'token') {
    const access_token = input.credential.token.trim();
    return { client_secret: null, access_token, expires_at: tokenEnd(access_token) };
  }
  const { client_secret } = input.credential;
  const { slug, client_id } = input;
  if (addresses.identity_url === null) throw new AppError('usage.missing', { name: 'identity-url' });
  if (slug === undefined) throw new AppError('usage.missing', { name: 'slug' });
  if (client_id === undefined) throw new AppError('usage.missing', { name: 'client-id' });
  const client = { identity_url: addresses.identity_url, slug, client_id };
  const tools = exchangeTools(context);
  const asker = { onRetry: tools.onRetry, signal: context.signal };
  return { client_secret, ...(await requestToken(tools, client, client_secret, asker)) };
}

/**
 * The credential on trial. Payven judges a pasted token: its end is by Payven's clock,
 * which the refusal itself tells.
 */
function tokenOnTrial({ access_token, client_secret, expires_at }: StoredSecret, clock: HostClock): TokenSource {
  const token = access_token ?? '';
  return {
    current: () => Promise.resolve(token),
    renewed() {
      const ended = client_secret === null && expires_at !== null && expires_at <= clock.now();
      return Promise.reject(
        ended
          ? new AppError('credentials.token_ended', { expires_at: istanbulIso(expires_at) })
          : new AppError('credentials.token_refused'),
      );
    },
    secrets: () => [token, client_secret ?? ''],
  };
}

async function connect(input: ConnectInput, context: CommandContext): Promise<ConnectionSummary> {
  const { db, clock } = context;
  const addresses = addressesOf(input.environment, input);
  const secret = await checkCredential(input, addresses, context);
  const tools = exchangeTools(context);
  const tokens = tokenOnTrial(secret, hostFor(context, addresses.api_url).clock);
  const client = createPayvenClient(tools, addresses, tokens, context.signal);
  const directory = await readDirectory(client);
  const wanted = {
    ...addresses,
    slug: input.slug ?? null,
    client_id: input.client_id ?? null,
    credential: input.credential.kind,
  };
  const same = findSameConnection(db, wanted);
  const row: ConnectionRow = {
    ...wanted,
    id: same?.id ?? context.ids.uuid(),
    environment: input.environment,
    secret_place: input.secret_place,
    token_ends_at: input.credential.kind === 'token' ? secret.expires_at : null,
    created_at: same?.created_at ?? clock.now(),
    last_used_at: clock.now(),
  };
  // The secret first: a connection that stands in the database without one would be of no use.
  await secretEntry(context.secretsOf(input.secret_place), row.id).save(secret);
  context.tokens.delete(row.id);
  transact(db, () => {
    saveConnection(db, row, directory);
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: 'connection.made',
      subject: row.id,
      facts: { api_url: row.api_url, slug: row.slug, client_id: row.client_id, credential: row.credential },
    });
  });
  return connectionSummaryOf(db, row);
}

export const connectionHandlers = {
  'connection.connect': connect,
  'connection.list': (_, { db }) => ({ connections: allConnections(db).map((row) => connectionSummaryOf(db, row)) }),
} satisfies HandlersOf<typeof connectionContract>;
