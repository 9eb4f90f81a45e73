import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { Action } from '../../../../shared/enums.ts';

/** Each answer and its key. */
export const decisionKeys = [
  ['AcceptBank', 'B'],
  ['AcceptDb', 'P'],
  ['MarkMatched', 'E'],
  ['Ignore', 'Y'],
  ['AdjustAmount', 'T'],
  ['ForceStatus', 'D'],
] as const satisfies readonly (readonly [Action, string])[];

export type OpenField = 'amount' | 'status' | 'pair' | null;

/** The field an answer opens before it can be given; null: it is given at once. */
export function fieldOf(action: Action, single: Pick<ReviewRow, 'verdict'> | null): OpenField {
  if (action === 'AdjustAmount') return 'amount';
  if (action === 'ForceStatus') return 'status';
  const isOrphan = single?.verdict === 'OrphanDb' || single?.verdict === 'OrphanBank';
  return action === 'MarkMatched' && isOrphan ? 'pair' : null;
}
