import { addDays, type Day, endOfDay, startOfDay } from '../../shared/day.ts';
import { addKurus } from '../../shared/money.ts';
import { answerStates, type AnswerState, type ReviewFilter } from '../../shared/review-filter.ts';
import { searchNeedle } from '../domain/review/row.ts';
import { type AmountSpan, typedSpan } from '../domain/review/typed-amount.ts';
import type { ReadableDb } from './database.ts';

/** A reconciliation's review; `revision` is another one after every change of its rows. */
export interface ReviewState {
  readonly id: number;
  readonly revision: number;
}

/** Undefined as long as there are no details. */
export function reviewOf(db: ReadableDb, reconciliationId: string): ReviewState | undefined {
  return db.prepare<[string], ReviewState>('SELECT id, revision FROM review WHERE reconciliation_id = ?').get(reconciliationId);
}

/** What many rows have in common. */
export interface Bucket {
  readonly id: number;
  readonly verdict: string | null;
  readonly cause: string | null;
  readonly status: string | null;
  readonly answer: AnswerState;
  readonly action: string | null;
  readonly db_status: string | null;
  readonly bank_status: string | null;
  readonly merchant_id: string | null;
  readonly merchant_name: string | null;
  readonly agrees: number | null;
  readonly assumed: number;
}

export function bucketsOf(db: ReadableDb, review: ReviewState): Bucket[] {
  return db.prepare<[number], Bucket>('SELECT * FROM review_bucket WHERE review = ? ORDER BY id').all(review.id);
}

/** No answer yet, one that was refused, or a conflict. */
export const UNDECIDED: readonly AnswerState[] = ['none', 'refused', 'conflict'];

export const isUndecided = ({ answer }: Bucket): boolean => UNDECIDED.includes(answer);

/** What a decision may be made about, or changed: Payven waits for it, nothing is on its way and nobody has to settle anything first. */
export const isOpen = ({ status, answer }: Bucket): boolean => status === 'Pending' && (answer === 'none' || answer === 'refused' || answer === 'local');

/** Parts of a filter that a whole bucket passes or fails, by the facet that shows their values. */
const bucketParts: Readonly<Record<string, (filter: ReviewFilter) => ((bucket: Bucket) => boolean) | null>> = {
  verdicts: ({ verdicts }) => (verdicts === undefined ? null : ({ verdict }) => verdict !== null && verdicts.includes(verdict)),
  causes: ({ causes }) => (causes === undefined ? null : ({ cause }) => cause !== null && (causes as readonly string[]).includes(cause)),
  statuses: ({ statuses }) => (statuses === undefined ? null : ({ status }) => status !== null && statuses.includes(status)),
  answers: ({ answers }) => (answers === undefined ? null : ({ answer }) => answers.includes(answer)),
  undecided: ({ undecided }) => (undecided === undefined ? null : (bucket) => isUndecided(bucket) === undecided),
  merchants: ({ merchant_id }) => (merchant_id === undefined ? null : (bucket) => bucket.merchant_id === merchant_id),
  differs: ({ differs_from_preview: wish }) => (wish === undefined ? null : ({ agrees }) => (agrees === 0) === wish),
};

/** The buckets whose rows a filter may show; `facet`: the part of it that is left out. */
export function bucketsShown(buckets: readonly Bucket[], filter: ReviewFilter, facet: string | null = null): Bucket[] {
  const tests = Object.entries(bucketParts).flatMap(([name, part]) => (name === facet ? [] : [part(filter) ?? []].flat()));
  return tests.length === 0 ? [...buckets] : buckets.filter((bucket) => tests.every((test) => test(bucket)));
}

