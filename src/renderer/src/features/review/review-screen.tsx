import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { differencesOf } from '../preview/sums.ts';
import { undecidedIn } from './answers.ts';
import { ReconciliationTable } from './reconciliation-table.tsx';
import { REMOTE, RemoteList, WhereTabs } from './remote-list.tsx';
import { ReviewOne } from './review-one.tsx';

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
          left: { count: rows.reduce((sum, each) => sum + undecidedIn(each), 0), of: rows.reduce((sum, each) => sum + differencesOf(each.counts), 0) },
        },
  );
  return (
    <Page title={t('review.title')} lead={t('review.lead')} tools={<WhereTabs where="here" />}>
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
    </Page>
  );
}

/** The reconciliations here and at Payven, and the one that is reviewed. */
export function ReviewScreen({ id }: { id: string | null }) {
  if (id === REMOTE) return <RemoteList />;
  return id === null ? <ReviewList /> : <ReviewOne key={id} id={id} />;
}
