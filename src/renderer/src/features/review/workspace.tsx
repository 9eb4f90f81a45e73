import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reviewOrders } from '../../../../shared/review-filter.ts';
import { Action } from '../../ui/action.tsx';
import { ArrangedGrid } from '../../ui/data-grid.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Splitter } from '../../ui/splitter.tsx';
import { useColumns } from '../../ui/use-columns.ts';
import { PushNote } from '../sending/push-note.tsx';
import { type BarRefs, FilterBar } from './filter-bar.tsx';
import { firstFilter, nextSort, toConflicts } from './filters.ts';
import { PaneFold } from './pane-fold.tsx';
import { ReviewDialogs, ReviewNotes, ReviewPane, usePane } from './review-pane.tsx';
import { isWaiting, showsConflicts } from './rows.ts';
import { SidePane } from './side-pane.tsx';
import { undecidedIn } from './answers.ts';
import { useCopy } from './use-copy.ts';
import { useDetailColumns } from './use-detail-columns.tsx';
import { paneSizes, usePanes } from './use-panes.ts';
import { useReviewStatus } from './use-review-status.ts';
import { useRowLabel } from './use-row-label.ts';
import { useWorkKeys } from './use-work-keys.ts';
import { useWantedDetail } from './wanted-detail.ts';
import type { Workspace as Bench } from './use-workspace.ts';

type Layout = ReturnType<typeof useColumns<Parameters<Bench['selection']['toggle']>[0] & object>>;

function Grid({ work, layout }: { work: Bench; layout: Layout }) {
  const { t } = useTranslation();
  const { details, selection, sort } = work;
  const { list } = details;
  return (
    <ArrangedGrid
      gridRef={work.gridRef}
      label={t('review.grid')}
      layout={layout}
      list={list}
      rowId={({ id }) => id}
      rowLabel={useRowLabel(work.pushing)}
      active={details.active}
      onActive={details.setActive}
      onMove={selection.rest}
      selected={selection.picked}
      onToggle={(index) => selection.toggle(list.stale === true ? undefined : list.rowAt(index))}
      onExtend={selection.extend}
      onSelectAll={selection.all}
      sort={sort}
      onSort={(by, downFirst) => {
        const order = reviewOrders.find((each) => each === by);
        if (order !== undefined) work.setSort(nextSort(sort, order, downFirst));
      }}
      quiet={(row) => !isWaiting(row) && row.answer !== 'local'}
      empty={<Nothing work={work} />}
    />
  );
}

function Nothing({ work }: { work: Bench }) {
  const { t } = useTranslation();
  const { closed, summary, filter } = work;
  const done = !closed && summary.pending === 0 && filter.statuses?.[0] === 'Pending';
  return (
    <div className="empty">
      <p>{done ? t('decide.no_more') : showsConflicts(filter) ? t('conflict.none') : t('review.no_rows')}</p>
      <div className="row">
        {done ? (
          <Action look="main" onClick={() => work.setClosing('finalize')}>
            {t('review.finalize')}
          </Action>
        ) : null}
        <Action onClick={() => work.setFilter({})}>{t('review.show_all')}</Action>
      </div>
    </div>
  );
}

/** Every decision is made and waits to be sent. */
function AllDecided({ work }: { work: Bench }) {
  const { t } = useTranslation();
  const { summary, closed, pushing } = work;
  if (closed || pushing || summary.waiting === 0 || undecidedIn(summary) > 0) return null;
  return (
    <p className="muted" role="status">
      {t('decide.all_decided', { count: summary.waiting, n: formatCount(summary.waiting) })}
    </p>
  );
}

/** The screen an accountant lives in: buckets and causes, the grid, one row with both sides. */
export function Workspace({ work }: { work: Bench }) {
  const { t } = useTranslation();
  const panes = usePanes();
  const pane = usePane(work);
  const layout = useColumns('review', useDetailColumns(work.pushing));
  const [filtering, setFiltering] = useState(false);
  const refs: BarRefs = { text: useRef<HTMLInputElement>(null), order: useRef<HTMLSelectElement>(null) };
  const { copy, said } = useCopy(work, layout.shown);
  useWorkKeys({ work, refs, panes, openFilter: () => setFiltering(true), copy: () => void copy() });
  useReviewStatus(work);
  useWantedDetail(work);
  const { focusGrid } = work;
  useEffect(focusGrid, [focusGrid]);
  const columns = useMemo(() => ({ shown: layout.shown.map(({ id }) => id), choose: layout.choose }), [layout]);
  const conflicts = showsConflicts(work.filter);
  const widths = { '--left': `${panes.left.size}px`, '--right': `${panes.right.size}px` } as CSSProperties;
  return (
    <>
      <ErrorNote error={work.error} />
      <AllDecided work={work} />
      <ReviewNotes work={work} pane={pane} />
      <PushNote reconciliationId={work.id} {...(conflicts ? {} : { onConflicts: () => work.setFilter(toConflicts(firstFilter(false))) })} />
      <div className="review" style={widths} data-left={panes.left.open ? 'open' : 'folded'} data-right={panes.right.open ? 'open' : 'folded'}>
        {panes.left.open ? (
          <>
            <nav className="review__side" aria-label={t('pane.left')}>
              <SidePane work={work} columns={columns} />
            </nav>
            <Splitter label={t('pane.left_size')} size={panes.left.size} {...paneSizes.left} onSize={panes.left.setSize} onReset={panes.left.reset} />
          </>
        ) : null}
        <div className="review__list">
          <div className="review__bar">
            <PaneFold side="left" pane={panes.left} />
            <FilterBar work={work} refs={refs} open={filtering} onOpen={setFiltering} />
            <PaneFold side="right" pane={panes.right} />
          </div>
          <Grid work={work} layout={layout} />
          <p className="review__said" role="status">
            {said}
          </p>
        </div>
        {panes.right.open ? (
          <>
            <Splitter after label={t('pane.right_size')} size={panes.right.size} {...paneSizes.right} onSize={panes.right.setSize} onReset={panes.right.reset} />
            <aside className="pane pane--work" aria-label={t('side.title')}>
              <ReviewPane work={work} pane={pane} />
            </aside>
          </>
        ) : null}
      </div>
      <ReviewDialogs work={work} pane={pane} />
    </>
  );
}
