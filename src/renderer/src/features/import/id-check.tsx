import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useAsk } from '../../query.ts';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { useConnectionId, useDesk } from '../frame/desk-context.tsx';

function IdTable({ columns }: { columns: Answer<'profile.check_ids'>['columns'] }) {
  const { t } = useTranslation();
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('ids.column')}</th>
            <th scope="col" className="end">
              {t('ids.hits')}
            </th>
            <th scope="col" className="end">
              {t('ids.rrn')}
            </th>
            <th scope="col" className="end">
              {t('ids.order')}
            </th>
            <th scope="col">{t('ids.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ at, header, in_use, hits, reason }) => (
            <tr key={at}>
              <th scope="row">
                {header} {in_use ? <span className="tag tag--good">{t('ids.in_use')}</span> : null}
              </th>
              <td className="end">{formatCount(hits.provider_transaction_id)}</td>
              <td className="end">{formatCount(hits.rrn)}</td>
              <td className="end">{formatCount(hits.order)}</td>
              <td className="muted">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which column names what Payven knows, counted; the better one is offered. */
export function IdCheck({ importId }: { importId: string }) {
  const { t } = useTranslation();
  const { status } = useDesk();
  const connection = useConnectionId();
  const isConnected = (status?.connection ?? null) !== null;
  const { data, error } = useAsk('profile.check_ids', isConnected ? { import_id: importId, ...connection } : null);
  if (!isConnected || (data === undefined && error === null) || data?.columns.length === 0) return null;
  return (
    <Card title={t('ids.title')} bare>
      <ErrorNote error={error} />
      {data === undefined ? null : (
        <>
          <p className="card__note muted">
            {data.transactions === 0 ? t('ids.no_data') : t('ids.lead', { sales: formatCount(data.sales), transactions: formatCount(data.transactions) })}
          </p>
          {data.offer === null ? null : (
            <Note tone="warn">
              <p>
                <strong>{t('ids.offer', { header: data.offer.header })}</strong> {data.offer.reason}
              </p>
              <p>{t('ids.offer_how', { header: data.offer.header })}</p>
            </Note>
          )}
          {data.transactions === 0 ? null : <IdTable columns={data.columns} />}
        </>
      )}
    </Card>
  );
}
