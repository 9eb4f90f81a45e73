import { z } from 'zod';
import { type BankProfile, bankProfile, type ColumnFinding, columnFinding, type SavedProfile } from '../../shared/bank-profile.ts';
import type { ReadableDb, WritableDb } from './database.ts';

/** A version of a profile as it was saved; `created_at` UTC ms. */
export interface ProfileRecord extends SavedProfile {
  readonly created_at: number;
  readonly created_by: string;
}

interface Stored {
  readonly name: string;
  readonly version: number;
  readonly content_json: string;
  readonly created_at: number;
  readonly created_by: string;
}

const fromStored = ({ content_json, ...stored }: Stored): ProfileRecord => ({
  ...stored,
  content: bankProfile.parse(JSON.parse(content_json)),
});

/** Every version of every profile in the order they were saved. */
export function allProfiles(db: ReadableDb): ProfileRecord[] {
  return db.prepare<[], Stored>('SELECT * FROM bank_profile ORDER BY rowid').all().map(fromStored);
}

/** One version of a profile; without `version` the newest. */
export function profileNamed(db: ReadableDb, name: string, version?: number): ProfileRecord | undefined {
  const stored = db
    .prepare<[{ name: string; version: number | null }], Stored>(
      `SELECT * FROM bank_profile WHERE name = @name AND (@version IS NULL OR version = @version) ORDER BY version DESC LIMIT 1`,
    )
    .get({ name, version: version ?? null });
  return stored === undefined ? undefined : fromStored(stored);
}

/** Adds a version of a profile; call it inside a transaction. */
export function insertProfile(db: WritableDb, { content, ...record }: ProfileRecord): void {
  db.prepare(
    `INSERT INTO bank_profile (name, version, content_json, created_at, created_by)
     VALUES (@name, @version, @content_json, @created_at, @created_by)`,
  ).run({ ...record, content_json: JSON.stringify(content) });
}

/** What an import was read by. */
export interface ImportProfile {
  readonly content: BankProfile;
  readonly columns: ColumnFinding[];
}

/** Keeps with an import what it was read by; call it inside the transaction that stores the import. */
export function insertImportProfile(db: WritableDb, importId: string, { content, columns }: ImportProfile): void {
  db.prepare('INSERT INTO import_profile (import_id, content_json, columns_json) VALUES (?, ?, ?)').run(
    importId,
    JSON.stringify(content),
    JSON.stringify(columns),
  );
}

/** What an import was read by; undefined for one of before profiles were kept. */
export function importProfile(db: ReadableDb, importId: string): ImportProfile | undefined {
  const stored = db
    .prepare<[string], { content_json: string; columns_json: string }>('SELECT content_json, columns_json FROM import_profile WHERE import_id = ?')
    .get(importId);
  if (stored === undefined) return undefined;
  return {
    content: bankProfile.parse(JSON.parse(stored.content_json)),
    columns: z.array(columnFinding).parse(JSON.parse(stored.columns_json)),
  };
}
