import type { ReadableDb, WritableDb } from './database.ts';

export type DecisionStateName = 'local' | 'queued' | 'sent' | 'refused';
export type ConflictState = 'open' | 'payven' | 'replaced';

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
  /** Set once it met another's answer at Payven: open until the user says which stands. */
  readonly conflict: ConflictState | null;
  /** The answer it knowingly goes over was given then, UTC ms by Payven's clock. */
  readonly replaces_at: number | null;
}

export function insertDecisions(db: WritableDb, rows: readonly DecisionRow[]): void {
  const statement = db.prepare(
    `INSERT INTO decision (id, reconciliation_id, detail_id, action, adjusted_amount, applied_status, remarks,
       decided_at, decided_by, state, message, outbox_id, conflict, replaces_at)
     VALUES (@id, @reconciliation_id, @detail_id, @action, @adjusted_amount, @applied_status, @remarks,
       @decided_at, @decided_by, @state, @message, @outbox_id, @conflict, @replaces_at)`,
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

/** Opens or ends a decision's conflict; an open one no longer waits to be sent. */
export function markConflict(db: WritableDb, id: string, conflict: ConflictState, message: string | null): void {
  db.prepare(`UPDATE decision SET state = 'refused', conflict = ?, message = coalesce(?, message) WHERE id = ?`).run(conflict, message, id);
}

export function decisionsOfWrite(db: ReadableDb, outboxId: string): DecisionRow[] {
  return db.prepare<[string], DecisionRow>('SELECT * FROM decision WHERE outbox_id = ? ORDER BY id').all(outboxId);
}

/** The newest decision of each detail is the one that counts; newest by insertion, since a clock may be set back. */
const LATEST = `decision AS d WHERE d.reconciliation_id = @reconciliation_id AND NOT EXISTS
  (SELECT 1 FROM decision AS n WHERE n.detail_id = d.detail_id AND n.rowid > d.rowid)`;

/** The decisions that count for these details, by detail. */
export function latestDecisions(db: ReadableDb, reconciliationId: string, detailIds: readonly string[]): Map<string, DecisionRow> {
  const rows = db
    .prepare<[{ reconciliation_id: string; ids: string }], DecisionRow>(
      `SELECT d.* FROM ${LATEST} AND d.detail_id IN (SELECT value FROM json_each(@ids))`,
    )
    .all({ reconciliation_id: reconciliationId, ids: JSON.stringify(detailIds) });
  return new Map(rows.map((row) => [row.detail_id, row]));
}

/** Decisions that have not reached Payven: made, but not sent or with their write undone. Oldest first. */
export function unsentDecisions(db: ReadableDb, reconciliationId: string): DecisionRow[] {
  return db
    .prepare<[{ reconciliation_id: string }], DecisionRow>(
      `SELECT d.* FROM ${LATEST} AND d.state = 'local' ORDER BY d.rowid`,
    )
    .all({ reconciliation_id: reconciliationId });
}

/** Decisions that Payven's present answer may contradict: not sent, or refused without the user's last word. */
export function unsettledDecisions(db: ReadableDb, reconciliationId: string): DecisionRow[] {
  return db
    .prepare<[{ reconciliation_id: string }], DecisionRow>(
      `SELECT d.* FROM ${LATEST} AND d.state IN ('local', 'refused') AND d.conflict IS NULL ORDER BY d.rowid`,
    )
    .all({ reconciliation_id: reconciliationId });
}

/** How many decisions have not reached Payven, and how many met another's answer. */
export function decisionTallies(db: ReadableDb, reconciliationId: string): { waiting: number; conflicts: number } {
  const row = db
    .prepare<[{ reconciliation_id: string }], { waiting: number; conflicts: number }>(
      `SELECT count(*) FILTER (WHERE d.state IN ('local', 'queued')) AS waiting,
         count(*) FILTER (WHERE d.conflict = 'open') AS conflicts FROM ${LATEST}`,
    )
    .get({ reconciliation_id: reconciliationId });
  return row ?? { waiting: 0, conflicts: 0 };
}

/** Reconciliations with decisions that have not reached Payven, oldest decision first. */
export function reconciliationsWaiting(db: ReadableDb): string[] {
  return db
    .prepare<[], { reconciliation_id: string }>(
      `SELECT d.reconciliation_id FROM decision AS d WHERE d.state IN ('local', 'queued') AND NOT EXISTS
         (SELECT 1 FROM decision AS n WHERE n.detail_id = d.detail_id AND n.rowid > d.rowid)
       GROUP BY d.reconciliation_id ORDER BY min(d.rowid)`,
    )
    .all()
    .map((row) => row.reconciliation_id);
}
