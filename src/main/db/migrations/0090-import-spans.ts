/**
 * Which instants an import's rows speak of is kept with the import: that finds the files
 * a new one may overlap, and spares a million rows an index that is nearly as large as they.
 */
export const importSpans = {
  version: 90,
  name: 'import-spans',
  sql: `
-- UTC ms of the first and the last row that moves money, in whatever currency; null where there is none.
ALTER TABLE bank_import ADD COLUMN first_at INTEGER;
ALTER TABLE bank_import ADD COLUMN last_at INTEGER;
UPDATE bank_import SET
  first_at = (SELECT min(transaction_at) FROM import_row AS r WHERE r.import_id = bank_import.id AND r.kind IN ('sale', 'refund', 'void')),
  last_at = (SELECT max(transaction_at) FROM import_row AS r WHERE r.import_id = bank_import.id AND r.kind IN ('sale', 'refund', 'void'));
DROP INDEX import_row_by_time;
`,
} as const;
