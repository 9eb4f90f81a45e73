import { createHash } from 'node:crypto';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { enqueue, markOutcome, markSent, type NewOutboxRow, openWrite, type OutboxRow } from '../db/outbox.ts';
import { REPEAT_WINDOW_MS, WriteFailure } from '../payven/http.ts';
import type { HttpResponse } from '../ports.ts';
import type { CommandContext } from './context.ts';
import { payvenFor } from './payven.ts';

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

/** Whether a write of an earlier run may still be repeated with its key. */
export function mayRepeat(context: CommandContext, row: OutboxRow): boolean {
  return row.first_sent_at !== null && context.clock.now() < row.first_sent_at + REPEAT_WINDOW_MS;
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
  const first_sent_at = row.first_sent_at ?? context.clock.now();
  if (!markSent(context.db, row.id, first_sent_at)) throw new AppError('state.never_sent');
  context.progress({ step: 'send', done: 0, total: null });
  try {
    return await payvenFor(context, connection).write({
      path: row.path,
      body: row.body,
      idempotency_key: row.idempotency_key,
      deadline: first_sent_at + REPEAT_WINDOW_MS,
      repeated: row.first_sent_at !== null,
    });
  } catch (error) {
    if (!(error instanceof WriteFailure)) throw error;
    const cause = { code: error.error.code, details: error.error.details };
    markOutcome(context.db, row.id, { state: error.outcome, at: context.clock.now(), error: cause });
    if (error.outcome === 'refused') throw error.error;
    throw new AppError(
      'payven.outcome_unknown',
      { call: row.call, sent_at: istanbulIso(first_sent_at), cause: cause.code, ...cause.details },
      error,
    );
  }
}

/** A 2xx answer that cannot be read leaves its write unknown: it was done, but not as we can tell. */
export function readOrUnknown<T>(context: CommandContext, row: OutboxRow, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) {
      const cause = { code: error.code, details: error.details };
      markOutcome(context.db, row.id, { state: 'unknown', at: context.clock.now(), error: cause });
    }
    throw error;
  }
}
