import type { PushOutcome } from '../../shared/contract/decision.ts';
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/text/say.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact, type WritableDb } from '../db/database.ts';
import {
  countUnsent,
  type DecisionRow,
  decisionsOfWrite,
  halvesHeldBack,
  markConflict,
  queueDecisions,
  settleDecision,
  stillUnsent,
  type UnsentDecision,
  unsentDecisions,
} from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { markOutcome, type OutboxRow } from '../db/outbox.ts';
import { detailById, savePayvenDetails } from '../db/reconciliations.ts';
import { readBulkResolve, readDetail } from '../payven/client.ts';
import type { HttpResponse } from '../ports.ts';
import { answeredElsewhere, meetAnswers } from './conflicts.ts';
import type { CommandContext } from './context.ts';
import { queueWrite, readOrUnknown, sendWrite } from './outbox.ts';
import { freshPayvenNow } from './payven.ts';

/** Decisions sent in one call; a failure then concerns no more than these. */
const CHUNK = 200;

/** How many decisions Payven took, which it did not and why, and how many were held back. */
export type Pushed = Pick<PushOutcome, 'processed' | 'failed' | 'errors' | 'held_back'>;

const NOTHING = { processed: 0, failed: 0, held_back: 0 } as const;

/**
 * Sends every decision that has not reached Payven, in chunks; each failed item comes
 * back to its row with Payven's words, the others stand. One whose detail was answered
 * elsewhere meanwhile is not sent: it could overwrite a colleague's; nor is half a pair
 * made by hand. What is sent is chosen anew for each chunk: another window may have
 * changed or sent it by then.
 */
export async function pushDecisions(context: CommandContext, connection: ConnectionRow, reconciliationId: string): Promise<Pushed> {
  const { db } = context;
  const total: Pushed = { ...NOTHING, errors: [] };
  const waiting = countUnsent(db, reconciliationId);
  // How long a repeat stays safe is counted by Payven's clock: it has to be known before the first byte.
  if (waiting > 0) await freshPayvenNow(context, connection);
  let [after, done] = [0, 0];
  const choose = (): UnsentDecision[] => {
    const chunk = chunkAfter(db, reconciliationId, after);
    after = chunk.at(-1)?.place ?? after;
    done += chunk.length;
    return chunk;
  };
  for (;;) {
    context.signal.throwIfAborted();
    context.progress({ step: 'send', done, total: Math.max(done, waiting) });
    const outcome = await pushChunk(context, connection, reconciliationId, choose);
    if (outcome === null) break;
    add(total, outcome);
  }
  add(total, holdHalvesBack(context, reconciliationId));
  return total;
}

function add(total: Pushed, { processed, failed, errors, held_back }: Pushed): void {
  total.held_back += held_back;
  total.processed += processed;
  total.failed += failed;
  total.errors.push(...errors);
}

/** The next decisions to send, set against what Payven has told of their details and of those they were paired with. */
function chunkAfter(db: WritableDb, reconciliationId: string, after: number): UnsentDecision[] {
  for (;;) {
    const found = unsentDecisions(db, reconciliationId, after, CHUNK);
    const partners = found.flatMap(({ partners_json }) => (partners_json === null ? [] : (JSON.parse(partners_json) as string[])));
    meetAnswers(db, reconciliationId, [...new Set([...found.map(({ detail_id }) => detail_id), ...partners])]);
    const chunk = withoutPairCut(stillUnsent(db, reconciliationId, found.map(({ id }) => id)));
    if (chunk.length > 0 || found.length === 0) return chunk;
  }
}

/** A pair made by hand at the end of a full chunk goes whole with the next: pairs are far smaller than a chunk. */
function withoutPairCut(chunk: UnsentDecision[]): UnsentDecision[] {
  const last = chunk.at(-1);
  const mayBeCut = chunk.length === CHUNK && last !== undefined && last.partners_json !== null && last.batch !== null;
  return mayBeCut ? chunk.filter(({ batch }) => batch !== last.batch) : chunk;
}

/**
 * Tells which halves of pairs were not sent. They wait for the user, who can take them
 * back; one that goes over another's answer cannot be taken back, and is in conflict again.
 */
function holdHalvesBack({ db, language }: CommandContext, reconciliationId: string): Pushed {
  return transact(db, () => {
    const held = halvesHeldBack(db, reconciliationId);
    for (const { id, detail_id, replaces_at } of held) {
      const detail = replaces_at === null ? undefined : detailById(db, reconciliationId, detail_id);
      if (detail !== undefined) markConflict(db, id, 'open', answeredElsewhere(detail));
    }
    const message = say(language, 'push.half_pair');
    return { ...NOTHING, held_back: held.length, errors: held.map(({ detail_id }) => ({ detail_id, message })) };
  });
}

/**
 * Sends one chunk, chosen under the lock that queues it; null when nothing is left. One
 * bad item must not hold up the others: refused whole, a chunk goes again in halves.
 */
