import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';

/** A connection as people know it: its tenant, else its host. */
export function tenantOf({ slug, api_url }: Pick<ConnectionSummary, 'slug' | 'api_url'>): string {
  if (slug !== null) return slug;
  return URL.parse(api_url)?.host ?? api_url;
}

/** The sample data's own Payven runs on this computer. */
const isLocal = ({ api_url }: Pick<ConnectionSummary, 'api_url'>): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(api_url);

/** The environment in words; a Payven on this computer is named as such. */
export function useEnvironmentName(): (connection: ConnectionSummary) => string {
  const { t } = useTranslation();
  return (connection) => t(isLocal(connection) ? 'environment.local' : `environment.${connection.environment}`);
}

/** `acme · Canlı ortam`. */
export function useConnectionName(): (connection: ConnectionSummary) => string {
  const environmentOf = useEnvironmentName();
  return (connection) => `${tenantOf(connection)} · ${environmentOf(connection)}`;
}
