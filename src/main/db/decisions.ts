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
  /** What was decided at once with it; null for one made by settling a conflict. */
  readonly batch: string | null;
  /** Ids of the details it was paired with by hand, a JSON list. */
  readonly partners_json: string | null;
}

export function insertDecisions(db: WritableDb, rows: readonly DecisionRow[]): void {
  const statement = db.prepare(
    `INSERT INTO decision (id, reconciliation_id, detail_id, action, adjusted_amount, applied_status, remarks,
       decided_at, decided_by, state, message, outbox_id, conflict, replaces_at, batch, partners_json)
     VALUES (@id, @reconciliation_id, @detail_id, @action, @adjusted_amount, @applied_status, @remarks,
       @decided_at, @decided_by, @state, @message, @outbox_id, @conflict, @replaces_at, @batch, @partners_json)`,
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

/**
 * The newest decision of each detail is the one that counts, but none that was taken
 * back; newest by insertion, since a clock may be set back.
 */
export const COUNTS = `d.withdrawn = 0 AND NOT EXISTS
  (SELECT 1 FROM decision AS n WHERE n.detail_id = d.detail_id AND n.rowid > d.rowid AND n.withdrawn = 0)`;
const LATEST = `decision AS d WHERE d.reconciliation_id = @reconciliation_id AND ${COUNTS}`;
/** As LATEST, of the few in `@ids`: the plus keeps SQLite from going through all of the reconciliation for each of them. */
const LATEST_AMONG = `json_each(@ids) AS meant CROSS JOIN decision AS d WHERE +d.reconciliation_id = @reconciliation_id AND ${COUNTS}`;

/** The decisions that count for these details, by detail. */
export function latestDecisions(db: ReadableDb, reconciliationId: string, detailIds: readonly string[]): Map<string, DecisionRow> {
  const rows = db
    .prepare<[{ reconciliation_id: string; ids: string }], DecisionRow>(
      `SELECT d.* FROM ${LATEST} AND d.detail_id IN (SELECT value FROM json_each(@ids))`,
    )
    .all({ reconciliation_id: reconciliationId, ids: JSON.stringify(detailIds) });
  return new Map(rows.map((row) => [row.detail_id, row]));
}

const NAMES_IT = 'EXISTS (SELECT 1 FROM json_each(e.partners_json) AS named WHERE named.value = d.detail_id)';

/** The decision that counts for a detail `d` was paired with by hand, if it names `d` too: the other half of the pair. */
export const PARTNER = `decision AS e WHERE e.withdrawn = 0 AND ${NAMES_IT}
  AND e.rowid = (SELECT max(m.rowid) FROM decision AS m WHERE m.detail_id = e.detail_id AND m.withdrawn = 0)`;

/** Every other half of a pair made by hand still waits, is on its way or was sent: a half alone would be untrue at Payven. */
export const WHOLE = `(d.partners_json IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(d.partners_json) AS p
  WHERE NOT EXISTS (SELECT 1 FROM ${PARTNER} AND e.detail_id = p.value AND e.state IN ('local', 'queued', 'sent'))))`;

/** An unsent decision, with its place in the order they were made in. */
export type UnsentDecision = DecisionRow & { readonly place: number };

/** The first decisions made after `after` that have not reached Payven and may: not sent, or with their write undone; halves of a pair are left out. */
export function unsentDecisions(db: ReadableDb, reconciliationId: string, after: number, limit: number): UnsentDecision[] {
  return db
    .prepare<[{ reconciliation_id: string; after: number; limit: number }], UnsentDecision>(
      `SELECT d.*, d.rowid AS place FROM ${LATEST} AND d.state = 'local' AND d.rowid > @after AND ${WHOLE} ORDER BY d.rowid LIMIT @limit`,
    )
    .all({ reconciliation_id: reconciliationId, after, limit });
}

/** Of these decisions, by id, the ones that still wait to be sent and may be; oldest first. */
export function stillUnsent(db: ReadableDb, reconciliationId: string, ids: readonly string[]): UnsentDecision[] {
  return db
    .prepare<[{ reconciliation_id: string; ids: string }], UnsentDecision>(
      `SELECT d.*, d.rowid AS place FROM ${LATEST_AMONG} AND d.id = meant.value AND d.state = 'local' AND ${WHOLE} ORDER BY d.rowid`,
    )
    .all({ reconciliation_id: reconciliationId, ids: JSON.stringify(ids) });
}

/** Halves of pairs made by hand that cannot be sent: what the pair's other half said counts no more. */
export function halvesHeldBack(db: ReadableDb, reconciliationId: string): DecisionRow[] {
  return db
    .prepare<[{ reconciliation_id: string }], DecisionRow>(
      `SELECT d.* FROM ${LATEST} AND d.state = 'local' AND d.partners_json IS NOT NULL AND NOT ${WHOLE} ORDER BY d.rowid`,
    )
    .all({ reconciliation_id: reconciliationId });
}

/** How many decisions wait to be sent, halves of pairs too. */
export function countUnsent(db: ReadableDb, reconciliationId: string): number {
  const counted = db.prepare<[{ reconciliation_id: string }], number>(`SELECT count(*) FROM ${LATEST} AND d.state = 'local'`).pluck();
  return counted.get({ reconciliation_id: reconciliationId }) ?? 0;
}

/** Decisions that Payven's present answer may contradict: not sent, or refused without the user's last word; of these details, or of all. */
export function unsettledDecisions(db: ReadableDb, reconciliationId: string, detailIds?: readonly string[]): DecisionRow[] {
  const counting = detailIds === undefined ? LATEST : `${LATEST_AMONG} AND d.detail_id = meant.value`;
  return db
    .prepare<[{ reconciliation_id: string; ids: string }], DecisionRow>(
      `SELECT d.* FROM ${counting} AND d.state IN ('local', 'refused') AND d.conflict IS NULL ORDER BY d.rowid`,
    )
    .all({ reconciliation_id: reconciliationId, ids: JSON.stringify(detailIds ?? []) });
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
      `SELECT d.reconciliation_id FROM decision AS d WHERE d.state IN ('local', 'queued') AND ${COUNTS}
       GROUP BY d.reconciliation_id ORDER BY min(d.rowid)`,
    )
    .all()
    .map((row) => row.reconciliation_id);
}

/** How many decisions have not reached Payven by this connection. */
export function waitingOfConnection(db: ReadableDb, connectionId: string): number {
  const counted = db.prepare<[string], number>(
    `SELECT count(*) FROM decision AS d JOIN reconciliation AS r ON r.id = d.reconciliation_id
     WHERE r.connection_id = ? AND d.state IN ('local', 'queued') AND ${COUNTS}`,
  );
  return counted.pluck().get(connectionId) ?? 0;
}
