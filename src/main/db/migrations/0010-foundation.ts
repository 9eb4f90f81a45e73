/**
 * The first schema. Money is INTEGER kuruş, instants are INTEGER UTC ms (`*_at`),
 * days are TEXT YYYY-MM-DD in Istanbul. JSON columns hold values that are only
 * ever read whole.
 */
export const foundation = {
  version: 10,
  name: 'foundation',
  sql: `
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  environment TEXT NOT NULL,
  identity_url TEXT,
  api_url TEXT NOT NULL,
  slug TEXT,
  client_id TEXT,
  credential TEXT NOT NULL CHECK (credential IN ('client', 'token')),
  secret_place TEXT NOT NULL CHECK (secret_place IN ('keychain', 'environment')),
  token_ends_at INTEGER,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE connector_config (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  id TEXT NOT NULL,
  name TEXT,
  connector_code TEXT,
  bank_code TEXT,
  mode TEXT,
  is_active INTEGER NOT NULL,
  PRIMARY KEY (connection_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE merchant (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  id TEXT NOT NULL,
  external_id TEXT,
  name TEXT,
  is_active INTEGER NOT NULL,
  PRIMARY KEY (connection_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  external_merchant_id TEXT,
  merchant_name TEXT,
  basket_id TEXT,
  external_id TEXT,
  amount INTEGER NOT NULL,
  net_amount INTEGER NOT NULL,
  currency TEXT,
  status TEXT NOT NULL,
  operation_type TEXT,
  payment_type TEXT,
  last4 TEXT,
  masked_card_number TEXT,
  installment_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  completed_at INTEGER,
  settlement_at INTEGER,
  connector_configuration_id TEXT,
  connector_code TEXT,
  bank_commission_amount INTEGER NOT NULL,
  provider_transaction_id TEXT,
  auth_code TEXT,
  host_reference TEXT,
  rrn TEXT,
  error_message TEXT,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, id)
) STRICT;
CREATE INDEX transactions_by_created ON transactions (connection_id, created_at);

CREATE TABLE refund (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  id TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  merchant_external_id TEXT,
  merchant_name TEXT,
  refund_amount INTEGER NOT NULL,
  original_amount INTEGER NOT NULL,
  currency TEXT,
  status TEXT NOT NULL,
  reason_code TEXT,
  reason TEXT,
  created_at INTEGER NOT NULL,
  completed_at INTEGER,
  error_message TEXT,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, id)
) STRICT;
CREATE INDEX refund_by_transaction ON refund (connection_id, transaction_id);
CREATE INDEX refund_by_created ON refund (connection_id, created_at);

-- One row a day read: the age and the completeness of what is here.
CREATE TABLE synced_day (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  resource TEXT NOT NULL CHECK (resource IN ('transactions', 'refunds')),
  day TEXT NOT NULL,
  total_count INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, resource, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE bank_import (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  stored_file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT,
  bank TEXT NOT NULL,
  profile_json TEXT NOT NULL,
  sheet TEXT NOT NULL,
  header_row INTEGER NOT NULL,
  headers_json TEXT NOT NULL,
  mapping_json TEXT NOT NULL,
  counts_json TEXT NOT NULL,
  kinds_json TEXT NOT NULL,
  amounts_json TEXT NOT NULL,
  warnings_json TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX bank_import_by_content ON bank_import (sha256);

CREATE TABLE import_row (
  import_id TEXT NOT NULL REFERENCES bank_import (id),
  row INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  kind TEXT NOT NULL,
  bank_transaction_id TEXT,
  auth_code TEXT,
  amount INTEGER,
  currency TEXT,
  status TEXT,
  transaction_at INTEGER,
  time_known INTEGER NOT NULL,
  value_date TEXT,
  bank_merchant_no TEXT,
  terminal TEXT,
  card TEXT,
  commission INTEGER,
  net INTEGER,
  installment_no INTEGER,
  installment_count INTEGER,
  instalment_part INTEGER NOT NULL,
  ref_rrn TEXT,
  ref_order TEXT,
  ref_gateway TEXT,
  ref_sequence TEXT,
  note TEXT,
  cells_json TEXT NOT NULL,
  PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;
-- Finds rows of earlier files that a new one repeats.
CREATE INDEX import_row_by_time ON import_row (transaction_at);

CREATE TABLE preview (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  scope TEXT NOT NULL,
  connector_config_id TEXT,
  merchant_id TEXT,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  import_ids_json TEXT NOT NULL,
  plan_hash TEXT NOT NULL,
  summary_json TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- The plan, line by line: a pair, or one side alone.
CREATE TABLE preview_line (
  preview_id TEXT NOT NULL REFERENCES preview (id),
  line INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  transaction_id TEXT,
  db_amount INTEGER,
  db_status TEXT,
  import_id TEXT,
  row INTEGER,
  bank_transaction_id TEXT,
  bank_amount INTEGER,
  bank_status TEXT,
  reason_json TEXT NOT NULL,
  assumptions_json TEXT NOT NULL,
  PRIMARY KEY (preview_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX preview_line_by_transaction ON preview_line (preview_id, transaction_id);
CREATE INDEX preview_line_by_row ON preview_line (preview_id, import_id, row);

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
