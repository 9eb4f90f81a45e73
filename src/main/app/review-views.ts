import type { Day } from '../../shared/day.ts';
import type { ReviewFilter, ReviewSort } from '../../shared/review-filter.ts';
import type { ReadableDb } from '../db/database.ts';
import { columnsOf, maskOf, type ReviewColumns, talliesOf } from '../db/review-columns.ts';
import { placesOrdered } from '../db/review-order.ts';
import { type Bucket, bucketsOf, placesThatPass, placesWithText, type ReviewState, rowCondition, type Tally } from '../db/review-query.ts';

/** What is looked at, and how; `today`: Istanbul's. */
export interface View {
  readonly filter: ReviewFilter;
  readonly sort: ReviewSort;
  readonly today: Day;
}

/** Orders, sums and searches kept of a review; an order of a million rows takes four megabytes, its columns 45. */
const MOST_KEPT = 24;

/**
 * What views of the review were made of lately, so that scrolling does not sort again. It
 * counts for one revision of the review, which another process's writes raise too; of the
 * reviews the one looked at last is kept.
 */
export class ReviewViews {
  #of: ReviewState | null = null;
  readonly #kept = new Map<string, unknown>();

  /** What the rows of the review have in common. */
  buckets(db: ReadableDb, review: ReviewState): readonly Bucket[] {
    return this.#keep(review, ['buckets'], () => bucketsOf(db, review));
  }

  /** All that the review is sorted and summed by. */
  columns(db: ReadableDb, review: ReviewState): ReviewColumns {
    return this.#keep(review, ['columns'], () => columnsOf(db, review));
  }

  /** Rows and sums by bucket, of every row that passes but for what buckets decide. */
  tallies(db: ReadableDb, review: ReviewState, view: Pick<View, 'filter' | 'today'>): ReadonlyMap<number, Tally> {
    const { key, mask } = this.#passing(db, review, view);
    return this.#keep(review, ['tallies', ...key], () => talliesOf(this.columns(db, review), mask));
  }

  /** The places of a view's rows in their order; `shown`: the buckets whose rows it may show. */
  places(db: ReadableDb, review: ReviewState, view: View, shown: readonly Bucket[]): Int32Array {
    const { key, mask } = this.#passing(db, review, view);
    const { sort } = view;
    const keep = (name: string, make: () => Int32Array): Int32Array => this.#keep(review, ['order', name], make);
    return this.#keep(review, ['places', sort, ...key, shown.map(({ id }) => id)], () =>
      placesOrdered({ db, review, columns: this.columns(db, review), mask, shown, sort, keep }),
    );
  }

  /** Which rows pass what is asked of each row by itself; a null mask: all. */
  #passing(db: ReadableDb, review: ReviewState, { filter, today }: Pick<View, 'filter' | 'today'>): { readonly key: readonly unknown[]; readonly mask: Uint8Array | null } {
    const condition = rowCondition(filter, today);
    const text = filter.text?.trim() ?? '';
    const key = [condition, text];
    const isAsked = condition.sql !== '';
    if (text === '' && !isAsked) return { key, mask: null };
    const mask = this.#keep(review, ['mask', ...key], () => {
      const columns = this.columns(db, review);
      const passing = isAsked ? maskOf(columns, placesThatPass(db, review, condition)) : null;
      const found = text === '' ? null : maskOf(columns, placesWithText(db, review, text));
      if (passing === null || found === null) return passing ?? found;
      return found.map((one, place) => one & (passing[place] ?? 0));
    });
    return { key, mask };
  }

  #keep<T>(review: ReviewState, parts: readonly unknown[], make: () => T): T {
    if (this.#of?.id !== review.id || this.#of.revision !== review.revision) this.#kept.clear();
    this.#of = review;
    const key = JSON.stringify(parts);
    const made = this.#kept.has(key) ? (this.#kept.get(key) as T) : make();
    // The one used last goes to the end; the first is the one to go.
    this.#kept.delete(key);
    this.#kept.set(key, made);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}
