import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { useAsk } from '../../query.ts';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { useConnectionName } from '../frame/connection-name.ts';
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

function Known({ connection }: { connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const nameOf = useConnectionName();
  return (
    <Card title={nameOf(connection)}>
      <dl className="facts">
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
        {connection.token_ends_at === null ? null : (
          <>
            <dt>{t('connection.ends')}</dt>
            <dd>{formatInstant(connection.token_ends_at)}</dd>
          </>
        )}
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
  return (
    <Page title={t('connection.title')} lead={t('connection.lead')}>
      <ErrorNote error={error} />
      <div className="columns">
        <Card title={t('connection.new')}>
          <ConnectForm />
        </Card>
        <div className="stack">
          {data?.connections.map((connection) => <Known key={connection.connection_id} connection={connection} />)}
          {data?.connections.length === 0 ? <p className="muted">{t('connection.none')}</p> : null}
        </div>
      </div>
    </Page>
  );
}
