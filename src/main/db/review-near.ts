import type { ReadableDb } from './database.ts';
import type { Bucket, ReviewState } from './review-query.ts';

/** What one side alone is known by: kuruş, UTC ms, the card's last four. */
export interface OneSide {
  readonly place: number;
  readonly amount: number | null;
  readonly at: number | null;
  readonly code: string | null;
  readonly card: string | null;
}

const ONE_SIDE = 'place, coalesce(bank_amount, db_amount) AS amount, at, code, card';

export function oneSideAt(db: ReadableDb, review: ReviewState, place: number): OneSide | undefined {
  return db.prepare<[number, number], OneSide>(`SELECT ${ONE_SIDE} FROM review_row WHERE review = ? AND place = ?`).get(review.id, place);
}

/** Rows of these buckets, of all or of those at the places found, nearest first: by how many of amount, card and code are the same, then by amount, then by time. */
export function nearestTo(
  db: ReadableDb,
  review: ReviewState,
  side: OneSide,
  { buckets, found, limit }: { buckets: readonly Bucket[]; found: readonly number[] | null; limit: number },
): OneSide[] {
  const among = found === null ? '' : ' AND +place IN (SELECT value FROM json_each(@found))';
  return db
    .prepare<[Record<string, unknown>], OneSide>(
      `SELECT ${ONE_SIDE} FROM review_row WHERE review = @review AND bucket IN (SELECT value FROM json_each(@buckets))${among}
       ORDER BY coalesce(coalesce(bank_amount, db_amount) = @amount, 0) + coalesce(card = @card, 0) + coalesce(code = @code, 0) DESC,
         abs(coalesce(bank_amount, db_amount) - @amount), abs(at - @at), place LIMIT @limit`,
    )
    .all({
      ...side,
      review: review.id,
      buckets: JSON.stringify(buckets.map(({ id }) => id)),
      limit,
      ...(found !== null && { found: JSON.stringify(found) }),
    });
}
