import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { DeskError } from '../../client.ts';
import { pairSums } from './change.ts';
import type { Choice } from './choice.ts';
import { useLatest } from './use-latest.ts';

interface Choices {
  readonly choices: readonly Choice[];
  /** What is here answers an earlier search. */
  readonly late: boolean;
  readonly found: boolean;
  readonly error: DeskError | null;
}

/** Ways to pair an item: groups the evidence found, then single candidates, the best first, last none at all. */
export function useChoices(reconciliation_id: string, row: ReviewRow, search: string): Choices {
  const detail = useLatest('review.detail', { reconciliation_id, detail_id: row.id });
  const { data, late, error } = useLatest('review.candidates', { reconciliation_id, detail_id: row.id, ...(search !== '' && { text: search }) });
  const groups = search === '' ? (detail.data?.suggestions ?? []).filter(({ details }) => details.length > 1) : [];
  // One of several that fit together only together is no partner by itself.
  const grouped = new Set(groups.flatMap(({ details }) => details));
  const candidates = (data?.candidates ?? []).filter(({ row: { id } }) => !grouped.has(id));
  return {
    choices: [
      ...groups.map((group): Choice => ({ key: `group ${group.suggestion}`, partners: group.details, group, candidate: null, sums: { db: group.db_amount, bank: group.bank_amount, delta: group.bank_amount - group.db_amount } })),
      ...candidates.map((candidate): Choice => ({ key: candidate.row.id, partners: [candidate.row.id], group: null, candidate, sums: pairSums(row, candidate.row) })),
      { key: 'alone', partners: [], group: null, candidate: null, sums: null },
    ],
    late: late || (search === '' && detail.late),
    found: data === undefined || groups.length + candidates.length > 0,
    error: error ?? detail.error,
  };
}
