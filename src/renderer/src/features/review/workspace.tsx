import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail, ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { type Action as DecisionAction, detailStatuses, discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Action } from '../../ui/action.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { differencesOf } from '../preview/sums.ts';
import { BucketList } from './bucket-list.tsx';
import { DecidePanel, decisionKeys, type OpenField } from './decide-panel.tsx';
import { isPending, stakeOf } from './detail.ts';
import { DetailPane } from './detail-pane.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { StatusFilter } from './status-filter.tsx';
import { useDecisions, type DecisionExtra } from './use-decisions.ts';
import { useDetailColumns } from './use-detail-columns.tsx';
import { type DetailFilter, useDetailList } from './use-detail-list.ts';
import { useSelection } from './use-selection.ts';

interface WorkspaceProps {
  summary: ReconciliationSummary;
  closed: boolean;
  onFinalize(): void;
}

/** The status select, for the key that goes to it. */
const STATUS_ID = 'review-status';

function useWorkspace({ summary, closed }: WorkspaceProps) {
  const id = summary.reconciliation_id;
  const [filter, setFilter] = useState<DetailFilter>(() => ({ bucket: null, status: !closed && summary.pending > 0 ? 'Pending' : null }));
  const details = useDetailList(id, filter);
  const selection = useSelection();
  const decisions = useDecisions(id);
  const [remarks, setRemarks] = useState('');
  const [open, setOpen] = useState<OpenField>(null);
  const [group, setGroup] = useState<Discrepancy | null>(null);
  const remarksRef = useRef<HTMLTextAreaElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const { current } = details;
  const single = current !== undefined && isPending(current) && !decisions.sending.has(current.id) ? [current.id] : [];
  // Until all are known nothing may be decided: the answer would go to too few.
  const [gathering, setGathering] = useState(false);
  const targets = closed || gathering ? [] : selection.picked.size > 0 ? [...selection.picked.keys()] : single;
  const decide = (action: DecisionAction, extra: DecisionExtra): void => {
    if (targets.length === 0) return;
    const note = remarks.trim();
    const busy = new Set([...decisions.sending, ...targets]);
    const before = selection.picked;
    const send = async (): Promise<void> => {
      const outcome = await decisions.decide(targets, action, { ...extra, ...(note !== '' && { remarks: note }) });
      if (outcome !== null) return;
      // Nothing the user did is lost: what was selected and written stands there again, unless they went on.
      selection.restore(before);
      setRemarks((now) => (now === '' ? note : now));
    };
    void send();
    selection.clear();
    setRemarks('');
    setOpen(null);
    gridRef.current?.focus();
    void details.next(busy);
  };
  const selectAll = (): void => {
    setGathering(true);
    void details
      .allPending()
      .then((all) => selection.add(all.filter(({ id: each }) => !decisions.sending.has(each))))
      .finally(() => setGathering(false));
  };
  const chooseBucket = (bucket: Discrepancy | null): void => {
    selection.rest();
    // What matched by itself never waits: under "waiting" its list would always be empty.
    setFilter((now) => ({ bucket, status: bucket === 'Matched' && now.status === 'Pending' ? null : now.status }));
  };
  return { id, filter, setFilter, details, selection, decisions, remarks, setRemarks, open, setOpen, group, setGroup, remarksRef, gridRef, targets, decide, chooseBucket, selectAll };
}

type Work = ReturnType<typeof useWorkspace>;

/** The verdict a decision for all would be about: the bucket's, else the current row's. */
function groupVerdict({ filter, details }: Work, closed: boolean): Discrepancy | null {
  const verdict = filter.bucket ?? discrepancies.find((each) => each === details.current?.discrepancy) ?? null;
  return closed || verdict === 'Matched' ? null : verdict;
}

function useWorkKeys(work: Work, closed: boolean): void {
  const { details, selection, decisions, decide, chooseBucket, setOpen, setGroup } = work;
  const answers = Object.fromEntries(
    decisionKeys.map(([action, key]) => [
      key.toLowerCase(),
      () => {
        if (work.targets.length === 0) return;
        if (action === 'AdjustAmount') setOpen('amount');
        else if (action === 'ForceStatus') setOpen('status');
        else decide(action, {});
      },
    ]),
  );
  useKeys({
    ...answers,
    ...Object.fromEntries(discrepancies.map((verdict, at) => [String(at + 1), () => chooseBucket(verdict)])),
    '0': () => chooseBucket(null),
    j: () => void details.next(decisions.sending),
    n: () => work.remarksRef.current?.focus(),
    g: () => setGroup(groupVerdict(work, closed)),
    f: () => document.querySelector<HTMLElement>(`#${STATUS_ID}`)?.focus(),
    Escape: () => {
      setOpen(null);
      selection.clear();
    },
  });
}

