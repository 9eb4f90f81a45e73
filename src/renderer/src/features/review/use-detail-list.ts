import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { useWindow, type Windowed } from '../../use-window.ts';
import { inConflict, isUndecided } from './answers.ts';
import { type DetailFilter, loadDetails } from './load-details.ts';

const CHUNK = 500;
/** How far a row may have moved up while decisions before it were sent. */
const MOVED = 300;

export interface DetailList {
  readonly list: Windowed<ReconciliationDetail>;
  readonly active: number;
  readonly current: ReconciliationDetail | undefined;
  setActive(index: number): void;
  /** Goes to the next detail that waits for the user, around the end; false when there is none. */
  next(busy: ReadonlySet<string>): Promise<boolean>;
}

/** The details under a filter, and the row the user is on: it is followed when rows before it leave the list. */
export function useDetailList(id: string, filter: DetailFilter): DetailList {
  const key = `${id} ${filter.bucket} ${filter.status} ${filter.conflicts}`;
  const list = useWindow<ReconciliationDetail>(key, (offset, limit, signal) => loadDetails(id, filter, offset, limit, signal));
  const [active, setIndex] = useState(0);
  const followed = useRef<string | null>(null);
  const { total, rowAt } = list;
  const at = Math.min(active, Math.max(0, (total ?? 1) - 1));
  const current = rowAt(at);
  const setActive = useCallback(
    (index: number) => {
      followed.current = rowAt(index)?.id ?? null;
      setIndex(index);
    },
    [rowAt],
  );
  useEffect(() => {
    followed.current = null;
    setIndex(0);
  }, [key]);
  useEffect(() => {
    if (current === undefined || current.id === followed.current) return;
    if (followed.current !== null) {
      for (let index = at - 1; index >= Math.max(0, at - MOVED); index -= 1) {
        if (rowAt(index)?.id === followed.current) {
          setIndex(index);
          return;
        }
      }
    }
    followed.current = current.id;
    if (at !== active) setIndex(at);
  });
  const next = async (busy: ReadonlySet<string>): Promise<boolean> => {
    const count = total ?? 0;
    const waits = (detail: ReconciliationDetail | undefined): boolean =>
      detail !== undefined && (filter.conflicts ? inConflict(detail) : isUndecided(detail)) && !busy.has(detail.id);
    for (let step = 1; step < Math.min(count, CHUNK); step += 1) {
      const index = (at + step) % count;
      if (rowAt(index) === undefined) break;
      if (waits(rowAt(index))) {
        setActive(index);
        return true;
      }
    }
    for (let seen = 0, offset = at + 1; seen < count; seen += CHUNK, offset = (offset + CHUNK) % Math.max(1, count)) {
      const { rows } = await loadDetails(id, filter, offset >= count ? 0 : offset, CHUNK);
      const found = rows.findIndex(waits);
      if (found >= 0) {
        setActive((offset >= count ? 0 : offset) + found);
        return true;
      }
    }
    return false;
  };
  return { list, active: at, current, setActive, next };
}
