import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { ReviewFilter, ReviewSort } from '../../../../shared/review-filter.ts';
import { ask } from '../../client.ts';
import { useWindow } from '../../use-window.ts';
import { isWaiting, showsConflicts } from './rows.ts';
import type { DetailList, ReviewTotals } from './work.ts';

/** Which rows, and in which order. */
export interface ReviewView {
  readonly filter: ReviewFilter;
  readonly sort: ReviewSort;
}

/** How many rows that were answered just now a search for the next one steps over before it gives up. */
const HOPS = 20;
/** Rows looked through here before SQLite is asked. */
const NEAR = 300;

/** Where the user is: the row meant, and where it was seen last. */
interface Place {
  /** The view it counts for. */
  readonly key: string;
  readonly index: number;
  /** Null: whichever stands there. */
  readonly id: string | null;
}

/** The row on the screen, which stays there while another view is read. */
interface Shown {
  readonly index: number;
  readonly row: ReviewRow | undefined;
}

interface ListWithMoves extends DetailList {
  /** Goes to the next row that waits and is none of these, around the end; false where there is none. */
  next(answered: ReadonlySet<string>): Promise<boolean>;
  /** Goes to a detail of this view; false where it is none. */
  find(detailId: string): Promise<boolean>;
  /** The next view opens on this detail, where it has it; null: on its first row. */
  follow(detailId: string | null): void;
}

/** The rows of a view, and the row the user is on: it is followed into another order, and when rows before it leave. It opens on the detail `first`, where it has it. */
export function useDetailList(id: string, view: ReviewView, first: string | null): ListWithMoves {
  const key = JSON.stringify([id, view]);
  // Of no view yet, where it is still to be found.
  const [place, setPlace] = useState<Place>({ key: first === null ? key : '', index: 0, id: null });
  const [start, setStart] = useState({ key: place.key, index: 0 });
  const list = useWindow<ReviewRow, ReviewTotals>(
    key,
    async (offset, limit, signal) => {
      const { total, rows, sums, undecided } = await ask('review.rows', { reconciliation_id: id, ...view, offset, limit }, { signal });
      return { total, rows, extra: { sums, undecided } };
    },
    { keep: true, start: start.key === key ? start.index : null },
  );
  const { total, rowAt, stale = false, version } = list;
  const followed = useRef<string | null>(first);
  const last = useRef<Shown>({ index: 0, row: undefined });
  const isPlaced = place.key === key && !stale;
  const index = isPlaced ? Math.min(place.index, Math.max(0, (total ?? 1) - 1)) : last.current.index;
  const row = isPlaced ? rowAt(index) : undefined;
  const isLost = row !== undefined && place.id !== null && row.id !== place.id;
  const current = isLost ? undefined : row;
  const isAway = !isPlaced || isLost || (total !== 0 && row === undefined);
  const shown = current ?? (isAway ? last.current.row : undefined);
  useLayoutEffect(() => {
    last.current = { index, row: shown };
  });
  useEffect(() => {
    if (current === undefined) return;
    followed.current = current.id;
    if (place.id === null) setPlace({ key, index, id: current.id });
  }, [current, index, key, place.id]);

  const whereIs = useCallback(async (detail_id: string) => (await ask('review.place', { reconciliation_id: id, ...view, want: 'detail', detail_id })).index, [id, view]);

  // Into another view: on the same row where it is there too, else on the first. The rows are read once that is known.
  useEffect(() => {
    if (start.key === key) return undefined;
    let wanted = true;
    const settle = (found: number | null): void => {
      if (!wanted) return;
      setPlace({ key, index: found ?? 0, id: found === null ? null : followed.current });
      setStart({ key, index: found ?? 0 });
    };
    if (followed.current === null) settle(null);
    else whereIs(followed.current).then(settle, () => settle(null));
    return () => {
      wanted = false;
    };
  }, [key, start.key, whereIs]);

  // Within the view: rows before it came or left.
  useEffect(() => {
    const lost = place.id;
    if (!isLost || lost === null) return undefined;
    let wanted = true;
    const settle = (found: number | null): void => {
      if (wanted) setPlace(found === null ? { key, index, id: null } : { key, index: found, id: lost });
    };
    whereIs(lost).then(settle, () => settle(null));
    return () => {
      wanted = false;
    };
  }, [isLost, index, key, place.id, version, whereIs]);

  const setActive = useCallback(
    (to: number) => {
      if (isPlaced) setPlace({ key, index: to, id: rowAt(to)?.id ?? null });
    },
    [isPlaced, key, rowAt],
  );

  const next = async (answered: ReadonlySet<string>): Promise<boolean> => {
    const isNext = (each: ReviewRow | undefined): boolean => each !== undefined && isWaiting(each) && !answered.has(each.id);
    for (let to = index + 1; to <= index + NEAR && rowAt(to) !== undefined; to += 1) {
      if (!isNext(rowAt(to))) continue;
      setActive(to);
      return true;
    }
    let after = index;
    for (let hop = 0; hop < HOPS; hop += 1) {
      const found = await ask('review.place', { reconciliation_id: id, ...view, want: showsConflicts(view.filter) ? 'conflict' : 'undecided', after });
      if (found.index === null || found.detail_id === null) return false;
      if (!answered.has(found.detail_id)) {
        setPlace({ key, index: found.index, id: found.detail_id });
        return true;
      }
      after = found.index;
    }
    return false;
  };
  const find = async (detailId: string): Promise<boolean> => {
    const found = await whereIs(detailId);
    if (found !== null) setPlace({ key, index: found, id: detailId });
    return found !== null;
  };
  const follow = useCallback((detailId: string | null) => {
    followed.current = detailId;
  }, []);
  // Until the user's place is known nothing on the screen can be acted on.
  const isSettled = isPlaced && !isLost;
  const settledList = useMemo(() => ({ ...list, stale: !isSettled }), [list, isSettled]);
  return { list: settledList, active: index, current, shown, setActive, next, find, follow };
}
