/**
 * Imports can be changed by hand: rows mended or left out, an import undone. Bank
 * merchant numbers are mapped, and sales are put together out of their instalments.
 */
export const importChanges = {
  version: 80,
  name: 'import-changes',
  sql: `
-- instalments: what a row of a sale in instalments stands for in this file.
ALTER TABLE bank_import ADD COLUMN instalments TEXT NOT NULL DEFAULT 'ask';
-- How cells became values; a mended row is read the same way. Null where it was not kept.
ALTER TABLE bank_import ADD COLUMN reading_json TEXT;
-- First and last Istanbul day of the rows that may be sent.
ALTER TABLE bank_import ADD COLUMN first_day TEXT;
ALTER TABLE bank_import ADD COLUMN last_day TEXT;
ALTER TABLE import_row ADD COLUMN sale_amount INTEGER;
ALTER TABLE import_row ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

-- The raw cells of rows that were rejected: a mended row is read from them again.
CREATE TABLE rejected_cells (
  import_id TEXT NOT NULL REFERENCES bank_import (id),
  row INTEGER NOT NULL,
  cells_json TEXT NOT NULL,
  PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;

-- What was changed by hand. It outlives an import that is undone, so it refers to none.
CREATE TABLE import_change (
  id INTEGER PRIMARY KEY,
  import_id TEXT NOT NULL,
  row INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('mended', 'left_out', 'taken_back')),
  -- field -> as typed, and as it was before.
  values_json TEXT NOT NULL,
  before_json TEXT NOT NULL,
  reason TEXT,
  takes_back INTEGER REFERENCES import_change (id)
) STRICT;
CREATE INDEX import_change_by_row ON import_change (import_id, row, id);
CREATE UNIQUE INDEX import_change_taken_back_once ON import_change (takes_back);
CREATE TRIGGER import_change_is_append_only_update BEFORE UPDATE ON import_change
BEGIN SELECT RAISE(ABORT, 'import_change is append-only'); END;
CREATE TRIGGER import_change_is_append_only_delete BEFORE DELETE ON import_change
BEGIN SELECT RAISE(ABORT, 'import_change is append-only'); END;

-- The rows an import may be sent with lie in the preview; one whose import is gone is of no use.
ALTER TABLE preview ADD COLUMN import_undone_at INTEGER;
-- Of a sale put together: every row it was made of.
ALTER TABLE preview_line ADD COLUMN parts_json TEXT;

CREATE TABLE bank_merchant (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  bank_merchant_no TEXT NOT NULL,
  connector_config_id TEXT,
  merchant_external_id TEXT,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (connection_id, bank_merchant_no)
) STRICT, WITHOUT ROWID;

-- Counts that were not made before are none.
UPDATE bank_import SET counts_json = json_set(counts_json, '$.left_out', 0);
UPDATE preview SET summary_json = json_set(summary_json, '$.not_sent.left_out', 0, '$.not_sent.other_merchant', 0,
  '$.not_sent.instalments_grouped', 0, '$.several_merchants', NULL, '$.merchant_numbers', json('[]'),
  '$.merchants_unclear', json('false'), '$.instalments_apart', json('{}'));

UPDATE bank_import SET
  first_day = (SELECT date((min(transaction_at) + 10800000) / 1000, 'unixepoch') FROM import_row AS r
    WHERE r.import_id = bank_import.id AND r.kind IN ('sale', 'refund', 'void') AND r.currency = 'TRY'),
  last_day = (SELECT date((max(transaction_at) + 10800000) / 1000, 'unixepoch') FROM import_row AS r
    WHERE r.import_id = bank_import.id AND r.kind IN ('sale', 'refund', 'void') AND r.currency = 'TRY');
`,
} as const;
