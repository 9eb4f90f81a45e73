import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import type { DeskError } from '../../client.ts';
import { useAsk } from '../../query.ts';

/** Of each end so many. */
const SHOWN = 3;

interface Samples {
  /** Of everything under the filter; null until it is known. */
  readonly sums: ReviewSums | null;
  /** The ones with the most and with the least at stake, each once. */
  readonly rows: readonly ReviewRow[];
  readonly error: DeskError | null;
}

const nothing: ReviewSums = { rows: 0, db: 0, bank: 0, delta: 0, stake: 0 };

/** Sums of what is under a filter and some of its rows; of nothing where the filter is null. */
export function useSamples(reconciliation_id: string, filter: ReviewFilter | null): Samples {
  const most = useAsk('review.rows', filter === null ? null : { reconciliation_id, filter, sort: { by: 'stake', direction: 'down' }, limit: SHOWN });
  const least = useAsk('review.rows', filter === null ? null : { reconciliation_id, filter, sort: { by: 'stake', direction: 'up' }, limit: SHOWN });
  if (filter === null) return { sums: nothing, rows: [], error: null };
  const rows = [...(most.data?.rows ?? []), ...(least.data?.rows ?? []).toReversed()];
  return { sums: most.data?.sums ?? null, rows: [...new Map(rows.map((row) => [row.id, row])).values()], error: most.error ?? least.error };
}
