import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { discrepancies, readEnum, transactionStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { type DecisionRow, insertDecisions } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { detailById, type DetailRow, detailsOf, type KeptReconciliation } from '../db/reconciliations.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { pushDecisions, type PushOutcome } from './push.ts';
import {
  fetchReconciliation,
  keptReconciliation,
  knownReconciliation,
  reconciliationSummaryOf,
  refuseClosed,
} from './reconciliation.ts';
import { settleOpenWrites } from './settle.ts';

type ResolveInput = InputOf<(typeof reconciliationContract)['reconciliation.resolve']>;
type Outcome = OutputOf<(typeof reconciliationContract)['reconciliation.resolve']>;

/** What an action needs beside itself (Payven guide, resolve). */
function checkAction({ action, adjusted_amount, applied_status }: ResolveInput): string | null {
  if (action === 'AdjustAmount' && adjusted_amount === undefined) throw new AppError('usage.missing', { name: 'amount' });
  if (action !== 'ForceStatus') return null;
  if (applied_status === undefined) throw new AppError('usage.missing', { name: 'applied-status' });
  const status = readEnum(transactionStatuses, applied_status);
  if (!transactionStatuses.some((known) => known === status)) {
    throw new AppError('usage.unknown_status', { status: applied_status, known: transactionStatuses.join(', ') });
  }
  return status;
}

/** The details meant: named ones, all of which must still wait for an answer, or every pending one of a verdict. */
function targetsOf(context: CommandContext, kept: KeptReconciliation, input: ResolveInput): DetailRow[] {
  if (input.detail_ids !== undefined) {
    return [...new Set(input.detail_ids)].map((id) => {
      const detail = detailById(context.db, kept.id, id);
      if (detail === undefined) throw new AppError('usage.unknown_detail', { id });
      if (detail.detail_status !== 'Pending') {
        throw new AppError('state.not_pending', { id, status: detail.detail_status, action: detail.resolution_action });
      }
      return detail;
    });
  }
  if (input.discrepancy === undefined) throw new AppError('usage.missing', { name: 'detail' });
  const discrepancy = readEnum(discrepancies, input.discrepancy);
  if (!discrepancies.some((known) => known === discrepancy)) {
    throw new AppError('usage.unknown_discrepancy', { discrepancy: input.discrepancy, known: discrepancies.join(', ') });
  }
  const filter = { reconciliation_id: kept.id, discrepancy, detail_status: 'Pending' };
  const { details } = detailsOf(context.db, filter, { offset: 0, limit: -1 });
  if (details.length === 0) throw new AppError('state.nothing_pending', { discrepancy });
  return details;
}

async function resolve(input: ResolveInput, context: CommandContext): Promise<Outcome> {
  const { db, clock } = context;
  const applied_status = checkAction(input);
  const { kept, connection } = await knownReconciliation(context, input.reconciliation_id);
  refuseClosed(kept);
  const settled = await settleOpenWrites(context, connection, kept.id);
  const before = alreadySent(context, kept, input, settled.decisions);
  if (before > 0) return outcomeOf(context, kept.id, { processed: before, failed: 0, errors: [] });
  const targets = targetsOf(context, kept, input);
  const decided_at = clock.now();
  const decisions = targets.map(
    (detail): DecisionRow => ({
      id: context.ids.uuid(),
      reconciliation_id: kept.id,
      detail_id: detail.id,
      action: input.action,
      // "The bank is right" is told with the bank's amount; whether Payven needs it nobody has confirmed.
      adjusted_amount: input.adjusted_amount ?? (input.action === 'AcceptBank' ? detail.bank_amount : null),
      applied_status,
      remarks: input.remarks ?? null,
      decided_at,
      decided_by: context.user,
      state: 'local',
      message: null,
      outbox_id: null,
    }),
  );
  transact(db, () => {
    insertDecisions(db, decisions);
    const facts = { action: input.action, details: decisions.length, remarks: input.remarks ?? null };
    recordHistory(db, { at: decided_at, by: context.user, what: 'decision.made', subject: kept.id, facts });
  });
  let pushed: PushOutcome;
  try {
    pushed = await pushDecisions(context, connection, kept.id);
  } finally {
    // A refusal too: whoever was first at Payven is to be seen on the row.
    await refresh(context, connection, kept.id);
  }
  return outcomeOf(context, kept.id, pushed);
}

function outcomeOf({ db }: CommandContext, id: string, pushed: PushOutcome): Outcome {
  const { overall_status, pending } = reconciliationSummaryOf(db, keptReconciliation(db, id));
  return { reconciliation_id: id, ...pushed, overall_status, pending };
}

/**
 * How many of the decisions asked for an earlier run had already sent, when it was
 * these very ones and nothing else is left of them to do: its answer had been lost.
 */
function alreadySent(context: CommandContext, kept: KeptReconciliation, input: ResolveInput, sent: readonly DecisionRow[]): number {
  const same = sent.filter((decision) => decision.action === input.action);
  if (input.detail_ids !== undefined) {
    const ids = new Set(same.map((decision) => decision.detail_id));
    return input.detail_ids.every((id) => ids.has(id)) ? input.detail_ids.length : 0;
  }
  const discrepancy = readEnum(discrepancies, input.discrepancy ?? '');
  const filter = { reconciliation_id: kept.id, discrepancy, detail_status: 'Pending' };
  if (detailsOf(context.db, filter, { offset: 0, limit: 1 }).total > 0) return 0;
  return same.filter((decision) => detailById(context.db, kept.id, decision.detail_id)?.discrepancy === discrepancy).length;
}

/** Totals after decisions: read from Payven; if that fails the decisions stand and the totals stay old. */
async function refresh(context: CommandContext, connection: ConnectionRow, id: string): Promise<void> {
  try {
    await fetchReconciliation(context, connection, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.error('reconciliation.refresh_failed', { reconciliation_id: id, code: error.code });
  }
}

export const decisionHandlers = {
  'reconciliation.resolve': resolve,
} satisfies Pick<HandlersOf<typeof reconciliationContract>, 'reconciliation.resolve'>;
