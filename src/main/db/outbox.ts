import type { ReadableDb, WritableDb } from './database.ts';

export type OutboxState = 'queued' | 'sent' | 'unknown' | 'done' | 'refused';
export type OutboxCall = 'start' | 'resolve' | 'bulk-resolve' | 'finalize' | 'cancel';

/**
 * A write to Payven. queued: stored, no byte has left. sent: on its way. unknown:
 * no answer, the work may be done. done and refused: Payven's answer is known.
 */
export interface OutboxRow {
  readonly id: string;
  readonly connection_id: string;
  readonly call: OutboxCall;
  readonly intent: string;
  readonly path: string;
  readonly body: string;
  readonly body_sha256: string;
  readonly idempotency_key: string;
  readonly preview_id: string | null;
  readonly reconciliation_id: string | null;
  readonly state: OutboxState;
  readonly created_at: number;
  /** When the first byte left, UTC ms: by this machine's clock, and by Payven's. */
  readonly first_sent_at: number | null;
  readonly first_sent_payven_at: number | null;
  readonly finished_at: number | null;
  readonly error_code: string | null;
  readonly error_json: string | null;
}

export type NewOutboxRow = Omit<
  OutboxRow,
  'state' | 'first_sent_at' | 'first_sent_payven_at' | 'finished_at' | 'error_code' | 'error_json'
>;

/** Queues a write. The unique index on `intent` refuses a second one while the first is open. */
export function enqueue(db: WritableDb, row: NewOutboxRow): OutboxRow {
  db.prepare(
    `INSERT INTO outbox (id, connection_id, call, intent, path, body, body_sha256, idempotency_key, preview_id,
       reconciliation_id, state, created_at)
     VALUES (@id, @connection_id, @call, @intent, @path, @body, @body_sha256, @idempotency_key, @preview_id,
       @reconciliation_id, 'queued', @created_at)`,
  ).run(row);
  const unsent = { first_sent_at: null, first_sent_payven_at: null };
  return { ...row, ...unsent, state: 'queued', finished_at: null, error_code: null, error_json: null };
}

/**
 * To be committed before the first byte leaves; a repeat keeps the first time. False
 * when the write has ended meanwhile: another process withdrew it, nothing may leave.
 */
export function markSent(db: WritableDb, id: string, moment: { first_sent_at: number; first_sent_payven_at: number }): boolean {
  const { changes } = db
    .prepare(
      `UPDATE outbox SET state = 'sent', first_sent_at = coalesce(first_sent_at, @first_sent_at),
         first_sent_payven_at = coalesce(first_sent_payven_at, @first_sent_payven_at)
       WHERE id = @id AND state IN ('queued', 'sent', 'unknown')`,
    )
    .run({ ...moment, id });
  return changes === 1;
}

/** Ends a write of which no byte has left; false when one has, or it has ended already. */
export function withdrawQueued(db: WritableDb, id: string, at: number): boolean {
  const { changes } = db
    .prepare(
      `UPDATE outbox SET state = 'refused', finished_at = ?, error_code = 'state.never_sent', error_json = '{}'
       WHERE id = ? AND state = 'queued' AND first_sent_at IS NULL`,
    )
    .run(at, id);
  return changes === 1;
}

/** Records how a write ended, or that nobody knows. What has ended stays so; only that it was done is heard later still. */
export function markOutcome(
  db: WritableDb,
  id: string,
  outcome: {
    state: 'unknown' | 'done' | 'refused';
    at: number;
    reconciliation_id?: string;
    error?: { code: string; details: unknown };
  },
): void {
  db.prepare(
    `UPDATE outbox SET state = @state, finished_at = CASE WHEN @state = 'unknown' THEN NULL ELSE @at END,
       reconciliation_id = coalesce(@reconciliation_id, reconciliation_id),
       error_code = @error_code, error_json = @error_json
     WHERE id = @id AND (state IN ('queued', 'sent', 'unknown') OR (state = 'refused' AND @state = 'done'))`,
  ).run({
    id,
    state: outcome.state,
    at: outcome.at,
    reconciliation_id: outcome.reconciliation_id ?? null,
    error_code: outcome.error?.code ?? null,
    error_json: outcome.error === undefined ? null : JSON.stringify(outcome.error.details),
  });
}

export function outboxById(db: ReadableDb, id: string): OutboxRow | undefined {
  return db.prepare<[string], OutboxRow>('SELECT * FROM outbox WHERE id = ?').get(id);
}

/** The write of this intent that has no known end yet. */
export function openWrite(db: ReadableDb, intent: string): OutboxRow | undefined {
  return db
    .prepare<[string], OutboxRow>(`SELECT * FROM outbox WHERE intent = ? AND state IN ('queued', 'sent', 'unknown')`)
    .get(intent);
}

/** Writes to one reconciliation without a known end, oldest first. */
export function openWritesOf(db: ReadableDb, reconciliationId: string): OutboxRow[] {
  return db
    .prepare<[string], OutboxRow>(
      `SELECT * FROM outbox WHERE reconciliation_id = ? AND call <> 'start'
       AND state IN ('queued', 'sent', 'unknown') ORDER BY created_at, id`,
    )
    .all(reconciliationId);
}

/** A window of writes, newest first: all of them, or those without a known end. */
export function listWrites(
  db: ReadableDb,
  wish: { open: boolean; offset: number; limit: number },
): { total: number; rows: OutboxRow[] } {
  const filter = wish.open ? `WHERE state IN ('queued', 'sent', 'unknown')` : '';
  const total = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM outbox ${filter}`).get();
  const rows = db
    .prepare<[number, number], OutboxRow>(`SELECT * FROM outbox ${filter} ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?`)
    .all(wish.limit, wish.offset);
  return { total: total?.n ?? 0, rows };
}

/** The reconciliation a preview was started as, if it was. */
export function startedFrom(db: ReadableDb, previewId: string): string | undefined {
  return db
    .prepare<[string], { reconciliation_id: string }>(
      `SELECT reconciliation_id FROM outbox WHERE preview_id = ? AND call = 'start' AND state = 'done'`,
    )
    .get(previewId)?.reconciliation_id;
}

/** Whether one of our own starts is known to have made this reconciliation. */
export function isStartedHere(db: ReadableDb, reconciliationId: string): boolean {
  return (
    db.prepare(`SELECT 1 FROM outbox WHERE reconciliation_id = ? AND call = 'start' AND state = 'done'`).get(reconciliationId) !==
    undefined
  );
}
