import process from 'node:process';
import { text } from 'node:stream/consumers';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { ChosenFileRegistry } from '../../src/main/chosen-files.ts';
import { openThreadedDesk } from '../../src/main/desk-threads.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import type { SandboxReady } from '../../src/sandbox/server.ts';
import { call } from '../builders/desk.ts';

/**
 * The syncing process of the benchmark: the desk in its threads, as behind the window,
 * reads a sandbox (told on standard input) into the data folder named, and says how
 * much memory that took.
 */
const [data_folder = ''] = process.argv.slice(2);
const { identity_url, api_url, slug, client_id, client_secret, period_start, period_end } = JSON.parse(await text(process.stdin)) as SandboxReady;
const log = { info: () => undefined, error: (event: string) => void process.stderr.write(`${event}\n`) };
const desk = await openThreadedDesk({ data_folder, files: new ChosenFileRegistry(), environment_secrets: environmentSecrets({}), log });
const credential = { kind: 'client', client_secret };
await call(desk, connectionContract, 'connection.connect', { environment: 'custom', identity_url, api_url, slug, client_id, credential, secret_place: 'environment' });
const before = process.memoryUsage.rss();
const start = performance.now();
const { transactions, refunds, complete } = await call(desk, syncContract, 'sync.run', { from: period_start, to: period_end });
const ms = performance.now() - start;
const growth = process.resourceUsage().maxRSS * 1024 - before;
desk.close();
await desk.closed();
process.stdout.write(JSON.stringify({ transactions, refunds, complete, ms, growth }));
