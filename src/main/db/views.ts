import type { ReadableDb, WritableDb } from './database.ts';

/** A way of looking that was given a name; JSON columns are the contract's and read whole. */
export interface SavedViewRow {
  readonly id: string;
  readonly name: string;
  readonly filter_json: string;
  readonly sort_json: string;
  readonly columns_json: string | null;
}

/** In no order: names are put into theirs as Turkish does, which SQLite cannot. */
export function allViews(db: ReadableDb): SavedViewRow[] {
  return db.prepare<[], SavedViewRow>('SELECT * FROM saved_view').all();
}

/** Keeps a view; one of the same name is replaced and keeps its id. Returns the id. */
export function saveView(db: WritableDb, row: SavedViewRow): string {
  return (
    db
      .prepare<[SavedViewRow], { id: string }>(
        `INSERT INTO saved_view (id, name, filter_json, sort_json, columns_json) VALUES (@id, @name, @filter_json, @sort_json, @columns_json)
         ON CONFLICT (name) DO UPDATE SET filter_json = excluded.filter_json, sort_json = excluded.sort_json, columns_json = excluded.columns_json
         RETURNING id`,
      )
      .get(row)?.id ?? row.id
  );
}

/** Returns the name of the view that went; null where there is none of this id. */
export function removeView(db: WritableDb, id: string): string | null {
  return db.prepare<[string], { name: string }>('DELETE FROM saved_view WHERE id = ? RETURNING name').get(id)?.name ?? null;
}
