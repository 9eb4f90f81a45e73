/**
 * Runs of a sync, so that an interrupted one goes on; settlements; and of each day
 * read, in which run and up to when.
 */
export const sync = {
  version: 50,
  name: 'sync',
  sql: `
-- One row a run; one that goes on after an interruption keeps its row. Days are Istanbul's.
-- by_itself: the range was not given, it follows from what is here.
-- attempt: counts each setting out, of all runs; a clock can be set back. tried_at: the last of its own. frozen_end_at: UTC ms by Payven's clock, null until that was heard.
-- outcome: null while it is under way, and for ever if the process was killed meanwhile.
CREATE TABLE sync_run (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  by_itself INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  tried_at INTEGER NOT NULL,
  attempt INTEGER NOT NULL UNIQUE,
  frozen_end_at INTEGER,
  finished_at INTEGER,
  outcome TEXT CHECK (outcome IN ('complete', 'incomplete', 'cancelled', 'offline', 'failed')),
  error_code TEXT,
  transactions INTEGER,
  refunds INTEGER,
  settlements INTEGER
) STRICT;
CREATE INDEX sync_run_by_connection ON sync_run (connection_id, attempt);

-- run_id: the run that read the day, null for a reading of its own.
-- as_of_at: what was created up to then was asked for, UTC ms by Payven's clock; a day that was
-- not over then has more to come.
CREATE TABLE day_read (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  resource TEXT NOT NULL CHECK (resource IN ('transactions', 'refunds', 'settlements')),
  day TEXT NOT NULL,
  total_count INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  as_of_at INTEGER NOT NULL,
  run_id TEXT REFERENCES sync_run (id),
  PRIMARY KEY (connection_id, resource, day)
) STRICT, WITHOUT ROWID;
INSERT INTO day_read (connection_id, resource, day, total_count, complete, read_at, as_of_at)
  SELECT connection_id, resource, day, total_count, complete, read_at, read_at FROM synced_day;
DROP TABLE synced_day;
ALTER TABLE day_read RENAME TO synced_day;

-- What a bank paid out. Amounts are kuruş. listed_day: the day under which Payven last listed it;
-- which of its dates the list goes by is not documented.
CREATE TABLE settlement (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  id TEXT NOT NULL,
  listed_day TEXT NOT NULL,
  merchant_id TEXT NOT NULL,
  merchant_name TEXT,
  bank_code TEXT,
  bank_reference TEXT,
  status TEXT,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  currency TEXT,
  gross_amount INTEGER NOT NULL,
  refund_amount INTEGER NOT NULL,
  bank_commission INTEGER NOT NULL,
  platform_commission INTEGER NOT NULL,
  net_amount INTEGER NOT NULL,
  transaction_count INTEGER NOT NULL,
  refund_count INTEGER NOT NULL,
  notes TEXT,
  settled_at INTEGER,
  created_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, id)
) STRICT;
CREATE INDEX settlement_by_period ON settlement (connection_id, period_start);
CREATE INDEX settlement_by_listing ON settlement (connection_id, listed_day);
`,
} as const;
