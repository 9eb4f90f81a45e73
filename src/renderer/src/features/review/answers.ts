import type { ReconciliationDetail, ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import type { DecisionMark } from '../../ui/decision-mark.ts';

type Decided = Pick<ReconciliationDetail, 'detail_status' | 'decision'>;
/** A detail as far as its answers go: ours and Payven's. */
export type Answered = Decided & Pick<ReconciliationDetail, 'resolution_action' | 'adjusted_amount' | 'applied_status' | 'remarks' | 'resolved_by' | 'resolved_at'>;

/** Whether a detail is still open at Payven. */
export const isPending = ({ detail_status }: Pick<ReconciliationDetail, 'detail_status'>): boolean => detail_status === 'Pending';

/** Ours met another's answer, and the user has not said which stands. */
export const inConflict = ({ decision }: Pick<ReconciliationDetail, 'decision'>): boolean => decision?.conflict === 'open';

/** Whether a detail waits for the user: nothing was decided here yet, or Payven refused it. */
export const isUndecided = (detail: Decided): boolean =>
  isPending(detail) && !inConflict(detail) && (detail.decision === null || detail.decision.state === 'refused');

/** Whether it can be decided, or decided otherwise; not once the decision is on its way. */
export function isDecidable(detail: Decided, pushing: boolean): boolean {
  if (!isPending(detail) || inConflict(detail)) return false;
  const state = detail.decision?.state ?? null;
  return state === null || state === 'refused' || (state === 'local' && !pushing);
}

/** How far the decision of a detail has come; null where none is needed. */
export function markOf(detail: Decided, pushing: boolean): DecisionMark | null {
  const { decision } = detail;
  if (inConflict(detail)) return 'conflict';
  if (decision?.state === 'queued' || (decision?.state === 'local' && pushing)) return 'queued';
  if (decision?.state === 'local') return 'local';
  if (decision?.state === 'refused' && decision.conflict === null) return 'refused';
  if (detail.detail_status === 'AutoMatched') return null;
  return isPending(detail) && decision === null ? 'none' : 'sent';
}

/** An answer to a detail, whoever gave it; amounts in kuruş, instants +03:00. */
export interface AnswerGiven {
  readonly action: string;
  readonly amount: number | null;
  readonly status: string | null;
  readonly remarks: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

/** What was decided here; null where nothing was. */
export function ourAnswer({ decision }: Pick<ReconciliationDetail, 'decision'>): AnswerGiven | null {
  if (decision === null) return null;
  const { action, adjusted_amount: amount, applied_status: status, remarks, decided_by: by, decided_at: at } = decision;
  return { action, amount, status, remarks, by, at };
}

/** What stands at Payven; null where there is no answer. */
export function payvensAnswer(detail: Answered): AnswerGiven | null {
  const { resolution_action: action, adjusted_amount: amount, applied_status: status, remarks, resolved_by: by, resolved_at: at } = detail;
  return action === null || action === 'None' ? null : { action, amount, status, remarks, by, at };
}

/** The answer that counts for the user: Payven's once it stands there, else ours. */
export function standingAnswer(detail: Answered): AnswerGiven | null {
  const mine = detail.decision !== null && (detail.decision.state !== 'sent' || isPending(detail)) && detail.decision.conflict === null;
  return (mine ? ourAnswer(detail) : payvensAnswer(detail)) ?? ourAnswer(detail);
}

/** Open at Payven and not decided here either. */
export const undecidedIn = ({ pending, waiting }: Pick<ReconciliationSummary, 'pending' | 'waiting'>): number => Math.max(0, pending - waiting);