/** The part of a filter that is asked of every row: a condition with its values. */
export interface RowCondition {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * All that is asked of a row but its text, see {@link placesWithText}. `today`: Istanbul's,
 * ages are counted from it. Of a card the last four digits are known; what is asked of it without a digit no row has.
 */
export function rowCondition(filter: ReviewFilter, today: Day): RowCondition {
  const { stake_from, stake_to, from, to, age_from, card, with_suggestion } = filter;
  const tail = card?.trim() ?? '';
  const digits = tail.replaceAll(/\D/g, '').slice(-4);
  const parts: [string, Record<string, string | number>][] = [];
  if (stake_from !== undefined) parts.push(['stake >= @stake_from', { stake_from }]);
  if (stake_to !== undefined) parts.push(['stake <= @stake_to', { stake_to }]);
  if (from !== undefined) parts.push(['at >= @from_at', { from_at: startOfDay(from) }]);
  if (to !== undefined) parts.push(['at <= @to_at', { to_at: endOfDay(to) }]);
  if (age_from !== undefined) parts.push(['at <= @aged_at', { aged_at: endOfDay(addDays(today, -age_from)) }]);
  if (tail !== '') parts.push(digits === '' ? ['0', {}] : ['card LIKE @card', { card: `%${digits}` }]);
  if (with_suggestion !== undefined) parts.push([with_suggestion ? 'suggestions > 0' : 'suggestions = 0', {}]);
  return { sql: parts.map(([sql]) => ` AND ${sql}`).join(''), values: Object.assign({}, ...parts.map(([, values]) => values)) };
}

/** The places of the rows that pass a condition. */
export function placesThatPass(db: ReadableDb, review: ReviewState, { sql, values }: RowCondition): number[] {
  return db
    .prepare<[Record<string, unknown>], number>(`SELECT place FROM review_row WHERE review = @review${sql}`)
    .pluck()
    .all({ ...values, review: review.id });
}

/** The places of the rows in which a text stands, as a search folds it, or whose amount at Payven or the bank it is; some may come twice. */
export function placesWithText(db: ReadableDb, review: ReviewState, text: string): number[] {
  const needle = searchNeedle(text);
  // SQLite finds nothing everywhere, and a decision by such a filter would meet every row.
  if (needle === '') return [];
  const found = db
    .prepare<[number, string], number>('SELECT place FROM review_text WHERE review = ? AND instr(text, ?) > 0')
    .pluck()
    .all(review.id, needle);
  const span = typedSpan(text);
  return span === null ? found : found.concat(placesWithAmount(db, review, span));
}

function placesWithAmount(db: ReadableDb, review: ReviewState, span: AmountSpan): number[] {
  return db
    .prepare<[Record<string, number>], number>(
      'SELECT place FROM review_row WHERE review = @review AND (db_amount BETWEEN @from AND @to OR bank_amount BETWEEN @from AND @to)',
    )
    .pluck()
    .all({ ...span, review: review.id });
}

/** Rows and kuruş of one bucket. */
export interface Tally {
  readonly rows: number;
  readonly db: number;
  readonly bank: number;
  readonly delta: number;
  readonly stake: number;
}

export const NO_ROWS: Tally = { rows: 0, db: 0, bank: 0, delta: 0, stake: 0 };

/** Throws AppError('state.sum_too_large'). */
export const addTally = (a: Tally, b: Tally): Tally => ({
  rows: a.rows + b.rows,
  db: addKurus(a.db, b.db),
  bank: addKurus(a.bank, b.bank),
  delta: addKurus(a.delta, b.delta),
  stake: addKurus(a.stake, b.stake),
});

/** Sums of the details named that belong to this review. */
export function sumsOfDetails(db: ReadableDb, review: ReviewState, detailIds: readonly string[]): Tally {
  const sums = db
    .prepare<[{ review: number; ids: string }], Tally>(
      `SELECT count(*) AS rows, coalesce(sum(db_amount), 0) AS db, coalesce(sum(bank_amount), 0) AS bank, coalesce(sum(delta), 0) AS delta,
         coalesce(sum(stake), 0) AS stake FROM review_row WHERE review = @review
       AND place IN (SELECT t.place FROM json_each(@ids) AS w CROSS JOIN review_text AS t WHERE t.detail_id = w.value AND t.review = @review)`,
    )
    .get({ review: review.id, ids: JSON.stringify(detailIds) });
  return addTally(NO_ROWS, sums ?? NO_ROWS);
}

/** So many details are looked up one by one; for more all of them are read. */
const FEW = 2_000;

/** The details at these places, in their order. */
export function detailsAt(db: ReadableDb, review: ReviewState, places: Int32Array): string[] {
  const found =
    places.length <= FEW
      ? db
          .prepare<[string, number], [number, string]>('SELECT t.place, t.detail_id FROM json_each(?) AS w CROSS JOIN review_text AS t ON t.review = ? AND t.place = w.value')
          .raw()
          .all(JSON.stringify([...places]), review.id)
      : // By the index of the ids alone (`+`: not by place), which has no texts in it.
        db.prepare<[number], [number, string]>('SELECT place, detail_id FROM review_text WHERE +review = ?').raw().all(review.id);
  const byPlace: string[] = [];
  for (const [place, id] of found) byPlace[place] = id;
  return Array.from(places, (place) => byPlace[place] ?? '').filter((id) => id !== '');
}

/** Where a detail stands among the review's rows; undefined: it is none of this reconciliation's. */
export function placeOfDetail(db: ReadableDb, review: ReviewState, detailId: string): number | undefined {
  return db
    .prepare<[string, number], { place: number }>('SELECT place FROM review_text WHERE detail_id = ? AND review = ?')
    .get(detailId, review.id)?.place;
}

/** For sorting by how far the answer has come. */
export const answerRank = (answer: AnswerState): number => answerStates.indexOf(answer);

/** Details that answer these lines of the plan. */
export function detailsOfLines(db: ReadableDb, reconciliationId: string, lines: readonly number[]): string[] {
  return db
    .prepare<[string, string], string>(
      'SELECT id FROM reconciliation_detail WHERE reconciliation_id = ? AND preview_line IN (SELECT value FROM json_each(?)) ORDER BY preview_line, id',
    )
    .pluck()
    .all(reconciliationId, JSON.stringify(lines));
}

/** How many details answer no line of the plan. */
export function countWithoutLine(db: ReadableDb, review: ReviewState): number {
  return db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM review_row WHERE review = ? AND line IS NULL').get(review.id)?.n ?? 0;
}