function Side({ work, summary }: { work: Work; summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { filter, setFilter, chooseBucket } = work;
  const labels = detailStatuses.map((value) => ({ value, label: say(language, `detail_status.${value}`) }));
  return (
    <div className="review__side">
      <BucketList summary={summary} bucket={filter.bucket} onBucket={chooseBucket} />
      <div className="review__tools">
        <StatusFilter
          id={STATUS_ID}
          value={filter.status ?? ''}
          all={t('review.filter_every')}
          labels={labels}
          onChange={(value) => setFilter({ ...filter, status: detailStatuses.find((each) => each === value) ?? null })}
        />
      </div>
    </div>
  );
}

/** The screen an accountant lives in: buckets, the grid, one row with both sides. */
export function Workspace(props: WorkspaceProps) {
  const { summary, closed } = props;
  const { t } = useTranslation();
  const work = useWorkspace(props);
  const { details, selection, decisions, filter, setFilter } = work;
  const { list, active, current } = details;
  const { toggle, extend, rest } = selection;
  const onToggle = useCallback((detail: ReconciliationDetail) => toggle(detail), [toggle]);
  const columns = useDetailColumns({ picked: selection.picked, sending: decisions.sending, waiting: filter.status === 'Pending', onToggle });
  useWorkKeys(work, closed);
  useEffect(() => {
    work.gridRef.current?.focus();
  }, [work.gridRef]);
  const sum = [...selection.picked.values()].reduce((total, value) => total + value, 0);
  useStatusBar(
    list.total === null
      ? null
      : { rows: list.total, sum: stakeOf(list), stake: true, selected: { count: selection.picked.size, sum }, left: { count: summary.pending, of: differencesOf(summary.counts) } },
  );
  return (
    <>
      <ErrorNote error={decisions.error ?? list.error} />
      {decisions.refused === null ? null : (
        <Note tone="warn" live>
          <p>{t('decide.failed', { failed: formatCount(decisions.refused.failed), processed: formatCount(decisions.refused.processed) })}</p>
          <ul>
            {decisions.refused.errors.map(({ detail_id, message }) => (
              <li key={detail_id}>{message ?? detail_id}</li>
            ))}
          </ul>
        </Note>
      )}
      <div className="review">
        <Side work={work} summary={summary} />
        <div className="review__list">
          <DataGrid
            gridRef={work.gridRef}
            label={t('review.grid')}
            name={filter.status === 'Pending' ? 'review-waiting' : 'review'}
            columns={columns}
            list={list}
            rowId={({ id }) => id}
            active={active}
            onActive={details.setActive}
            onMove={rest}
            selected={selection.picked}
            onToggle={(index) => toggle(list.rowAt(index))}
            onExtend={(from, to) => extend(from, to, list.rowAt)}
            onSelectAll={work.selectAll}
            quiet={(detail) => !isPending(detail)}
            empty={<Nothing filter={filter} closed={closed} pending={summary.pending} onAll={() => setFilter({ bucket: null, status: null })} onFinalize={props.onFinalize} />}
          />
        </div>
        <aside className="pane pane--work" aria-label={t('side.title')}>
          <div className="pane__scroll" tabIndex={0} role="group" aria-label={t('side.title')}>
            {current === undefined ? <p className="pane__part muted">{t('side.nothing')}</p> : <DetailPane detail={current} />}
          </div>
          {current === undefined || closed ? null : (
            <div className="pane__foot">
              <DecidePanel
                count={work.targets.length}
                remarks={work.remarks}
                onRemarks={work.setRemarks}
                remarksRef={work.remarksRef}
                open={work.open}
                onOpen={work.setOpen}
                onDecide={work.decide}
                verdict={groupVerdict(work, closed)}
                onGroup={work.setGroup}
                onLeave={() => {
                  work.setOpen(null);
                  work.gridRef.current?.focus();
                }}
              />
            </div>
          )}
        </aside>
      </div>
      <GroupDialog
        reconciliationId={work.id}
        verdict={work.group}
        onClose={() => {
          work.setGroup(null);
          work.gridRef.current?.focus();
        }}
        onDone={selection.clear}
      />
    </>
  );
}

function Nothing({ filter, closed, pending, onAll, onFinalize }: { filter: DetailFilter; closed: boolean; pending: number; onAll(): void; onFinalize(): void }) {
  const { t } = useTranslation();
  const done = !closed && pending === 0 && filter.status === 'Pending';
  return (
    <div className="empty">
      <p>{done ? t('decide.no_more') : t('review.no_rows')}</p>
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
