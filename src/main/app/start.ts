import type { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { z } from 'zod';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { isStartedHere, markOutcome, openWrite, type OutboxRow, startedFrom, withdrawQueued } from '../db/outbox.ts';
import { wholePlan } from '../db/previews.ts';
import { openReconciliation } from '../db/reconciliations.ts';
import { comparePlans, countVerdicts, type Plan } from '../domain/matching/plan.ts';
import { startBody } from '../domain/matching/request.ts';
import { holdsExactly } from '../domain/matching/tie.ts';
import { readReconciliation } from '../payven/client.ts';
import type { ReconciliationAnswer } from '../payven/schemas.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { giveUp, mayRepeat, queueWrite, readOrUnknown, sendWrite } from './outbox.ts';
import { connectionFor, payvenFor } from './payven.ts';
import type { PlanQuestion } from './bank-side.ts';
import { makeProvenPlan, planHash, storedPreview } from './preview.ts';
import {
  fetchReconciliation,
  hasAllDetails,
  keptReconciliation,
  reconciliationSummaryOf,
  storeAnswer,
  withAllDetails,
} from './reconciliation.ts';
import { syncRange } from './sync.ts';

type Started = OutputOf<(typeof reconciliationContract)['reconciliation.start']>;

/** At most this many changes are named when a plan is no longer what it was. */
const NAMED_CHANGES = 20;
/** Payven's clock is known to a second or two; what it made a moment before the attempt may still be it. */
const CLOCK_SLACK_MS = 5_000;
/** Told once a start was looked for in vain. */
const START_UNKNOWN = 'state.start_unknown';
/** An end of 23:59:59.999 may come back in whole seconds. */
const SUB_SECOND_MS = 1_000;

/** One start of a scope and period at a time. */
function intentOf({ connection_id, connector_config_id, merchant_id, from, to }: PlanQuestion): string {
  return ['start', connection_id, connector_config_id ?? merchant_id, from, to].join('|');
}

async function start(
  { preview_id, confirmed, force }: InputOf<(typeof reconciliationContract)['reconciliation.start']>,
  context: CommandContext,
): Promise<Started> {
  const { db } = context;
  const { record, summary, question } = storedPreview(db, preview_id);
  refuseStarted(context, preview_id);
  if (!confirmed) throw new AppError('state.not_confirmed', { what: 'start', sent: summary.sent, bank: summary.amounts.bank });
  const connection = connectionFor(db, question.connection_id);
  const recovered = await recoverEarlier(context, connection, question, preview_id, force);
  if (recovered !== null) return recovered;
  refuseSecondOpen(context, question, force);
  if (!summary.matchable && !force) throw new AppError('state.unmatchable', { rows: summary.sent });

  const synced = await syncRange(context, connection, { from: question.from, to: question.to });
  if (!synced.complete && !force) {
    throw new AppError('state.sync_incomplete', { days: synced.incomplete_days.map((each) => each.day).join(', ') });
  }
  const plan = makeProvenPlan(db, question);
  if (planHash(plan) !== record.plan_hash) throw planChanged(context, preview_id, plan);
  const row = transact(db, () => {
    // Asked again under the lock: while this process synced, another may have started the same.
    refuseStarted(context, preview_id);
    refuseSecondOpen(context, question, force);
    return queueWrite(context, {
      connection_id: connection.id,
      call: 'start',
      intent: intentOf(question),
      path: '/reconciliations/start',
      body: startBody(plan),
      preview_id,
      reconciliation_id: null,
    });
  });
  return performStart(context, connection, row, false);
}

function planChanged(context: CommandContext, previewId: string, plan: Plan): AppError {
  const changes = comparePlans(wholePlan(context.db, previewId), plan.lines);
  return new AppError('state.plan_changed', {
    changes: changes.length,
    first: changes.slice(0, NAMED_CHANGES),
    counts: countVerdicts(plan.lines),
  });
}

/** One preview is started once. */
function refuseStarted({ db }: CommandContext, previewId: string): void {
  const already = startedFrom(db, previewId);
  if (already !== undefined) throw new AppError('state.already_started', { reconciliation_id: already });
}

/** The same scope and period, started already and still open: a second one is surely a slip. */
function refuseSecondOpen(context: CommandContext, question: PlanQuestion, force: boolean): void {
  const open = openReconciliation(context.db, {
    connection_id: question.connection_id,
    connector_config_id: question.connector_config_id,
    merchant_id: question.merchant_id,
    period_start_at: startOfDay(question.from),
    period_end_at: endOfDay(question.to),
  });
  if (open !== undefined && !force) {
    throw new AppError('state.period_open', { reconciliation_id: open.id, created: istanbulIso(open.created_at) });
  }
}

/** Sends a start and stores what came of it. */
async function performStart(
  context: CommandContext,
  connection: ConnectionRow,
  row: OutboxRow,
  recovered: boolean,
): Promise<Started> {
  const response = await sendWrite(context, connection, row);
  const answer = readOrUnknown(context, row, () => readReconciliation(response));
  const started = storeStarted(context, connection, row, answer, recovered);
  if (hasAllDetails(answer)) return started;
  // It is on record before its details are paged: whatever happens to that, it was started, and once.
  await fetchReconciliation(context, connection, answer.id);
  const { differs_from_preview } = reconciliationSummaryOf(context.db, keptReconciliation(context.db, answer.id));
  return { ...started, differs_from_preview: differs_from_preview ?? 0 };
}

/** The reconciliation, its details tied to the plan where all are there, and the write's end: in one transaction. */
function storeStarted(
  context: CommandContext,
  connection: ConnectionRow,
  row: OutboxRow,
  answer: ReconciliationAnswer,
  recovered: boolean,
): Started {
  const { db, clock } = context;
  return transact(db, () => {
    storeAnswer(context, connection.id, answer, row.preview_id);
    markOutcome(db, row.id, { state: 'done', at: clock.now(), reconciliation_id: answer.id });
    const summary = reconciliationSummaryOf(db, keptReconciliation(db, answer.id));
    const differs_from_preview = summary.differs_from_preview ?? 0;
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: 'reconciliation.started',
      subject: answer.id,
      facts: { preview_id: row.preview_id, recovered, differs_from_preview, ...summary.counts },
    });
    const { reconciliation_id, overall_status, counts } = summary;
    return { reconciliation_id, overall_status, counts, differs_from_preview, recovered };
  });
}

