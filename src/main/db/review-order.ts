import { detailStatuses, discrepancies, bankStatuses, transactionStatuses } from '../../shared/enums.ts';
import { causes } from '../../shared/evidence.ts';
import type { ReviewSort } from '../../shared/review-filter.ts';
import type { ReadableDb } from './database.ts';
import type { ReviewColumns } from './review-columns.ts';
import { answerRank, type Bucket, isUndecided, type ReviewState } from './review-query.ts';

type By = ReviewSort['by'];
type Numbers = Float64Array | Uint8Array;

/** Orders by a text of the row, which SQLite does. */
const TEXTS: Partial<Record<By, string>> = { code: 'code', card: 'card' };

/** Place of a known value in its list; unknown ones behind, nothing (null) nowhere. */
const rankIn =
  (known: readonly string[]) =>
  (value: string | null): number | null =>
    value === null ? null : known.includes(value) ? known.indexOf(value) : known.length;

/** Orders by what a whole bucket has in common: its number in that order, null for last in both directions. */
const RANKS: Partial<Record<By, (buckets: readonly Bucket[]) => (bucket: Bucket) => number | null>> = {
  verdict: () => ({ verdict }) => rankIn(discrepancies)(verdict),
  cause: () => ({ cause }) => rankIn(causes)(cause),
  status: () => ({ status }) => rankIn(detailStatuses)(status),
  db_status: () => ({ db_status }) => rankIn(transactionStatuses)(db_status),
  bank_status: () => ({ bank_status }) => rankIn(bankStatuses)(bank_status),
  answer: () => ({ answer }) => answerRank(answer),
  merchant(buckets) {
    const names = [...new Set(buckets.flatMap(({ merchant_name }) => merchant_name ?? []))].sort(new Intl.Collator('tr').compare);
    const ranks = new Map(names.map((name, rank) => [name, rank]));
    return ({ merchant_name }) => (merchant_name === null ? null : (ranks.get(merchant_name) ?? null));
  },
};

/** One number a place to sort by, the smallest first unless `down`. */
interface SortKey {
  readonly of: Numbers;
  readonly down: boolean;
}

/** A number of its bucket at each of these places. */
function byBucket({ bucket }: ReviewColumns, places: Int32Array, buckets: readonly Bucket[], numberOf: (bucket: Bucket) => number | null): Float64Array {
  const numbers = new Map(buckets.map((each) => [each.id, numberOf(each) ?? Number.NaN]));
  const column = new Float64Array(bucket.length);
  for (const place of places) column[place] = numbers.get(bucket[place] ?? 0) ?? Number.NaN;
  return column;
}

/** Bank less Payven; a side that is not there counts as nothing. Kuruş. */
function deltas({ db_amount, bank_amount }: ReviewColumns): Float64Array {
  const known = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);
  return bank_amount.map((bank, place) => known(bank) - known(db_amount[place]));
}

/** What an order sorts by, the weightiest first. */
function keysOf(columns: ReviewColumns, places: Int32Array, shown: readonly Bucket[], { by, direction }: ReviewSort): SortKey[] {
  const down = direction === 'down';
  const ranks = RANKS[by];
  if (ranks !== undefined) return [{ of: byBucket(columns, places, shown, ranks(shown)), down }];
  switch (by) {
    case 'queue':
      return [
        { of: byBucket(columns, places, shown, (bucket) => (isUndecided(bucket) ? 0 : 1)), down },
        { of: columns.stake, down: !down },
        { of: columns.at, down },
        { of: columns.sureness, down },
      ];
    case 'date':
      return [{ of: columns.at, down }];
    case 'age':
      return [{ of: columns.at, down: !down }];
    case 'delta':
      return [{ of: deltas(columns), down }];
    case 'db_amount':
    case 'bank_amount':
    case 'stake':
      return [{ of: columns[by], down }];
    default:
      return [{ of: columns.line, down }];
  }
}

/**
 * Places in the order of one number each; what is equal stays as it stood, what has no
 * number comes last in both directions.
 */
