import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { closedStatuses } from '../../../../shared/enums.ts';
import { useAge } from '../../i18n/index.ts';
import type { DeskError } from '../../client.ts';
import { useAsk, useRun } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Action, Key } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { formatCount, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { pushDecisions, stopPush } from '../sending/push.ts';
import { Progress } from './progress.tsx';
import { StateTag } from './reconciliation-table.tsx';
import { useExport } from './use-export.ts';
import { usePushing, useWorkspace } from './use-workspace.ts';
import { Workspace } from './workspace.tsx';

export const isClosed = ({ overall_status }: ReconciliationSummary): boolean => overall_status !== null && closedStatuses.includes(overall_status);

function Lead({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const age = useAge();
  return (
    <span className="row">
      <a href={routeTo('review')}>{t('review.title')}</a>
      <span>{summary.connector_config_name ?? summary.merchant_name}</span>
      <StateTag status={summary.overall_status} />
      <span>{t('review.read_age', { age: age(summary.read_at) })}</span>
      <Progress summary={summary} />
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

interface BenchProps {
  summary: ReconciliationSummary;
  error: DeskError | null;
}

/** Its tools above, the workspace below. */
function Bench({ summary, error }: BenchProps) {
  const { t } = useTranslation();
  const closed = isClosed(summary);
  const work = useWorkspace(summary, closed);
  const refresh = useRun();
  const workbook = useExport(summary);
  const reread = (): void => void refresh.run('reconciliation.fetch', { reconciliation_id: work.id });
  const exportAll = (): void => void workbook.start();
  useActions([
    { id: 'review.export', group: 'everywhere', label: t('keys.export'), keys: ['X'], run: exportAll },
    { id: 'review.reread', group: 'everywhere', label: t('keys.reread'), keys: ['R'], run: reread },
    ...(closed
      ? []
      : [
          { id: 'review.finalize', group: 'everywhere' as const, label: t('keys.finalize'), keys: ['Shift+F'], run: () => work.setClosing('finalize') },
          { id: 'review.cancel', group: 'everywhere' as const, label: t('keys.cancel'), keys: ['Shift+X'], run: () => work.setClosing('cancel') },
        ]),
  ]);
  return (
    <Page
      full
      title={formatRange(summary.period_start, summary.period_end)}
      lead={<Lead summary={summary} />}
      tools={
        <>
          <Action look="bare" disabled={refresh.running !== null} aria-keyshortcuts="R" title={`${t('keys.reread')} (R)`} onClick={reread}>
            {t('review.refresh')}
          </Action>
          <Action disabled={workbook.running !== null} aria-keyshortcuts="X" title={`${t('keys.export')} (X)`} onClick={exportAll}>
            {t('review.export')}
          </Action>
          {closed ? null : (
            <>
              <Action aria-keyshortcuts="Shift+X" title={`${t('review.cancel')} (Shift+X)`} onClick={() => work.setClosing('cancel')}>
                {t('review.cancel')}
              </Action>
              <Send summary={summary} />
              <Action look={summary.waiting > 0 ? 'plain' : 'main'} aria-keyshortcuts="Shift+F" title={`${t('review.finalize')} (Shift+F)`} onClick={() => work.setClosing('finalize')}>
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
      <Workspace work={work} />
    </Page>
  );
}

/** One reconciliation: its details, the decisions, and its end. */
export function ReviewOne({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: summary, error } = useAsk('reconciliation.show', { reconciliation_id: id, limit: 1 });
  const [last, setLast] = useState<ReconciliationSummary>();
  if (summary !== undefined && summary !== last) setLast(summary);
  if (last !== undefined) return <Bench summary={last} error={error} />;
  return (
    <Page title={t('review.title')} lead={<a href={routeTo('review')}>{t('review.title')}</a>}>
      {error === null ? <Skeleton lines={8} /> : <ErrorNote error={error} />}
    </Page>
  );
}