/**
 * Settles an earlier start of the same scope and period whose end is not known.
 * Returns what it became when it was for this preview, null when the way is free.
 * Nothing is sent a second time under another key unless the user insists.
 */
async function recoverEarlier(
  context: CommandContext,
  connection: ConnectionRow,
  question: PlanQuestion,
  previewId: string,
  force: boolean,
): Promise<Started | null> {
  const row = openWrite(context.db, intentOf(question));
  if (row === undefined) return null;
  const started = await lookForStart(context, connection, row);
  if (started !== null) {
    if (row.preview_id === previewId) return started;
    const created = istanbulIso(row.first_sent_at ?? row.created_at);
    throw new AppError('state.period_open', { reconciliation_id: started.reconciliation_id, created });
  }
  if (row.first_sent_at === null) return null;
  // Insisting counts only from whoever has been told before: a command that is forced for another reason must not send anew.
  if (!force || row.error_code !== START_UNKNOWN) throw new AppError(START_UNKNOWN, { sent_at: istanbulIso(row.first_sent_at) });
  giveUp(context, row);
  return null;
}

/**
 * Finds out what became of a start whose end is not known: withdrawn if no byte of it
 * ever left, repeated with its key while that is safe, else looked up. Null when it is
 * nowhere to be found.
 */
export async function lookForStart(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<Started | null> {
  if (row.first_sent_at === null) {
    if (!withdrawQueued(context.db, row.id, context.clock.now())) throw new AppError('state.under_way');
    return null;
  }
  if (await mayRepeat(context, connection, row)) return performStart(context, connection, row, true);
  const adopted = await adopt(context, connection, row);
  if (adopted === null) {
    const error = { code: START_UNKNOWN, details: { sent_at: istanbulIso(row.first_sent_at) } };
    markOutcome(context.db, row.id, { state: 'unknown', at: context.clock.now(), error });
  }
  return adopted;
}

const sentBody = z.object({
  scope: z.string(),
  connector_config_id: z.string().nullable(),
  merchant_id: z.string().nullable(),
  period_start: z.string(),
  period_end: z.string(),
  bank_transactions: z.array(z.object({ bank_transaction_id: z.string(), amount: z.int() })),
});

/**
 * Looks for the reconciliation a lost start made: of the same scope, configuration and
 * period, created after the attempt by Payven's own clock, and holding exactly our rows.
 */
async function adopt(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<Started | null> {
  const client = payvenFor(context, connection);
  const body = sentBody.parse(JSON.parse(row.body));
  // Without rows there is nothing to recognise it by; every empty reconciliation would do.
  if (body.bank_transactions.length === 0) return null;
  const query = {
    scope: body.scope,
    ...(body.connector_config_id !== null && { connector_config_id: body.connector_config_id }),
    ...(body.merchant_id !== null && { merchant_id: body.merchant_id }),
  };
  const earliest = (row.first_sent_payven_at ?? row.created_at) - CLOCK_SLACK_MS;
  const candidates = (await client.reconciliations(query))
    .filter((each) => each.created_at >= earliest && each.period_start_at === Date.parse(body.period_start))
    .filter((each) => Math.abs(each.period_end_at - Date.parse(body.period_end)) < SUB_SECOND_MS)
    .filter((each) => !isStartedHere(context.db, each.id))
    .sort((a, b) => a.created_at - b.created_at);
  const exact: ReconciliationAnswer[] = [];
  for (const candidate of candidates) {
    const whole = await withAllDetails(client, await client.reconciliation(candidate.id));
    if (holdsExactly(whole.details, body.bank_transactions)) exact.push(whole);
  }
  // Two that hold the same rows: which of them is ours cannot be told.
  const [found] = exact;
  return found === undefined || exact.length > 1 ? null : storeStarted(context, connection, row, found, true);
}

export const startHandlers = {
  'reconciliation.start': start,
} satisfies Pick<HandlersOf<typeof reconciliationContract>, 'reconciliation.start'>;
