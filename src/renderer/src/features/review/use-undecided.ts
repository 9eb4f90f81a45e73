import { useEffect, useState } from 'react';
import type { Discrepancy } from '../../../../shared/enums.ts';
import { asDeskError, changeStore, type DeskError } from '../../client.ts';
import { useStore } from '../../store.ts';
import { undecidedOf } from './load-details.ts';

interface Undecided {
  /** Null until all are known: a decision for all must not go to too few. */
  readonly ids: readonly string[] | null;
  readonly error: DeskError | null;
}

const unknown: Undecided = { ids: null, error: null };

/** The details of a verdict that wait for the user; of none while `verdict` is null. */
export function useUndecided(reconciliationId: string, verdict: Discrepancy | null): Undecided {
  const changes = useStore(changeStore);
  const [held, setHeld] = useState(unknown);
  useEffect(() => {
    setHeld(unknown);
    if (verdict === null) return undefined;
    let wanted = true;
    undecidedOf(reconciliationId, verdict).then(
      (details) => wanted && setHeld({ ids: details.map(({ id }) => id), error: null }),
      (reason: unknown) => wanted && setHeld({ ids: null, error: asDeskError(reason) }),
    );
    return () => {
      wanted = false;
    };
  }, [reconciliationId, verdict, changes]);
  return held;
}
