import { useCallback, useRef, useState } from 'react';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { deltaOf, isPending } from './detail.ts';

type RowAt = (index: number) => ReconciliationDetail | undefined;

export interface Selection {
  /** Detail id -> kuruş at stake. Only what waits for a decision can be selected. */
  readonly picked: ReadonlyMap<string, number>;
  toggle(detail: ReconciliationDetail | undefined): void;
  /** Shift: from where it began to here, beside what was selected before. */
  extend(from: number, to: number, rowAt: RowAt): void;
  add(details: readonly ReconciliationDetail[]): void;
  /** Puts back what was selected when an answer to it failed. */
  restore(picked: ReadonlyMap<string, number>): void;
  clear(): void;
  /** A move without Shift: the next extension begins anew. */
  rest(): void;
}

const entryOf = (detail: ReconciliationDetail): [string, number] => [detail.id, Math.abs(deltaOf(detail))];

/** The selected details and what selecting by keys and mouse does to them. */
export function useSelection(): Selection {
  const [picked, setPicked] = useState<ReadonlyMap<string, number>>(new Map());
  const began = useRef<{ at: number; before: ReadonlyMap<string, number> } | null>(null);
  const rest = useCallback(() => {
    began.current = null;
  }, []);
  const toggle = useCallback((detail: ReconciliationDetail | undefined) => {
    if (detail === undefined || !isPending(detail)) return;
    began.current = null;
    setPicked((current) => {
      const next = new Map(current);
      if (!next.delete(detail.id)) next.set(...entryOf(detail));
      return next;
    });
  }, []);
  const extend = useCallback((from: number, to: number, rowAt: RowAt) => {
    setPicked((current) => {
      began.current ??= { at: from, before: current };
      const next = new Map(began.current.before);
      const [first, last] = [Math.min(began.current.at, to), Math.max(began.current.at, to)];
      for (let index = first; index <= last; index += 1) {
        const detail = rowAt(index);
        if (detail !== undefined && isPending(detail)) next.set(...entryOf(detail));
      }
      return next;
    });
  }, []);
  const add = useCallback((details: readonly ReconciliationDetail[]) => {
    setPicked((current) => new Map([...current, ...details.filter(isPending).map(entryOf)]));
  }, []);
  const restore = useCallback((before: ReadonlyMap<string, number>) => setPicked((current) => new Map([...before, ...current])), []);
  const clear = useCallback(() => {
    began.current = null;
    setPicked(new Map());
  }, []);
  return { picked, toggle, extend, add, restore, clear, rest };
}
