import { useRef, useState } from 'react';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { useStore } from '../../store.ts';
import { isAbout, pushStore } from '../sending/push.ts';
import { inConflict, isDecidable } from './answers.ts';
import { allOf, type DetailFilter } from './load-details.ts';
import { useDeciding } from './use-deciding.ts';
import { useDecisions } from './use-decisions.ts';
import { useDetailList } from './use-detail-list.ts';
import { type Picked, useSelection } from './use-selection.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** Whether the decisions of a reconciliation are on their way to Payven. */
export function usePushing(id: string): boolean {
  const push = useStore(pushStore);
  return push.running && isAbout(push, id);
}

/** What the keys and buttons are for: the selection where there is one, else the current row. */
function targetsOf(picked: ReadonlyMap<string, Picked>, current: { readonly id: string; readonly conflict: boolean } | null): { decide: string[]; settle: string[] } {
  const meant = picked.size > 0 ? [...picked].map(([id, { conflict }]) => ({ id, conflict })) : current === null ? [] : [current];
  const ids = (conflict: boolean): string[] => meant.filter((each) => each.conflict === conflict).map(({ id }) => id);
  return { decide: ids(false), settle: ids(true) };
}

/** The filter, the list, the selection, and what decides and settles in it. */
export function useWorkspace(summary: ReconciliationSummary, closed: boolean) {
  const id = summary.reconciliation_id;
  const pushing = usePushing(id);
  const [filter, setFilter] = useState<DetailFilter>(() => ({ bucket: null, status: !closed && summary.pending > 0 ? 'Pending' : null, conflicts: false }));
  const details = useDetailList(id, filter);
  const selection = useSelection(pushing);
  const decisions = useDecisions(id);
  const [group, setGroup] = useState<Discrepancy | null>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  // Until all are known nothing may be decided: the answer would go to too few.
  const [gathering, setGathering] = useState(false);
  const { current } = details;
  const conflict = current !== undefined && inConflict(current);
  const single = current !== undefined && (conflict || isDecidable(current, pushing)) ? { id: current.id, conflict } : null;
  const meant = gathering ? { decide: [], settle: [] } : targetsOf(selection.picked, single);
  const targets = closed ? [] : meant.decide;
  const conflictTargets = meant.settle;
  const deciding = useDeciding({ decisions, selection, details, gridRef, targets, conflictTargets, closed });

  const selectAll = (): void => {
    setGathering(true);
    void allOf(id, filter)
      .then(selection.add)
      .finally(() => setGathering(false));
  };
  const chooseBucket = (bucket: Discrepancy | null): void => {
    selection.rest();
    // What matched by itself never waits: under "open" its list would always be empty.
    setFilter((now) => ({ bucket, status: bucket === 'Matched' && now.status === 'Pending' ? null : now.status, conflicts: false }));
  };
  const showConflicts = (): void => {
    selection.clear();
    setFilter((now) => ({ bucket: null, status: null, conflicts: !now.conflicts }));
  };
  const next = (): void => void details.next(NOTHING);
  const moves = { selectAll, chooseBucket, showConflicts, next };
  return { id, closed, pushing, filter, setFilter, details, selection, decisions, group, setGroup, gridRef, targets, conflictTargets, ...deciding, ...moves };
}

export type Work = ReturnType<typeof useWorkspace>;

/** The verdict a decision for all would be about: the bucket's, else the current row's. */
export function groupVerdict({ filter, details, closed }: Work): Discrepancy | null {
  const verdict = filter.bucket ?? discrepancies.find((each) => each === details.current?.discrepancy) ?? null;
  return closed || filter.conflicts || verdict === 'Matched' ? null : verdict;
}
