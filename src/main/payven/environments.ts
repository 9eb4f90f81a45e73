import { AppError } from '../../shared/errors.ts';

export interface Addresses {
  readonly identity_url: string | null;
  readonly api_url: string;
}

/** Payven's addresses; the only place in the program that knows them. */
const environments: Readonly<Record<'sandbox' | 'production', Addresses>> = {
  sandbox: {
    identity_url: 'https://identity-sandbox.payven.com.tr',
    api_url: 'https://vpos-sandbox.payven.com.tr',
  },
  production: {
    identity_url: 'https://identity.payven.com.tr',
    api_url: 'https://vpos.payven.com.tr',
  },
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address without a trailing slash. https only; plain http for loopback alone,
 * where the built-in sandbox listens. Throws AppError('usage.address').
 */
export function checkedAddress(value: string, name: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url === null || !secure || url.username !== '' || url.password !== '') {
    throw new AppError('usage.address', { name, value: url === null ? value : url.host });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The addresses of an environment; `custom` takes them from the caller. */
export function addressesOf(
  environment: 'sandbox' | 'production' | 'custom',
  custom: { identity_url?: string | undefined; api_url?: string | undefined },
): Addresses {
  if (environment !== 'custom') return environments[environment];
  if (custom.api_url === undefined) throw new AppError('usage.missing', { name: 'api-url' });
  return {
    identity_url: custom.identity_url === undefined ? null : checkedAddress(custom.identity_url, 'identity-url'),
    api_url: checkedAddress(custom.api_url, 'api-url'),
  };
}
