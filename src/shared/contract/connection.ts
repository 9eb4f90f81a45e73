import { z } from 'zod';
import type { Contract } from './method.ts';

/** The addresses behind these names are in main/payven/environments.ts alone. */
export const environments = ['sandbox', 'production', 'custom'] as const;

const label = z.string().trim().min(1).max(200);

/**
 * What is asked for to connect. The credential is read once, checked with Payven
 * and handed to the secret store; it never comes back out over the contract.
 */
export const connectInput = z.object({
  environment: z.enum(environments),
  /** Custom only. https, or http for loopback addresses. */
  identity_url: z.string().max(500).optional(),
  api_url: z.string().max(500).optional(),
  /** The tenant's realm; needed for client credentials. */
  slug: label.optional(),
  client_id: label.optional(),
  credential: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('client'), client_secret: z.string().min(1).max(2000) }),
    z.object({ kind: z.literal('token'), token: z.string().min(1).max(20_000) }),
  ]),
  /** `environment`: nothing secret is stored; every later run is given it anew. */
  secret_place: z.enum(['keychain', 'environment']),
});

export const connectorConfiguration = z.object({
  id: z.string(),
  name: z.string().nullable(),
  connector_code: z.string().nullable(),
  bank_code: z.string().nullable(),
  mode: z.string().nullable(),
  is_active: z.boolean(),
});
export type ConnectorConfiguration = z.infer<typeof connectorConfiguration>;

export const merchant = z.object({
  id: z.string(),
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  is_active: z.boolean(),
});
export type Merchant = z.infer<typeof merchant>;

export const connectionSummary = z.object({
  connection_id: z.string(),
  environment: z.enum(environments),
  identity_url: z.string().nullable(),
  api_url: z.string(),
  slug: z.string().nullable(),
  client_id: z.string().nullable(),
  credential: z.enum(['client', 'token']),
  secret_place: z.enum(['keychain', 'environment']),
  /** A pasted token cannot be renewed: when it ends, +03:00. */
  token_ends_at: z.string().nullable(),
  created_at: z.string(),
  connectors: z.array(connectorConfiguration),
  merchants: z.array(merchant),
});
export type ConnectionSummary = z.infer<typeof connectionSummary>;

export const connectionContract = {
  'connection.connect': { kind: 'command', input: connectInput, output: connectionSummary },
  'connection.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ connections: z.array(connectionSummary) }),
  },
} as const satisfies Contract;
