import { useCallback, useState } from 'react';
import type { Action } from '../../../../shared/enums.ts';
import { type Answer, ask, asDeskError, type DeskError, type Question } from '../../client.ts';

/** What an answer needs beside itself. Amounts in kuruş. */
export type DecisionExtra = Pick<Question<'decision.make'>, 'adjusted_amount' | 'applied_status' | 'remarks' | 'partner_ids'>;

export interface Decisions {
  readonly error: DeskError | null;
  /** Keeps decisions on this computer; null when they could not be kept. */
  decide(ids: readonly string[], action: Action, extra: DecisionExtra): Promise<Answer<'decision.make'> | null>;
  /** Says which side of these conflicts stands; null when that could not be kept. */
  settle(ids: readonly string[], keep: 'payven' | 'mine'): Promise<Answer<'decision.settle'> | null>;
  /** Takes the newest decisions back, or makes again what was taken back; null when that failed. */
  undo(): Promise<Answer<'decision.undo'> | null>;
  redo(): Promise<Answer<'decision.redo'> | null>;
}

/** Decides on this computer alone: nothing waits for a network. Sending is another matter (features/sending). */
export function useDecisions(reconciliation_id: string): Decisions {
  const [error, setError] = useState<DeskError | null>(null);
  const attempt = useCallback(async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      const done = await work;
      setError(null);
      return done;
    } catch (reason) {
      setError(asDeskError(reason));
      return null;
    }
  }, []);
  return {
    error,
    decide: (ids, action, extra) => attempt(ask('decision.make', { reconciliation_id, detail_ids: [...ids], action, ...extra })),
    settle: (ids, keep) => attempt(ask('decision.settle', { reconciliation_id, detail_ids: [...ids], keep })),
    undo: () => attempt(ask('decision.undo', { reconciliation_id })),
    redo: () => attempt(ask('decision.redo', { reconciliation_id })),
  };
}
