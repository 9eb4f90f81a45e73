import type { ReadableDb, WritableDb } from './database.ts';

/** Previews a given import is in. */
const PREVIEWS = 'SELECT p.id FROM preview AS p, json_each(p.import_ids_json) AS i WHERE i.value = @id';

/** The reconciliation that was started from an import; undefined where there is none. */
export function startedFromImport(db: ReadableDb, importId: string): string | undefined {
  return db
    .prepare<[{ id: string }], { id: string }>(
      `SELECT id FROM reconciliation WHERE preview_id IN (${PREVIEWS})
       OR id IN (SELECT reconciliation_id FROM reconciliation_detail WHERE import_id = @id) ORDER BY created_at LIMIT 1`,
    )
    .get({ id: importId })?.id;
}

/** Whether a start from this import waits, is under way or has an end that nobody knows. */
export function isImportSent(db: ReadableDb, importId: string): boolean {
  return (
    db
      .prepare<[{ id: string }], { id: string }>(
        `SELECT id FROM outbox WHERE state IN ('queued', 'sent', 'unknown') AND preview_id IN (${PREVIEWS}) LIMIT 1`,
      )
      .get({ id: importId }) !== undefined
  );
}

/**
 * Takes an import away with all its rows; call it inside a transaction. Previews made from
 * it go with it; one that a refused start still refers to loses its lines and is marked.
 * Returns how many previews went, and whether no other import has the same stored file.
 */
export function removeImport(db: WritableDb, importId: string, at: number): { previews: number; file_is_free: boolean } {
  const id = { id: importId };
  const stored = db.prepare<[typeof id], { stored_file: string }>('SELECT stored_file FROM bank_import WHERE id = @id').get(id);
  for (const table of ['preview_suggestion_member', 'preview_suggestion', 'preview_line']) {
    db.prepare(`DELETE FROM ${table} WHERE preview_id IN (${PREVIEWS})`).run(id);
  }
  const removed = db.prepare(`DELETE FROM preview WHERE id IN (${PREVIEWS}) AND id NOT IN (SELECT preview_id FROM outbox WHERE preview_id IS NOT NULL)`).run(id);
  const marked = db.prepare(`UPDATE preview SET import_undone_at = @at WHERE id IN (${PREVIEWS})`).run({ ...id, at });
  for (const table of ['import_row', 'rejected_cells']) db.prepare(`DELETE FROM ${table} WHERE import_id = @id`).run(id);
  db.prepare('DELETE FROM bank_import WHERE id = @id').run(id);
  const users = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM bank_import WHERE stored_file = ?').get(stored?.stored_file ?? '');
  return { previews: removed.changes + marked.changes, file_is_free: users?.n === 0 };
}
