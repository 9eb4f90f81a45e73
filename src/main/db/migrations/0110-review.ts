/**
 * What the review filters, sorts and sums by, kept ready beside the details; decisions
 * made together can be taken back together; notes and saved views.
 */
export const review = {
  version: 110,
  name: 'review',
  sql: `
-- Decisions made at once. undone: set when it was taken back and may be made again, the
-- last one taken back has the highest number; null once something new was decided.
CREATE TABLE decision_batch (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reconciliation_id TEXT NOT NULL REFERENCES reconciliation (id),
  action TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  undone INTEGER
) STRICT;
CREATE INDEX decision_batch_by_reconciliation ON decision_batch (reconciliation_id, place);

ALTER TABLE decision ADD COLUMN batch TEXT REFERENCES decision_batch (id);
-- Not 0: taken back; it counts no more and is never sent. Above 1: 1 + the place of the batch
-- that took it back, as the other half of a pair.
ALTER TABLE decision ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
-- The other details it was paired with by hand.
ALTER TABLE decision ADD COLUMN partners_json TEXT;
CREATE INDEX decision_by_batch ON decision (batch);
CREATE INDEX decision_that_counts ON decision (detail_id) WHERE withdrawn = 0;
INSERT INTO decision_batch (id, reconciliation_id, action, made_at)
  SELECT 'batch-' || min(rowid), reconciliation_id, action, decided_at FROM decision WHERE replaces_at IS NULL
  GROUP BY reconciliation_id, decided_at, decided_by, action ORDER BY min(rowid);
-- In one pass: looked up decision by decision, many of them would hold up the first start for hours.
UPDATE decision SET batch = made.first FROM (
  SELECT rowid AS at, 'batch-' || min(rowid) OVER (PARTITION BY reconciliation_id, decided_at, decided_by, action) AS first
  FROM decision WHERE replaces_at IS NULL) AS made
  WHERE decision.rowid = made.at;

CREATE TABLE review_note (
  id INTEGER PRIMARY KEY,
  detail_id TEXT NOT NULL REFERENCES reconciliation_detail (id),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX review_note_by_detail ON review_note (detail_id);

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  filter_json TEXT NOT NULL,
  sort_json TEXT NOT NULL,
  columns_json TEXT
) STRICT;

CREATE INDEX detail_by_line ON reconciliation_detail (reconciliation_id, preview_line);
CREATE INDEX detail_by_transaction ON reconciliation_detail (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX detail_by_row ON reconciliation_detail (import_id, row) WHERE import_id IS NOT NULL;

-- revision: raised with every change of a row. next_place: of the next new row.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  reconciliation_id TEXT NOT NULL UNIQUE REFERENCES reconciliation (id),
  revision INTEGER NOT NULL,
  next_place INTEGER NOT NULL
) STRICT;

-- What many rows have in common: few of these, and a filter asks them first.
CREATE TABLE review_bucket (
  id INTEGER PRIMARY KEY,
  review INTEGER NOT NULL REFERENCES review (id),
  key TEXT NOT NULL,
  verdict TEXT,
  cause TEXT,
  status TEXT,
  answer TEXT NOT NULL,
  action TEXT,
  db_status TEXT,
  bank_status TEXT,
  merchant_id TEXT,
  merchant_name TEXT,
  agrees INTEGER,
  assumed INTEGER NOT NULL,
  UNIQUE (review, key)
) STRICT;

-- A detail as the grid sorts and sums it: narrow, for all of them are looked at.
-- place: given once and kept. sureness: 0 the surest of its suggestions, 3 none.
CREATE TABLE review_row (
  review INTEGER NOT NULL REFERENCES review (id),
  place INTEGER NOT NULL,
  bucket INTEGER NOT NULL REFERENCES review_bucket (id),
  stake INTEGER NOT NULL,
  delta INTEGER NOT NULL,
  db_amount INTEGER,
  bank_amount INTEGER,
  at INTEGER,
  time_known INTEGER NOT NULL,
  line INTEGER,
  suggestions INTEGER NOT NULL,
  sureness INTEGER NOT NULL,
  code TEXT,
  card TEXT,
  PRIMARY KEY (review, place)
) STRICT, WITHOUT ROWID;

-- text: what is searched, folded.
CREATE TABLE review_text (
  review INTEGER NOT NULL,
  place INTEGER NOT NULL,
  detail_id TEXT NOT NULL UNIQUE REFERENCES reconciliation_detail (id),
  text TEXT NOT NULL,
  PRIMARY KEY (review, place)
) STRICT, WITHOUT ROWID;

-- Details whose row is no longer true: made anew before the transaction ends that changed them.
CREATE TABLE review_stale (detail_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER review_detail_new AFTER INSERT ON reconciliation_detail
BEGIN INSERT OR IGNORE INTO review_stale VALUES (new.id); END;
CREATE TRIGGER review_detail_changed AFTER UPDATE ON reconciliation_detail
WHEN (old.transaction_id, old.bank_transaction_id, old.db_amount, old.bank_amount, old.db_status, old.bank_status, old.discrepancy,
    old.detail_status, old.resolution_action, old.import_id, old.row, old.preview_line, old.agrees)
  IS NOT (new.transaction_id, new.bank_transaction_id, new.db_amount, new.bank_amount, new.db_status, new.bank_status, new.discrepancy,
    new.detail_status, new.resolution_action, new.import_id, new.row, new.preview_line, new.agrees)
BEGIN INSERT OR IGNORE INTO review_stale VALUES (new.id); END;

-- What its rows take from the reconciliation itself.
CREATE TRIGGER review_reconciliation_changed AFTER UPDATE ON reconciliation
WHEN (old.connection_id, old.preview_id, old.merchant_id, old.merchant_name) IS NOT (new.connection_id, new.preview_id, new.merchant_id, new.merchant_name)
BEGIN INSERT OR IGNORE INTO review_stale SELECT id FROM reconciliation_detail WHERE reconciliation_id = new.id; END;

CREATE TRIGGER review_decision_new AFTER INSERT ON decision
BEGIN INSERT OR IGNORE INTO review_stale VALUES (new.detail_id); END;
CREATE TRIGGER review_decision_changed AFTER UPDATE ON decision
BEGIN INSERT OR IGNORE INTO review_stale VALUES (new.detail_id); END;

CREATE TRIGGER review_transaction_new AFTER INSERT ON transactions
BEGIN INSERT OR IGNORE INTO review_stale SELECT id FROM reconciliation_detail WHERE transaction_id = new.id; END;
CREATE TRIGGER review_transaction_changed AFTER UPDATE ON transactions
BEGIN INSERT OR IGNORE INTO review_stale SELECT id FROM reconciliation_detail WHERE transaction_id = new.id; END;
CREATE TRIGGER review_transaction_gone AFTER DELETE ON transactions
BEGIN INSERT OR IGNORE INTO review_stale SELECT id FROM reconciliation_detail WHERE transaction_id = old.id; END;

CREATE TRIGGER review_import_row_changed AFTER UPDATE ON import_row
BEGIN INSERT OR IGNORE INTO review_stale SELECT id FROM reconciliation_detail WHERE import_id = new.import_id AND row = new.row; END;

INSERT INTO review_stale SELECT id FROM reconciliation_detail;
`,
} as const;
