/**
 * Connections and the copy of Payven's side. Money is INTEGER kuruş, instants are
 * INTEGER UTC ms (`*_at`), days are TEXT YYYY-MM-DD in Istanbul; so in every migration.
 */
export const payven = {
  version: 10,
  name: 'payven',
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
`,
} as const;
