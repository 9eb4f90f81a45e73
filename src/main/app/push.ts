import type { OutputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { type DecisionRow, decisionsOfWrite, queueDecisions, settleDecision, unsentDecisions } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { markOutcome, type OutboxRow } from '../db/outbox.ts';
import { detailById, type DetailRow, savePayvenDetails } from '../db/reconciliations.ts';
import { readBulkResolve, readDetail } from '../payven/client.ts';
import type { HttpResponse } from '../ports.ts';
import type { CommandContext } from './context.ts';
import { queueWrite, readOrUnknown, sendWrite } from './outbox.ts';

/** Decisions sent in one call; a failure then concerns no more than these. */
const CHUNK = 200;

/** How many decisions Payven took, and which it did not and why. */
export type PushOutcome = Pick<
  OutputOf<(typeof reconciliationContract)['reconciliation.resolve']>,
  'processed' | 'failed' | 'errors'
>;

/**
 * The decisions that wait to be sent. One whose detail was answered elsewhere
 * meanwhile comes back to its row: sending it could overwrite a colleague's.
 */
function stillWanted({ db }: CommandContext, reconciliationId: string): DecisionRow[] {
  return transact(db, () =>
    unsentDecisions(db, reconciliationId).filter((decision) => {
      const detail = detailById(db, reconciliationId, decision.detail_id);
      if (detail === undefined || detail.detail_status === 'Pending') return detail !== undefined;
      settleDecision(db, decision.id, 'refused', answeredElsewhere(detail));
      return false;
    }),
  );
}

/** What stands at Payven instead of our decision. */
export function answeredElsewhere(detail: DetailRow): string {
  return [detail.resolution_action ?? detail.detail_status, detail.resolved_by].filter(Boolean).join(' · ');
}

/** Sends every decision that has not reached Payven, in chunks; each failed item comes back to its row. */
export async function pushDecisions(
  context: CommandContext,
  connection: ConnectionRow,
  reconciliationId: string,
): Promise<PushOutcome> {
  const total: PushOutcome = { processed: 0, failed: 0, errors: [] };
  const unsent = stillWanted(context, reconciliationId);
  for (let index = 0; index < unsent.length; index += CHUNK) {
    context.progress({ step: 'send', done: index, total: unsent.length });
    const chunk = unsent.slice(index, index + CHUNK);
    const row = queueChunk(context, connection, reconciliationId, chunk);
    const response = await sendDecisions(context, connection, row);
    const outcome = storeDecisionAnswer(context, row, response);
    total.processed += outcome.processed;
    total.failed += outcome.failed;
    total.errors.push(...outcome.errors);
  }
  return total;
}

const requestOf = ({ action, adjusted_amount, applied_status, remarks }: DecisionRow) => ({
  action,
  adjusted_amount,
  applied_status,
  remarks,
});

function queueChunk(
  context: CommandContext,
  connection: ConnectionRow,
  reconciliationId: string,
  chunk: readonly DecisionRow[],
): OutboxRow {
  const only = chunk.length === 1 ? chunk[0] : undefined;
  const path = `/reconciliations/${encodeURIComponent(reconciliationId)}/details`;
  const items = chunk.map((decision) => ({ detail_id: decision.detail_id, request: requestOf(decision) }));
  const write =
    only === undefined
      ? { call: 'bulk-resolve' as const, path: `${path}/bulk-resolve`, body: JSON.stringify({ items }) }
      : {
          call: 'resolve' as const,
          path: `${path}/${encodeURIComponent(only.detail_id)}/resolve`,
          body: JSON.stringify(requestOf(only)),
        };
  return transact(context.db, () => {
    const row = queueWrite(context, {
      ...write,
      connection_id: connection.id,
      intent: `resolve|${reconciliationId}`,
      preview_id: null,
      reconciliation_id: reconciliationId,
    });
    const ids = chunk.map((decision) => decision.id);
    queueDecisions(context.db, ids, row.id);
    return row;
  });
}

/** Sends a chunk; when Payven refuses it whole, its decisions come back with Payven's words. */
export async function sendDecisions(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<HttpResponse> {
  try {
    return await sendWrite(context, connection, row);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'payven.outcome_unknown') {
      const refused = isRefusal(error.details['status']);
      const message = typeof error.details['payven_message'] === 'string' ? error.details['payven_message'] : error.code;
      transact(context.db, () => {
        for (const decision of decisionsOfWrite(context.db, row.id)) {
          settleDecision(context.db, decision.id, refused ? 'refused' : 'local', refused ? message : null);
        }
      });
    }
    throw error;
  }
}

/** Payven has judged the decisions themselves; a token, a limit or a fault of its own says nothing of them. */
function isRefusal(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 401 && status !== 429;
}

/** Stores Payven's answer to a chunk: details, each decision's end and the write's, in one transaction. */
export function storeDecisionAnswer(
  context: CommandContext,
  row: OutboxRow,
  response: HttpResponse,
): PushOutcome {
  const { db, clock } = context;
  const answer = readOrUnknown(context, row, () =>
    row.call === 'resolve'
      ? { processed: 1, failed: 0, details: [readDetail(response)], errors: [] }
      : readBulkResolve(response),
  );
  const failures = new Map(answer.errors.map((each) => [each.detail_id, each.message]));
  transact(db, () => {
    savePayvenDetails(db, answer.details);
    for (const { id, detail_id } of decisionsOfWrite(db, row.id)) {
      const failed = failures.has(detail_id);
      settleDecision(db, id, failed ? 'refused' : 'sent', failures.get(detail_id) ?? null);
    }
    markOutcome(db, row.id, { state: 'done', at: clock.now() });
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: 'decision.sent',
      subject: row.reconciliation_id,
      facts: { processed: answer.processed, failed: answer.failed },
    });
  });
  return { processed: answer.processed, failed: answer.failed, errors: answer.errors };
}
