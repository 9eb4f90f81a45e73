import { useEffect, useState } from 'react';
import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import type { RemoteReconciliation } from '../../../../shared/contract/reconciliation.ts';
import { ask } from '../../client.ts';
import { useConnectionId } from '../frame/desk-context.tsx';

/** Payven lists a hundred a page; an open one of this period that is farther back would be years old. */
const MOST_PAGES = 3;
const OPEN = ['InReview', 'Draft'] as const;

type Wanted = Pick<PreviewSummary, 'scope' | 'connector_config_id' | 'merchant_id' | 'from' | 'to'>;

/** An open reconciliation of the same scope and period at Payven, whoever started it; null where there is none. */
async function findOpen(connection: { connection_id?: string }, { scope, connector_config_id, merchant_id, from, to }: Wanted, signal: AbortSignal): Promise<RemoteReconciliation | null> {
  const about = { ...connection, scope, ...(connector_config_id !== null && { connector_config_id }), ...(merchant_id !== null && { merchant_id }) };
  for (const overall_status of OPEN) {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { reconciliations, has_next_page } = await ask('reconciliation.remote', { ...about, overall_status, page }, { signal });
      const found = reconciliations.find(({ period_start, period_end }) => period_start.slice(0, 10) === from && period_end.slice(0, 10) === to);
      if (found !== undefined) return found;
      if (!has_next_page) break;
    }
  }
  return null;
}

/** Asks Payven while the question stands open; offline nothing is said, start itself tells. */
export function useOpenElsewhere(open: boolean, wanted: Wanted): RemoteReconciliation | null {
  const connection = useConnectionId();
  const [found, setFound] = useState<RemoteReconciliation | null>(null);
  const { scope, connector_config_id, merchant_id, from, to } = wanted;
  useEffect(() => {
    setFound(null);
    if (!open) return undefined;
    const abort = new AbortController();
    findOpen(connection, { scope, connector_config_id, merchant_id, from, to }, abort.signal).then(
      (one) => !abort.signal.aborted && setFound(one),
      // A notice that cannot be had is no reason to hold up the user: start asks Payven again.
      () => undefined,
    );
    return () => abort.abort();
  }, [open, connection, scope, connector_config_id, merchant_id, from, to]);
  return found;
}
