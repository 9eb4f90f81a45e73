import { z } from 'zod';
import { day } from '../day.ts';
import { discrepancies, scopes } from '../enums.ts';
import { causes, evidencePasses, surenesses } from '../evidence.ts';
import { apartReasons } from '../instalments.ts';
import { kurus } from '../money.ts';
import { importedRow } from './bank-file.ts';
import type { Contract } from './method.ts';
import { localTransaction } from './transaction.ts';

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

/**
 * Why transactions of the synced period take no part: a state Payven does not consider,
 * another currency, or another configuration or merchant than the one asked about.
 */
export const notConsidered = z.object({ status: z.int(), foreign_currency: z.int(), other_scope: z.int() });
export type NotConsidered = z.infer<typeof notConsidered>;

/** Rows and kuruş (TRY alone) of one part of a side. */
const proofPart = z.object({ rows: z.int(), amount: kurus });

/** One side cut into its parts; `total` is counted apart from them, in the tables themselves. */
const proofSide = z.object({
  total: proofPart,
  /** By verdict, as the plan has them. */
  verdicts: z.record(z.enum(discrepancies), proofPart),
  /** What stays apart, by reason: {@link notSent} for the bank, {@link notConsidered} for Payven. */
  apart: z.record(z.string(), proofPart),
  /** What is in no part, or in two: zero or start stays closed. */
  unaccounted: proofPart,
  /** Where the unaccounted is: rows of files (file, row) or transactions; at most twenty. */
  where: z.array(z.string()),
});

/** Both sides whole, part by part: the file with every row, the synced period with every transaction. */
export const proof = z.object({ bank: proofSide, payven: proofSide });
export type PreviewProof = z.infer<typeof proof>;

/** Lines that one thing explains; kuruş of both sides. */
export const causeCount = z.object({ cause: z.enum(causes), verdict: z.enum(discrepancies), lines: z.int(), db: kurus, bank: kurus });

/** Transactions and rows that seem to belong together though Payven will not match them. */
export const suggestion = z.object({
  suggestion: z.int(),
  pass: z.enum(evidencePasses),
  sureness: z.enum(surenesses),
  /** In words: what speaks for it, and what would have to change for it to match. */
  reasons: z.array(z.string()),
  needs: z.array(z.string()),
  /** How many others claim one of its members. */
  rivals: z.int(),
  db_amount: kurus,
  bank_amount: kurus,
  /** `line`: its place in the plan; null: outside it. Instants +03:00. */
  transactions: z.array(
    z.object({
      line: z.int().nullable(),
      transaction_id: z.string(),
      created: z.string(),
      amount: kurus,
      status: z.string(),
      auth_code: z.string().nullable(),
      card: z.string().nullable(),
    }),
  ),
  rows: z.array(
    z.object({
      line: z.int().nullable(),
      import_id: z.string(),
      file_name: z.string(),
      row: z.int(),
      date: z.string().nullable(),
      amount: kurus.nullable(),
      auth_code: z.string().nullable(),
      card: z.string().nullable(),
    }),
  ),
});
export type PreviewSuggestion = z.infer<typeof suggestion>;

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
  /** What explains the differences, most lines first; empty in previews made before causes were known. */
  causes: z.array(causeCount),
  /** How many suggestions there are by pass, and in how many groups a sum was not searched to its end. */
  suggestions: z.partialRecord(z.enum(evidencePasses), z.object({ found: z.int(), given_up: z.int() })),
  /** Null in previews made before it was drawn. */
  proof: proof.nullable(),
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
  cause: z.enum(causes).nullable(),
  /** How many suggestions it is in. */
  suggestions: z.int(),
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
      cause: z.enum(causes).optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.object({ total: z.int(), lines: z.array(previewLine) }),
  },
  /** What one line may belong to, surest first. */
  'preview.suggestions': {
    kind: 'query',
    input: z.object({ preview_id: z.string(), line: z.int().positive() }),
    output: z.object({
      suggestions: z.array(suggestion),
      /** What the line's cause means, with its numbers, and what to do about it; null: it matches. */
      cause_note: z.string().nullable(),
    }),
  },
  /** Transactions of the period that take no part, by reason. */
  'preview.not_considered': {
    kind: 'query',
    input: z.object({
      preview_id: z.string(),
      bucket: notConsidered.keyof(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.object({ total: z.int(), transactions: z.array(localTransaction) }),
  },
} as const satisfies Contract;
