import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { Work } from './work.ts';

/** The row an answer is for, where it is one and the one on the screen. */
export function singleOf({ selection, details, targets }: Work): ReviewRow | null {
  const { current } = details;
  return current !== undefined && selection.picked.size === 0 && targets.includes(current.id) ? current : null;
}
