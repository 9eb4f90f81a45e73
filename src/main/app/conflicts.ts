import type { decisionContract } from '../../shared/contract/decision.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { closedStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { transact, type WritableDb } from '../db/database.ts';
import {
  type DecisionRow,
  decisionTallies,
  insertDecisions,
  latestDecisions,
  markConflict,
  settleDecision,
  unsettledDecisions,
} from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { forgetUndone } from '../db/review-batches.ts';
import { detailById, type DetailRow, type KeptReconciliation, reconciliationById } from '../db/reconciliations.ts';
import type { CommandContext } from './context.ts';

/** What stands at Payven instead of our decision. */
export function answeredElsewhere(detail: DetailRow): string {
  return [detail.resolution_action ?? detail.detail_status, detail.resolved_by].filter(Boolean).join(' · ');
}

/** Whether Payven's answer to a detail is the decision's own. */
export function isOurAnswer(decision: DecisionRow, detail: DetailRow): boolean {
  return (
    detail.resolution_action === decision.action &&
    (decision.adjusted_amount === null || detail.adjusted_amount === decision.adjusted_amount || isEcholess(decision, detail)) &&
    (decision.applied_status === null || detail.applied_status === decision.applied_status)
  );
}

/** Whether Payven repeats the amount of "the bank is right", where it is optional, nobody has confirmed. */
const isEcholess = ({ action }: DecisionRow, { adjusted_amount }: DetailRow): boolean => action === 'AcceptBank' && adjusted_amount === null;

/** A decision made in the knowledge of the very answer that stands at Payven. */
export function goesOver(decision: DecisionRow, detail: DetailRow): boolean {
  return decision.replaces_at !== null && decision.replaces_at === detail.resolved_at;
}

/**
 * Sets what waits here against what Payven has just told, inside the transaction that
 * stored it. Somebody else's answer opens a conflict; the same answer ends the decision
 * as sent; a reconciliation that was closed meanwhile takes no decision any more.
 * `detailIds`: only these are looked at.
 */
export function meetAnswers(db: WritableDb, reconciliationId: string, detailIds?: readonly string[]): void {
  const closed = closedAs(reconciliationById(db, reconciliationId));
  for (const decision of unsettledDecisions(db, reconciliationId, detailIds)) {
    const detail = detailById(db, reconciliationId, decision.detail_id);
    if (detail === undefined) continue;
    if (detail.detail_status !== 'Pending') {
      if (isOurAnswer(decision, detail)) settleDecision(db, decision.id, 'sent', null);
      else if (closed !== null || decision.state === 'refused' || !goesOver(decision, detail)) markConflict(db, decision.id, 'open', answeredElsewhere(detail));
    } else if (closed !== null) {
      markConflict(db, decision.id, 'open', closed);
    }
  }
}

const closedAs = (kept: KeptReconciliation | undefined): string | null =>
  kept?.overall_status !== undefined && kept.overall_status !== null && closedStatuses.includes(kept.overall_status) ? kept.overall_status : null;

type SettleInput = InputOf<(typeof decisionContract)['decision.settle']>;
type Settled = OutputOf<(typeof decisionContract)['decision.settle']>;

/** The user says which side of a conflict stands; every answer of either side stays in the records. */
export function settleConflicts({ reconciliation_id, detail_ids, keep }: SettleInput, context: CommandContext): Settled {
  const { db, clock } = context;
  const kept = reconciliationById(db, reconciliation_id);
  if (kept === undefined) throw new AppError('usage.unknown_reconciliation', { id: reconciliation_id });
  const status = closedAs(kept);
  if (keep === 'mine' && status !== null) throw new AppError('state.closed', { reconciliation_id, status });
  return transact(db, () => {
    const latest = latestDecisions(db, reconciliation_id, detail_ids);
    forgetUndone(db, reconciliation_id);
    for (const detail_id of new Set(detail_ids)) {
      const decision = latest.get(detail_id);
      const detail = detailById(db, reconciliation_id, detail_id);
      if (decision?.conflict !== 'open' || detail === undefined) throw new AppError('state.no_conflict', { id: detail_id });
      markConflict(db, decision.id, keep === 'payven' ? 'payven' : 'replaced', null);
      if (keep === 'mine') insertDecisions(db, [overIt(decision, detail, context)]);
    }
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: 'decision.settled',
      subject: reconciliation_id,
      facts: { keep, details: latest.size },
    });
    return { reconciliation_id, settled: latest.size, ...decisionTallies(db, reconciliation_id) };
  });
}

const overIt = (decision: DecisionRow, detail: DetailRow, { ids, clock, user }: CommandContext): DecisionRow => ({
  ...decision,
  id: ids.uuid(),
  decided_at: clock.now(),
  decided_by: user,
  state: 'local',
  message: null,
  outbox_id: null,
  conflict: null,
  replaces_at: detail.resolved_at,
  batch: null,
});
