/**
 * What is sent to Payven, what it answered, what was decided, and the history.
 */
export const reconciliations = {
  version: 30,
  name: 'reconciliations',
  sql: `
-- Every write to Payven, stored before its first byte leaves.
-- intent: what may be under way only once, e.g. a start of one scope and period.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  call TEXT NOT NULL CHECK (call IN ('start', 'resolve', 'bulk-resolve', 'finalize', 'cancel')),
  intent TEXT NOT NULL,
  path TEXT NOT NULL,
  body TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  preview_id TEXT REFERENCES preview (id),
  reconciliation_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'unknown', 'done', 'refused')),
  created_at INTEGER NOT NULL,
  first_sent_at INTEGER,
  finished_at INTEGER,
  error_code TEXT,
  error_json TEXT
) STRICT;
CREATE UNIQUE INDEX outbox_one_under_way ON outbox (intent) WHERE state IN ('queued', 'sent', 'unknown');
CREATE INDEX outbox_by_preview ON outbox (preview_id);

CREATE TABLE reconciliation (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  preview_id TEXT REFERENCES preview (id),
  scope TEXT,
  connector_config_id TEXT,
  connector_config_name TEXT,
  merchant_id TEXT,
  merchant_name TEXT,
  bank_code TEXT,
  period TEXT,
  period_start_at INTEGER NOT NULL,
  period_end_at INTEGER NOT NULL,
  total_db_transactions INTEGER NOT NULL,
  total_bank_transactions INTEGER NOT NULL,
  matched_count INTEGER NOT NULL,
  amount_mismatch_count INTEGER NOT NULL,
  status_mismatch_count INTEGER NOT NULL,
  orphan_db_count INTEGER NOT NULL,
  orphan_bank_count INTEGER NOT NULL,
  resolved_count INTEGER NOT NULL,
  ignored_count INTEGER NOT NULL,
  total_db_amount INTEGER NOT NULL,
  total_bank_amount INTEGER NOT NULL,
  overall_status TEXT,
  finalized_at INTEGER,
  finalized_by TEXT,
  notes TEXT,
  created_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  -- Lines of the plan that none of Payven's details answers; null where there is no plan.
  unanswered_lines INTEGER
) STRICT;

-- tie: how the detail was tied back to a row of the file; null when there is none.
CREATE TABLE reconciliation_detail (
  id TEXT PRIMARY KEY,
  reconciliation_id TEXT NOT NULL REFERENCES reconciliation (id),
  transaction_id TEXT,
  bank_transaction_id TEXT,
  db_amount INTEGER,
  bank_amount INTEGER,
  db_status TEXT,
  bank_status TEXT,
  discrepancy TEXT,
  detail_status TEXT,
  resolution_action TEXT,
  adjusted_amount INTEGER,
  applied_status TEXT,
  resolved_at INTEGER,
  resolved_by TEXT,
  remarks TEXT,
  tie TEXT CHECK (tie IN ('id', 'ambiguous')),
  import_id TEXT,
  row INTEGER,
  preview_line INTEGER,
  agrees INTEGER
) STRICT;
CREATE INDEX detail_by_reconciliation ON reconciliation_detail (reconciliation_id, discrepancy, detail_status);

-- What was decided here. The newest row of a detail is the one that counts.
CREATE TABLE decision (
  id TEXT PRIMARY KEY,
  reconciliation_id TEXT NOT NULL REFERENCES reconciliation (id),
  detail_id TEXT NOT NULL REFERENCES reconciliation_detail (id),
  action TEXT NOT NULL,
  adjusted_amount INTEGER,
  applied_status TEXT,
  remarks TEXT,
  decided_at INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('local', 'queued', 'sent', 'refused')),
  message TEXT,
  outbox_id TEXT REFERENCES outbox (id)
) STRICT;
CREATE INDEX decision_by_detail ON decision (detail_id, decided_at);
CREATE INDEX decision_by_state ON decision (reconciliation_id, state);

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT,
  facts_json TEXT NOT NULL
) STRICT;
CREATE TRIGGER history_is_append_only_update BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_append_only_delete BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
`,
} as const;
