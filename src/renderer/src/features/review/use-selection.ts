import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';
import { ask } from '../../client.ts';
import { isPickable, NO_SUMS, showsConflicts, withRow } from './rows.ts';
import type { ReviewView } from './use-detail-list.ts';
import type { Selection } from './work.ts';

interface Picked {
  readonly picked: ReadonlyMap<string, boolean>;
  /** Null: to be asked for. */
  readonly sums: ReviewSums | null;
}

interface SelectionInput {
  readonly id: string;
  readonly view: ReviewView;
  readonly pushing: boolean;
  rowAt(index: number): ReviewRow | undefined;
  /** Reading what is to be selected failed. */
  onError(reason: unknown): void;
}

const NOTHING: Picked = { picked: new Map(), sums: NO_SUMS };

/** The selection with these rows added to it. */
export function withRows(before: Picked, rows: readonly ReviewRow[]): Picked {
  const picked = new Map(before.picked);
  let { sums } = before;
  for (const row of rows) {
    if (picked.has(row.id)) continue;
    picked.set(row.id, row.answer === 'conflict');
    sums = sums === null ? null : withRow(sums, row, 1);
  }
  return { picked, sums };
}

/** The selection with this row turned over. */
export function toggled(before: Picked, row: ReviewRow): Picked {
  if (!before.picked.has(row.id)) return withRows(before, [row]);
  const picked = new Map(before.picked);
  picked.delete(row.id);
  return { picked, sums: before.sums === null ? null : withRow(before.sums, row, -1) };
}

function rowsBetween(from: number, to: number, rowAt: SelectionInput['rowAt']): ReviewRow[] | null {
  const rows: ReviewRow[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
    const row = rowAt(index);
    if (row === undefined) return null;
    rows.push(row);
  }
  return rows;
}

/** Rows read in one go. */
const CHUNK = 1000;

/** Conflicts are settled, not decided: `review.ids` leaves them out, and they are few enough to be read whole. */
async function conflictRows(id: string, view: ReviewView, { from = 0, to }: { from?: number; to?: number }): Promise<ReviewRow[]> {
  const found: ReviewRow[] = [];
  for (let offset = from; ; offset += CHUNK) {
    const { rows, total } = await ask('review.rows', { reconciliation_id: id, ...view, offset, limit: CHUNK });
    found.push(...rows);
    const end = Math.min(total, (to ?? total) + 1);
    if (offset + CHUNK >= end) return found.slice(0, end - from);
  }
}

/**
 * What can be decided in a stretch of the view. Of all of it first what waits: a decision
 * for everything must not take back earlier ones unasked. Where that is selected already,
 * or nothing waits, all of it.
 */
async function idsOf(id: string, view: ReviewView, stretch: { from?: number; to?: number }, picked: Picked['picked']) {
  const { filter, sort } = view;
  if (stretch.from === undefined) {
    const waiting = await ask('review.ids', { reconciliation_id: id, filter: { ...filter, undecided: true }, sort });
    if (waiting.ids.some((each) => !picked.has(each))) return waiting;
  }
  return ask('review.ids', { reconciliation_id: id, filter, sort, ...stretch });
}

/** Adds up what is selected wherever the page cannot do so itself. */
function useSums(id: string, { picked, sums }: Picked, keep: (sums: ReviewSums) => void): void {
  useEffect(() => {
    if (sums !== null) return undefined;
    const abort = new AbortController();
    ask('review.sums', { reconciliation_id: id, detail_ids: [...picked.keys()] }, { signal: abort.signal }).then(
      (answer) => !abort.signal.aborted && keep(answer),
      // Without it the bar says how many are selected, and no sum.
      () => undefined,
    );
    return () => abort.abort();
  }, [id, picked, sums, keep]);
}

/** The selected details and what selecting by keys and mouse does to them. */
export function useSelection({ id, view, pushing, rowAt, onError }: SelectionInput): Selection {
  const [held, setHeld] = useState<Picked>(NOTHING);
  const began = useRef<{ at: number; before: Picked } | null>(null);
  // A selection that had to be asked for counts only as long as nothing was selected since.
  const turn = useRef(0);
  const keepSums = useCallback((sums: ReviewSums) => setHeld((now) => ({ ...now, sums })), []);
  useSums(id, held, keepSums);
  const rest = useCallback(() => {
    began.current = null;
  }, []);
  const clear = useCallback(() => {
    turn.current += 1;
    began.current = null;
    setHeld(NOTHING);
  }, []);
  const toggle = useCallback(
    (row: ReviewRow | undefined) => {
      if (row === undefined || !isPickable(row, pushing)) return;
      turn.current += 1;
      began.current = null;
      setHeld((now) => toggled(now, row));
    },
    [pushing],
  );
  const fetched = useCallback(
    async (before: Picked, stretch: { from?: number; to?: number }) => {
      turn.current += 1;
      const mine = turn.current;
      try {
        if (showsConflicts(view.filter)) {
          const rows = await conflictRows(id, view, stretch);
          if (turn.current === mine) setHeld(withRows(before, rows));
          return;
        }
        const { ids, sums } = await idsOf(id, view, stretch, before.picked);
        if (turn.current !== mine) return;
        const added = new Map(ids.map((each) => [each, false] as const));
        setHeld(before.picked.size === 0 ? { picked: added, sums } : { picked: new Map([...before.picked, ...added]), sums: null });
      } catch (reason) {
        if (turn.current === mine) onError(reason);
      }
    },
    [id, view, onError],
  );
  const extend = (from: number, to: number): void => {
    began.current ??= { at: from, before: held };
    const { at, before } = began.current;
    const rows = rowsBetween(at, to, rowAt);
    if (rows === null) return void fetched(before, { from: Math.min(at, to), to: Math.max(at, to) });
    turn.current += 1;
    setHeld(withRows(before, rows.filter((row) => isPickable(row, pushing))));
    return undefined;
  };
  const all = (): void => {
    began.current = null;
    void fetched(held, {});
  };
  const restore = useCallback((before: ReadonlyMap<string, boolean>) => setHeld(({ picked }) => ({ picked: new Map([...before, ...picked]), sums: null })), []);
  return { picked: held.picked, sums: held.sums, toggle, extend, all, restore, clear, rest };
}
