import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reviewContract } from '../../shared/contract/review.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { atOneMoment, transact } from '../db/database.ts';
import { latestDecisions } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { addNote, notesOf } from '../db/notes.ts';
import { detailById } from '../db/reconciliations.ts';
import { type Bucket, countWithoutLine, isUndecided } from '../db/review-query.ts';
import { refundsOfTransaction } from '../db/transactions.ts';
import type { CommandContext, HandlersOf, QueryContext } from './context.ts';
import { causeWords } from './evidence.ts';
import { presentRefund } from './present.ts';
import { keptReconciliation, planLine, presentDetail } from './reconciliation.ts';
import { candidates, suggestedDetails } from './review-candidates.ts';
import { comparison } from './review-comparison.ts';
import { look, oneRow, shownRows, sumBuckets } from './review.ts';

type Contract = typeof reviewContract;
type DetailInput = InputOf<Contract['review.detail']>;

/** So many undecided details the checklist names. */
const MOST_NAMED = 100;

function detail({ reconciliation_id, detail_id }: DetailInput, context: QueryContext): OutputOf<Contract['review.detail']> {
  const { db, language } = context;
  const kept = keptReconciliation(db, reconciliation_id);
  const { row } = oneRow(context, kept.id, detail_id);
  const stored = detailById(db, kept.id, detail_id);
  if (stored === undefined) throw new AppError('usage.unknown_detail', { id: detail_id });
  const decision = latestDecisions(db, kept.id, [detail_id]).get(detail_id);
  const { transaction_id } = stored;
  const line = planLine(db, kept, stored.preview_line);
  return {
    row,
    detail: presentDetail(db, kept, stored, line, decision, language),
    suggestions: suggestedDetails(context, kept, detail_id),
    cause_note: row.cause === null || line === undefined ? null : causeWords(db, language, kept.connection_id, row.cause, line),
    refunds: transaction_id === null ? [] : refundsOfTransaction(db, kept.connection_id, transaction_id).map(presentRefund),
    notes: notesOf(db, detail_id).map(({ at, by, text }) => ({ at: istanbulIso(at), by, text })),
    partners: JSON.parse(decision?.partners_json ?? '[]') as string[],
  };
}

function checklist({ reconciliation_id }: InputOf<Contract['review.checklist']>, context: QueryContext): OutputOf<Contract['review.checklist']> {
  const { db, views } = context;
  const kept = keptReconciliation(db, reconciliation_id);
  const looked = look(context, { reconciliation_id, filter: {}, sort: { by: 'queue', direction: 'up' } });
  const sumOf = (test: (bucket: Bucket) => boolean) =>
    looked === null ? { rows: 0, db: 0, bank: 0, delta: 0, stake: 0 } : sumBuckets(looked, looked.buckets.filter(test));
  const strangers = kept.preview_id === null || looked === null ? 0 : countWithoutLine(db, looked.review);
  return {
    pending: sumOf(({ status }) => status === 'Pending'),
    undecided: sumOf(isUndecided),
    waiting: sumOf(({ answer }) => answer === 'local' || answer === 'queued').rows,
    conflicts: sumOf(({ answer }) => answer === 'conflict').rows,
    refused: sumOf(({ answer }) => answer === 'refused').rows,
    unaccounted: strangers + (kept.unanswered_lines ?? 0),
    open:
      looked === null
        ? []
        : shownRows(context, looked, [...views.places(db, looked.review, looked.view, looked.buckets.filter(isUndecided)).subarray(0, MOST_NAMED)]),
  };
}

function note({ reconciliation_id, detail_id, text }: InputOf<Contract['review.note']>, { db, clock, user }: CommandContext): OutputOf<Contract['review.note']> {
  keptReconciliation(db, reconciliation_id);
  return transact(db, () => {
    if (detailById(db, reconciliation_id, detail_id) === undefined) throw new AppError('usage.unknown_detail', { id: detail_id });
    const at = clock.now();
    addNote(db, detail_id, { at, by: user, text });
    recordHistory(db, { at, by: user, what: 'note.added', subject: reconciliation_id, facts: { detail_id } });
    return { notes: notesOf(db, detail_id).length };
  });
}

export const reviewDetailHandlers = {
  'review.detail': (input, context) => atOneMoment(context.db, () => detail(input, context)),
  'review.candidates': (input, context) => atOneMoment(context.db, () => candidates(input, context)),
  'review.checklist': (input, context) => atOneMoment(context.db, () => checklist(input, context)),
  'review.comparison': (input, context) => atOneMoment(context.db, () => comparison(input, context)),
  'review.note': note,
} satisfies Partial<HandlersOf<Contract>>;
