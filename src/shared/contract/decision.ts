import { z } from 'zod';
import { actions } from '../enums.ts';
import { kurusAmount } from '../money.ts';
import { reviewFilter } from '../review-filter.ts';
import type { Contract } from './method.ts';

/** What is decided, and about which details. */
export const decisionWish = z.object({
  reconciliation_id: z.string(),
  /** Either these details … */
  detail_ids: z.array(z.string()).optional(),
  /** … or every pending detail of this verdict … */
  discrepancy: z.string().optional(),
  /** … or every undecided detail a view shows. */
  filter: reviewFilter.optional(),
  /** How many details the view showed under this filter (`review.rows`, total): if there are more or fewer by now, nothing is decided. */
  expected: z.int().optional(),
  /** Of details marked as matched by hand: the others they belong with, decided with them. */
  partner_ids: z.array(z.string()).max(20).optional(),
  action: z.enum(actions),
  adjusted_amount: kurusAmount.optional(),
  applied_status: z.string().optional(),
  remarks: z.string().max(2000).optional(),
});

/** A decision that Payven did not take, with its words; or one that was held back, with why. */
export const failedDecision = z.object({ detail_id: z.string(), message: z.string().nullable() });

/** How decisions stand after they were sent, or could not be. */
export const pushOutcome = z.object({
  processed: z.int(),
  failed: z.int(),
  errors: z.array(failedDecision),
  /** Halves of pairs made by hand that were not sent: what their other half said counts no more. They are among those waiting. */
  held_back: z.int(),
  /** Decisions that met another's answer and wait for the user. */
  conflicts: z.int(),
  /** Decisions that have not reached Payven. */
  waiting: z.int(),
});
export type PushOutcome = z.infer<typeof pushOutcome>;

export const decisionContract = {
  /** Stores decisions on this computer alone: at once, and without a network. */
  'decision.make': {
    kind: 'command',
    lane: 'desk',
    input: decisionWish,
    output: z.object({ reconciliation_id: z.string(), decided: z.int(), waiting: z.int() }),
  },
  /** Sends what waits: of one reconciliation, or of all. Payven out of reach is told, not thrown. */
  'decision.push': {
    kind: 'command',
    input: z.object({ reconciliation_id: z.string().optional() }),
    output: pushOutcome.extend({
      offline: z.boolean(),
      /** Of those waiting: their connection was removed, and they were not tried. */
      unconnected: z.int(),
    }),
  },
  /**
   * Ends conflicts: `payven` lets Payven's answer stand, `mine` sends the decision over
   * the answer that was seen (not over a newer one).
   */
  'decision.settle': {
    kind: 'command',
    lane: 'desk',
    input: z.object({ reconciliation_id: z.string(), detail_ids: z.array(z.string()).min(1), keep: z.enum(['payven', 'mine']) }),
    output: z.object({ reconciliation_id: z.string(), settled: z.int(), conflicts: z.int(), waiting: z.int() }),
  },
} as const satisfies Contract;
