/**
 * A connection can be taken out of use; what was read by it stays.
 */
export const removedConnections = {
  version: 120,
  name: 'removed-connections',
  sql: `
-- When it was taken out of use, UTC ms; null while it is in use.
ALTER TABLE connection ADD COLUMN removed_at INTEGER;
`,
} as const;
