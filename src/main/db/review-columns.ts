import { addKurus } from '../../shared/money.ts';
import type { ReadableDb } from './database.ts';
import { NO_ROWS, type ReviewState, type Tally } from './review-query.ts';

/** Places read in one go: rows of a million would stand in the memory twice over. */
const AT_ONCE = 50_000;

/**
 * A review's rows as columns, one number a place. Kuruş and UTC ms are whole numbers a
 * double holds exactly (the schema of every answer refuses others); NaN: no value.
 * A million rows take some 45 MB.
 */
export interface ReviewColumns {
  /** 0: no row stands at this place. */
  readonly bucket: Int32Array;
  readonly stake: Float64Array;
  readonly db_amount: Float64Array;
  readonly bank_amount: Float64Array;
  readonly at: Float64Array;
  readonly line: Float64Array;
  readonly sureness: Uint8Array;
}

type Stored = [place: number, bucket: number, stake: number, db: number | null, bank: number | null, at: number | null, line: number | null, sureness: number];

/** Reads all that a review is sorted and summed by in one narrow pass. */
export function columnsOf(db: ReadableDb, review: ReviewState): ReviewColumns {
  const end = (db.prepare<[number], number>('SELECT max(place) FROM review_row WHERE review = ?').pluck().get(review.id) ?? -1) + 1;
  const numbers = (): Float64Array => new Float64Array(end);
  const columns = { bucket: new Int32Array(end), stake: numbers(), db_amount: numbers(), bank_amount: numbers(), at: numbers(), line: numbers(), sureness: new Uint8Array(end) };
  const read = db
    .prepare<[number, number, number], Stored>(
      `SELECT place, bucket, stake, db_amount, bank_amount, at, line, sureness FROM review_row WHERE review = ? AND place >= ? AND place < ?`,
    )
    .raw();
  for (let from = 0; from < end; from += AT_ONCE) {
    for (const [place, bucket, stake, ours, banks, at, line, sureness] of read.all(review.id, from, from + AT_ONCE)) {
      columns.bucket[place] = bucket;
      columns.stake[place] = stake;
      columns.db_amount[place] = ours ?? Number.NaN;
      columns.bank_amount[place] = banks ?? Number.NaN;
      columns.at[place] = at ?? Number.NaN;
      columns.line[place] = line ?? Number.NaN;
      columns.sureness[place] = sureness;
    }
  }
  return columns;
}

/** 1 at every place given. */
export function maskOf({ bucket }: ReviewColumns, places: readonly number[]): Uint8Array {
  const mask = new Uint8Array(bucket.length);
  for (const place of places) mask[place] = 1;
  return mask;
}

const kurusAt = (column: Float64Array, place: number): number => {
  const value = column[place] ?? Number.NaN;
  return Number.isNaN(value) ? 0 : value;
};

type Sum = { -readonly [K in keyof Tally]: Tally[K] };

function addRow(sum: Sum, { stake, db_amount, bank_amount }: ReviewColumns, place: number): void {
  const [ours, banks] = [kurusAt(db_amount, place), kurusAt(bank_amount, place)];
  sum.rows += 1;
  sum.db = addKurus(sum.db, ours);
  sum.bank = addKurus(sum.bank, banks);
  sum.delta = addKurus(sum.delta, banks - ours);
  sum.stake = addKurus(sum.stake, kurusAt(stake, place));
}

/** Sums of the rows at these places. Throws AppError('state.sum_too_large'). */
export function sumPlaces(columns: ReviewColumns, places: Int32Array): Tally {
  const sum: Sum = { ...NO_ROWS };
  for (const place of places) addRow(sum, columns, place);
  return sum;
}

/** The rows a mask lets through (null: all), counted and summed by bucket. Throws as {@link sumPlaces}. */
export function talliesOf(columns: ReviewColumns, mask: Uint8Array | null): Map<number, Tally> {
  const sums = new Map<number, Sum>();
  for (let place = 0; place < columns.bucket.length; place += 1) {
    const bucket = columns.bucket[place] ?? 0;
    if (bucket === 0 || (mask !== null && mask[place] === 0)) continue;
    const sum = sums.get(bucket) ?? { ...NO_ROWS };
    addRow(sum, columns, place);
    sums.set(bucket, sum);
  }
  return sums;
}
