import type { decisionContract, PushOutcome } from '../../shared/contract/decision.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { discrepancies, readEnum, transactionStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { allConnections, type ConnectionRow } from '../db/connection.ts';
import { type DecisionRow, decisionTallies, reconciliationsWaiting } from '../db/decisions.ts';
import { detailById, detailsOf, type KeptReconciliation } from '../db/reconciliations.ts';
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
import { namedDetails, storeDecisions, undecidedIn } from './review-decide.ts';
import { settleOpenWrites } from './settle.ts';

type ResolveInput = InputOf<(typeof reconciliationContract)['reconciliation.resolve']>;
type Outcome = OutputOf<(typeof reconciliationContract)['reconciliation.resolve']>;
type PushInput = InputOf<(typeof decisionContract)['decision.push']>;

function make(input: ResolveInput, context: CommandContext): OutputOf<(typeof decisionContract)['decision.make']> {
  const { reconciliation_id } = input;
  const decided = storeDecisions(context, reconciliation_id, input).length;
  return { reconciliation_id, decided, waiting: decisionTallies(context.db, reconciliation_id).waiting };
}

/** Settles what is open, sends what waits and reads the reconciliation again. */
async function pushOne(context: CommandContext, connection: ConnectionRow, id: string): Promise<Pushed> {
  const settled = await settleOpenWrites(context, connection, id);
  try {
    const pushed = await pushDecisions(context, connection, id);
    await refreshReconciliation(context, connection, id);
    return {
      ...pushed,
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
  const total = { processed: 0, failed: 0, errors: [] as PushOutcome['errors'], held_back: 0, conflicts: 0, waiting: 0, offline: false, unconnected: 0 };
  const inUse = new Set(allConnections(db).map(({ id }) => id));
  let trouble: AppError | undefined;
  for (const id of reconciliation_id === undefined ? reconciliationsWaiting(db) : [reconciliation_id]) {
    const kept = keptReconciliation(db, id);
    if (reconciliation_id === undefined && !inUse.has(kept.connection_id)) {
      const { waiting } = decisionTallies(db, id);
      total.unconnected += waiting;
      total.waiting += waiting;
      continue;
    }
    try {
      const one = await pushOne(context, connectionFor(db, kept.connection_id), id);
      total.processed += one.processed;
      total.failed += one.failed;
      total.errors.push(...one.errors);
      total.held_back += one.held_back;
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
  if (before > 0) return outcomeOf(context, kept.id, { processed: before, failed: 0, errors: [], held_back: 0 });
  storeDecisions(context, kept.id, input);
  return outcomeOf(context, kept.id, await pushOne(context, connection, kept.id));
}

function outcomeOf({ db }: CommandContext, id: string, pushed: Pushed): Outcome {
  const { overall_status, pending, waiting, conflicts } = reconciliationSummaryOf(db, keptReconciliation(db, id));
  return { reconciliation_id: id, ...pushed, overall_status, pending, waiting, conflicts };
}

/** Whether a decision says what is asked for now, to the last field; an amount that was not given is the bank's. */
const isSameWish = (decision: DecisionRow, { action, adjusted_amount, applied_status, remarks, partner_ids }: ResolveInput): boolean =>
  decision.action === action &&
  (adjusted_amount === undefined ? action === 'AcceptBank' || decision.adjusted_amount === null : decision.adjusted_amount === adjusted_amount) &&
  decision.applied_status === (applied_status === undefined ? null : readEnum(transactionStatuses, applied_status)) &&
  // Of a pair each names the other; what the user wrote comes behind.
  (partner_ids === undefined ? decision.remarks === (remarks ?? null) : decision.partners_json !== null && (decision.remarks ?? '').endsWith(remarks ?? ''));

/**
 * How many of the decisions asked for an earlier run had already sent, when it was
 * these very ones and nothing else is left of them to do: its answer had been lost.
 */
function alreadySent(context: CommandContext, kept: KeptReconciliation, input: ResolveInput, sent: readonly DecisionRow[]): number {
  const same = sent.filter((decision) => isSameWish(decision, input));
  const named = namedDetails(input);
  if (named !== undefined) {
    const ids = new Set(same.map((decision) => decision.detail_id));
    return named.every((id) => ids.has(id)) ? named.length : 0;
  }
  if (input.filter !== undefined) return undecidedIn(context, kept, input.filter).length > 0 ? 0 : same.length;
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
