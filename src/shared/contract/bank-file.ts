import { z } from 'zod';
import { profileName, wordMeanings } from '../bank-profile.ts';
import { bankRow, columnMapping, rowAmounts, rowCounts } from '../bank-row.ts';
import { day } from '../day.ts';
import { rowKinds } from '../enums.ts';
import { instalmentRows } from '../instalments.ts';
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
  /** What a row of a sale in instalments stands for; `ask`: nobody has said, such rows stay apart. */
  instalments: z.enum(instalmentRows),
  /** First and last Istanbul day of the rows that may be sent. */
  first_day: day.nullable(),
  last_day: day.nullable(),
  created_at: z.string(),
});
export type ImportSummary = z.infer<typeof importSummary>;

/** A row as people see it: the instant in +03:00. */
export const importedRow = bankRow.omit({ transaction_at: true }).extend({
  /** ISO 8601 with +03:00; 12:00 where the file gives a day alone (`time_known` false). */
  transaction_date: z.string().nullable(),
});
export type ImportedRow = z.infer<typeof importedRow>;

/** What the user can decide about how a file is read; everything else is told from the file. */
export const readingChoices = {
  /** A saved profile (its newest version, or `name@version`), a built-in one, or `generic`. */
  profile: z.string().optional(),
  /** field -> header as spelled; an empty header leaves the field without a column. */
  map: z.record(z.string(), z.string()).optional(),
  decimal: z.enum(['comma', 'dot']).optional(),
  date_order: z.enum(['dmy', 'mdy']).optional(),
  /** What a row of a sale in instalments stands for, where the file leaves it open. */
  instalments: z.enum(['whole', 'whole_at_last', 'parts']).optional(),
  /** What words of type and status columns mean. */
  words: z.record(z.string().min(1).max(200), z.enum(wordMeanings)).optional(),
  /** What to do about words nobody knows: stop and ask, or reject their rows, counted. */
  unknown_words: z.enum(['ask', 'reject']).default('ask'),
  /** The header row as Excel counts; 0: the file has none, its columns are called Sütun A, Sütun B, and so on. */
  header_row: z.int().min(0).max(1_048_576).optional(),
  /** Reads a file whose layout differs from its profile's all the same. */
  accept_layout: z.boolean().default(false),
};

export const importContract = {
  'import.run': {
    kind: 'command',
    input: z.object({
      /** References of files the user chose; all are imported or none. */
      files: z.array(z.string()).min(1).max(50),
      ...readingChoices,
      /** Saves what the file was read by as the next version of this profile; for one file at a time. */
      save_profile: profileName.optional(),
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
