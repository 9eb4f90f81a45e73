import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startSandbox, type SandboxOptions, type SandboxReady } from '../../src/sandbox/server.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { type Client, clientOf, fetchToken } from '../builders/sandbox.ts';
import { type App, type Look, openApp } from './app.ts';
import { layLine, type Line } from './line.ts';

/** A desk at work beside a Payven of its own: connected, synced, a bank file imported and previewed. */
export interface PayvenScene {
  readonly ready: SandboxReady;
  readonly line: Line;
  readonly data_folder: string;
  readonly preview_id: string;
  /** Null where the scene was asked to start nothing. */
  readonly reconciliation_id: string;
  open(browser: Browser, look: Look): Promise<App>;
  /** Somebody else at Payven's console. */
  colleague(): Promise<Client>;
  close(): Promise<void>;
}

interface SceneOptions extends SandboxOptions {
  /** Whether the preview is started already. */
  readonly started: boolean;
  /** Istanbul days; the file's own where nothing is said. */
  readonly period?: { readonly from: string; readonly to: string };
}

async function connectOver(desk: ReturnType<typeof testDesk>, ready: SandboxReady, url: string): Promise<void> {
  await call(desk, connectionContract, 'connection.connect', {
    environment: 'custom',
    identity_url: url,
    api_url: url,
    slug: ready.slug,
    client_id: ready.client_id,
    credential: { kind: 'client', client_secret: ready.client_secret },
    secret_place: 'environment',
  });
}

/** Sets a scene through the desk itself, over a line that can be cut. */
export async function setScene({ started, period, ...options }: SceneOptions): Promise<PayvenScene> {
  const folder = temporaryFolder();
  const data_folder = join(folder.path, 'data');
  const { ready, close } = await startSandbox({ seed: 11, transactions: 120, bank_file: join(folder.path, 'banka'), ...options });
  const line = await layLine(ready.api_url);
  const desk = testDesk(data_folder);
  const range = period ?? { from: ready.period_start, to: ready.period_end };
  await connectOver(desk, ready, line.url);
  await call(desk, syncContract, 'sync.run', range);
  const { imports } = await call(desk, importContract, 'import.run', { files: [ready.bank_file] });
  const { preview_id } = await call(desk, previewContract, 'preview.make', {
    ...range,
    import_ids: imports.map(({ import_id }) => import_id),
    scope: 'Connector',
    connector_config_id: ready.connector_config_id,
  });
  const reconciliation_id = started ? (await call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true })).reconciliation_id : '';
  desk.close();
  return {
    ready,
    line,
    data_folder,
    preview_id,
    reconciliation_id,
    open: (browser, look) => openApp(browser, { ...look, data_folder, env: { MUTABAKAT_CLIENT_SECRET: ready.client_secret } }),
    colleague: async () => clientOf(ready.api_url, await fetchToken({ url: ready.api_url, client_id: ready.client_id, client_secret: ready.client_secret }, ready.slug)),
    async close() {
      await line.close();
      await close();
      folder.remove();
    },
  };
}
