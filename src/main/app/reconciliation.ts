import type {
  reconciliationContract,
  ReconciliationDetail,
  ReconciliationSummary,
} from '../../shared/contract/reconciliation.ts';
import { istanbulIso } from '../../shared/day.ts';
import { closedStatuses, detailStatuses, discrepancies, readEnum } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { connectionById, type ConnectionRow } from '../db/connection.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { type DecisionRow, latestDecisions } from '../db/decisions.ts';
import { importById, importRow } from '../db/imports.ts';
import { previewLine } from '../db/previews.ts';
import {
  allReconciliations,
  type DetailRow,
  detailsOf,
  detailTallies,
  type KeptReconciliation,
  reconciliationById,
  savePayvenDetails,
  saveReconciliation,
} from '../db/reconciliations.ts';
import { transactionById } from '../db/transactions.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import type { PayvenClient } from '../payven/client.ts';
import type { ReconciliationAnswer } from '../payven/schemas.ts';
import type { BaseContext, CommandContext, HandlersOf } from './context.ts';
import { connectionFor, payvenFor } from './payven.ts';
import { presentRow, presentTransaction, reasonCode, reasonText } from './present.ts';

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
}

/** Reads a reconciliation from Payven, all of its details, and keeps it. */
export async function fetchReconciliation(context: CommandContext, connection: ConnectionRow, id: string): Promise<void> {
  const client = payvenFor(context, connection);
  const answer = await withAllDetails(client, await client.reconciliation(id));
  transact(context.db, () => storeAnswer(context, connection.id, answer, null));
}

/** An answer may hold fewer details than its counts promise; then they are paged (Payven guide). */
export async function withAllDetails(client: PayvenClient, answer: ReconciliationAnswer): Promise<ReconciliationAnswer> {
  const promised =
    answer.matched_count +
    answer.amount_mismatch_count +
    answer.status_mismatch_count +
    answer.orphan_db_count +
    answer.orphan_bank_count;
  if (answer.details.length >= promised) return answer;
  return { ...answer, details: await client.details(answer.id) };
}

/** The reconciliation as this computer knows it, read from Payven first where it does not. */
export async function knownReconciliation(
  context: CommandContext,
  id: string,
): Promise<{ kept: KeptReconciliation; connection: ConnectionRow }> {
  if (reconciliationById(context.db, id) === undefined) {
    await fetchReconciliation(context, connectionFor(context.db, undefined), id);
  }
  const kept = keptReconciliation(context.db, id);
  return { kept, connection: connectionFor(context.db, kept.connection_id) };
}

/** Throws AppError('usage.unknown_reconciliation'). */
export function keptReconciliation(db: ReadableDb, id: string): KeptReconciliation {
  const kept = reconciliationById(db, id);
  if (kept === undefined) throw new AppError('usage.unknown_reconciliation', { id });
  return kept;
}

/** After Completed, PartiallyCompleted or Cancelled nothing changes any more. */
export function refuseClosed(kept: KeptReconciliation): void {
  if (kept.overall_status !== null && closedStatuses.includes(kept.overall_status)) {
    throw new AppError('state.closed', { reconciliation_id: kept.id, status: kept.overall_status });
  }
}

export function reconciliationSummaryOf(db: ReadableDb, kept: KeptReconciliation): ReconciliationSummary {
  const { pending, differing } = detailTallies(db, kept.id);
  return {
    reconciliation_id: kept.id,
    preview_id: kept.preview_id,
    scope: kept.scope,
    connector_config_id: kept.connector_config_id,
    connector_config_name: kept.connector_config_name,
    merchant_id: kept.merchant_id,
    merchant_name: kept.merchant_name,
    bank_code: kept.bank_code,
    period: kept.period,
    period_start: istanbulIso(kept.period_start_at),
    period_end: istanbulIso(kept.period_end_at),
    overall_status: kept.overall_status,
    counts: {
      matched: kept.matched_count,
      amount_mismatch: kept.amount_mismatch_count,
      status_mismatch: kept.status_mismatch_count,
      orphan_db: kept.orphan_db_count,
      orphan_bank: kept.orphan_bank_count,
    },
    total_db_transactions: kept.total_db_transactions,
    total_bank_transactions: kept.total_bank_transactions,
    total_db_amount: kept.total_db_amount,
    total_bank_amount: kept.total_bank_amount,
    resolved_count: kept.resolved_count,
    ignored_count: kept.ignored_count,
    pending,
    finalized_at: kept.finalized_at === null ? null : istanbulIso(kept.finalized_at),
    finalized_by: kept.finalized_by,
    notes: kept.notes,
    created: istanbulIso(kept.created_at),
    read_at: istanbulIso(kept.read_at),
    differs_from_preview: kept.unanswered_lines === null ? null : (differing ?? 0) + kept.unanswered_lines,
  };
}

const presentDecision = (row: DecisionRow | undefined): ReconciliationDetail['decision'] => {
  if (row === undefined) return null;
  const { action, adjusted_amount, applied_status, remarks, decided_at, decided_by, state, message } = row;
  return { action, adjusted_amount, applied_status, remarks, decided_at: istanbulIso(decided_at), decided_by, state, message };
};

/** A detail with everything this computer knows around it: both sides, the plan's line, the decision. */
function presentDetail(
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
  const decisions = latestDecisions(db, kept.id);
  return {
    total,
    details: details.map((detail) =>
      presentDetail(db, kept, detail, planLine(db, kept, detail.preview_line), decisions.get(detail.id), language),
    ),
  };
}

function planLine(db: ReadableDb, kept: KeptReconciliation, line: number | null): PlanLine | undefined {
  return kept.preview_id === null || line === null ? undefined : previewLine(db, kept.preview_id, line);
}

type ReadingHandlers = Pick<
  HandlersOf<typeof reconciliationContract>,
  'reconciliation.list' | 'reconciliation.fetch' | 'reconciliation.show'
>;

export const reconciliationHandlers = {
  'reconciliation.list': (_, { db }) => ({
    reconciliations: allReconciliations(db).map((kept) => reconciliationSummaryOf(db, kept)),
  }),
  'reconciliation.fetch': async ({ reconciliation_id: id }, context) => {
    const known = reconciliationById(context.db, id);
    const connection =
      known === undefined ? connectionFor(context.db, undefined) : connectionById(context.db, known.connection_id);
    if (connection === undefined) throw new AppError('state.not_connected');
    await fetchReconciliation(context, connection, id);
    return reconciliationSummaryOf(context.db, keptReconciliation(context.db, id));
  },
  'reconciliation.show': ({ reconciliation_id, discrepancy, detail_status, offset, limit }, { db, language }) => {
    const kept = keptReconciliation(db, reconciliation_id);
    const window = presentedDetails(db, kept, { discrepancy, detail_status }, { offset, limit }, language);
    return { ...reconciliationSummaryOf(db, kept), ...window };
  },
} satisfies ReadingHandlers;
