import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { useDesk } from './desk-context.tsx';

/** A connection as people know it: its tenant, else its host. */
export function tenantOf({ slug, api_url }: Pick<ConnectionSummary, 'slug' | 'api_url'>): string {
  if (slug !== null) return slug;
  return URL.parse(api_url)?.host ?? api_url;
}

/** The sample data's own Payven runs on this computer. */
export const isLocal = ({ api_url }: Pick<ConnectionSummary, 'api_url'>): boolean => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(api_url);

/** The environment in words; a Payven on this computer is named as such. */
export function useEnvironmentName(): (connection: ConnectionSummary) => string {
  const { t } = useTranslation();
  return (connection) => t(isLocal(connection) ? 'environment.local' : `environment.${connection.environment}`);
}

/** `acme · Canlı ortam`; with its host where another connection would be called the same. */
export function useConnectionName(): (connection: ConnectionSummary) => string {
  const environmentOf = useEnvironmentName();
  const { connections } = useDesk();
  const short = (connection: ConnectionSummary): string => `${tenantOf(connection)} · ${environmentOf(connection)}`;
  return (connection) => {
    const name = short(connection);
    const namesakes = connections.filter((each) => each.connection_id !== connection.connection_id && short(each) === name);
    return namesakes.length === 0 ? name : `${name} · ${URL.parse(connection.api_url)?.host ?? connection.api_url}`;
  };
}
