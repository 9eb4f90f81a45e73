import { z } from 'zod';
import { day } from '../day.ts';
import { discrepancies, scopes } from '../enums.ts';
import { apartReasons } from '../instalments.ts';
import { kurus } from '../money.ts';
import { importedRow } from './bank-file.ts';
import type { Contract } from './method.ts';

/** Whether rows of a bank merchant number belong to what is previewed. */
export const belongings = ['here', 'elsewhere', 'unmapped'] as const;
export const severalMerchants = ['split', 'refuse'] as const;

/** How many lines fall to each of the five verdicts. */
export const verdictCounts = z.object({
  matched: z.int(),
  amount_mismatch: z.int(),
  status_mismatch: z.int(),
  orphan_db: z.int(),
  orphan_bank: z.int(),
});
export type VerdictCounts = z.infer<typeof verdictCounts>;

/** The key of {@link verdictCounts} a verdict is counted under. */
export const countKeyOf = {
  Matched: 'matched',
  AmountMismatch: 'amount_mismatch',
  StatusMismatch: 'status_mismatch',
  OrphanDb: 'orphan_db',
  OrphanBank: 'orphan_bank',
} as const satisfies Record<(typeof discrepancies)[number], keyof VerdictCounts>;

/** Kuruş by verdict: what Payven has and what the bank has in each bucket. */
export const bucketAmounts = z.record(z.enum(discrepancies), z.object({ db: kurus, bank: kurus }));

/** Why rows of the file are not sent; together with `sent` they add up to the file's rows. */
export const notSent = z.object({
  out_of_period: z.int(),
  failed: z.int(),
  fees: z.int(),
  totals: z.int(),
  rejected: z.int(),
  /** Rejected rows that somebody decided to leave out. */
  left_out: z.int(),
  foreign_currency: z.int(),
  /** Rows whose bank merchant number belongs to another configuration or merchant. */
  other_merchant: z.int(),
  /** Parts of sales in instalments that stay apart. */
  instalments: z.int(),
  /** Further parts of sales that are sent as one: each such sale is counted once in `sent`. */
  instalments_grouped: z.int(),
});
export type NotSent = z.infer<typeof notSent>;

export const previewSummary = z.object({
  preview_id: z.string(),
  plan_hash: z.string(),
  scope: z.enum(scopes),
  connector_config_id: z.string().nullable(),
  merchant_id: z.string().nullable(),
  from: day,
  to: day,
  import_ids: z.array(z.string()),
  counts: verdictCounts,
  /** Kuruş: all of Payven's considered transactions, and all rows that would be sent. */
  amounts: z.object({ db: kurus, bank: kurus }),
  buckets: bucketAmounts,
  sent: z.int(),
  out_of_period: z.int(),
  not_sent: notSent,
  /** Why parts of sales in instalments stay apart, with their rows. */
  instalments_apart: z.partialRecord(z.enum(apartReasons), z.int()),
  /** Bank merchant numbers of the rows that could be sent, and whether they belong to the scope; null: rows without one. */
  merchant_numbers: z.array(z.object({ bank_merchant_no: z.string().nullable(), rows: z.int(), belongs: z.enum(belongings) })),
  /** What was chosen for files with several merchant numbers; null: nothing. */
  several_merchants: z.enum(severalMerchants).nullable(),
  /** Several merchant numbers, some of them mapped to nothing, and no choice made: rows may be another merchant's. */
  merchants_unclear: z.boolean(),
  /** Rows to be sent that stand in more than one of the files, by content: all but one file's are surplus. */
  overlapping_rows: z.int(),
  /** Lines whose verdict rests on a rule nobody has confirmed; by rule below. */
  assumed: z.int(),
  assumed_rules: z.record(z.string(), z.int()),
  /** False when no row carries an id or a code, or under Merchant scope the merchant's external id: Payven cannot match such rows. */
  matchable: z.boolean(),
  /** When the oldest day of the period was last read from Payven, +03:00. */
  data_read_at: z.string(),
  data_complete: z.boolean(),
  /** Estimated size of what start would send, in bytes. */
  request_bytes: z.int(),
  created_at: z.string(),
});
export type PreviewSummary = z.infer<typeof previewSummary>;

export const previewLine = z.object({
  line: z.int(),
  verdict: z.enum(discrepancies),
  transaction_id: z.string().nullable(),
  db_amount: kurus.nullable(),
  db_status: z.string().nullable(),
  import_id: z.string().nullable(),
  row: z.int().nullable(),
  bank_transaction_id: z.string().nullable(),
  bank_amount: kurus.nullable(),
  bank_status: z.string().nullable(),
  /** When Payven recorded the transaction, +03:00. */
  payven_created: z.string().nullable(),
  /** The bank row's instant, +03:00; the day alone (YYYY-MM-DD) where the file gives no time. */
  bank_date: z.string().nullable(),
  /** Payven's where there is one, else the bank's; likewise the masked card. */
  auth_code: z.string().nullable(),
  card: z.string().nullable(),
  reason_code: z.string(),
  reason: z.string(),
  assumptions: z.array(z.string()),
  /** Of a sale put together out of its instalments: every row it was made of; else empty. */
  parts: z.array(z.object({ import_id: z.string(), row: z.int() })),
});
export type PreviewLine = z.infer<typeof previewLine>;

export const previewContract = {
  'preview.make': {
    kind: 'command',
    input: z.object({
      connection_id: z.string().optional(),
      import_ids: z.array(z.string()).min(1),
      scope: z.enum(scopes),
      connector_config_id: z.string().optional(),
      merchant_id: z.string().optional(),
      from: day,
      to: day,
      /** What becomes of files with several bank merchant numbers: only rows mapped to the scope, or no preview at all. */
      several_merchants: z.enum(severalMerchants).optional(),
    }),
    output: previewSummary,
  },
  /** Rows of one bucket that stay here, each with its place. */
  'preview.not_sent': {
    kind: 'query',
    input: z.object({
      preview_id: z.string(),
      bucket: notSent.keyof(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.object({
      total: z.int(),
      rows: z.array(importedRow.extend({ import_id: z.string(), apart: z.enum(apartReasons).nullable() })),
    }),
  },
  /**
   * Cuts a preview into one a day, for a request that is too large whole; days on which
   * neither side has anything are left out. Nothing is sent.
   */
  'preview.by_day': {
    kind: 'command',
    input: z.object({ preview_id: z.string() }),
    output: z.object({
      previews: z.array(previewSummary),
      /** Pairs of the whole whose sides lie on two days: cut apart, each side becomes an orphan. */
      parted: z.int(),
    }),
  },
  'preview.lines': {
    kind: 'query',
    input: z.object({
      preview_id: z.string(),
      verdict: z.enum(discrepancies).optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.object({ total: z.int(), lines: z.array(previewLine) }),
  },
} as const satisfies Contract;