async function pushChunk(
  context: CommandContext,
  connection: ConnectionRow,
  reconciliationId: string,
  choose: () => UnsentDecision[],
): Promise<Pushed | null> {
  const queued = transact(context.db, () => {
    const chunk = choose();
    return chunk.length === 0 ? null : { chunk, row: queueChunk(context, connection, reconciliationId, chunk) };
  });
  if (queued === null) return null;
  const { chunk, row } = queued;
  const outcome = await sendDecisions(context, connection, row);
  if (outcome !== 'refused_whole') return outcome;
  const total: Pushed = { ...NOTHING, errors: [] };
  const middle = Math.ceil(chunk.length / 2);
  for (const half of [chunk.slice(0, middle), chunk.slice(middle)]) {
    const still = (): UnsentDecision[] => stillUnsent(context.db, reconciliationId, half.map(({ id }) => id));
    const part = await pushChunk(context, connection, reconciliationId, still);
    if (part !== null) add(total, part);
  }
  return total;
}

const requestOf = ({ action, adjusted_amount, applied_status, remarks }: DecisionRow) => ({
  action,
  adjusted_amount,
  applied_status,
  remarks,
});

/** Queues a chunk; call it inside the transaction that chose it. */
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
  const row = queueWrite(context, {
    ...write,
    connection_id: connection.id,
    intent: `resolve|${reconciliationId}`,
    preview_id: null,
    reconciliation_id: reconciliationId,
  });
  queueDecisions(context.db, chunk.map((decision) => decision.id), row.id);
  return row;
}

/**
 * Sends a chunk and stores its answer. Refused, its decisions come back: a single one
 * with Payven's words where it judged it, several against a rule ('refused_whole') to be
 * sent apart, and all others to wait as before.
 */
export async function sendDecisions(
  context: CommandContext,
  connection: ConnectionRow,
  row: OutboxRow,
): Promise<Pushed | 'refused_whole'> {
  let response: HttpResponse;
  try {
    response = await sendWrite(context, connection, row);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'payven.outcome_unknown') throw error;
    const { status, payven_message } = error.details;
    const message = typeof payven_message === 'string' ? payven_message : error.code;
    const decisions = decisionsOfWrite(context.db, row.id);
    const judged = isJudgement(status);
    const apart = decisions.length > 1 && isAboutOne(status);
    transact(context.db, () => {
      const refused = judged && !apart;
      for (const { id } of decisions) settleDecision(context.db, id, refused ? 'refused' : 'local', refused ? message : null);
    });
    if (!judged) throw error;
    if (apart) return 'refused_whole';
    return { ...NOTHING, failed: decisions.length, errors: decisions.map(({ detail_id }) => ({ detail_id, message })) };
  }
  return storeDecisionAnswer(context, row, response);
}

/** Payven has judged the decisions themselves; a token, a right, a limit or a fault of its own says nothing of them. */
const isJudgement = (status: unknown): boolean => status === 404 || status === 409 || isAboutOne(status);
/** A body against the rules: one item of many may be the reason. */
const isAboutOne = (status: unknown): boolean => status === 400 || status === 422;

/** Stores Payven's answer to a chunk: details, each decision's end and the write's, in one transaction. */
function storeDecisionAnswer(context: CommandContext, row: OutboxRow, response: HttpResponse): Pushed {
  const { db, clock } = context;
  const answer = readOrUnknown(context, row, () =>
    row.call === 'resolve'
      ? { processed: 1, failed: 0, details: [readDetail(response)], errors: [] }
      : readBulkResolve(response),
  );
  const nameOf = (id: string): string => id.toLowerCase();
  return transact(db, () => {
    const decisions = decisionsOfWrite(db, row.id);
    // Under the names they were asked for: another spelling would be another detail.
    const asked = new Map(decisions.map(({ detail_id }) => [nameOf(detail_id), detail_id]));
    const details = answer.details.map((detail) => ({ ...detail, id: asked.get(nameOf(detail.id)) ?? detail.id }));
    const errors = answer.errors.map((each) => ({ ...each, detail_id: asked.get(nameOf(each.detail_id)) ?? each.detail_id }));
    const failures = new Map(errors.map((each) => [each.detail_id, each.message]));
    const answered = new Map(details.map((detail) => [detail.id, detail]));
    savePayvenDetails(db, details);
    for (const { id, detail_id, action } of decisions) {
      const failed = failures.has(detail_id);
      // Only what Payven shows as done counts as sent; the rest waits until it has been read again.
      const stands = answered.get(detail_id)?.resolution_action === action;
      settleDecision(db, id, failed ? 'refused' : stands ? 'sent' : 'local', failures.get(detail_id) ?? null);
    }
    markOutcome(db, row.id, { state: 'done', at: clock.now() });
    const { processed, failed } = answer;
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: 'decision.sent',
      subject: row.reconciliation_id,
      facts: { processed, failed },
    });
    return { ...NOTHING, processed, failed, errors };
  });
}
