import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Desk } from '../../src/main/desk.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { jumpingClock, temporaryFolder, testDesk, upToPreview } from './desk.ts';
import { type Client, clientOf, fetchToken } from './sandbox.ts';
import { type Sky, weatheredTransport } from './weather.ts';

const entry = z.object({ what: z.string(), reconciliation_id: z.string(), idempotency_key: z.string().nullable(), detail_id: z.string().optional() });
/** A change as the sandbox's journal tells it. */
export type Change = z.infer<typeof entry>;

const remoteReconciliation = z.object({
  id: z.string(),
  overall_status: z.string(),
  details: z.array(z.object({ id: z.string(), detail_status: z.string(), resolution_action: z.string() })),
});
/** A reconciliation as the sandbox has it. */
export type RemoteReconciliation = z.infer<typeof remoteReconciliation>;

/** A desk with a preview that can be started, a colleague elsewhere and a sandbox: by one clock, the desk under a sky. */
export interface Office {
  readonly sky: Sky;
  readonly clock: ReturnType<typeof jumpingClock>;
  readonly preview_id: string;
  desk(): Desk;
  /** Closes the desk and opens it again over the same data folder. */
  restart(): void;
  /** What was changed at the sandbox, in order, by anybody. */
  changes(): Change[];
  remote(): Promise<RemoteReconciliation[]>;
  /** What a colleague does through Payven's console; a refusal is the colleague's own affair. */
  elsewhere(deed: { reconciliation_id: string; detail_id: string; action: string }): Promise<void>;
  close(): Promise<void>;
}

export async function openOffice(seed: number): Promise<Office> {
  const folder = temporaryFolder();
  const clock = jumpingClock();
  const journal = join(folder.path, 'journal');
  const sandbox = await startSandbox({ seed, transactions: 50, bank_file: join(folder.path, 'b'), journal, start_limit: 100, now: clock.now });
  const { ready } = sandbox;
  const sky: Sky = { coming: { writes: [], reads: [] }, overtake: () => Promise.resolve() };
  const secrets = environmentSecrets({ MUTABAKAT_CLIENT_SECRET: ready.client_secret });
  const transport = weatheredTransport(httpTransport, sky);
  const open = (): Desk =>
    testDesk(join(folder.path, 'data'), { clock, transport, keychain: secrets, environment_secrets: secrets });
  let desk = open();
  const { preview } = await upToPreview(desk, ready);
  const colleague = async (): Promise<Client> => clientOf(ready.api_url, await fetchToken({ url: ready.api_url, ...ready }, ready.slug));
  return {
    sky,
    clock,
    preview_id: preview.preview_id,
    desk: () => desk,
    restart() {
      desk.close();
      desk = open();
    },
    changes: () =>
      readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"kind":"state"'))
        .map((line) => entry.parse(JSON.parse(line))),
    async remote() {
      const client = await colleague();
      const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse((await client.get('/reconciliations?page_size=100')).body);
      return Promise.all(items.map(async ({ id }) => remoteReconciliation.parse((await client.get(`/reconciliations/${id}`)).body)));
    },
    async elsewhere({ reconciliation_id, detail_id, action }) {
      const client = await colleague();
      const path = `/reconciliations/${reconciliation_id}`;
      if (action === 'finalize') await client.post(`${path}/finalize`, { force_partial: true });
      else if (action === 'cancel') await client.post(`${path}/cancel`, { reason: 'başka' });
      else await client.post(`${path}/details/${detail_id}/resolve`, { action });
    },
    async close() {
      desk.close();
      await sandbox.close();
      folder.remove();
    },
  };
}
