import type { ReadableDb, WritableDb } from './database.ts';

export interface HistoryRow {
  readonly id: number;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly subject: string | null;
  readonly facts_json: string;
}

/** Facts of an entry: numbers, ids and names; never a secret, never a bank's row. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Appends to the history; call it inside the transaction whose deed it records. */
export function recordHistory(
  db: WritableDb,
  entry: { at: number; by: string; what: string; subject: string | null; facts: Facts },
): void {
  db.prepare('INSERT INTO history (at, by, what, subject, facts_json) VALUES (?, ?, ?, ?, ?)').run(
    entry.at,
    entry.by,
    entry.what,
    entry.subject,
    JSON.stringify(entry.facts),
  );
}

/** Newest first, from the entry before `before`. */
export function listHistory(db: ReadableDb, before: number | undefined, limit: number): HistoryRow[] {
  return db
    .prepare<[number, number], HistoryRow>('SELECT * FROM history WHERE id < ? ORDER BY id DESC LIMIT ?')
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
}
