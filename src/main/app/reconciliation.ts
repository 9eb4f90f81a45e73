import type {
  reconciliationContract,
  ReconciliationDetail,
  ReconciliationSummary,
} from '../../shared/contract/reconciliation.ts';
import { dayOf, istanbulIso } from '../../shared/day.ts';
import { closedStatuses, detailStatuses, discrepancies, readEnum } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { allConnections, type ConnectionRow } from '../db/connection.ts';
import { type ReadableDb, transact, type WritableDb } from '../db/database.ts';
import { type DecisionRow, decisionTallies, latestDecisions } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { importById, importRow } from '../db/imports.ts';
import { previewLine, wholePlan } from '../db/previews.ts';
import {
  allReconciliations,
  type DetailRow,
  detailsOf,
  detailTallies,
  type KeptReconciliation,
  reconciliationById,
  savePayvenDetails,
  saveReconciliation,
  saveTies,
} from '../db/reconciliations.ts';
import { syncedDays, transactionById } from '../db/transactions.ts';
import { missingDays } from '../domain/matching/request.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import { tieDetails } from '../domain/matching/tie.ts';
import type { PayvenClient } from '../payven/client.ts';
import type { ReconciliationAnswer } from '../payven/schemas.ts';
import { meetAnswers } from './conflicts.ts';
import type { BaseContext, CommandContext, HandlersOf } from './context.ts';
import { connectionFor, payvenFor } from './payven.ts';
import { presentRow, presentTransaction, reasonCode, reasonText } from './present.ts';
import { headOf, remoteReconciliations } from './remote.ts';
import { syncRange } from './sync.ts';

/** Details that do not add up are read again three times. */
const READINGS = 4;

/** Stores what Payven said of a reconciliation; call it inside a transaction. */
export function storeAnswer(
  context: CommandContext,
  connectionId: string,
  { details, ...answer }: ReconciliationAnswer,
  previewId: string | null,
): void {
  saveReconciliation(context.db, {
    ...answer,
    connection_id: connectionId,
    preview_id: previewId,
    read_at: context.clock.now(),
  });
  savePayvenDetails(context.db, details);
  tieToPlan(context.db, answer.id, { ...answer, details });
  meetAnswers(context.db, answer.id);
}

/** Ties the details to the plan they answer, once: when all of them are there for the first time. */
function tieToPlan(db: WritableDb, id: string, answer: ReconciliationAnswer): void {
  const { preview_id, unanswered_lines } = keptReconciliation(db, id);
  if (preview_id === null || unanswered_lines !== null || !hasAllDetails(answer)) return;
  const { ties, unanswered } = tieDetails(answer.details, wholePlan(db, preview_id));
  saveTies(db, id, ties, unanswered);
}

/** Reads a reconciliation from Payven, all of its details, and keeps it. */
export async function fetchReconciliation(context: CommandContext, connection: ConnectionRow, id: string): Promise<void> {
  const client = payvenFor(context, connection);
  const answer = await withAllDetails(client, await client.reconciliation(id));
  transact(context.db, () => storeAnswer(context, connection.id, answer, null));
}

/** An answer may hold fewer details than its counts promise; then they are paged (Payven guide). */
export async function withAllDetails(client: PayvenClient, answer: ReconciliationAnswer): Promise<ReconciliationAnswer> {
  let whole = answer;
  for (let reading = 1; !hasAllDetails(whole); reading += 1) {
    if (reading > READINGS) throw new AppError('payven.details_incomplete', { id: answer.id, found: distinct(whole), promised: promisedBy(whole) });
    // Its counts may change between two readings as well.
    const counts = reading === 1 ? answer : await client.reconciliation(answer.id);
    whole = hasAllDetails(counts) ? counts : { ...counts, details: await client.details(answer.id) };
  }
  return whole;
}

const promisedBy = ({ matched_count, amount_mismatch_count, status_mismatch_count, orphan_db_count, orphan_bank_count }: ReconciliationAnswer): number =>
  matched_count + amount_mismatch_count + status_mismatch_count + orphan_db_count + orphan_bank_count;

const distinct = ({ details }: ReconciliationAnswer): number => new Set(details.map((detail) => detail.id)).size;

