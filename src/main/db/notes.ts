import type { ReadableDb, WritableDb } from './database.ts';

/** A remark on a detail that stays on this computer; `at` UTC ms. */
export interface NoteRow {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

export function addNote(db: WritableDb, detailId: string, { at, by, text }: NoteRow): void {
  db.prepare('INSERT INTO review_note (detail_id, at, by, text) VALUES (?, ?, ?, ?)').run(detailId, at, by, text);
}

/** Notes of a detail, oldest first. */
export function notesOf(db: ReadableDb, detailId: string): NoteRow[] {
  return db.prepare<[string], NoteRow>('SELECT at, by, text FROM review_note WHERE detail_id = ? ORDER BY id').all(detailId);
}
