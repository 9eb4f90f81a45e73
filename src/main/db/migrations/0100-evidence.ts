/**
 * What explains a line of a plan that does not match, and what its sides may belong to.
 */
export const evidence = {
  version: 100,
  name: 'evidence',
  sql: `
-- A cause's name; null for what matches, and in plans made before causes were known.
ALTER TABLE preview_line ADD COLUMN cause TEXT;
CREATE INDEX preview_line_by_cause ON preview_line (preview_id, cause, line) WHERE cause IS NOT NULL;

CREATE TABLE preview_suggestion (
  preview_id TEXT NOT NULL REFERENCES preview (id),
  suggestion INTEGER NOT NULL,
  pass TEXT NOT NULL,
  sureness TEXT NOT NULL,
  -- Clues in code and numbers; the words are made when they are shown.
  reasons_json TEXT NOT NULL,
  needs_json TEXT NOT NULL,
  rivals INTEGER NOT NULL,
  PRIMARY KEY (preview_id, suggestion)
) STRICT, WITHOUT ROWID;

-- One transaction or one bank's row each; line: its place in the plan, null outside it.
CREATE TABLE preview_suggestion_member (
  preview_id TEXT NOT NULL,
  suggestion INTEGER NOT NULL,
  member INTEGER NOT NULL,
  line INTEGER,
  transaction_id TEXT,
  import_id TEXT,
  row INTEGER,
  PRIMARY KEY (preview_id, suggestion, member),
  FOREIGN KEY (preview_id, suggestion) REFERENCES preview_suggestion (preview_id, suggestion)
) STRICT, WITHOUT ROWID;
CREATE INDEX preview_suggestion_by_line ON preview_suggestion_member (preview_id, line) WHERE line IS NOT NULL;

UPDATE preview SET summary_json = json_set(summary_json, '$.causes', json('[]'), '$.suggestions', json('{}'), '$.proof', json('null'));
`,
} as const;
