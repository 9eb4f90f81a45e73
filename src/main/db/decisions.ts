import type { ReadableDb, WritableDb } from './database.ts';

export type DecisionStateName = 'local' | 'queued' | 'sent' | 'refused';

/** A decision made here; `decided_at` UTC ms, `adjusted_amount` kuruş. */
export interface DecisionRow {
  readonly id: string;
  readonly reconciliation_id: string;
  readonly detail_id: string;
  readonly action: string;
  readonly adjusted_amount: number | null;
  readonly applied_status: string | null;
  readonly remarks: string | null;
  readonly decided_at: number;
  readonly decided_by: string;
  readonly state: DecisionStateName;
  readonly message: string | null;
  readonly outbox_id: string | null;
}

export function insertDecisions(db: WritableDb, rows: readonly DecisionRow[]): void {
  const statement = db.prepare(
    `INSERT INTO decision (id, reconciliation_id, detail_id, action, adjusted_amount, applied_status, remarks,
       decided_at, decided_by, state, message, outbox_id)
     VALUES (@id, @reconciliation_id, @detail_id, @action, @adjusted_amount, @applied_status, @remarks,
       @decided_at, @decided_by, @state, @message, @outbox_id)`,
  );
  for (const row of rows) statement.run(row);
}

/** Ties decisions to the write that carries them. */
export function queueDecisions(db: WritableDb, ids: readonly string[], outboxId: string): void {
  const statement = db.prepare(`UPDATE decision SET state = 'queued', outbox_id = ?, message = NULL WHERE id = ?`);
  for (const id of ids) statement.run(outboxId, id);
}

export function settleDecision(db: WritableDb, id: string, state: DecisionStateName, message: string | null): void {
  db.prepare('UPDATE decision SET state = ?, message = ? WHERE id = ?').run(state, message, id);
}

export function decisionsOfWrite(db: ReadableDb, outboxId: string): DecisionRow[] {
  return db.prepare<[string], DecisionRow>('SELECT * FROM decision WHERE outbox_id = ? ORDER BY id').all(outboxId);
}

/** The decision that counts for each detail of a reconciliation: the newest. */
export function latestDecisions(db: ReadableDb, reconciliationId: string): Map<string, DecisionRow> {
  const rows = db
    .prepare<[string], DecisionRow>('SELECT * FROM decision WHERE reconciliation_id = ? ORDER BY decided_at, id')
    .all(reconciliationId);
  return new Map(rows.map((row) => [row.detail_id, row]));
}

/** Decisions that have not reached Payven: made, but not sent or with their write undone. */
export function unsentDecisions(db: ReadableDb, reconciliationId: string): DecisionRow[] {
  return [...latestDecisions(db, reconciliationId).values()].filter((row) => row.state === 'local');
}
