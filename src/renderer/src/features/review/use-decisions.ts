import { useCallback, useState } from 'react';
import type { Action } from '../../../../shared/enums.ts';
import { ask, asDeskError, type DeskError, type Question } from '../../client.ts';

/** What an answer needs beside itself. Amounts in kuruş. */
export interface DecisionExtra {
  readonly adjusted_amount?: number;
  readonly applied_status?: string;
  readonly remarks?: string;
}

export interface Decisions {
  readonly error: DeskError | null;
  /** Keeps decisions on this computer; false when they could not be kept. */
  decide(ids: readonly string[], action: Action, extra: DecisionExtra): Promise<boolean>;
  /** Says which side of these conflicts stands; false when that could not be kept. */
  settle(ids: readonly string[], keep: 'payven' | 'mine'): Promise<boolean>;
}

/** Decides on this computer alone: nothing waits for a network. Sending is another matter (features/sending). */
export function useDecisions(reconciliationId: string): Decisions {
  const [error, setError] = useState<DeskError | null>(null);
  const attempt = useCallback(async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      setError(null);
      return true;
    } catch (reason) {
      setError(asDeskError(reason));
      return false;
    }
  }, []);
  const decide = useCallback(
    (ids: readonly string[], action: Action, extra: DecisionExtra): Promise<boolean> => {
      const question: Question<'decision.make'> = { reconciliation_id: reconciliationId, detail_ids: [...ids], action, ...extra };
      return attempt(ask('decision.make', question));
    },
    [reconciliationId, attempt],
  );
  const settle = useCallback(
    (ids: readonly string[], keep: 'payven' | 'mine'): Promise<boolean> =>
      attempt(ask('decision.settle', { reconciliation_id: reconciliationId, detail_ids: [...ids], keep })),
    [reconciliationId, attempt],
  );
  return { error, decide, settle };
}
