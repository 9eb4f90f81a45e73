/**
 * Imported files with their rows, and previews with their plans. JSON columns hold
 * values that are only ever read whole.
 */
export const bankFiles = {
  version: 20,
  name: 'bank-files',
  sql: `
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
`,
} as const;
