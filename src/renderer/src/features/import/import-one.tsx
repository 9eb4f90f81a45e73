import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { mappableFields } from '../../../../shared/bank-row.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { previewImports } from '../preview/intent.ts';
import { CountsCard, WarningsCard } from './file-facts.tsx';

/** An imported file as it was understood. */
export function ImportOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error } = useAsk('import.get', { import_id: id });
  useStatusBar(data === undefined ? null : { rows: data.rows.data, sum: data.amounts.sales, selected: null, left: null });
  return (
    <Page
      title={data?.file_name ?? t('import.file')}
      lead={<a href={routeTo('import')}>{t('import.back')}</a>}
      tools={
        <Action look="main" onClick={() => previewImports([id])}>
          {t('import.preview')}
        </Action>
      }
    >
      <ErrorNote error={error} />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={6} />
        ) : null
      ) : (
        <>
          <div className="columns">
            <Card title={t('import.file')}>
              <dl className="facts">
                <dt>{t('import.bank')}</dt>
                <dd>
                  {data.bank} <span className="quiet">({data.profile.name})</span>
                </dd>
                <dt>{t('import.at')}</dt>
                <dd>{formatInstant(data.created_at)}</dd>
                <dt>{t('import.format')}</dt>
                <dd>
                  {data.format}
                  {data.encoding === null ? null : `, ${data.encoding}`}
                </dd>
                <dt>{t('import.sheet')}</dt>
                <dd>{data.sheet}</dd>
                {mappableFields
                  .filter((field) => data.mapping[field] !== undefined)
                  .map((field) => (
                    <div key={field} style={{ display: 'contents' }}>
                      <dt>{t(`field.${field}`)}</dt>
                      <dd>{data.mapping[field]}</dd>
                    </div>
                  ))}
              </dl>
            </Card>
            <CountsCard rows={data.rows} amounts={data.amounts} />
          </div>
          <WarningsCard warnings={data.warnings} />
        </>
      )}
    </Page>
  );
}
