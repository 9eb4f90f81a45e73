import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { connectionStore } from '../../connection-choice.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { tenantOf, useConnectionName, useEnvironmentName } from '../frame/connection-name.ts';
import { useConnectionId } from '../frame/desk-context.tsx';
import { ConnectForm } from './connect-form.tsx';

function Names({ items }: { items: readonly { id: string; name: string | null; is_active: boolean }[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {items.map(({ id, name, is_active }) => (
        <li key={id}>
          {name ?? id} {is_active ? null : <span className="quiet">({t('connection.passive')})</span>}
        </li>
      ))}
    </ul>
  );
}

/** When a pasted token ends; it cannot be renewed, so the end is told before it comes. */
function TokenEnd({ at }: { at: string }) {
  const { t } = useTranslation();
  const over = Date.parse(at) <= Date.now();
  return (
    <>
      <dt>{t('connection.ends')}</dt>
      <dd>
        {formatInstant(at)} {over ? <span className="tag tag--warn">{t('connection.ended')}</span> : null}
      </dd>
    </>
  );
}

function Known({ connection, inUse, several }: { connection: ConnectionSummary; inUse: boolean; several: boolean }) {
  const { t } = useTranslation();
  const nameOf = useConnectionName();
  const environmentOf = useEnvironmentName();
  const use = inUse ? (
    <span className="tag tag--good">
      <Icon name="check" size={12} /> {t('connection.in_use')}
    </span>
  ) : (
    <Action onClick={() => connectionStore.set(connection.connection_id)} aria-label={`${t('connection.use')}: ${nameOf(connection)}`}>
      {t('connection.use')}
    </Action>
  );
  return (
    <Card title={nameOf(connection)} tools={several ? use : null}>
      <dl className="facts">
        <dt>{t('connection.environment')}</dt>
        <dd>{environmentOf(connection)}</dd>
        <dt>{t('connection.tenant')}</dt>
        <dd>{tenantOf(connection)}</dd>
        <dt>{t('connection.kind')}</dt>
        <dd>{t(connection.credential === 'client' ? 'connection.kind_client' : 'connection.kind_token')}</dd>
        <dt>{t('connection.api_url')}</dt>
        <dd>{connection.api_url}</dd>
        {connection.client_id === null ? null : (
          <>
            <dt>{t('connection.client_id')}</dt>
            <dd>{connection.client_id}</dd>
          </>
        )}
        <dt>{t('connection.place')}</dt>
        <dd>{t(`connection.place_${connection.secret_place}`)}</dd>
        {connection.token_ends_at === null ? null : <TokenEnd at={connection.token_ends_at} />}
        <dt>{t('connection.created')}</dt>
        <dd>{formatInstant(connection.created_at)}</dd>
        <dt>{t('connection.connectors')}</dt>
        <dd>
          <Names items={connection.connectors} />
        </dd>
        <dt>{t('connection.merchants')}</dt>
        <dd>
          <Names items={connection.merchants} />
        </dd>
      </dl>
    </Card>
  );
}

/** The connections there are, and a new one. */
export function ConnectionScreen() {
  const { t } = useTranslation();
  const { data, error } = useAsk('connection.list', {});
  const { connection_id: chosen } = useConnectionId();
  const several = (data?.connections.length ?? 0) > 1;
  return (
    <Page title={t('connection.title')} lead={t('connection.lead')}>
      <ErrorNote error={error} />
      <div className="columns">
        <Card title={t('connection.new')}>
          <ConnectForm />
        </Card>
        <div className="stack">
          {data?.connections.map((connection) => <Known key={connection.connection_id} connection={connection} inUse={connection.connection_id === chosen} several={several} />)}
          {data?.connections.length === 0 ? <p className="muted">{t('connection.none')}</p> : null}
        </div>
      </div>
    </Page>
  );
}
