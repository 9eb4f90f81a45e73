import { z } from 'zod';
import { day } from '../day.ts';
import { kurus } from '../money.ts';
import { columnFinding } from '../bank-profile.ts';
import { importSummary, readingChoices } from './bank-file.ts';
import { connectionSummary } from './connection.ts';
import type { Contract } from './method.ts';
import { previewSummary } from './preview.ts';
import { reconciliationSummary } from './reconciliation.ts';
import { localRefund, localTransaction } from './transaction.ts';

/** A list is a window over SQLite: the page never holds more rows than it shows. */
const window = { offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(1_000).default(200) };

const listQuery = z.object({
  connection_id: z.string().optional(),
  from: day.optional(),
  to: day.optional(),
  status: z.string().optional(),
  /** Searched in codes, ids, card tails, order and merchant names; Turkish letters fold. */
  text: z.string().max(200).optional(),
  order: z.enum(['newest', 'oldest', 'largest', 'smallest']).default('newest'),
  ...window,
});

export const browseContract = {
  /** What the frame and the home screen show: the connection in use, the age of the data, what is open. */
  'desk.status': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      version: z.string(),
      connection: connectionSummary.nullable(),
      synced: z
        .object({ from: day, to: day, last_read_at: z.string(), transactions: z.int(), refunds: z.int(), complete: z.boolean() })
        .nullable(),
      imports: z.int(),
      /** Draft and InReview, oldest first. */
      open: z.array(reconciliationSummary),
      closed: z.int(),
    }),
  },
  'transaction.list': {
    kind: 'query',
    input: listQuery,
    output: z.object({ total: z.int(), sum: kurus, rows: z.array(localTransaction) }),
  },
  'refund.list': {
    kind: 'query',
    input: listQuery,
    output: z.object({ total: z.int(), sum: kurus, rows: z.array(localRefund) }),
  },
  /** Reads a chosen file without storing anything, for the mapping to be seen and corrected. */
  'import.inspect': {
    kind: 'query',
    input: z.object({
      file: z.string(),
      ...readingChoices,
    }),
    output: z.object({
      file_name: z.string(),
      format: z.string(),
      encoding: z.string().nullable(),
      /** Null while the file cannot be understood as it stands; `problem` says what to choose. */
      summary: importSummary.omit({ import_id: true, created_at: true }).nullable(),
      problem: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
      /** As Excel counts; 0: read without a header; null: none was found, and the user is to point at it. */
      header_row: z.int().nullable(),
      headers: z.array(z.string()),
      /** Column by column: what it feeds, how sure that is and why; also while a question is open. */
      columns: z.array(columnFinding.extend({ reason_text: z.string(), samples: z.array(z.string()) })),
      /** The first rows below the header: the cells as they stand and, where understood, what they mean. */
      sample: z.array(
        z.object({
          row: z.int(),
          cells: z.array(z.string()),
          kind: z.string().nullable(),
          amount: kurus.nullable(),
          transaction_date: z.string().nullable(),
          auth_code: z.string().nullable(),
          status: z.string().nullable(),
          note: z.string().nullable(),
        }),
      ),
      /** Names of the saved and the built-in profiles, for choosing. */
      profiles: z.array(z.object({ name: z.string(), label: z.string() })),
    }),
  },
  'import.get': { kind: 'query', input: z.object({ import_id: z.string() }), output: importSummary },
  'preview.get': { kind: 'query', input: z.object({ preview_id: z.string() }), output: previewSummary },
  /** Newest first; `reconciliation_id` where it was started. */
  'preview.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ previews: z.array(previewSummary.extend({ reconciliation_id: z.string().nullable() })) }),
  },
} as const satisfies Contract;
