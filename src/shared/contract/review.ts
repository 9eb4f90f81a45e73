import { z } from 'zod';
import { causes } from '../evidence.ts';
import { kurus } from '../money.ts';
import { answerStates, reviewFilter, reviewSort } from '../review-filter.ts';
import type { Contract } from './method.ts';
import { suggestion } from './preview.ts';
import { reconciliationDetail } from './reconciliation.ts';
import { localRefund } from './transaction.ts';

/** Kuruş of the details meant. `delta`: bank less Payven; `stake`: what is in question, never negative. */
export const reviewSums = z.object({ rows: z.int(), db: kurus, bank: kurus, delta: kurus, stake: kurus });
export type ReviewSums = z.infer<typeof reviewSums>;

/** A row of the grid. `date`: +03:00, or the day alone where the file gives no time. */
export const reviewRow = z.object({
  id: z.string(),
  verdict: z.string().nullable(),
  cause: z.enum(causes).nullable(),
  date: z.string().nullable(),
  auth_code: z.string().nullable(),
  /** The card's last four. */
  card: z.string().nullable(),
  merchant: z.string().nullable(),
  db_amount: kurus.nullable(),
  bank_amount: kurus.nullable(),
  delta: kurus,
  stake: kurus,
  db_status: z.string().nullable(),
  bank_status: z.string().nullable(),
  status: z.string().nullable(),
  answer: z.enum(answerStates),
  /** The action decided here, else Payven's; null: none. */
  action: z.string().nullable(),
  /** Payven's words where it refused. */
  message: z.string().nullable(),
  /** In words. */
  reason: z.string().nullable(),
  suggestions: z.int(),
  age_days: z.int(),
  notes: z.int(),
  assumed: z.boolean(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

/** Rows of one value; `undecided`: those that wait for the user, `stake`: kuruş at stake in these. */
const facet = z.object({ value: z.string(), rows: z.int(), undecided: z.int(), stake: kurus });

/** A batch of decisions made at once; `detail_id`: the first of its details. */
const batch = z.object({ batch: z.string(), action: z.string(), details: z.int(), detail_id: z.string(), at: z.string() });

const of = z.object({ reconciliation_id: z.string() });
const view = of.extend({ filter: reviewFilter, sort: reviewSort });

/** A way of looking that was given a name; `columns_json` is the page's own. */
export const savedView = z.object({
  view_id: z.string(),
  name: z.string().min(1).max(80),
  filter: reviewFilter,
  sort: reviewSort,
  columns: z.array(z.string()).nullable(),
});
export type SavedView = z.infer<typeof savedView>;

export const reviewContract = {
  /** A window of a view: sorted, filtered and summed by the desk. */
  'review.rows': {
    kind: 'query',
    input: view.extend({ offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(1_000).default(200) }),
    output: z.object({
      total: z.int(),
      sums: reviewSums,
      /** Of the view's rows, those that wait for the user. */
      undecided: reviewSums,
      rows: z.array(reviewRow),
    }),
  },
  /** What a view could be narrowed to, each with its rows; a facet ignores its own part of the filter. */
  'review.facets': {
    kind: 'query',
    input: of.extend({ filter: reviewFilter }),
    output: z.object({
      verdicts: z.array(facet),
      /** Each cause with the verdict it explains. */
      causes: z.array(facet.extend({ verdict: z.string() })),
      statuses: z.array(facet),
      answers: z.array(facet),
      merchants: z.array(facet.extend({ name: z.string().nullable() })),
    }),
  },
  /** Where a row stands in a view: the detail named, or the next from there that waits, around the end. Null: none. */
  'review.place': {
    kind: 'query',
    input: view.extend({ want: z.enum(['detail', 'undecided', 'conflict']), detail_id: z.string().optional(), after: z.int().min(-1).optional() }),
    output: z.object({ index: z.int().nullable(), detail_id: z.string().nullable() }),
  },
  /** The ids of a stretch of a view (all of it without `from`, `to`; both included), for selecting; only what may be decided. */
  'review.ids': {
    kind: 'query',
    input: view.extend({ from: z.int().nonnegative().optional(), to: z.int().nonnegative().optional() }),
    output: z.object({ ids: z.array(z.string()), sums: reviewSums }),
  },
  /** Sums of the details named, such as a selection. */
  'review.sums': { kind: 'query', input: of.extend({ detail_ids: z.array(z.string()) }), output: reviewSums },
  /** Everything about one detail: both sides, evidence, the refunds around it, notes. */
  'review.detail': {
    kind: 'query',
    input: of.extend({ detail_id: z.string() }),
    output: z.object({
      row: reviewRow,
      detail: reconciliationDetail,
      /** `details`: its members that are details of this reconciliation, this one left out. */
      suggestions: z.array(suggestion.extend({ details: z.array(z.string()) })),
      /** In words, why its cause is what it is and what to do about it. */
      cause_note: z.string().nullable(),
      refunds: z.array(localRefund),
      notes: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })),
      /** Who it was paired with by hand. */
      partners: z.array(z.string()),
    }),
  },
  /** Who one orphan may be paired with, best first: from the evidence, then by nearness of amount, card and time. */
  'review.candidates': {
    kind: 'query',
    input: of.extend({ detail_id: z.string(), text: z.string().max(200).optional(), limit: z.int().min(1).max(50).default(12) }),
    output: z.object({ candidates: z.array(z.object({ row: reviewRow, reasons: z.array(z.string()), sure: z.enum(['confirmed', 'likely', 'ambiguous', 'near']) })) }),
  },
  /** What stands between this and being finalized. */
  'review.checklist': {
    kind: 'query',
    input: of,
    output: z.object({
      /** Details Payven has no answer for yet: of these decided here but not sent, and conflicts. */
      pending: reviewSums,
      undecided: reviewSums,
      waiting: z.int(),
      conflicts: z.int(),
      refused: z.int(),
      /** Details the plan does not know, and lines of the plan Payven did not answer. */
      unaccounted: z.int(),
      /** The undecided ones, most at stake first; at most a hundred. */
      open: z.array(reviewRow),
    }),
  },
  /** Payven's answer set against the plan; `report` names no id, code, card or amount and can be sent on. */
  'review.comparison': {
    kind: 'query',
    input: of,
    output: z.object({
      agreeing: z.int(),
      differing: z.array(
        z.object({
          detail_id: z.string().nullable(),
          line: z.int().nullable(),
          previewed: z.string().nullable(),
          answered: z.string().nullable(),
          /** The rule that would explain it, in words. */
          rule: z.string().nullable(),
        }),
      ),
      /** Rules nobody has confirmed: how many verdicts rested on each, and what the answer says. */
      rules: z.array(z.object({ rule: z.string(), name: z.string(), rested: z.int(), confirmed: z.int(), contradicted: z.int(), words: z.string().nullable() })),
      report: z.string(),
    }),
  },
  /** A remark of the user's own on a detail; it stays on this computer, and a closed period takes one too. */
  'review.note': {
    kind: 'command',
    lane: 'desk',
    input: of.extend({ detail_id: z.string(), text: z.string().min(1).max(2000) }),
    output: z.object({ notes: z.int() }),
  },
  /** Takes back the last batch of decisions that has not been sent. */
  'decision.undo': {
    kind: 'command',
    lane: 'desk',
    input: of,
    output: z.object({ undone: batch.nullable(), waiting: z.int() }),
  },
  /** Makes the batch taken back last again, as long as nothing was decided since. */
  'decision.redo': {
    kind: 'command',
    lane: 'desk',
    input: of,
    output: z.object({ redone: batch.nullable(), waiting: z.int() }),
  },
  /** What undo and redo would do. */
  'decision.stack': { kind: 'query', input: of, output: z.object({ undo: batch.nullable(), redo: batch.nullable() }) },
  /** Views that this version can not read, such as a newer one's, are left out and stay stored. */
  'view.list': { kind: 'query', input: z.object({}), output: z.object({ views: z.array(savedView) }) },
  /** Keeps a view under a name; a name that is there already is replaced. */
  'view.save': { kind: 'command', lane: 'desk', input: savedView.omit({ view_id: true }), output: savedView },
  'view.remove': { kind: 'command', lane: 'desk', input: z.object({ view_id: z.string() }), output: z.object({ removed: z.boolean() }) },
} as const satisfies Contract;
