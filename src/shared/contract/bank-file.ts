import { z } from 'zod';
import { bankRow, columnMapping, rowAmounts, rowCounts } from '../bank-row.ts';
import { rowKinds } from '../enums.ts';
import type { Contract } from './method.ts';

/** One imported file, as it was understood. */
export const importSummary = z.object({
  import_id: z.string(),
  file_name: z.string(),
  /** Of the file's bytes, as they are kept beside the database. */
  sha256: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  bank: z.string(),
  profile: z.object({ name: z.string(), version: z.int() }),
  sheet: z.string(),
  header_row: z.int(),
  headers: z.array(z.string()),
  mapping: columnMapping,
  rows: rowCounts,
  kinds: z.record(z.enum(rowKinds), z.int()),
  amounts: rowAmounts,
  warnings: z.array(z.object({ code: z.string(), row: z.int().nullable(), message: z.string() })),
  created_at: z.string(),
});
export type ImportSummary = z.infer<typeof importSummary>;

/** A row as people see it: the instant in +03:00. */
export const importedRow = bankRow.omit({ transaction_at: true }).extend({
  /** ISO 8601 with +03:00; 12:00 where the file gives a day alone (`time_known` false). */
  transaction_date: z.string().nullable(),
});
export type ImportedRow = z.infer<typeof importedRow>;

export const importContract = {
  'import.run': {
    kind: 'command',
    input: z.object({
      /** References of files the user chose; all are imported or none. */
      files: z.array(z.string()).min(1).max(50),
      profile: z.string().optional(),
      map: z.record(z.string(), z.string()).optional(),
      decimal: z.enum(['comma', 'dot']).optional(),
      date_order: z.enum(['dmy', 'mdy']).optional(),
    }),
    output: z.object({ imports: z.array(importSummary) }),
  },
  'import.list': { kind: 'query', input: z.object({}), output: z.object({ imports: z.array(importSummary) }) },
  'import.rows': {
    kind: 'query',
    input: z.object({
      import_id: z.string(),
      after_row: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.object({ rows: z.array(importedRow) }),
  },
} as const satisfies Contract;
