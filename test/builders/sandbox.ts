import { z } from 'zod';
import { configOf, transactionRecord } from '../../src/sandbox/records.ts';
import type { Served } from '../../src/sandbox/server.ts';
import type { Merchant, Transaction, World } from '../../src/sandbox/world.ts';

/** What tests of the sandbox and of its clients need: hand-made sales and the smallest client. */

const tokenAnswer = z.object({ access_token: z.string() });

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A transaction of the world's own bank and first merchant, put into the world. Kuruş; UTC ms. */
export function addSale(
  world: World,
  given: Partial<Transaction> & Pick<Transaction, 'id' | 'amount' | 'created'>,
): Transaction {
  const config = configOf(world, world.bank);
  const merchant: Merchant | undefined = world.merchants.find((one) => one.id === given.merchant_id) ?? world.merchants[0];
  if (!merchant) throw new RangeError('a world needs a merchant');
  const sale = transactionRecord(config, merchant, given);
  world.transactions.push(sale);
  return sale;
}

export async function fetchToken(served: Pick<Served, 'url' | 'client_id' | 'client_secret'>, slug = 'ornek-ticaret'): Promise<string> {
  const response = await fetch(`${served.url}/api/v1/auth/${slug}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: served.client_id, client_secret: served.client_secret }),
  });
  return tokenAnswer.parse(await response.json()).access_token;
}

export interface Client {
  get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
}

/** Calls a sandbox with a token; paths are below /api/v1. A dropped connection rejects as fetch does. */
export function clientOf(url: string, token: string): Client {
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === '' ? null : JSON.parse(answer) };
  };
  return {
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: (path, body, headers = {}) => call('POST', path, body, headers),
  };
}
