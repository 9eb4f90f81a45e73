import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import type { ReviewFilter, ReviewSort } from '../../../../shared/review-filter.ts';
import { asDeskError, changeStore, type DeskError } from '../../client.ts';
import { useStore } from '../../store.ts';
import { isAbout, pushStore } from '../sending/push.ts';
import { afterClosing, firstFilter, PLAN } from './filters.ts';
import { keepPlace, readPlace } from './kept-place.ts';
import { isDecidable } from './rows.ts';
import { useDetailList } from './use-detail-list.ts';
import { useFacets } from './use-facets.ts';
import { useSelection } from './use-selection.ts';
import type { Work } from './work.ts';

/** Whether the decisions of a reconciliation are on their way to Payven. */
export function usePushing(id: string): boolean {
  const push = useStore(pushStore);
  return push.running && isAbout(push, id);
}

interface Meant {
  readonly decide: readonly string[];
  readonly settle: readonly string[];
}

/** What the keys and buttons are for: the selection where there is one, else the current row. */
function useMeant({ details: { current }, selection: { picked }, pushing }: Pick<Work, 'details' | 'selection' | 'pushing'>): Meant {
  return useMemo(() => {
    if (picked.size > 0) {
      const ids = (wanted: boolean): string[] => [...picked].filter(([, conflict]) => conflict === wanted).map(([id]) => id);
      return { decide: ids(false), settle: ids(true) };
    }
    if (current === undefined) return { decide: [], settle: [] };
    return { decide: isDecidable(current, pushing) ? [current.id] : [], settle: current.answer === 'conflict' ? [current.id] : [] };
  }, [picked, current, pushing]);
}

export interface Workspace extends Work {
  readonly error: DeskError | null;
  /** On to the next row that waits. */
  next(): void;
}

/** The view, its rows, the selection, and what the other parts of the review are given of them. */
export function useWorkspace(summary: ReconciliationSummary, closed: boolean): Workspace {
  const id = summary.reconciliation_id;
  const pushing = usePushing(id);
  const [left] = useState(() => readPlace(id));
  const [filter, setFilter] = useState<ReviewFilter>(() => left?.filter ?? firstFilter(!closed && summary.pending > 0));
  const [sort, setOrder] = useState<ReviewSort>(left?.sort ?? PLAN);
  const [wasClosed, setWasClosed] = useState(closed);
  if (closed !== wasClosed) {
    setWasClosed(closed);
    if (closed) setFilter(afterClosing(filter));
  }
  const [closing, setClosing] = useState<Work['closing']>(null);
  const [error, setError] = useState<DeskError | null>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const view = useMemo(() => ({ filter, sort }), [filter, sort]);
  const details = useDetailList(id, view, left?.detail ?? null);
  const facets = useFacets(id, filter);
  const onError = useCallback((reason: unknown) => setError(asDeskError(reason)), []);
  const selection = useSelection({ id, view, pushing, rowAt: details.list.rowAt, onError });
  const meant = useMeant({ details, selection, pushing });
  const { follow } = details;
  const onRow = details.current?.id;
  const isEmpty = details.list.total === 0;
  useEffect(() => {
    if (onRow !== undefined || isEmpty) keepPlace(id, { filter, sort, detail: onRow ?? null });
  }, [id, filter, sort, onRow, isEmpty]);
  const setSort = useCallback(
    (next: ReviewSort) => {
      // A queue begins with what matters most, wherever the user was.
      if (next.by === 'queue') follow(null);
      setOrder(next);
    },
    [follow],
  );
  const focusGrid = useCallback(() => gridRef.current?.focus(), []);
  const refresh = useCallback(() => changeStore.set((count) => count + 1), []);
  const onward = (answered: readonly string[]): void => void details.next(new Set(answered)).catch(onError);
  const goOn = (answered: readonly string[]): void => {
    selection.clear();
    focusGrid();
    onward(answered);
  };
  const goTo = async (detailId: string, how?: 'within'): Promise<boolean> => {
    try {
      if (await details.find(detailId)) return true;
      if (how === 'within' || Object.keys(filter).length === 0) return false;
      details.follow(detailId);
      setFilter({});
      return true;
    } catch (reason) {
      onError(reason);
      return false;
    }
  };
  return {
    id,
    summary,
    closed,
    pushing,
    filter,
    setFilter,
    sort,
    setSort,
    details,
    facets,
    selection,
    targets: closed ? [] : meant.decide,
    conflictTargets: meant.settle,
    gridRef,
    focusGrid,
    goTo,
    goOn,
    refresh,
    closing,
    setClosing,
    error: error ?? details.list.error,
    next: () => onward([]),
  };
}
