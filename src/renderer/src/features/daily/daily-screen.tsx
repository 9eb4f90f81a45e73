import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { useAsk, useRun } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount, formatDay, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { useScopeName } from '../preview/start-dialog.tsx';
import { dayRunStore, startDays, stopDays } from './day-run.ts';
import { daysOf, isCut, type ListedPreview, partedBy, sumDays } from './days.ts';
import { DaysTable } from './days-table.tsx';

/** The days of a preview; cut once on arrival where that was not done yet. */
function useDays(id: string) {
  const { data: whole, error: unknown } = useAsk('preview.get', { preview_id: id });
  const listed = useAsk('preview.list', {});
  const cutting = useRun();
  const { run } = cutting;
  const days = whole === undefined || listed.data === undefined ? null : daysOf(whole, listed.data.previews);
  const missing = whole !== undefined && days !== null && !isCut(whole, days);
  const begun = useRef(false);
  useEffect(() => {
    if (!missing || begun.current) return;
    begun.current = true;
    void run('preview.by_day', { preview_id: id });
  }, [missing, run, id]);
  const cut = (): void => void run('preview.by_day', { preview_id: id });
  return { whole, days: missing ? null : days, cut, cutting, error: unknown ?? listed.error ?? cutting.error };
}

interface ConfirmProps {
  open: boolean;
  whole: PreviewSummary;
  left: readonly ListedPreview[];
  parted: number;
  onClose(): void;
}

/** Asks once for all the days that are left, with their numbers. */
function ConfirmDialog({ open, whole, left, parted, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  const scope = useScopeName(whole);
  const sums = sumDays(left);
  const start = (): void => {
    onClose();
    void startDays(whole.preview_id, left.map(({ preview_id }) => preview_id));
  };
  return (
    <Dialog open={open} title={t('daily.confirm_title', { count: sums.days, n: formatCount(sums.days) })} onClose={onClose}>
      <div className="stack">
        <p>{t('daily.confirm_lead')}</p>
        <dl className="facts">
          <dt>{t('daily.days')}</dt>
          <dd className="end">
            <strong>{formatCount(sums.days)}</strong>
          </dd>
          <dt>{t('preview.start_rows')}</dt>
          <dd className="end">
            <strong>{formatCount(sums.sent)}</strong>
          </dd>
          <dt>{t('preview.start_sum')}</dt>
          <dd className="end">
            <strong>
              <Amount value={sums.bank} unit />
            </strong>
          </dd>
          <dt>{t('preview.start_scope')}</dt>
          <dd className="end">{scope}</dd>
        </dl>
        {parted === 0 ? null : <Note tone="warn">{t('daily.parted', { count: parted, n: formatCount(parted) })}</Note>}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action data-autofocus onClick={onClose}>
            {t('dialog.back')}
          </Action>
          <Action look="main" onClick={start}>
            {t('daily.confirm_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}

/** The day that could not be started, why, and what can be done about it. */
function Failed({ days }: { days: readonly ListedPreview[] }) {
  const { t } = useTranslation();
  const connection = useConnectionId();
  const { failed } = useStore(dayRunStore);
  const again = useRun();
  const day = days.find(({ preview_id }) => preview_id === failed?.preview_id);
  if (failed === null || day === undefined) return null;
  const { import_ids, scope, from, to, connector_config_id, merchant_id } = day;
  const preview = (): void =>
    void again.run('preview.make', { ...connection, import_ids, scope, from, to, ...(connector_config_id !== null && { connector_config_id }), ...(merchant_id !== null && { merchant_id }) });
  return (
    <>
      <ErrorNote error={failed.error}>
        <p>{t('daily.failed_day', { day: formatDay(day.from) })}</p>
        <div className="row">
          {failed.error.code === 'state.plan_changed' ? <Action onClick={preview}>{t('daily.preview_again')}</Action> : null}
          <Action onClick={() => go('preview', day.preview_id)}>{t('daily.open_day')}</Action>
        </div>
      </ErrorNote>
      <Busy running={again.running} />
      <ErrorNote error={again.error} />
    </>
  );
}

function Tools({ running, stopping, left, cut, onStart }: { running: boolean; stopping: boolean; left: number; cut(): void; onStart(): void }) {
  const { t } = useTranslation();
  if (running) {
    return (
      <Action disabled={stopping} onClick={stopDays}>
        {stopping ? t('daily.stopping') : t('daily.stop')}
      </Action>
    );
  }
  return (
    <>
      <Action look="bare" onClick={cut}>
        {t('daily.cut_again')}
      </Action>
      {left === 0 ? null : (
        <Action look="main" onClick={onStart}>
          {t('daily.start', { count: left, n: formatCount(left) })}
        </Action>
      )}
    </>
  );
}

function DaysOf({ id }: { id: string }) {
  const { t } = useTranslation();
  const { whole, days, cut, cutting, error } = useDays(id);
  const run = useStore(dayRunStore);
  const [asking, setAsking] = useState(false);
  const left = (days ?? []).filter(({ reconciliation_id }) => reconciliation_id === null);
  const sums = sumDays(days ?? []);
  useStatusBar(days === null ? null : { rows: days.length, sum: sums.bank, selected: null, left: { count: left.length, of: days.length } });
  if (whole === undefined || days === null) {
    return (
      <Page title={t('daily.title')} lead={<a href={routeTo('preview', id)}>{t('daily.back')}</a>}>
        <ErrorNote error={error} />
        <Busy running={cutting.running} />
        {error === null && cutting.running === null ? <Skeleton lines={6} /> : null}
      </Page>
    );
  }
  const parted = partedBy(whole, days);
  const running = run.whole_id === id && run.current !== null;
  return (
    <Page
      title={`${t('daily.title')}: ${formatRange(whole.from, whole.to)}`}
      lead={<a href={routeTo('preview', id)}>{t('daily.back')}</a>}
      tools={cutting.running === null ? <Tools running={running} stopping={run.stopping} left={left.length} cut={cut} onStart={() => setAsking(true)} /> : null}
    >
      <p>{t('daily.lead', { days: formatCount(days.length), started: formatCount(sums.started) })}</p>
      {parted === 0 ? null : <Note tone="warn">{t('daily.parted', { count: parted, n: formatCount(parted) })}</Note>}
      <ErrorNote error={error} />
      <Busy running={cutting.running} />
      <Failed days={days} />
      <Card bare>
        <DaysTable days={days} />
      </Card>
      <ConfirmDialog open={asking} whole={whole} left={left} parted={parted} onClose={() => setAsking(false)} />
    </Page>
  );
}

/** A period too large for one request, started day by day. */
export function DailyScreen({ id }: { id: string | null }) {
  const { t } = useTranslation();
  if (id !== null) return <DaysOf id={id} />;
  return (
    <Page title={t('daily.title')}>
      <Empty icon="daily" title={t('daily.none')} action={<Action look="main" onClick={() => go('preview')}>{t('screen.preview')}</Action>}>
        {t('daily.none_lead')}
      </Empty>
    </Page>
  );
}
