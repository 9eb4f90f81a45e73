import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reviewContract, ReviewRow } from '../../shared/contract/review.ts';
import { dayOf } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { atOneMoment } from '../db/database.ts';
import { sumPlaces } from '../db/review-columns.ts';
import {
  addTally,
  type Bucket,
  bucketsShown,
  detailsAt,
  isOpen,
  isUndecided,
  NO_ROWS,
  placeOfDetail,
  reviewOf,
  type ReviewState,
  sumsOfDetails,
  type Tally,
} from '../db/review-query.ts';
import { rowsAt } from '../db/review-window.ts';
import type { HandlersOf, QueryContext } from './context.ts';
import { keptReconciliation } from './reconciliation.ts';
import { presentReviewRow } from './review-present.ts';
import type { View } from './review-views.ts';

type Contract = typeof reviewContract;
type Output<K extends keyof Contract> = OutputOf<Contract[K]>;
type ViewInput = Pick<InputOf<Contract['review.rows']>, 'reconciliation_id' | 'filter' | 'sort'>;

/** A view with what is known of its rows without looking at them one by one. */
export interface Looked {
  readonly review: ReviewState;
  readonly view: View;
  readonly buckets: readonly Bucket[];
  /** Those whose rows the view may show. */
  readonly shown: readonly Bucket[];
  readonly tallies: ReadonlyMap<number, Tally>;
}

/** Null where there are no details yet. Throws AppError('usage.unknown_reconciliation'). */
export function look({ db, views, clock }: QueryContext, { reconciliation_id, filter, sort }: ViewInput): Looked | null {
  keptReconciliation(db, reconciliation_id);
  const review = reviewOf(db, reconciliation_id);
  if (review === undefined) return null;
  const view = { filter, sort, today: dayOf(clock.now()) };
  const buckets = views.buckets(db, review);
  return { review, view, buckets, shown: bucketsShown(buckets, filter), tallies: views.tallies(db, review, view) };
}

/** Sums of the rows of these buckets. Throws AppError('state.sum_too_large'). */
export const sumBuckets = ({ tallies }: Pick<Looked, 'tallies'>, buckets: readonly Bucket[]): Tally =>
  buckets.reduce((sum, { id }) => addTally(sum, tallies.get(id) ?? NO_ROWS), NO_ROWS);

const placesOf = ({ db, views }: QueryContext, { review, view, shown }: Looked): Int32Array => views.places(db, review, view, shown);

/** Rows at these places, as they are shown. */
export function shownRows({ db, language }: QueryContext, { review, view, buckets }: Pick<Looked, 'review' | 'view' | 'buckets'>, places: readonly number[]): ReviewRow[] {
  const byId = new Map(buckets.map((bucket) => [bucket.id, bucket]));
  return rowsAt(db, review, places).flatMap((row) => {
    const bucket = byId.get(row.bucket);
    return bucket === undefined ? [] : [presentReviewRow(language, view.today, row, bucket)];
  });
}

function rows(input: InputOf<Contract['review.rows']>, context: QueryContext): Output<'review.rows'> {
  const looked = look(context, input);
  if (looked === null) return { total: 0, sums: NO_ROWS, undecided: NO_ROWS, rows: [] };
  const sums = sumBuckets(looked, looked.shown);
  const window = placesOf(context, looked).subarray(input.offset, input.offset + input.limit);
  return { total: sums.rows, sums, undecided: sumBuckets(looked, looked.shown.filter(isUndecided)), rows: shownRows(context, looked, [...window]) };
}

type Facet = Output<'review.facets'>['answers'][number];

/** The values of one facet, most rows first, each with one of its buckets; `keyOf` null: the bucket has none. */
function facetOf(looked: Looked, name: string, keyOf: (bucket: Bucket) => string | null): { facet: Facet; one: Bucket }[] {
  const groups = new Map<string, Bucket[]>();
  for (const bucket of bucketsShown(looked.buckets, looked.view.filter, name)) {
    const key = keyOf(bucket);
    if (key !== null && (looked.tallies.get(bucket.id)?.rows ?? 0) > 0) groups.set(key, [...(groups.get(key) ?? []), bucket]);
  }
  return [...groups]
    .flatMap(([value, all]) => {
      const { rows: count } = sumBuckets(looked, all);
      const { rows: undecided, stake } = sumBuckets(looked, all.filter(isUndecided));
      return all.slice(0, 1).map((one) => ({ facet: { value, rows: count, undecided, stake }, one }));
    })
    .sort((a, b) => b.facet.rows - a.facet.rows || (a.facet.value < b.facet.value ? -1 : 1));
}

