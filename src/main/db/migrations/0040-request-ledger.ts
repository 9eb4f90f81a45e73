/**
 * When calls were made that Payven counts by the minute: tokens and starts. Several
 * programs on one data folder share the count.
 */
export const requestLedger = {
  version: 40,
  name: 'request-ledger',
  sql: `
CREATE TABLE request_ledger (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_ledger_by_key ON request_ledger (kind, key, at);
`,
} as const;
