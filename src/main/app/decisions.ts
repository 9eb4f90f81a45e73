import type { decisionContract, PushOutcome } from '../../shared/contract/decision.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { discrepancies, readEnum, transactionStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { type DecisionRow, decisionTallies, insertDecisions, latestDecisions, reconciliationsWaiting } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { detailById, type DetailRow, detailsOf, type KeptReconciliation } from '../db/reconciliations.ts';
import { settleConflicts } from './conflicts.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { connectionFor } from './payven.ts';
import { pushDecisions, type Pushed } from './push.ts';
import {
  keptReconciliation,
  knownReconciliation,
  reconciliationSummaryOf,
  refreshReconciliation,
  refuseClosed,
} from './reconciliation.ts';
import { settleOpenWrites } from './settle.ts';

type ResolveInput = InputOf<(typeof reconciliationContract)['reconciliation.resolve']>;
type Outcome = OutputOf<(typeof reconciliationContract)['reconciliation.resolve']>;
type PushInput = InputOf<(typeof decisionContract)['decision.push']>;

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

/** The details meant: named ones, all of which must still wait for an answer, or every undecided one of a verdict. */
function targetsOf(context: CommandContext, kept: KeptReconciliation, input: ResolveInput): DetailRow[] {
  if (input.detail_ids !== undefined) {
    const latest = latestDecisions(context.db, kept.id, input.detail_ids);
    return [...new Set(input.detail_ids)].map((id) => {
      const detail = detailById(context.db, kept.id, id);
      if (detail === undefined) throw new AppError('usage.unknown_detail', { id });
      if (detail.detail_status !== 'Pending') {
        throw new AppError('state.not_pending', { id, status: detail.detail_status, action: detail.resolution_action });
      }
      if (latest.get(id)?.state === 'queued') throw new AppError('state.being_sent', { id });
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
  const latest = latestDecisions(context.db, kept.id, details.map((detail) => detail.id));
  // One that was decided by itself keeps its own answer.
  return details.filter(({ id }) => !['local', 'queued'].includes(latest.get(id)?.state ?? ''));
}

/** Stores what was decided; nothing leaves this computer. */
function storeDecisions(context: CommandContext, kept: KeptReconciliation, input: ResolveInput): DecisionRow[] {
  const { db, clock, ids, user } = context;
  const applied_status = checkAction(input);
  return transact(db, () => {
    const decided_at = clock.now();
    const decisions = targetsOf(context, kept, input).map(
      (detail): DecisionRow => ({
        id: ids.uuid(),
        reconciliation_id: kept.id,
        detail_id: detail.id,
        action: input.action,
        // "The bank is right" is told with the bank's amount; whether Payven needs it nobody has confirmed.
        adjusted_amount: input.adjusted_amount ?? (input.action === 'AcceptBank' ? detail.bank_amount : null),
        applied_status,
        remarks: input.remarks ?? null,
        decided_at,
        decided_by: user,
        state: 'local',
        message: null,
        outbox_id: null,
        conflict: null,
        replaces_at: null,
      }),
    );
    if (decisions.length === 0) return decisions;
    insertDecisions(db, decisions);
    const facts = { action: input.action, details: decisions.length, remarks: input.remarks ?? null };
    recordHistory(db, { at: decided_at, by: user, what: 'decision.made', subject: kept.id, facts });
    return decisions;
  });
}

function make(input: ResolveInput, context: CommandContext): OutputOf<(typeof decisionContract)['decision.make']> {
  const kept = keptReconciliation(context.db, input.reconciliation_id);
  refuseClosed(kept);
  const decided = storeDecisions(context, kept, input).length;
  return { reconciliation_id: kept.id, decided, waiting: decisionTallies(context.db, kept.id).waiting };
}

/** Settles what is open, sends what waits and reads the reconciliation again. */
async function pushOne(context: CommandContext, connection: ConnectionRow, id: string): Promise<Pushed> {
  const settled = await settleOpenWrites(context, connection, id);
  try {
    const pushed = await pushDecisions(context, connection, id);
    await refreshReconciliation(context, connection, id);
    return {
      processed: pushed.processed + settled.decisions.length,
      failed: pushed.failed + settled.refused.length,
      errors: [...settled.refused.map(({ detail_id, message }) => ({ detail_id, message })), ...pushed.errors],
    };
  } catch (error) {
    // After a refusal too: whoever was first at Payven is to be seen on the row. Out of reach it would only take longer.
    if (!(error instanceof AppError && error.code === 'payven.unreachable')) await refreshReconciliation(context, connection, id);
    throw error;
  }
}

async function push({ reconciliation_id }: PushInput, context: CommandContext): Promise<OutputOf<(typeof decisionContract)['decision.push']>> {
  const { db } = context;
  const total = { processed: 0, failed: 0, errors: [] as PushOutcome['errors'], conflicts: 0, waiting: 0, offline: false };
  let trouble: AppError | undefined;
  for (const id of reconciliation_id === undefined ? reconciliationsWaiting(db) : [reconciliation_id]) {
    const kept = keptReconciliation(db, id);
    try {
      const one = await pushOne(context, connectionFor(db, kept.connection_id), id);
      total.processed += one.processed;
      total.failed += one.failed;
      total.errors.push(...one.errors);
    } catch (error) {
      if (!(error instanceof AppError) || context.signal.aborted) throw error;
      // One reconciliation's trouble must not hold up the others' decisions; it is told at the end.
      if (error.code === 'payven.unreachable') total.offline = true;
      else trouble ??= error;
    }
    const { conflicts, waiting } = decisionTallies(db, id);
    total.conflicts += conflicts;
    total.waiting += waiting;
  }
  if (trouble !== undefined) throw trouble;
  return total;
}

async function resolve(input: ResolveInput, context: CommandContext): Promise<Outcome> {
  const { kept, connection } = await knownReconciliation(context, input.reconciliation_id);
  refuseClosed(kept);
  const settled = await settleOpenWrites(context, connection, kept.id);
  const before = alreadySent(context, kept, input, settled.decisions);
  if (before > 0) return outcomeOf(context, kept.id, { processed: before, failed: 0, errors: [] });
  storeDecisions(context, kept, input);
  return outcomeOf(context, kept.id, await pushOne(context, connection, kept.id));
}

function outcomeOf({ db }: CommandContext, id: string, pushed: Pushed): Outcome {
  const { overall_status, pending, waiting, conflicts } = reconciliationSummaryOf(db, keptReconciliation(db, id));
  return { reconciliation_id: id, ...pushed, overall_status, pending, waiting, conflicts };
}

/** Whether a decision says what is asked for now, to the last field; an amount that was not given is the bank's. */
const isSameWish = (decision: DecisionRow, { action, adjusted_amount, applied_status, remarks }: ResolveInput): boolean =>
  decision.action === action &&
  (adjusted_amount === undefined ? action === 'AcceptBank' || decision.adjusted_amount === null : decision.adjusted_amount === adjusted_amount) &&
  decision.applied_status === (applied_status === undefined ? null : readEnum(transactionStatuses, applied_status)) &&
  decision.remarks === (remarks ?? null);

/**
 * How many of the decisions asked for an earlier run had already sent, when it was
 * these very ones and nothing else is left of them to do: its answer had been lost.
 */
function alreadySent(context: CommandContext, kept: KeptReconciliation, input: ResolveInput, sent: readonly DecisionRow[]): number {
  const same = sent.filter((decision) => isSameWish(decision, input));
  if (input.detail_ids !== undefined) {
    const ids = new Set(same.map((decision) => decision.detail_id));
    return input.detail_ids.every((id) => ids.has(id)) ? input.detail_ids.length : 0;
  }
  const discrepancy = readEnum(discrepancies, input.discrepancy ?? '');
  const filter = { reconciliation_id: kept.id, discrepancy, detail_status: 'Pending' };
  if (detailsOf(context.db, filter, { offset: 0, limit: 1 }).total > 0) return 0;
  return same.filter((decision) => detailById(context.db, kept.id, decision.detail_id)?.discrepancy === discrepancy).length;
}

export const resolveHandlers = {
  'reconciliation.resolve': resolve,
} satisfies Pick<HandlersOf<typeof reconciliationContract>, 'reconciliation.resolve'>;

export const decisionHandlers = {
  'decision.make': make,
  'decision.push': push,
  'decision.settle': settleConflicts,
} satisfies HandlersOf<typeof decisionContract>;
