import { z } from 'zod';
import { day } from './day.ts';
import { causes } from './evidence.ts';
import { kurus } from './money.ts';

/** How far the answer to a difference has come; `matched`: none is needed. */
export const answerStates = ['none', 'local', 'queued', 'sent', 'refused', 'conflict', 'matched'] as const;
export type AnswerState = (typeof answerStates)[number];

/** Which details a view shows; what is left out does not narrow it. */
export const reviewFilter = z.object({
  /** Verdicts as Payven spells them; one nobody knows yet is allowed. */
  verdicts: z.array(z.string()).optional(),
  causes: z.array(z.enum(causes)).optional(),
  /** Payven's detail_status. */
  statuses: z.array(z.string()).optional(),
  answers: z.array(z.enum(answerStates)).optional(),
  /** Waits for the user: no answer yet, one that was refused, or a conflict. */
  undecided: z.boolean().optional(),
  /** Kuruş at stake, both ends included. */
  stake_from: kurus.optional(),
  stake_to: kurus.optional(),
  /** Istanbul days, both ends included: the bank's where it has one, else Payven's. */
  from: day.optional(),
  to: day.optional(),
  /** Days since then, at least; no calendar reaches back endlessly. */
  age_from: z.int().nonnegative().max(100_000).optional(),
  /** The last digits of the card; a text without one finds nothing. */
  card: z.string().max(19).optional(),
  merchant_id: z.string().optional(),
  /** Searched in codes, ids, card tails, order and merchant names and the bank's cells, where Turkish letters fold, and as an amount of either side. */
  text: z.string().max(200).optional(),
  differs_from_preview: z.boolean().optional(),
  with_suggestion: z.boolean().optional(),
});
export type ReviewFilter = z.infer<typeof reviewFilter>;

/** `plan`: as previewed. `queue`: what to look at first, by money at stake, age and evidence. */
export const reviewOrders = [
  'plan',
  'queue',
  'verdict',
  'cause',
  'date',
  'code',
  'card',
  'merchant',
  'db_amount',
  'bank_amount',
  'delta',
  'stake',
  'age',
  'db_status',
  'bank_status',
  'status',
  'answer',
] as const;
export type ReviewOrder = (typeof reviewOrders)[number];

export const reviewSort = z.object({ by: z.enum(reviewOrders), direction: z.enum(['up', 'down']) });
export type ReviewSort = z.infer<typeof reviewSort>;
