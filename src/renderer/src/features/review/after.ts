import type { DecisionMark } from '../../ui/decision-mark.ts';

/** What can still be done about an answer that has come this far, as a sentence of `after.`. */
export function afterOf(mark: DecisionMark, closed: boolean): 'local' | 'queued' | 'refused' | 'sent' | 'closed' | null {
  if (mark === 'none' || mark === 'conflict' || mark === 'unknown') return null;
  if (closed) return 'closed';
  return mark;
}
