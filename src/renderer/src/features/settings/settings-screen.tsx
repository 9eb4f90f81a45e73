import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { connectionStore } from '../../connection-choice.ts';
import { useAsk } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { tenantOf, useConnectionName, useEnvironmentName } from '../frame/connection-name.ts';
import { useDesk } from '../frame/desk-context.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { LookFields } from './look-fields.tsx';
import { RemoveConnection } from './remove-connection.tsx';

const MEGABYTE = 1024 * 1024;

/** Every connection, the environment it leads to, and which one is in use. */
function Connections() {
  const { t } = useTranslation();
  const nameOf = useConnectionName();
  const environmentOf = useEnvironmentName();
  const { connections, status } = useDesk();
  const [removing, setRemoving] = useState<ConnectionSummary | null>(null);
  const used = status?.connection?.connection_id ?? null;
  return (
    <Card title={t('settings.connections')} tools={<Action onClick={() => go('connection')}>{t('settings.add_connection')}</Action>} bare>
      {connections.length === 0 ? <p className="card__body muted">{t('connection.none')}</p> : null}
      {connections.length === 0 ? null : (
        <div className="table-wrap">
          <table className="table table--rows">
            <thead>
              <tr>
                <th scope="col">{t('connection.tenant')}</th>
                <th scope="col">{t('connection.environment')}</th>
                <th scope="col">
                  <span className="sr-only">{t('settings.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {connections.map((each) => (
                <tr key={each.connection_id}>
                  <th scope="row">{tenantOf(each)}</th>
                  <td>{environmentOf(each)}</td>
                  <td>
                    <div className="row" style={{ justifyContent: 'flex-end' }}>
                      {each.connection_id === used ? (
                        <span className="tag tag--good">{t('connection.in_use')}</span>
                      ) : (
                        <Action onClick={() => connectionStore.set(each.connection_id)} aria-label={`${t('connection.use')}: ${nameOf(each)}`}>
                          {t('connection.use')}
                        </Action>
                      )}
                      <Action onClick={() => setRemoving(each)} aria-label={`${t('settings.remove')}: ${nameOf(each)}`}>
                        {t('settings.remove')}
                      </Action>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removing === null ? null : <RemoveConnection connection={removing} onClose={() => setRemoving(null)} />}
    </Card>
  );
}

/** Where the data lies and how much there is, and what this program is. */
function Data() {
  const { t } = useTranslation();
  const { data, error } = useAsk('settings.about', {});
  const size = (bytes: number): string => t('settings.megabytes', { n: formatCount(Math.max(1, Math.ceil(bytes / MEGABYTE))) });
  return (
    <>
      <Card title={t('settings.data')}>
        <ErrorNote error={error} />
        {data === undefined ? (
          error === null ? <Skeleton lines={3} /> : null
        ) : (
          <div className="stack">
            <dl className="facts">
              <dt>{t('settings.folder')}</dt>
              <dd>
                <code>{data.data_folder}</code>
              </dd>
              <dt>{t('settings.database')}</dt>
              <dd>{size(data.database_bytes)}</dd>
              <dt>{t('settings.files')}</dt>
              <dd>
                {t('settings.kept', { count: data.files, n: formatCount(data.files) })} · {size(data.files_bytes)}
              </dd>
            </dl>
            <p className="muted">{t('settings.folder_note')}</p>
          </div>
        )}
      </Card>
      <Card title={t('settings.about')}>
        <div className="stack">
          <p>{t('settings.about_lead')}</p>
          <dl className="facts">
            <dt>{t('settings.version')}</dt>
            <dd>{data?.version}</dd>
          </dl>
        </div>
      </Card>
    </>
  );
}

/** Connections, look and language, the ways to the bank settings, where the data lies, and what this program is. */
export function SettingsScreen() {
  const { t } = useTranslation();
  useStatusBar(null);
  return (
    <Page title={t('settings.title')}>
      <div className="settings">
        <div className="stack">
          <Connections />
          <Card title={t('settings.banks')} tools={<Action onClick={() => go('banks')}>{t('settings.open_banks')}</Action>}>
            <p className="muted">{t('settings.banks_lead')}</p>
          </Card>
          <Card title={t('settings.look')}>
            <LookFields />
          </Card>
        </div>
        <div className="stack">
          <Data />
        </div>
      </div>
    </Page>
  );
}
