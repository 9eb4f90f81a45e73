import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { countKeyOf, type PreviewSummary, verdictCounts } from '../../../../shared/contract/preview.ts';
import { discrepancies } from '../../../../shared/enums.ts';
import type { DeskError } from '../../client.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { useConnectionId, useDesk } from '../frame/desk-context.tsx';
import { useMerchantsDoubt } from './use-merchants-doubt.ts';
import { useOpenElsewhere } from './use-open-elsewhere.ts';
import { usePreviewAgain } from './use-preview-again.ts';

/** Refusals the user may overrule, knowing what they do. */
const forcible: readonly string[] = ['state.unmatchable', 'state.period_open', 'state.sync_incomplete', 'state.start_unknown'];

/** Nobody can say whether it was done: the outbox knows how to find out. */
const unknown: readonly string[] = ['payven.outcome_unknown', 'state.start_unknown'];

/** Many servers take no more than this in one request (bytes); more may still be taken. */
const LARGE_BYTES = 5 * 1024 * 1024;

/** What became of the buckets since the preview, where a start was refused for it. */
function Changed({ error, summary }: { error: DeskError | null; summary: PreviewSummary }) {
  const { t } = useTranslation();
  const now = verdictCounts.safeParse(error?.details['counts']);
  if (error?.code !== 'state.plan_changed' || !now.success) return null;
  return (
    <table className="table">
      <caption className="sr-only">{t('preview.changed')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('preview.changed')}</th>
          <th scope="col" className="end">
            {t('preview.changed_before')}
          </th>
          <th scope="col" className="end">
            {t('preview.changed_now')}
          </th>
        </tr>
      </thead>
      <tbody>
        {discrepancies.map((verdict) => (
          <tr key={verdict}>
            <th scope="row">
              <Verdict verdict={verdict} />
            </th>
            <td className="end">{formatCount(summary.counts[countKeyOf[verdict]])}</td>
            <td className="end">{formatCount(now.data[countKeyOf[verdict]])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NextStepProps {
  error: DeskError;
  onForce(): void;
  onPreview(): void;
  onDaily(): void;
}

function NextStep({ error, onForce, onPreview, onDaily }: NextStepProps) {
  const { t } = useTranslation();
  const id = z.string().safeParse(error.details['reconciliation_id']);
  return (
    <div className="row">
      {error.code === 'state.plan_changed' ? <Action onClick={onPreview}>{t('preview.make_again')}</Action> : null}
      {id.success ? <Action onClick={() => go('review', id.data)}>{t('preview.go_review')}</Action> : null}
      {error.code === 'payven.too_large' ? <Action onClick={onDaily}>{t('daily.open')}</Action> : null}
      {unknown.includes(error.code) ? <Action onClick={() => go('outbox')}>{t('outbox.open')}</Action> : null}
      {forcible.includes(error.code) ? (
        <Action look="danger" onClick={onForce}>
          {t('preview.start_force')}
        </Action>
      ) : null}
    </div>
  );
}

/** The connector's or merchant's name. */
export function useScopeName(summary: PreviewSummary): string {
  const connection = useDesk().status?.connection;
  const id = summary.connector_config_id ?? summary.merchant_id ?? '';
  return [...(connection?.connectors ?? []), ...(connection?.merchants ?? [])].find((each) => each.id === id)?.name ?? id;
}

/** What is to be known before a start: one of the same period that is open at Payven, and a request many servers refuse. */
function Notices({ open, summary, onDaily }: { open: boolean; summary: PreviewSummary; onDaily(): void }) {
  const { t } = useTranslation();
  const elsewhere = useOpenElsewhere(open, summary);
  const connection = useConnectionId();
  const { running, error, run } = useRun();
  const review = async (reconciliation_id: string): Promise<void> => {
    const found = await run('reconciliation.fetch', { ...connection, reconciliation_id });
    if (found !== null) go('review', found.reconciliation_id);
  };
  return (
    <>
      {elsewhere === null ? null : (
        <Note tone="warn" live>
          <p>{t('preview.open_elsewhere', { at: formatInstant(elsewhere.created) })}</p>
          <Busy running={running} />
          <ErrorNote error={error} />
          <div>
            <Action disabled={running !== null} onClick={() => void review(elsewhere.reconciliation_id)}>
              {t('preview.open_it')}
            </Action>
          </div>
        </Note>
      )}
      {summary.request_bytes > LARGE_BYTES ? (
        <Note tone="warn">
          <p>{t('daily.large', { n: formatCount(Math.ceil(summary.request_bytes / 1024 / 1024)) })}</p>
          {summary.from === summary.to ? null : (
            <div>
              <Action onClick={onDaily}>{t('daily.open')}</Action>
            </div>
          )}
        </Note>
      ) : null}
    </>
  );
}

/** Asks before anything is sent, with the numbers; says what changed where Payven's data is no longer the preview's. */
export function StartDialog({ open, summary, onClose }: { open: boolean; summary: PreviewSummary; onClose(): void }) {
  const { t } = useTranslation();
  const { running, error, run, clear } = useRun();
  const scope = useScopeName(summary);
  const doubt = useMerchantsDoubt(summary);
  const start = async (force: boolean): Promise<void> => {
    const started = await run('reconciliation.start', { preview_id: summary.preview_id, confirmed: true, force });
    if (started !== null) go('review', started.reconciliation_id);
  };
  const preview = usePreviewAgain(summary);
  const close = (): void => {
    clear();
    onClose();
  };
  const daily = (): void => go('daily', summary.preview_id);
  return (
    <Dialog open={open} title={t('preview.start_title')} onClose={close}>
      <div className="stack">
        <p>{t('preview.start_lead')}</p>
        <dl className="facts">
          <dt>{t('preview.start_rows')}</dt>
          <dd className="end">
            <strong>{formatCount(summary.sent)}</strong>
          </dd>
          <dt>{t('preview.start_sum')}</dt>
          <dd className="end">
            <strong>
              <Amount value={summary.amounts.bank} unit />
            </strong>
          </dd>
          <dt>{t('preview.period')}</dt>
          <dd className="end">{formatRange(summary.from, summary.to)}</dd>
          <dt>{t('preview.start_scope')}</dt>
          <dd className="end">{scope}</dd>
          <dt>{t('preview.start_size')}</dt>
          <dd className="end">{t('preview.size_kb', { n: formatCount(Math.max(1, Math.ceil(summary.request_bytes / 1024))) })}</dd>
        </dl>
        {summary.assumed === 0 ? null : <Note tone="warn">{t('preview.assumed_note', { count: summary.assumed, n: formatCount(summary.assumed) })}</Note>}
        {doubt ? <Note tone="warn">{t('preview.start_merchants')}</Note> : null}
        <Notices open={open} summary={summary} onDaily={daily} />
        <Busy running={running} />
        <ErrorNote error={error}>{error === null ? null : <NextStep error={error} onForce={() => void start(true)} onPreview={() => void preview.again()} onDaily={daily} />}</ErrorNote>
        <Busy running={preview.running} />
        <ErrorNote error={preview.error} />
        <Changed error={error} summary={summary} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action data-autofocus onClick={close}>
            {t('dialog.back')}
          </Action>
          <Action look="main" disabled={running !== null} onClick={() => void start(false)}>
            {t('preview.start_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
