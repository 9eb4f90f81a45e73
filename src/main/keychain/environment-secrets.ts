import type { SecretStore } from '../ports.ts';

/**
 * For unattended runs: the secret comes from the environment of each run, and what
 * is to be kept stays in this process's memory alone.
 */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): SecretStore {
  const held = new Map<string, string>();
  return {
    get: (account) => Promise.resolve(held.get(account) ?? fromEnvironment(env)),
    set(account, secret) {
      held.set(account, secret);
      return Promise.resolve();
    },
    delete(account) {
      held.delete(account);
      return Promise.resolve();
    },
  };
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): string | null {
  const client_secret = env['MUTABAKAT_CLIENT_SECRET'] ?? null;
  const access_token = env['MUTABAKAT_TOKEN'] ?? null;
  if (client_secret === null && access_token === null) return null;
  return JSON.stringify({ client_secret, access_token, expires_at: null });
}
