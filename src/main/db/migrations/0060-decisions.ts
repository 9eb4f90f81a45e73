/**
 * Decisions that met another's, and the moments of a write by both clocks.
 */
export const decisions = {
  version: 60,
  name: 'decisions',
  sql: `
-- conflict: Payven has another answer. open: waits for the user; payven: Payven's stands;
-- replaced: a newer decision here goes over it.
ALTER TABLE decision ADD COLUMN conflict TEXT CHECK (conflict IN ('open', 'payven', 'replaced'));
-- When the answer was given that this decision knowingly goes over, UTC ms by Payven's clock.
ALTER TABLE decision ADD COLUMN replaces_at INTEGER;
-- first_sent_at is this machine's clock; what Payven still remembers is counted by its own.
ALTER TABLE outbox ADD COLUMN first_sent_payven_at INTEGER;
UPDATE outbox SET first_sent_payven_at = first_sent_at;
`,
} as const;
