import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import type { Pane } from './use-pane.ts';
import type { Work } from './work.ts';

/** When and by whom it was cancelled, as far as it was done here: Payven does not tell. */
function useCancelled({ reconciliation_id, overall_status }: ReconciliationSummary): { at: string; by: string } | null {
  const { data } = useAsk('history.list', overall_status === 'Cancelled' ? { limit: 1000 } : null);
  return data?.entries.find(({ what, subject }) => what === 'reconciliation.cancelled' && subject === reconciliation_id) ?? null;
}

/** A closed reconciliation says so: how, when, by whom, and that nothing changes any more. */
function Locked({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const cancelled = useCancelled(summary);
  const { overall_status, finalized_at, finalized_by, notes } = summary;
  const isCancelled = overall_status === 'Cancelled';
  const at = isCancelled ? cancelled?.at : finalized_at;
  const facts = { at: at === null || at === undefined ? '' : formatInstant(at), by: (isCancelled ? cancelled?.by : finalized_by) ?? t('locked.nobody') };
  const words = isCancelled ? (cancelled === null ? t('locked.Cancelled_unknown') : t('locked.Cancelled', facts)) : overall_status === 'PartiallyCompleted' ? t('locked.PartiallyCompleted', facts) : t('locked.Completed', facts);
  return (
    <Note>
      <p>{words}</p>
      {notes === null || notes === '' ? null : <p className="muted">{t('locked.notes', { notes })}</p>}
    </Note>
  );
}

/** What is to be known of the whole reconciliation, above its rows. */
export function ReviewNotes({ work, pane }: { work: Work; pane: Pane }) {
  const { t } = useTranslation();
  const { summary } = work;
  const differs = summary.differs_from_preview ?? 0;
  return (
    <>
      <ErrorNote error={pane.decisions.error} />
      {work.closed ? <Locked summary={summary} /> : null}
      {differs === 0 ? null : (
        <Note tone="warn">
          <div className="row spread">
            <span>{t('compare.differs', { count: differs, n: formatCount(differs) })}</span>
            <Action onClick={() => pane.setComparing(true)}>{t('compare.open')}</Action>
          </div>
        </Note>
      )}
    </>
  );
}
