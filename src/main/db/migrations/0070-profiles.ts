/** Profiles of banks' files: versions are added, never changed, and an import keeps what it was read by. */
export const profiles = {
  version: 70,
  name: 'profiles',
  sql: `
CREATE TABLE bank_profile (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  content_json TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (name, version)
) STRICT;
CREATE TRIGGER bank_profile_is_append_only_update BEFORE UPDATE ON bank_profile
BEGIN SELECT RAISE(ABORT, 'a version of a profile never changes'); END;
CREATE TRIGGER bank_profile_is_append_only_delete BEFORE DELETE ON bank_profile
BEGIN SELECT RAISE(ABORT, 'a version of a profile never goes'); END;

-- Name and version stand in bank_import.profile_json; here is what they meant, and why each column was taken.
CREATE TABLE import_profile (
  import_id TEXT PRIMARY KEY REFERENCES bank_import (id) ON DELETE CASCADE,
  content_json TEXT NOT NULL,
  columns_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;