/** Whether an answer holds as many details as its counts promise. */
export const hasAllDetails = (answer: ReconciliationAnswer): boolean => distinct(answer) >= promisedBy(answer);

/** Reads it anew where that can be done; if not, what is here stays as it is and the log says why. */
export async function refreshReconciliation(context: CommandContext, connection: ConnectionRow, id: string): Promise<void> {
  try {
    await fetchReconciliation(context, connection, id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.error('reconciliation.refresh_failed', { reconciliation_id: id, code: error.code });
  }
}

/** The reconciliation as this computer knows it, read from Payven first where it does not. */
export async function knownReconciliation(
  context: CommandContext,
  id: string,
): Promise<{ kept: KeptReconciliation; connection: ConnectionRow }> {
  if (reconciliationById(context.db, id) === undefined) await findReconciliation(context, id, undefined);
  const kept = keptReconciliation(context.db, id);
  return { kept, connection: connectionFor(context.db, kept.connection_id) };
}

/** Reads a reconciliation started elsewhere: by the connection named, else by the first that finds it. */
async function findReconciliation(context: CommandContext, id: string, connectionId: string | undefined): Promise<ConnectionRow> {
  const named = connectionFor(context.db, connectionId);
  const others = connectionId === undefined ? allConnections(context.db).filter((each) => each.id !== named.id) : [];
  for (const connection of others.length === 0 ? [] : [named, ...others.slice(0, -1)]) {
    try {
      await fetchReconciliation(context, connection, id);
      return connection;
    } catch (error) {
      if (!(error instanceof AppError) || !['payven.not_found', 'payven.forbidden'].includes(error.code)) throw error;
    }
  }
  const last = others.at(-1) ?? named;
  await fetchReconciliation(context, last, id);
  return last;
}

/** Throws AppError('usage.unknown_reconciliation'). */
export function keptReconciliation(db: ReadableDb, id: string): KeptReconciliation {
  const kept = reconciliationById(db, id);
  if (kept === undefined) throw new AppError('usage.unknown_reconciliation', { id });
  return kept;
}

/** After Completed, PartiallyCompleted or Cancelled nothing changes any more. */
export const isClosed = ({ overall_status }: KeptReconciliation): boolean => overall_status !== null && closedStatuses.includes(overall_status);

/** Throws AppError('state.closed') of a reconciliation that takes no answer any more. */
export function refuseClosed(kept: KeptReconciliation): void {
  if (isClosed(kept)) {
    throw new AppError('state.closed', { reconciliation_id: kept.id, status: kept.overall_status });
  }
}

export function reconciliationSummaryOf(db: ReadableDb, kept: KeptReconciliation): ReconciliationSummary {
  const { pending, differing } = detailTallies(db, kept.id);
  const { waiting, conflicts } = decisionTallies(db, kept.id);
  return {
    ...headOf(kept),
    preview_id: kept.preview_id,
    total_db_transactions: kept.total_db_transactions,
    total_bank_transactions: kept.total_bank_transactions,
    resolved_count: kept.resolved_count,
    ignored_count: kept.ignored_count,
    pending,
    waiting,
    conflicts,
    finalized_at: kept.finalized_at === null ? null : istanbulIso(kept.finalized_at),
    finalized_by: kept.finalized_by,
    notes: kept.notes,
    read_at: istanbulIso(kept.read_at),
    differs_from_preview: kept.unanswered_lines === null ? null : (differing ?? 0) + kept.unanswered_lines,
  };
}

const presentDecision = (row: DecisionRow | undefined): ReconciliationDetail['decision'] => {
  if (row === undefined) return null;
  const { action, adjusted_amount, applied_status, remarks, decided_at, decided_by, state, message, conflict } = row;
  return { action, adjusted_amount, applied_status, remarks, decided_at: istanbulIso(decided_at), decided_by, state, message, conflict };
};

/** A detail with everything this computer knows around it: both sides, the plan's line, the decision. */
export function presentDetail(
  db: ReadableDb,
  kept: KeptReconciliation,
  detail: DetailRow,
  line: PlanLine | undefined,
  decision: DecisionRow | undefined,
  language: BaseContext['language'],
): ReconciliationDetail {
  const { tie, import_id, row, preview_line: _line, agrees, reconciliation_id: _id, resolved_at, ...rest } = detail;
  const transaction =
    detail.transaction_id === null ? undefined : transactionById(db, kept.connection_id, detail.transaction_id);
  const bankRow = import_id === null || row === null ? undefined : importRow(db, import_id, row);
  return {
    ...rest,
    resolved_at: resolved_at === null ? null : istanbulIso(resolved_at),
    payven: transaction === undefined ? null : presentTransaction(transaction),
    bank:
      bankRow === undefined
        ? null
        : { ...presentRow(bankRow), file_name: importById(db, bankRow.import_id)?.file_name ?? '' },
    bank_parts: (line?.parts ?? []).map((part) => ({ file_name: importById(db, part.import_id)?.file_name ?? '', row: part.row })),
    tie_ambiguous: tie === 'ambiguous',
    reason_code: line === undefined ? null : reasonCode(line),
    reason: line === undefined ? null : reasonText(language, line),
    previewed_verdict: line?.verdict ?? null,
    agrees_with_preview: agrees === null ? null : agrees === 1,
    assumptions: line === undefined ? [] : [...line.assumptions],
    decision: presentDecision(decision),
  };
}

/** A window of details, ready to be shown or exported. */
export function presentedDetails(
  db: ReadableDb,
  kept: KeptReconciliation,
  filter: { discrepancy?: string | undefined; detail_status?: string | undefined },
  window: { offset: number; limit: number },
  language: BaseContext['language'],
): { total: number; details: ReconciliationDetail[] } {
  const where = {
    reconciliation_id: kept.id,
    discrepancy: filter.discrepancy === undefined ? null : readEnum(discrepancies, filter.discrepancy),
    detail_status: filter.detail_status === undefined ? null : readEnum(detailStatuses, filter.detail_status),
  };
  const { total, details } = detailsOf(db, where, window);
  const decisions = latestDecisions(db, kept.id, details.map((detail) => detail.id));
  return {
    total,
    details: details.map((detail) =>
      presentDetail(db, kept, detail, planLine(db, kept, detail.preview_line), decisions.get(detail.id), language),
    ),
  };
}

/** The line of the plan a detail answers. */
export function planLine(db: ReadableDb, kept: KeptReconciliation, line: number | null): PlanLine | undefined {
  return kept.preview_id === null || line === null ? undefined : previewLine(db, kept.preview_id, line);
}

/** The days of its period that are not here: without them a review would show one side alone. */
async function bringPeriod(context: CommandContext, connection: ConnectionRow, kept: KeptReconciliation): Promise<void> {
  const range = { from: dayOf(kept.period_start_at), to: dayOf(kept.period_end_at) };
  const here = syncedDays(context.db, connection.id, range.from, range.to).map((each) => each.day);
  if (missingDays(range.from, range.to, here).length > 0) await syncRange(context, connection, range);
}

type ReadingHandlers = Pick<
  HandlersOf<typeof reconciliationContract>,
  'reconciliation.list' | 'reconciliation.remote' | 'reconciliation.fetch' | 'reconciliation.show'
>;

export const reconciliationHandlers = {
  'reconciliation.list': (_, { db }) => ({
    reconciliations: allReconciliations(db).map((kept) => reconciliationSummaryOf(db, kept)),
  }),
  'reconciliation.remote': remoteReconciliations,
  'reconciliation.fetch': async ({ reconciliation_id: id, connection_id }, context) => {
    const known = reconciliationById(context.db, id);
    const connection = await findReconciliation(context, id, known?.connection_id ?? connection_id);
    const kept = keptReconciliation(context.db, id);
    const facts = { overall_status: kept.overall_status, known: known !== undefined };
    recordHistory(context.db, { at: context.clock.now(), by: context.user, what: 'reconciliation.fetched', subject: id, facts });
    await bringPeriod(context, connection, kept);
    return reconciliationSummaryOf(context.db, kept);
  },
  'reconciliation.show': ({ reconciliation_id, discrepancy, detail_status, offset, limit }, { db, language }) => {
    const kept = keptReconciliation(db, reconciliation_id);
    const window = presentedDetails(db, kept, { discrepancy, detail_status }, { offset, limit }, language);
    return { ...reconciliationSummaryOf(db, kept), ...window };
  },
} satisfies ReadingHandlers;
