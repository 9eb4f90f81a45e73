import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail, ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { detailStatuses } from '../../../../shared/enums.ts';
import { Action } from '../../ui/action.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { differencesOf } from '../preview/sums.ts';
import { PushNote } from '../sending/push-note.tsx';
import { BucketList } from './bucket-list.tsx';
import { DecidePanel } from './decide-panel.tsx';
import { inConflict, isPending, undecidedIn } from './answers.ts';
import { stakeOf } from './detail.ts';
import { DetailPane } from './detail-pane.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { SettlePanel } from './settle-panel.tsx';
import { StatusFilter } from './status-filter.tsx';
import { useDetailColumns } from './use-detail-columns.tsx';
import { STATUS_ID, useWorkKeys } from './use-work-keys.ts';
import { groupVerdict, useWorkspace, type Work } from './use-workspace.ts';

interface WorkspaceProps {
  summary: ReconciliationSummary;
  closed: boolean;
  onFinalize(): void;
}

function Side({ work, summary }: { work: Work; summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const { filter, setFilter, chooseBucket } = work;
  return (
    <div className="review__side">
      <BucketList summary={summary} bucket={filter.bucket} onBucket={chooseBucket} conflicts={filter.conflicts} onConflicts={work.showConflicts} />
      <div className="review__tools">
        <StatusFilter
          id={STATUS_ID}
          value={filter.status ?? ''}
          all={t('review.filter_every')}
          labels={detailStatuses.map((value) => ({ value, label: t(`review.filter_${value}`) }))}
          onChange={(value) => setFilter({ ...filter, status: detailStatuses.find((each) => each === value) ?? null, conflicts: false })}
        />
      </div>
    </div>
  );
}

/** What the user can do with the current row or the selection. */
function Foot({ work }: { work: Work }) {
  const { details, targets, conflictTargets, closed } = work;
  const leave = (): void => {
    work.setOpen(null);
    work.gridRef.current?.focus();
  };
  if (details.current === undefined || (closed && conflictTargets.length === 0)) return null;
  return (
    <div className="pane__foot">
      {conflictTargets.length > 0 ? <SettlePanel count={conflictTargets.length} closed={closed} onSettle={work.settle} /> : null}
      {conflictTargets.length > 0 && targets.length === 0 ? null : (
        <DecidePanel
          count={targets.length}
          remarks={work.remarks}
          onRemarks={work.setRemarks}
          remarksRef={work.remarksRef}
          open={work.open}
          onOpen={work.setOpen}
          onDecide={work.decide}
          verdict={groupVerdict(work)}
          onGroup={work.setGroup}
          onLeave={leave}
        />
      )}
    </div>
  );
}

function Grid({ work, summary, onFinalize }: { work: Work } & Pick<WorkspaceProps, 'summary' | 'onFinalize'>) {
  const { t } = useTranslation();
  const { details, selection, filter, pushing } = work;
  const { list } = details;
  const { toggle, extend, rest, picked } = selection;
  const onToggle = useCallback((detail: ReconciliationDetail) => toggle(detail), [toggle]);
  const columns = useDetailColumns({ picked, pushing, onToggle });
  return (
    <DataGrid
      gridRef={work.gridRef}
      label={t('review.grid')}
      name="review"
      columns={columns}
      list={list}
      rowId={({ id }) => id}
      active={details.active}
      onActive={details.setActive}
      onMove={rest}
      selected={picked}
      onToggle={(index) => toggle(list.rowAt(index))}
      onExtend={(from, to) => extend(from, to, list.rowAt)}
      onSelectAll={work.selectAll}
      quiet={(detail) => !isPending(detail) && !inConflict(detail)}
      empty={
        <Nothing
          done={!work.closed && summary.pending === 0 && filter.status === 'Pending'}
          conflicts={filter.conflicts}
          onAll={() => work.setFilter({ bucket: null, status: null, conflicts: false })}
          onFinalize={onFinalize}
        />
      }
    />
  );
}

/** The screen an accountant lives in: buckets, the grid, one row with both sides. */
export function Workspace({ summary, closed, onFinalize }: WorkspaceProps) {
  const { t } = useTranslation();
  const work = useWorkspace(summary, closed);
  const { details, selection, decisions } = work;
  const { list, current } = details;
  useWorkKeys(work, summary.conflicts > 0);
  useEffect(() => {
    work.gridRef.current?.focus();
  }, [work.gridRef]);
  const sum = [...selection.picked.values()].reduce((total, { stake }) => total + stake, 0);
  useStatusBar(
    list.total === null
      ? null
      : { rows: list.total, sum: stakeOf(list), stake: true, selected: { count: selection.picked.size, sum }, left: { count: undecidedIn(summary), of: differencesOf(summary.counts) } },
  );
  const back = (): void => work.gridRef.current?.focus();
  return (
    <>
      <ErrorNote error={decisions.error ?? list.error} />
      {!closed && summary.waiting > 0 && undecidedIn(summary) === 0 && !work.pushing ? (
        <p className="muted" role="status">
          {t('decide.all_decided', { count: summary.waiting, n: formatCount(summary.waiting) })}
        </p>
      ) : null}
      <PushNote reconciliationId={work.id} {...(work.filter.conflicts ? {} : { onConflicts: work.showConflicts })} />
      <div className="review">
        <Side work={work} summary={summary} />
        <div className="review__list">
          <Grid work={work} summary={summary} onFinalize={onFinalize} />
        </div>
        <aside className="pane pane--work" aria-label={t('side.title')}>
          <div className="pane__scroll" tabIndex={0} role="group" aria-label={t('side.title')}>
            {current === undefined ? <p className="pane__part muted">{t('side.nothing')}</p> : <DetailPane detail={current} pushing={work.pushing} />}
          </div>
          <Foot work={work} />
        </aside>
      </div>
      <GroupDialog
        reconciliationId={work.id}
        verdict={work.group}
        onClose={() => {
          work.setGroup(null);
          back();
        }}
        onDone={selection.clear}
      />
    </>
  );
}

function Nothing({ done, conflicts, onAll, onFinalize }: { done: boolean; conflicts: boolean; onAll(): void; onFinalize(): void }) {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <p>{done ? t('decide.no_more') : conflicts ? t('conflict.none') : t('review.no_rows')}</p>
      <div className="row">
        {done ? (
          <Action look="main" onClick={onFinalize}>
            {t('review.finalize')}
          </Action>
        ) : null}
        <Action onClick={onAll}>{t('review.show_all')}</Action>
      </div>
    </div>
  );
}