export function sortedBy(places: Int32Array, { of, down }: SortKey): Int32Array {
  const sorted = new Int32Array(places.length);
  const numbers = new Float64Array(places.length);
  const unknown: number[] = [];
  const sign = down ? -1 : 1;
  let count = 0;
  let isSorted = true;
  for (const place of places) {
    const number = sign * (of[place] ?? Number.NaN);
    if (Number.isNaN(number)) {
      unknown.push(place);
      continue;
    }
    if (count > 0 && number < (numbers[count - 1] ?? 0)) isSorted = false;
    sorted[count] = place;
    numbers[count] = number;
    count += 1;
  }
  sorted.set(unknown, count);
  if (!isSorted) sortKnown(sorted.subarray(0, count), numbers.subarray(0, count));
  return sorted;
}

/** Sorts places in place by the number beside each; the order of equal ones stays. */
function sortKnown(places: Int32Array, numbers: Float64Array): void {
  const count = places.length;
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  const before = places.slice();
  if ((most - least + 1) * count > Number.MAX_SAFE_INTEGER) {
    const positions = Uint32Array.from(before.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
    for (const [to, from] of positions.entries()) places[to] = before[from] ?? 0;
    return;
  }
  // Number and position in one exact double: what is built in then sorts without asking back.
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at += 1) keys[at] = ((numbers[at] ?? 0) - least) * count + at;
  keys.sort();
  for (let at = 0; at < count; at += 1) places[at] = before[(keys[at] ?? 0) % count] ?? 0;
}

/** A view's rows: of these buckets, and let through by the mask; null: by all. By their places. */
function placesShown({ bucket }: ReviewColumns, mask: Uint8Array | null, shown: readonly Bucket[]): Int32Array {
  const isShown = new Uint8Array(Math.max(0, ...shown.map(({ id }) => id)) + 1);
  for (const { id } of shown) isShown[id] = 1;
  const places = new Int32Array(bucket.length);
  let count = 0;
  for (let place = 0; place < bucket.length; place += 1) {
    if (isShown[bucket[place] ?? 0] !== 1 || (mask !== null && mask[place] === 0)) continue;
    places[count] = place;
    count += 1;
  }
  return places.slice(0, count);
}

/** Every place of a review in the order of a text of its rows. */
function byText(db: ReadableDb, review: ReviewState, text: string, down: boolean): Int32Array {
  const places = db
    .prepare<[number], number>(`SELECT place FROM review_row WHERE review = ? ORDER BY ${text} IS NULL, ${text}${down ? ' DESC' : ''}, place`)
    .pluck()
    .all(review.id);
  return Int32Array.from(places);
}

/** What an order is made of; `mask`: 1 where a row is let through, null: everywhere; `keep` keeps what serves other views too. */
export interface OrderInput {
  readonly db: ReadableDb;
  readonly review: ReviewState;
  readonly columns: ReviewColumns;
  readonly mask: Uint8Array | null;
  readonly shown: readonly Bucket[];
  readonly sort: ReviewSort;
  keep(name: string, make: () => Int32Array): Int32Array;
}

/**
 * The places of a view's rows in its order. Every order is total: what is equal keeps the
 * order in which Payven's details came (of a plan: its lines). What has no value comes last
 * in both directions. `queue` up: what waits for the user first; of these by money at stake
 * (most first), age (oldest first) and evidence (surest first). `age` up: youngest first.
 */
export function placesOrdered({ db, review, columns, mask, shown, sort, keep }: OrderInput): Int32Array {
  const text = TEXTS[sort.by];
  const places = placesShown(columns, mask, shown);
  if (text !== undefined) {
    const down = sort.direction === 'down';
    const ordered = keep(`${text} ${down}`, () => byText(db, review, text, down));
    const isIn = new Uint8Array(columns.bucket.length);
    for (const place of places) isIn[place] = 1;
    let count = 0;
    for (const place of ordered) if (isIn[place] === 1) places[count++] = place;
    return places;
  }
  return keysOf(columns, places, shown, sort).reduceRight(sortedBy, places);
}
