import { z } from 'zod';
import { actions, transactionStatuses } from '../../shared/enums.ts';
import { kurusAmount } from '../../shared/money.ts';
import { word } from '../http/input.ts';
import { Problem, invalidState, notFound } from '../http/problem.ts';
import type { Transaction } from '../world.ts';
import { isClosed, type Detail, type Reconciliation } from './model.ts';

/** One answer to a difference (Payven guide, reconciliation: AdjustAmount needs its amount in kuruş, ForceStatus its status). */
export const resolveBody = z
  .object({
    action: word(actions),
    adjusted_amount: kurusAmount.nullish(),
    applied_status: word(transactionStatuses).nullish(),
    remarks: z.string().nullish(),
  })
  .superRefine((body, context) => {
    const need = (field: string, value: unknown): void => {
      if (value === null || value === undefined) {
        context.addIssue({ code: 'custom', path: [field], message: `${body.action} için zorunlu.` });
      }
    };
    if (body.action === 'AdjustAmount') need('adjusted_amount', body.adjusted_amount);
    if (body.action === 'ForceStatus') need('applied_status', body.applied_status);
  });
export type ResolveBody = z.output<typeof resolveBody>;

export const bulkBody = z.object({
  items: z.array(z.object({ detail_id: z.string(), request: z.unknown() })).min(1),
});
export const finalizeBody = z.object({ notes: z.string().nullish(), force_partial: z.boolean().default(false) });
export const cancelBody = z.object({ reason: z.string().nullish() });

/** Who changes something, and when (UTC ms). */
export interface Actor {
  client: string;
  now: number;
}

/** Throws 409 once a reconciliation is completed, partially completed or cancelled. */
export function demandOpen(one: Reconciliation): void {
  if (isClosed(one)) throw invalidState(`Mutabakat kapalı: ${one.overall_status}.`);
}

/** Answers a pending difference. Throws 404 for an unknown detail, 409 where it is answered already. */
export function resolveDetail(one: Reconciliation, detailId: string, body: ResolveBody, actor: Actor): Detail {
  demandOpen(one);
  const detail = one.details.get(detailId.toLowerCase());
  if (!detail) throw notFound('Mutabakat detayı');
  if (detail.detail_status !== 'Pending') throw invalidState(`Detay zaten ${detail.detail_status}.`);
  detail.detail_status = body.action === 'Ignore' ? 'Ignored' : 'Resolved';
  detail.resolution_action = body.action;
  detail.adjusted_amount = body.adjusted_amount ?? null;
  detail.applied_status = body.applied_status ?? null;
  detail.remarks = body.remarks ?? null;
  detail.resolved_at = actor.now;
  detail.resolved_by = actor.client;
  one.overall_status = 'InReview';
  return detail;
}

/**
 * Closes a reconciliation and fills `settlement_date` on its transactions. Throws
 * 422 `unresolved_details` while something is pending, unless it is forced: then
 * what is pending is ignored and the reconciliation ends PartiallyCompleted.
 */
export function finalize(
  one: Reconciliation,
  body: z.output<typeof finalizeBody>,
  actor: Actor,
  transactions: ReadonlyMap<string, Transaction>,
): void {
  demandOpen(one);
  const pending = [...one.details.values()].filter((detail) => detail.detail_status === 'Pending');
  if (pending.length > 0 && !body.force_partial) {
    throw new Problem(422, 'unresolved_details', `${pending.length} detay çözülmemiş.`, {
      errors: [{ field: 'force_partial', code: 'unresolved_details', message: `${pending.length} detay bekliyor.` }],
    });
  }
  for (const detail of pending) {
    detail.detail_status = 'Ignored';
    detail.resolution_action = 'Ignore';
    detail.resolved_at = actor.now;
    detail.resolved_by = actor.client;
  }
  for (const { transaction_id } of one.details.values()) {
    const transaction = transaction_id === null ? undefined : transactions.get(transaction_id);
    if (transaction) transaction.settlement_date = actor.now;
  }
  one.overall_status = pending.length > 0 ? 'PartiallyCompleted' : 'Completed';
  one.finalized_at = actor.now;
  one.finalized_by = actor.client;
  one.notes = body.notes ?? null;
}

/** Only before it is finalized; transactions stay untouched (seed page reconciliations/cancel). */
export function cancel(one: Reconciliation, reason: string | null): void {
  demandOpen(one);
  one.overall_status = 'Cancelled';
  one.notes = reason;
}
