import { z } from 'zod';
import type { Action } from './enums.ts';

/**
 * The passes beyond Payven's own matching, surest first: a reference both sides name;
 * the code with amount and day; amount, card and time; one transaction in several rows;
 * several transactions in one row. A code alone is never a pass.
 */
export const evidencePasses = ['reference', 'code', 'card', 'split', 'batch'] as const;
export type EvidencePass = (typeof evidencePasses)[number];

/** confirmed: nothing else fits. likely: nothing else fits, but a clue is weak. ambiguous: others fit as well. */
export const surenesses = ['confirmed', 'likely', 'ambiguous'] as const;
export type Sureness = (typeof surenesses)[number];

/** Orphans that are where they should be: told apart from what is truly missing. */
export const expectedAbsences = ['voided_same_day', 'other_period', 'refund_outside', 'not_paid_out'] as const;
export type ExpectedAbsence = (typeof expectedAbsences)[number];

/** What explains a line that does not match; one a line. */
export const causes = [
  // Amounts differ.
  'net_for_gross',
  'one_kurus',
  'scale',
  'points_used',
  'instalment_interest',
  'partial_capture',
  'amount_other',
  // Statuses differ.
  'refunded_later',
  'refund_as_sale',
  'void_at_bank_only',
  'void_at_payven_only',
  'status_other',
  // One side alone, with the other one in sight.
  'day_boundary',
  'key_missing',
  'key_differs',
  'merchant_differs',
  'split',
  'batch',
  'duplicate',
  ...expectedAbsences,
  'missing',
] as const;
export type Cause = (typeof causes)[number];

export const isExpectedAbsence = (cause: string): cause is ExpectedAbsence => (expectedAbsences as readonly string[]).includes(cause);

/**
 * What to do about a whole cause. fix_mapping: import the file again with another
 * column; pair: both sides belong together by hand; decide: `action` fits nearly
 * always; wait: it comes by itself; look: nothing can be said for all of them.
 */
export interface Advice {
  readonly advice: 'fix_mapping' | 'pair' | 'decide' | 'wait' | 'look';
  readonly action: Action | null;
}

export const adviceOf: Readonly<Record<Cause, Advice>> = {
  net_for_gross: { advice: 'fix_mapping', action: 'AcceptDb' },
  one_kurus: { advice: 'decide', action: 'AcceptDb' },
  scale: { advice: 'fix_mapping', action: null },
  points_used: { advice: 'decide', action: 'AcceptDb' },
  instalment_interest: { advice: 'decide', action: 'AcceptDb' },
  partial_capture: { advice: 'look', action: null },
  amount_other: { advice: 'look', action: null },
  refunded_later: { advice: 'decide', action: 'AcceptDb' },
  refund_as_sale: { advice: 'decide', action: 'MarkMatched' },
  void_at_bank_only: { advice: 'look', action: null },
  void_at_payven_only: { advice: 'look', action: null },
  status_other: { advice: 'look', action: null },
  day_boundary: { advice: 'pair', action: 'MarkMatched' },
  key_missing: { advice: 'pair', action: 'MarkMatched' },
  key_differs: { advice: 'pair', action: 'MarkMatched' },
  merchant_differs: { advice: 'fix_mapping', action: null },
  split: { advice: 'pair', action: 'MarkMatched' },
  batch: { advice: 'pair', action: 'MarkMatched' },
  duplicate: { advice: 'look', action: null },
  voided_same_day: { advice: 'decide', action: 'Ignore' },
  other_period: { advice: 'decide', action: 'Ignore' },
  refund_outside: { advice: 'decide', action: 'Ignore' },
  not_paid_out: { advice: 'wait', action: 'Ignore' },
  missing: { advice: 'look', action: null },
};

/** A clue in code and numbers: `code` names a sentence `clue.<code>` of the text catalogue. */
export const clue = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type Clue = z.infer<typeof clue>;
