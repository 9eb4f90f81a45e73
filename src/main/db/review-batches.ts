import type { ReadableDb, WritableDb } from './database.ts';
import { COUNTS, PARTNER, WHOLE } from './decisions.ts';

/** Decisions made at once; `made_at` UTC ms, `details`: how many of them are meant, `detail_id`: the first of these. */
export interface Batch {
  readonly id: string;
  readonly action: string;
  readonly made_at: number;
  readonly details: number;
  readonly detail_id: string;
}

type BatchHead = Omit<Batch, 'details' | 'detail_id'>;

/** Opens a batch; what had been taken back can then no longer be made again. Call it inside the transaction of its decisions. */
export function newBatch(db: WritableDb, reconciliationId: string, { id, action, made_at }: BatchHead): void {
  forgetUndone(db, reconciliationId);
  db.prepare('INSERT INTO decision_batch (id, reconciliation_id, action, made_at) VALUES (?, ?, ?, ?)').run(id, reconciliationId, action, made_at);
}

/** After something new was decided nothing is made again. */
export function forgetUndone(db: WritableDb, reconciliationId: string): void {
  db.prepare('UPDATE decision_batch SET undone = NULL WHERE reconciliation_id = ? AND undone IS NOT NULL').run(reconciliationId);
}

/**
 * Decisions that can be taken back: they count, wait here, and no request that carried
 * them may still turn out to have been done. Those paired by hand go together or not at
 * all; a half that is left over, which is never sent, goes alone.
 */
const UNDOABLE = `d.batch = b.id AND d.state = 'local' AND ${COUNTS}
  AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.id = d.outbox_id AND o.state <> 'refused')
  AND (d.partners_json IS NULL OR NOT ${WHOLE} OR NOT EXISTS
    (SELECT 1 FROM ${PARTNER} AND e.detail_id IN (SELECT value FROM json_each(d.partners_json)) AND e.state <> 'local'))`;

const mayCountAgain = (d: string): string => `${d}.withdrawn = 1 AND ${d}.state = 'local'
  AND EXISTS (SELECT 1 FROM reconciliation_detail AS t WHERE t.id = ${d}.detail_id AND t.detail_status = 'Pending')
  AND NOT EXISTS (SELECT 1 FROM decision AS q WHERE q.detail_id = ${d}.detail_id AND q.withdrawn = 0 AND q.state = 'queued')`;

/**
 * Decisions that can be made again: their detail still waits at Payven, and nothing about
 * it is on its way. A batch of details paired by hand holds nothing else: all or none.
 */
const REDOABLE = `d.batch = b.id AND ${mayCountAgain('d')} AND (d.partners_json IS NULL OR NOT EXISTS
  (SELECT 1 FROM decision AS o WHERE o.batch = d.batch AND NOT (${mayCountAgain('o')})))`;

/** Kept in `decision.withdrawn`: a half of a pair went because this batch decided the other half anew. */
const WITHDRAWN_WITH = `1 + (SELECT place FROM decision_batch WHERE id = @batch)`;

function firstBatch(db: ReadableDb, reconciliationId: string, where: string, order: string, meant: string): Batch | null {
  const head = db
    .prepare<[string], BatchHead>(
      `SELECT b.id, b.action, b.made_at FROM decision_batch AS b WHERE b.reconciliation_id = ? AND ${where}
       AND EXISTS (SELECT 1 FROM decision AS d WHERE ${meant}) ORDER BY ${order} LIMIT 1`,
    )
    .get(reconciliationId);
  if (head === undefined) return null;
  const meantOf = db
    .prepare<[string], { n: number; first: number | null }>(`SELECT count(*) AS n, min(d.rowid) AS first FROM decision_batch AS b JOIN decision AS d ON ${meant} WHERE b.id = ?`)
    .get(head.id);
  const detail_id = db.prepare<[number | null], string>('SELECT detail_id FROM decision WHERE rowid = ?').pluck().get(meantOf?.first ?? null);
  return detail_id === undefined ? null : { ...head, details: meantOf?.n ?? 0, detail_id };
}

/** The newest batch of which something can be taken back; of one that was sent in part, what was not sent. */
export function batchToUndo(db: ReadableDb, reconciliationId: string): Batch | null {
  return firstBatch(db, reconciliationId, 'TRUE', 'b.place DESC', UNDOABLE);
}

/** The batch taken back last, as far as it can be made again. */
export function batchToRedo(db: ReadableDb, reconciliationId: string): Batch | null {
  return firstBatch(db, reconciliationId, 'b.undone IS NOT NULL', 'b.undone DESC', REDOABLE);
}

/**
 * Withdraws what waits of the pairs that a batch breaks up by deciding one of a pair
 * anew; call it inside the transaction that makes the batch's decisions count.
 */
export function withdrawHalves(db: WritableDb, batch: string): void {
  db.prepare(
    `UPDATE decision SET withdrawn = ${WITHDRAWN_WITH} WHERE rowid IN (
       SELECT d.rowid FROM decision AS n JOIN decision AS o ON o.detail_id = n.detail_id AND o.partners_json IS NOT NULL AND o.batch IS NOT n.batch
       JOIN json_each(o.partners_json) AS p JOIN decision AS d ON d.detail_id = p.value
       WHERE n.batch = @batch AND n.withdrawn = 0 AND d.batch IS NOT n.batch AND d.state = 'local' AND ${COUNTS}
         AND EXISTS (SELECT 1 FROM json_each(d.partners_json) AS named WHERE named.value = n.detail_id))`,
  ).run({ batch });
}

/** Brings back the halves whose other halves a batch no longer decides; the details they are about. */
function bringHalvesBack(db: WritableDb, batch: string): string[] {
  return db
    .prepare<[{ batch: string }], string>(
      `UPDATE decision SET withdrawn = 0 WHERE withdrawn = ${WITHDRAWN_WITH} AND reconciliation_id = (SELECT reconciliation_id FROM decision_batch WHERE id = @batch)
         AND NOT EXISTS (SELECT 1 FROM json_each(decision.partners_json) AS p JOIN decision AS n ON n.detail_id = p.value AND n.batch = @batch AND n.withdrawn = 0)
       RETURNING detail_id`,
    )
    .pluck()
    .all({ batch });
}

/**
 * Takes a batch back; call it inside the transaction that chose it. Returns the details
 * of other batches whose decisions count again: what Payven told of them meanwhile has
 * to be set against these.
 */
export function undoBatch(db: WritableDb, reconciliationId: string, { id }: Batch): string[] {
  db.prepare(`UPDATE decision SET withdrawn = 1 WHERE id IN (SELECT d.id FROM decision_batch AS b JOIN decision AS d ON ${UNDOABLE} WHERE b.id = ?)`).run(id);
  db.prepare(
    `UPDATE decision_batch SET undone = 1 + coalesce((SELECT max(undone) FROM decision_batch WHERE reconciliation_id = ?), 0) WHERE id = ?`,
  ).run(reconciliationId, id);
  return bringHalvesBack(db, id);
}

/** Makes a batch again; call it inside the transaction that chose it. */
export function redoBatch(db: WritableDb, { id }: Batch): void {
  db.prepare(`UPDATE decision SET withdrawn = 0 WHERE id IN (SELECT d.id FROM decision_batch AS b JOIN decision AS d ON ${REDOABLE} WHERE b.id = ?)`).run(id);
  db.prepare('UPDATE decision_batch SET undone = NULL WHERE id = ?').run(id);
  withdrawHalves(db, id);
}
