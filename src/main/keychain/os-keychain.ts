import type { AsyncEntry } from '@napi-rs/keyring';
import { AppError } from '../../shared/errors.ts';
import type { SecretStore } from '../ports.ts';

const SERVICE = 'mutabakat-masasi';

/**
 * The operating system's keychain. On Linux the Secret Service is named outright:
 * the library's own choice falls back to the kernel's keyring, which a reboot empties.
 */
export function osKeychain(service: string = SERVICE): SecretStore {
  // Loaded at the first use: most runs and threads never ask for a secret, and a native
  // module that was never loaded has nothing to take down when its thread ends.
  const entry = async (account: string): Promise<AsyncEntry> => {
    const keyring = await import('@napi-rs/keyring');
    return new keyring.AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw new AppError('credentials.keychain_unavailable', { reason: reasonOf(error) }, error);
    }
  };
  return {
    get: (account) => guarded(async () => (await entry(account)).getPassword()),
    set: (account, secret) => guarded(async () => (await entry(account)).setPassword(secret)),
    delete: (account) =>
      guarded(async () => {
        await (await entry(account)).deleteCredential();
      }),
  };
}

/** The store's own words, first line, without anything that was to be kept in it. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'unknown';
}
