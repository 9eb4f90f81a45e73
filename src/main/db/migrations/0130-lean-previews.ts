/**
 * Lines of a plan are found by their number, verdict or cause alone; two indexes that
 * nothing asks doubled the time a preview takes to be stored.
 */
export const leanPreviews = {
  version: 130,
  name: 'lean-previews',
  sql: `
DROP INDEX preview_line_by_transaction;
DROP INDEX preview_line_by_row;
`,
} as const;
