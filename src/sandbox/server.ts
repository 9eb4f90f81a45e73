import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Fastify from 'fastify';
import type { Day } from '../shared/day.ts';
import { AppError } from '../shared/errors.ts';
import { identityEndpoints } from './api/identity.ts';
import { reconciliationEndpoints } from './api/reconciliations.ts';
import { recordEndpoints } from './api/records.ts';
import type { Context } from './context.ts';
import { FaultBox } from './faults.ts';
import { generateWorld, truthOf } from './generator.ts';
import { Idempotency } from './http/idempotency.ts';
import { openJournal } from './http/journal.ts';
import { Bucket, PerMinute } from './http/limits.ts';
import { Pipeline } from './http/pipeline.ts';
import { Tokens } from './http/tokens.ts';
import { layoutOf } from './layouts/index.ts';
import { bankFilePath, checkOptions, type SandboxOptions } from './options.ts';
import type { Truth, World } from './world.ts';

export type { SandboxOptions } from './options.ts';

const HOST = '127.0.0.1';
const BODY_LIMIT = 64 * 1024 * 1024;

/** What a client needs to know of a running sandbox. `period_*` are Istanbul days, both included. */
export interface SandboxReady {
  identity_url: string;
  api_url: string;
  slug: string;
  client_id: string;
  client_secret: string;
  connector_config_id: string;
  period_start: Day;
  period_end: Day;
  bank_file: string;
  truth: Truth;
}

/** How to serve a world: of the sandbox's options those about the server, and a clock (UTC ms) for tests. */
export type ServeOptions = Pick<
  SandboxOptions,
  'port' | 'journal' | 'idempotency_ttl_s' | 'token_lifetime_s' | 'token_limit' | 'start_limit' | 'rate_limit' | 'clock_skew_s' | 'faults'
> & { now?: () => number };

export interface Served {
  url: string;
  client_id: string;
  client_secret: string;
  close: () => Promise<void>;
}

function machineError(error: unknown, what: string, details: Record<string, unknown>): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new AppError(`machine.${what}`, { ...details, code }, error);
}

/**
 * Serves a world on 127.0.0.1, identity and vPOS at one address. The client secret
 * and the token key are made at each launch. Throws AppError `usage.…` for options
 * that make no sense, `machine.sandbox_port` where the port cannot be had.
 */
export async function serveWorld(world: World, options: ServeOptions = {}): Promise<Served> {
  const { now: machine = Date.now, ...rest } = options;
  const checked = checkOptions(rest);
  const now = (): number => machine() + checked.clock_skew_s * 1000;
  const context: Context = {
    world,
    now,
    client_id: 'pvk_test_sandbox',
    client_secret: randomBytes(24).toString('base64url'),
    tokens: new Tokens(checked.token_lifetime_s, now),
    idempotency: new Idempotency(checked.idempotency_ttl_s, now),
    faults: new FaultBox(checked.faults),
    bucket: new Bucket(now, checked.rate_limit),
    token_limit: new PerMinute(checked.token_limit, now),
    start_limit: new PerMinute(checked.start_limit, now),
    journal: openJournal(checked.journal),
    reconciliations: new Map(),
  };
  const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const pipeline = new Pipeline(app, context);
  pipeline.add([...identityEndpoints(context), ...recordEndpoints(context), ...reconciliationEndpoints(context)]);
  try {
    const url = await app.listen({ host: HOST, port: checked.port });
    return { url, client_id: context.client_id, client_secret: context.client_secret, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw machineError(error, 'sandbox_port', { port: checked.port });
  }
}

function writeBankFile(world: World, path: string): string {
  const absolute = resolve(path);
  try {
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, layoutOf(world.bank).write(world.rows, world.variant));
  } catch (error) {
    throw machineError(error, 'sandbox_file', { path: absolute });
  }
  return absolute;
}

/**
 * Makes a world, writes its bank's file and serves it: Payven on this computer alone.
 * `now` (UTC ms) is a clock for tests. Throws AppError `usage.sandbox_option`,
 * `usage.fault`, `machine.sandbox_file` or `machine.sandbox_port`.
 */
export async function startSandbox({ now, ...options }: SandboxOptions & { now?: () => number } = {}): Promise<{
  ready: SandboxReady;
  world: World;
  close: () => Promise<void>;
}> {
  const { seed, transactions, bank, variant, noise, bank_file, journal, token_limit, ...serve } = checkOptions(options);
  const world = generateWorld({ seed, transactions, bank, variant, noise });
  const served = await serveWorld(world, {
    ...serve,
    ...(journal !== undefined && { journal }),
    ...(token_limit !== undefined && { token_limit }),
    ...(now !== undefined && { now }),
  });
  try {
    const ready: SandboxReady = {
      identity_url: served.url,
      api_url: served.url,
      slug: world.slug,
      client_id: served.client_id,
      client_secret: served.client_secret,
      connector_config_id: world.connector_config_id,
      period_start: world.period_start,
      period_end: world.period_end,
      bank_file: writeBankFile(world, bankFilePath(bank, bank_file)),
      truth: truthOf(world),
    };
    return { ready, world, close: served.close };
  } catch (error) {
    await served.close();
    throw error;
  }
}
