import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { differencesOf } from '../preview/sums.ts';
import { ReconciliationTable } from './reconciliation-table.tsx';
import { ReviewOne } from './review-one.tsx';

function FetchForm() {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  const { running, error, run } = useRun();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = await run('reconciliation.fetch', { reconciliation_id: id.trim() });
    if (found !== null) go('review', found.reconciliation_id);
  };
  return (
    <Card title={t('review.fetch')}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <TextInput label={t('review.fetch_id')} value={id} onChange={(event) => setId(event.currentTarget.value)} required withAsterisk={false} style={{ flex: 1, maxWidth: 420 }} />
          <Action type="submit" disabled={running !== null}>
            {t('review.fetch_go')}
          </Action>
        </div>
        <Busy running={running} />
        <ErrorNote error={error} />
      </form>
    </Card>
  );
}

function ReviewList() {
  const { t } = useTranslation();
  const { data, error } = useAsk('reconciliation.list', {});
  const rows = data?.reconciliations ?? [];
  useStatusBar(
    data === undefined
      ? null
      : {
          rows: rows.length,
          sum: null,
          selected: null,
          left: { count: rows.reduce((sum, each) => sum + each.pending, 0), of: rows.reduce((sum, each) => sum + differencesOf(each.counts), 0) },
        },
  );
  return (
    <Page title={t('review.title')} lead={t('review.lead')}>
      <ErrorNote error={error} />
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={5} />
        ) : null
      ) : rows.length === 0 ? (
        <Empty
          icon="review"
          title={t('review.none')}
          action={
            <Action look="main" onClick={() => go('preview')}>
              {t('review.none_action')}
            </Action>
          }
        >
          {t('review.none_lead')}
        </Empty>
      ) : (
        <Card bare>
          <ReconciliationTable rows={rows} />
        </Card>
      )}
      <FetchForm />
    </Page>
  );
}

/** The reconciliations, and the one that is reviewed. */
export function ReviewScreen({ id }: { id: string | null }) {
  return id === null ? <ReviewList /> : <ReviewOne id={id} />;
}
