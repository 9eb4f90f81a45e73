import type { Discrepancy } from '../../shared/enums.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import type { ReadableDb } from './database.ts';
import type { ReviewState } from './review-query.ts';

interface Stored {
  readonly detail_id: string;
  readonly place: number;
  readonly bucket: number;
  readonly stake: number;
  readonly delta: number;
  readonly db_amount: number | null;
  readonly bank_amount: number | null;
  /** UTC ms, of the bank where it tells one; `time_known` 0: the day alone. */
  readonly at: number | null;
  readonly time_known: number;
  readonly code: string | null;
  readonly card: string | null;
  readonly suggestions: number;
  readonly message: string | null;
  readonly notes: number;
}

type Explained = Pick<PlanLine, 'verdict' | 'db_amount' | 'bank_amount' | 'db_status' | 'bank_status' | 'reason'>;

/** A row as it is shown; `line`: of the plan it answers, null where it answers none. */
export type WindowRow = Stored & { readonly line: Explained | null };

interface StoredLine {
  readonly line_verdict: string | null;
  readonly line_db_amount: number | null;
  readonly line_bank_amount: number | null;
  readonly line_db_status: string | null;
  readonly line_bank_status: string | null;
  readonly reason_json: string | null;
}

function lineOf({ line_verdict, line_db_amount, line_bank_amount, line_db_status, line_bank_status, reason_json }: StoredLine): Explained | null {
  if (line_verdict === null || reason_json === null) return null;
  return {
    verdict: line_verdict as Discrepancy,
    db_amount: line_db_amount,
    bank_amount: line_bank_amount,
    db_status: line_db_status,
    bank_status: line_bank_status,
    reason: JSON.parse(reason_json) as PlanLine['reason'],
  };
}

/** The rows at these places, in their order. */
export function rowsAt(db: ReadableDb, review: ReviewState, places: readonly number[]): WindowRow[] {
  const rows = db
    .prepare<[{ review: number; places: string }], Stored & StoredLine>(
      `SELECT t.detail_id, w.place, w.bucket, w.stake, w.delta, w.db_amount, w.bank_amount, w.at, w.time_known, w.code, w.card, w.suggestions,
         (SELECT x.message FROM decision AS x WHERE x.detail_id = t.detail_id AND x.withdrawn = 0 ORDER BY x.rowid DESC LIMIT 1) AS message,
         (SELECT count(*) FROM review_note AS n WHERE n.detail_id = t.detail_id) AS notes,
         l.verdict AS line_verdict, l.db_amount AS line_db_amount, l.bank_amount AS line_bank_amount,
         l.db_status AS line_db_status, l.bank_status AS line_bank_status, l.reason_json
       FROM json_each(@places) AS p CROSS JOIN review_row AS w ON w.review = @review AND w.place = p.value
       JOIN review_text AS t ON t.review = w.review AND t.place = w.place
       JOIN review AS v ON v.id = w.review JOIN reconciliation AS r ON r.id = v.reconciliation_id
       LEFT JOIN preview_line AS l ON l.preview_id = r.preview_id AND l.line = w.line`,
    )
    .all({ review: review.id, places: JSON.stringify(places) });
  const byPlace = new Map(rows.map((row) => [row.place, { ...row, line: lineOf(row) }]));
  return places.flatMap((place) => byPlace.get(place) ?? []);
}
