import { useCallback, useState } from 'react';
import type { Action } from '../../../../shared/enums.ts';
import { type Answer, ask, asDeskError, type DeskError, type Question } from '../../client.ts';

type Outcome = Answer<'reconciliation.resolve'>;

/** What an answer needs beside itself. Amounts in kuruş. */
export interface DecisionExtra {
  readonly adjusted_amount?: number;
  readonly applied_status?: string;
  readonly remarks?: string;
}

export interface Decisions {
  /** Details on their way to Payven. */
  readonly sending: ReadonlySet<string>;
  readonly error: DeskError | null;
  /** The last answer in which Payven refused something. */
  readonly refused: Outcome | null;
  decide(ids: readonly string[], action: Action, extra: DecisionExtra): Promise<Outcome | null>;
  clear(): void;
}

/**
 * Sends decisions. The user does not wait: the next one can be made while the last
 * is on its way; the dispatch runs them one after another.
 */
export function useDecisions(reconciliationId: string): Decisions {
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<DeskError | null>(null);
  const [refused, setRefused] = useState<Outcome | null>(null);
  const decide = useCallback(
    async (ids: readonly string[], action: Action, extra: DecisionExtra): Promise<Outcome | null> => {
      setSending((current) => new Set([...current, ...ids]));
      setError(null);
      setRefused(null);
      const question: Question<'reconciliation.resolve'> = { reconciliation_id: reconciliationId, detail_ids: [...ids], action, ...extra };
      try {
        const outcome = await ask('reconciliation.resolve', question);
        if (outcome.failed > 0) setRefused(outcome);
        return outcome;
      } catch (reason) {
        setError(asDeskError(reason));
        return null;
      } finally {
        setSending((current) => new Set([...current].filter((id) => !ids.includes(id))));
      }
    },
    [reconciliationId],
  );
  const clear = useCallback(() => {
    setError(null);
    setRefused(null);
  }, []);
  return { sending, error, refused, decide, clear };
}
