import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { closedStatuses } from '../../../../shared/enums.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk, useRun } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Action, Key } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { CancelDialog, FinalizeDialog } from './closing-dialogs.tsx';
import { pushDecisions, stopPush } from '../sending/push.ts';
import { Progress } from './progress.tsx';
import { StateTag } from './reconciliation-table.tsx';
import { useExport } from './use-export.ts';
import { usePushing } from './use-workspace.ts';
import { Workspace } from './workspace.tsx';

export const isClosed = ({ overall_status }: ReconciliationSummary): boolean => overall_status !== null && closedStatuses.includes(overall_status);

function Lead({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const age = useAge();
  const differs = summary.differs_from_preview ?? 0;
  return (
    <span className="row">
      <a href={routeTo('review')}>{t('review.title')}</a>
      <span>{summary.connector_config_name ?? summary.merchant_name}</span>
      <StateTag status={summary.overall_status} />
      <span>{t('review.read_age', { age: age(summary.read_at) })}</span>
      <Progress summary={summary} />
      {differs > 0 ? <span className="tag tag--warn">{t('review.differs', { count: differs, n: formatCount(differs) })}</span> : null}
    </span>
  );
}

/** Sends what was decided here; the number says how much that is. */
function Send({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const pushing = usePushing(summary.reconciliation_id);
  if (pushing) return <Action onClick={stopPush}>{t('push.stop')}</Action>;
  if (summary.waiting === 0) return null;
  return (
    <Action look="main" aria-keyshortcuts="Control+S" title={`${t('push.title')} (Ctrl+S)`} onClick={() => void pushDecisions(summary.reconciliation_id)}>
      {t('push.go', { count: summary.waiting, n: formatCount(summary.waiting) })}&nbsp;<Key>Ctrl S</Key>
    </Action>
  );
}

/** One reconciliation: its details, the decisions, and its end. */
export function ReviewOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: summary, error } = useAsk('reconciliation.show', { reconciliation_id: id, limit: 1 });
  const [closing, setClosing] = useState<'finalize' | 'cancel' | null>(null);
  const refresh = useRun();
  const workbook = useExport(summary);
  const [last, setLast] = useState<ReconciliationSummary>();
  if (summary !== undefined && summary !== last) setLast(summary);
  if (last === undefined) {
    return (
      <Page title={t('review.title')} lead={<a href={routeTo('review')}>{t('review.title')}</a>}>
        {error === null ? <Skeleton lines={8} /> : <ErrorNote error={error} />}
      </Page>
    );
  }
  const closed = isClosed(last);
  const close = (): void => setClosing(null);
  return (
    <Page
      full
      title={formatRange(last.period_start, last.period_end)}
      lead={<Lead summary={last} />}
      tools={
        <>
          <Action look="bare" disabled={refresh.running !== null} onClick={() => void refresh.run('reconciliation.fetch', { reconciliation_id: id })}>
            {t('review.refresh')}
          </Action>
          <Action disabled={workbook.running !== null} onClick={() => void workbook.start()}>
            {t('review.export')}
          </Action>
          {closed ? null : (
            <>
              <Action onClick={() => setClosing('cancel')}>{t('review.cancel')}</Action>
              <Send summary={last} />
              <Action look={last.waiting > 0 ? 'plain' : 'main'} onClick={() => setClosing('finalize')}>
                {t('review.finalize')}
              </Action>
            </>
          )}
        </>
      }
    >
      <ErrorNote error={error ?? refresh.error ?? workbook.error} />
      <Busy running={workbook.running ?? refresh.running} />
      {workbook.written === null ? null : (
        <Note tone="good" live>
          {t('review.exported', { n: formatCount(workbook.written.rows) })}
        </Note>
      )}
      <Workspace summary={last} closed={closed} onFinalize={() => setClosing('finalize')} />
      <FinalizeDialog open={closing === 'finalize'} summary={last} onClose={close} />
      <CancelDialog open={closing === 'cancel'} summary={last} onClose={close} />
    </Page>
  );
}
