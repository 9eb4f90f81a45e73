import { useCallback, useRef, useState } from 'react';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { inConflict, isDecidable } from './answers.ts';
import { deltaOf } from './detail.ts';

type RowAt = (index: number) => ReconciliationDetail | undefined;

/** A selected detail: kuruş at stake, and whether it is to be decided or to be settled. */
export interface Picked {
  readonly stake: number;
  readonly conflict: boolean;
}

export interface Selection {
  /** By detail id. Only what can be decided or settled can be selected. */
  readonly picked: ReadonlyMap<string, Picked>;
  toggle(detail: ReconciliationDetail | undefined): void;
  /** Shift: from where it began to here, beside what was selected before. */
  extend(from: number, to: number, rowAt: RowAt): void;
  add(details: readonly ReconciliationDetail[]): void;
  /** Puts back what was selected when an answer to it failed. */
  restore(picked: ReadonlyMap<string, Picked>): void;
  clear(): void;
  /** A move without Shift: the next extension begins anew. */
  rest(): void;
}

/** Whether a detail can be selected. */
export const isPickable = (detail: ReconciliationDetail, pushing: boolean): boolean => inConflict(detail) || isDecidable(detail, pushing);

const entryOf = (detail: ReconciliationDetail): [string, Picked] => [detail.id, { stake: Math.abs(deltaOf(detail)), conflict: inConflict(detail) }];

/** The selected details and what selecting by keys and mouse does to them. */
export function useSelection(pushing: boolean): Selection {
  const [picked, setPicked] = useState<ReadonlyMap<string, Picked>>(new Map());
  const began = useRef<{ at: number; before: ReadonlyMap<string, Picked> } | null>(null);
  const rest = useCallback(() => {
    began.current = null;
  }, []);
  const toggle = useCallback(
    (detail: ReconciliationDetail | undefined) => {
      if (detail === undefined || !isPickable(detail, pushing)) return;
      began.current = null;
      setPicked((current) => {
        const next = new Map(current);
        if (!next.delete(detail.id)) next.set(...entryOf(detail));
        return next;
      });
    },
    [pushing],
  );
  const extend = useCallback(
    (from: number, to: number, rowAt: RowAt) => {
      setPicked((current) => {
        began.current ??= { at: from, before: current };
        const next = new Map(began.current.before);
        const [first, last] = [Math.min(began.current.at, to), Math.max(began.current.at, to)];
        for (let index = first; index <= last; index += 1) {
          const detail = rowAt(index);
          if (detail !== undefined && isPickable(detail, pushing)) next.set(...entryOf(detail));
        }
        return next;
      });
    },
    [pushing],
  );
  const add = useCallback((details: readonly ReconciliationDetail[]) => {
    setPicked((current) => new Map([...current, ...details.map(entryOf)]));
  }, []);
  const restore = useCallback((before: ReadonlyMap<string, Picked>) => setPicked((current) => new Map([...before, ...current])), []);
  const clear = useCallback(() => {
    began.current = null;
    setPicked(new Map());
  }, []);
  return { picked, toggle, extend, add, restore, clear, rest };
}
