import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import type { DecisionMark } from '../../ui/decision-mark.ts';

type Answer = Pick<ReviewRow, 'answer'>;

/** Whether a row waits for the user: no answer yet, a refused one, or a conflict. */
export const isWaiting = ({ answer }: Answer): boolean => answer === 'none' || answer === 'refused' || answer === 'conflict';

/** Whether it can be decided, or decided otherwise; not once the decision is on its way. */
export const isDecidable = ({ answer }: Answer, pushing: boolean): boolean => answer === 'none' || answer === 'refused' || (answer === 'local' && !pushing);

/** Whether it can be selected: to be decided or to be settled. */
export const isPickable = (row: Answer, pushing: boolean): boolean => row.answer === 'conflict' || isDecidable(row, pushing);

/** How far the answer has come; null where none is needed. */
export function markOf({ answer }: Answer, pushing: boolean): DecisionMark | null {
  if (answer === 'matched') return null;
  return answer === 'local' && pushing ? 'queued' : answer;
}

/** The view shows conflicts alone. */
export const showsConflicts = ({ answers }: ReviewFilter): boolean => answers?.length === 1 && answers[0] === 'conflict';

/** Nothing, in kuruş. */
export const NO_SUMS: ReviewSums = { rows: 0, db: 0, bank: 0, delta: 0, stake: 0 };

/** Sums with a row more, or with one less (`sign` -1). Kuruş. */
export function withRow(sums: ReviewSums, row: Pick<ReviewRow, 'db_amount' | 'bank_amount' | 'delta' | 'stake'>, sign: 1 | -1): ReviewSums {
  return {
    rows: sums.rows + sign,
    db: sums.db + sign * (row.db_amount ?? 0),
    bank: sums.bank + sign * (row.bank_amount ?? 0),
    delta: sums.delta + sign * row.delta,
    stake: sums.stake + sign * row.stake,
  };
}