function facets({ reconciliation_id, filter }: InputOf<Contract['review.facets']>, context: QueryContext): Output<'review.facets'> {
  const looked = look(context, { reconciliation_id, filter, sort: { by: 'plan', direction: 'up' } });
  if (looked === null) return { verdicts: [], causes: [], statuses: [], answers: [], merchants: [] };
  const plain = (name: string, keyOf: (bucket: Bucket) => string | null): Facet[] => facetOf(looked, name, keyOf).map(({ facet }) => facet);
  // A cause explains lines of one verdict alone, but Payven may have answered with another.
  const causes = facetOf(looked, 'causes', ({ cause, verdict }) => (cause === null ? null : JSON.stringify([cause, verdict])));
  return {
    verdicts: plain('verdicts', ({ verdict }) => verdict),
    causes: causes.map(({ facet, one }) => ({ ...facet, value: one.cause ?? '', verdict: one.verdict ?? '' })),
    statuses: plain('statuses', ({ status }) => status),
    answers: plain('answers', ({ answer }) => answer),
    merchants: facetOf(looked, 'merchants', ({ merchant_id }) => merchant_id).map(({ facet, one }) => ({ ...facet, name: one.merchant_name })),
  };
}

/** The first of the places whose bucket is wanted, from behind `after` on and around the end; -1: none. */
function nextWanted({ db, views }: QueryContext, { review }: Looked, { places, buckets, after }: { places: Int32Array; buckets: readonly Bucket[]; after: number }): number {
  const { bucket } = views.columns(db, review);
  const wanted = new Set(buckets.map(({ id }) => id));
  for (let step = 1; step <= places.length; step += 1) {
    const index = (after + step) % places.length;
    if (wanted.has(bucket[places[index] ?? -1] ?? 0)) return index;
  }
  return -1;
}

function place(input: InputOf<Contract['review.place']>, context: QueryContext): Output<'review.place'> {
  const nowhere = { index: null, detail_id: null };
  const looked = look(context, input);
  if (looked === null) return nowhere;
  const { db } = context;
  const { review, shown } = looked;
  const places = placesOf(context, looked);
  if (input.want === 'detail') {
    const wanted = input.detail_id === undefined ? undefined : placeOfDetail(db, review, input.detail_id);
    const index = wanted === undefined ? -1 : places.indexOf(wanted);
    return index === -1 ? nowhere : { index, detail_id: input.detail_id ?? null };
  }
  const buckets = shown.filter(input.want === 'undecided' ? isUndecided : ({ answer }) => answer === 'conflict');
  if (places.length === 0 || sumBuckets(looked, buckets).rows === 0) return nowhere;
  const index = nextWanted(context, looked, { places, buckets, after: Math.min(input.after ?? -1, places.length - 1) });
  const [detail_id] = detailsAt(db, review, places.subarray(index, index + 1));
  return { index, detail_id: detail_id ?? null };
}

function ids(input: InputOf<Contract['review.ids']>, context: QueryContext): Output<'review.ids'> {
  const looked = look(context, input);
  if (looked === null) return { ids: [], sums: NO_ROWS };
  const { db, views } = context;
  const { review, shown } = looked;
  const columns = views.columns(db, review);
  const open = new Set(shown.filter(isOpen).map(({ id }) => id));
  const stretch = placesOf(context, looked).subarray(input.from ?? 0, (input.to ?? Number.MAX_SAFE_INTEGER - 1) + 1);
  const places = stretch.filter((each) => open.has(columns.bucket[each] ?? 0));
  return { ids: detailsAt(db, review, places), sums: sumPlaces(columns, places) };
}

function sums({ reconciliation_id, detail_ids }: InputOf<Contract['review.sums']>, { db }: QueryContext): Output<'review.sums'> {
  keptReconciliation(db, reconciliation_id);
  const review = reviewOf(db, reconciliation_id);
  return review === undefined ? NO_ROWS : sumsOfDetails(db, review, detail_ids);
}

/** A detail's own row. Throws AppError('usage.unknown_detail'). */
export function oneRow(context: QueryContext, reconciliation_id: string, detail_id: string): { looked: Looked; row: ReviewRow } {
  const looked = look(context, { reconciliation_id, filter: {}, sort: { by: 'plan', direction: 'up' } });
  const at = looked === null ? undefined : placeOfDetail(context.db, looked.review, detail_id);
  const [row] = looked === null || at === undefined ? [] : shownRows(context, looked, [at]);
  if (looked === null || row === undefined) throw new AppError('usage.unknown_detail', { id: detail_id });
  return { looked, row };
}

export const reviewHandlers = {
  'review.rows': (input, context) => atOneMoment(context.db, () => rows(input, context)),
  'review.facets': (input, context) => atOneMoment(context.db, () => facets(input, context)),
  'review.place': (input, context) => atOneMoment(context.db, () => place(input, context)),
  'review.ids': (input, context) => atOneMoment(context.db, () => ids(input, context)),
  'review.sums': (input, context) => atOneMoment(context.db, () => sums(input, context)),
} satisfies Partial<HandlersOf<Contract>>;
