import type { Contract, OutputOf } from '../../src/shared/contract/method.ts';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { AppError, type ErrorCode } from '../../src/shared/errors.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { type Desk, type DeskOptions, openDesk } from '../../src/main/desk.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import type { SandboxReady } from '../../src/sandbox/server.ts';
import { jumpingClock, temporaryFolder } from './bare.ts';

export { jumpingClock, temporaryFolder };

/** A desk over a data folder with nothing of it doubled but the clock's sleep and the keychain. */
export function testDesk(data_folder: string, options: Partial<DeskOptions> = {}): Desk {
  const secrets = environmentSecrets({});
  return openDesk({
    data_folder,
    keychain: secrets,
    environment_secrets: secrets,
    files: { toRead: (path) => path, toWrite: (path) => path },
    clock: jumpingClock(),
    user: 'muhasebe',
    ...options,
  });
}

/** Calls a method; a refusal is thrown as the AppError it was. */
export async function call<C extends Contract, K extends keyof C & string>(
  desk: Desk,
  _contract: C,
  name: K,
  input: unknown,
): Promise<OutputOf<C[K]>> {
  const answer = await desk.call(name, input, { language: 'en' });
  if (answer.ok) return answer.data as OutputOf<C[K]>;
  throw new AppError(answer.error.code as ErrorCode, { ...answer.error.details, told: answer.error.message });
}

/** Connects to a sandbox as a user would. */
export function connectTo(
  desk: Desk,
  ready: Pick<SandboxReady, 'identity_url' | 'api_url' | 'slug' | 'client_id' | 'client_secret'>,
  secret_place: 'keychain' | 'environment' = 'keychain',
) {
  const { identity_url, api_url, slug, client_id, client_secret } = ready;
  return call(desk, connectionContract, 'connection.connect', {
    environment: 'custom',
    identity_url,
    api_url,
    slug,
    client_id,
    credential: { kind: 'client', client_secret },
    secret_place,
  });
}

/** Connect, sync, import and preview: everything before the first thing that is sent. */
export async function upToPreview(desk: Desk, ready: SandboxReady, secret_place: 'keychain' | 'environment' = 'keychain') {
  await connectTo(desk, ready, secret_place);
  const range = { from: ready.period_start, to: ready.period_end };
  const synced = await call(desk, syncContract, 'sync.run', range);
  const { imports } = await call(desk, importContract, 'import.run', { files: [ready.bank_file] });
  const preview = await call(desk, previewContract, 'preview.make', {
    ...range,
    import_ids: imports.map((each) => each.import_id),
    scope: 'Connector',
    connector_config_id: ready.connector_config_id,
  });
  return { synced, imports, preview };
}
