import { createHash } from 'node:crypto';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { enqueue, markOutcome, markSent, type NewOutboxRow, openWrite, outboxById, type OutboxRow } from '../db/outbox.ts';
import { REPEAT_WINDOW_MS, WriteFailure } from '../payven/http.ts';
import type { HttpResponse } from '../ports.ts';
import type { CommandContext } from './context.ts';
import { askPayvenNow, payvenFor, payvenNow } from './payven.ts';
import { startTurn } from './start-turn.ts';

/** Payven's clock is known to a second or two; a write cannot have left this much after now. */
const CLOCK_SLACK_MS = 5_000;

/**
 * Puts a write into the outbox, with a fresh Idempotency-Key; call it inside the
 * transaction that made sure it is still wanted. Throws AppError('state.under_way')
 * when another process was first with the same intent.
 */
export function queueWrite(
  context: CommandContext,
  write: Pick<NewOutboxRow, 'connection_id' | 'call' | 'intent' | 'path' | 'body' | 'preview_id' | 'reconciliation_id'>,
): OutboxRow {
  if (openWrite(context.db, write.intent) !== undefined) throw new AppError('state.under_way');
  const key = context.ids.uuid();
  return enqueue(context.db, {
    ...write,
    id: key,
    idempotency_key: key,
    body_sha256: createHash('sha256').update(write.body).digest('hex'),
    created_at: context.clock.now(),
  });
}

/**
 * Whether a write of an earlier run may still be repeated with its key. Payven's clock
 * decides, read anew: this machine's may have been set since.
 */
export async function mayRepeat(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<boolean> {
  if (row.first_sent_payven_at === null) return false;
  const passed = (await askPayvenNow(context, connection)) - row.first_sent_payven_at;
  return passed >= -CLOCK_SLACK_MS && passed < REPEAT_WINDOW_MS;
}

/** Ends a write whose outcome nobody could find, because the user says so. */
export function giveUp(context: CommandContext, row: OutboxRow): void {
  const error = { code: 'state.start_unknown', details: { by: context.user } };
  markOutcome(context.db, row.id, { state: 'refused', at: context.clock.now(), error });
}

/**
 * Sends a write and returns Payven's 2xx answer; the caller stores the answer and
 * marks the write done in one transaction. The row says `sent` on disk before the
 * first byte leaves. Throws AppError: Payven's refusal as it is, or
 * `payven.outcome_unknown` when nobody can say whether it was done.
 */
export async function sendWrite(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<HttpResponse> {
  const turn = row.call === 'start' ? startTurn(context, connection) : undefined;
  // The first byte's moment is taken after the wait for a turn, or the wait would use up the time for repeats.
  await turn?.();
  const moment = {
    first_sent_at: row.first_sent_at ?? context.clock.now(),
    first_sent_payven_at: row.first_sent_payven_at ?? payvenNow(context, connection),
  };
  if (!markSent(context.db, row.id, moment)) throw new AppError('state.ended_elsewhere', { state: outboxById(context.db, row.id)?.state });
  context.progress({ step: 'send', done: 0, total: null });
  try {
    return await payvenFor(context, connection).write({
      path: row.path,
      body: row.body,
      idempotency_key: row.idempotency_key,
      deadline: moment.first_sent_payven_at + REPEAT_WINDOW_MS,
      repeated: row.first_sent_at !== null,
      ...(turn !== undefined && { beforeRetry: turn }),
    });
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    const cause = { code: error.error.code, details: error.error.details };
    markOutcome(context.db, row.id, { state: error.outcome, at: context.clock.now(), error: cause });
    if (error.outcome === 'refused') throw error.error;
    throw new AppError(
      'payven.outcome_unknown',
      { call: row.call, sent_at: istanbulIso(moment.first_sent_at), cause: cause.code, ...cause.details },
      error,
    );
  }
}

/** A 2xx answer that cannot be read leaves its write unknown: it was done, but not as we can tell. */
export function readOrUnknown<T>(context: CommandContext, row: OutboxRow, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const cause = { code: error.code, details: error.details };
    markOutcome(context.db, row.id, { state: 'unknown', at: context.clock.now(), error: cause });
    const sent_at = istanbulIso(row.first_sent_at ?? context.clock.now());
    throw new AppError('payven.outcome_unknown', { call: row.call, sent_at, cause: cause.code, ...cause.details }, error);
  }
}
