import type { connectInput, connectionContract, ConnectionSummary } from '../../shared/contract/connection.ts';
import type { z } from 'zod';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import {
  allConnections,
  type ConnectionRow,
  connectorsOf,
  findSameConnection,
  merchantsOf,
  saveConnection,
} from '../db/connection.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { createPayvenClient, type PayvenClient } from '../payven/client.ts';
import { addressesOf } from '../payven/environments.ts';
import { requestToken, secretEntry, type StoredSecret, tokenEnd } from '../payven/tokens.ts';
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

/** Configurations and merchants; a tenant whose client may not list one of them still connects. */
export async function readDirectory(client: PayvenClient): Promise<{
  connectors: Awaited<ReturnType<PayvenClient['connectors']>>;
  merchants: Awaited<ReturnType<PayvenClient['merchants']>>;
}> {
  const unlessForbidden = async <T>(read: Promise<T[]>): Promise<T[]> => {
    try {
      return await read;
    } catch (error) {
      if (error instanceof AppError && error.code === 'payven.forbidden') return [];
      throw error;
    }
  };
  const [connectors, merchants] = await Promise.all([
    unlessForbidden(client.connectors()),
    unlessForbidden(client.merchants()),
  ]);
  return { connectors, merchants };
}

/** Checks the credential with Payven and returns what the secret store is to keep. */
async function checkCredential(
  input: ConnectInput,
  addresses: { identity_url: string | null },
  context: CommandContext,
): Promise<StoredSecret> {
  if (input.credential.kind === 'token') {
    const access_token = input.credential.token.trim();
    const expires_at = tokenEnd(access_token);
    if (expires_at !== null && expires_at <= context.clock.now()) {
      throw new AppError('credentials.token_ended', { expires_at: istanbulIso(expires_at) });
    }
    return { client_secret: null, access_token, expires_at };
  }
  const { client_secret } = input.credential;
  const { slug, client_id } = input;
  if (addresses.identity_url === null) throw new AppError('usage.missing', { name: 'identity-url' });
  if (slug === undefined) throw new AppError('usage.missing', { name: 'slug' });
  if (client_id === undefined) throw new AppError('usage.missing', { name: 'client-id' });
  const client = { identity_url: addresses.identity_url, slug, client_id };
  return { client_secret, ...(await requestToken(exchangeTools(context), client, client_secret)) };
}

async function connect(input: ConnectInput, context: CommandContext): Promise<ConnectionSummary> {
  const { db, clock } = context;
  const addresses = addressesOf(input.environment, input);
  const secret = await checkCredential(input, addresses, context);
  const token = secret.access_token ?? '';
  const client = createPayvenClient(exchangeTools(context), addresses, {
    current: () => Promise.resolve(token),
    renewed: () => Promise.reject(new AppError('credentials.token_refused')),
    secrets: () => [token, secret.client_secret ?? ''],
  });
  const { connectors, merchants } = await readDirectory(client);
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
    saveConnection(db, row, connectors, merchants);
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
