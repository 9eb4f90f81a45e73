import type BetterSqlite3 from 'better-sqlite3';
import { answerStateOf, deltaOf, lastFour, searchText, shownAction, stakeOf } from '../domain/review/row.ts';

/** Details looked at together: SQLite reads and writes in turns, not at once. */
const AT_ONCE = 500;

/** A detail with what is known around it. */
interface Source {
  readonly id: string;
  readonly reconciliation_id: string;
  readonly transaction_id: string | null;
  readonly bank_transaction_id: string | null;
  readonly db_amount: number | null;
  readonly bank_amount: number | null;
  readonly db_status: string | null;
  readonly bank_status: string | null;
  readonly discrepancy: string | null;
  readonly detail_status: string | null;
  readonly resolution_action: string | null;
  readonly preview_line: number | null;
  readonly agrees: number | null;
  readonly place: number | null;
  readonly decision_action: string | null;
  readonly decision_state: string | null;
  readonly decision_conflict: string | null;
  readonly cause: string | null;
  readonly assumed: number;
  readonly suggestions: number;
  readonly sureness: number;
  readonly at: number | null;
  readonly time_known: number;
  readonly code: string | null;
  readonly cards_json: string;
  readonly merchant_id: string | null;
  readonly merchant_name: string | null;
  readonly searched_json: string;
  readonly cells_json: string | null;
}

const SUGGESTED = `preview_suggestion_member AS m JOIN preview_suggestion AS s ON s.preview_id = m.preview_id AND s.suggestion = m.suggestion
  WHERE m.preview_id = r.preview_id AND m.line = d.preview_line`;

const SOURCE = `SELECT d.id, d.reconciliation_id, d.transaction_id, d.bank_transaction_id, d.db_amount, d.bank_amount, d.db_status, d.bank_status,
    d.discrepancy, d.detail_status, nullif(d.resolution_action, 'None') AS resolution_action, d.preview_line, d.agrees,
    (SELECT place FROM review_text WHERE detail_id = d.id) AS place,
    x.action AS decision_action, x.state AS decision_state, x.conflict AS decision_conflict,
    l.cause, coalesce(l.assumptions_json, '[]') <> '[]' AS assumed,
    (SELECT count(DISTINCT m.suggestion) FROM ${SUGGESTED}) AS suggestions,
    coalesce((SELECT min(CASE s.sureness WHEN 'confirmed' THEN 0 WHEN 'likely' THEN 1 ELSE 2 END) FROM ${SUGGESTED}), 3) AS sureness,
    coalesce(i.transaction_at, t.created_at) AS at, CASE WHEN i.transaction_at IS NULL THEN 1 ELSE i.time_known END AS time_known,
    coalesce(t.auth_code, i.auth_code) AS code, json_array(t.last4, t.masked_card_number, i.card) AS cards_json,
    coalesce(t.merchant_id, r.merchant_id) AS merchant_id, coalesce(t.merchant_name, r.merchant_name) AS merchant_name,
    json_array(d.id, d.transaction_id, d.bank_transaction_id, t.external_merchant_id, t.merchant_name, t.basket_id, t.external_id, t.last4,
      t.masked_card_number, t.provider_transaction_id, t.auth_code, t.host_reference, t.rrn, i.auth_code, i.card, i.ref_rrn, i.ref_order,
      i.ref_gateway, i.ref_sequence, i.bank_merchant_no, i.terminal, i.note) AS searched_json,
    i.cells_json
  FROM json_each(?) AS wanted JOIN reconciliation_detail AS d ON d.id = wanted.value
  JOIN reconciliation AS r ON r.id = d.reconciliation_id
  LEFT JOIN transactions AS t ON t.connection_id = r.connection_id AND t.id = d.transaction_id
  LEFT JOIN import_row AS i ON i.import_id = d.import_id AND i.row = d.row
  LEFT JOIN preview_line AS l ON l.preview_id = r.preview_id AND l.line = d.preview_line
  LEFT JOIN decision AS x ON x.rowid = (SELECT max(n.rowid) FROM decision AS n WHERE n.detail_id = d.id AND n.withdrawn = 0)`;

const BUCKET = [
  'verdict', 'cause', 'status', 'answer', 'action', 'db_status', 'bank_status', 'merchant_id', 'merchant_name', 'agrees', 'assumed',
] as const;

function bucketValues(source: Source): (string | number | null)[] {
  const { discrepancy, cause, detail_status, db_status, bank_status, merchant_id, merchant_name, agrees, assumed } = source;
  return [discrepancy, cause, detail_status, answerStateOf(source), shownAction(source), db_status, bank_status, merchant_id, merchant_name, agrees, assumed];
}

interface Review {
  readonly id: number;
  next_place: number;
}

/** Writes rows, with what they share looked up once. */
class RowWriter {
  readonly #reviews = new Map<string, Review>();
  readonly #buckets = new Map<string, number>();
  readonly #statements;

  constructor(db: BetterSqlite3.Database) {
    const names = BUCKET.join(', ');
    this.#statements = {
      review: db.prepare<[string], Review>('SELECT id, next_place FROM review WHERE reconciliation_id = ?'),
      newReview: db.prepare('INSERT INTO review (reconciliation_id, revision, next_place) VALUES (?, 0, 0)'),
      bucket: db.prepare<[number, string], { id: number }>('SELECT id FROM review_bucket WHERE review = ? AND key = ?'),
      newBucket: db.prepare(`INSERT INTO review_bucket (review, key, ${names}) VALUES (?, ?, ${BUCKET.map(() => '?').join(', ')})`),
      row: db.prepare(
        `INSERT OR REPLACE INTO review_row (review, place, bucket, stake, delta, db_amount, bank_amount, at, time_known, line, suggestions,
           sureness, code, card) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      text: db.prepare(
        `INSERT INTO review_text (review, place, detail_id, text) VALUES (?, ?, ?, ?)
         ON CONFLICT (review, place) DO UPDATE SET text = excluded.text WHERE text <> excluded.text`,
      ),
      revise: db.prepare('UPDATE review SET revision = revision + 1, next_place = ? WHERE id = ?'),
    };
  }

  write(source: Source): void {
    const review = this.#reviewOf(source.reconciliation_id);
    const place = source.place ?? review.next_place++;
    const { db_amount, bank_amount, at, time_known, preview_line, suggestions, sureness, code } = source;
    const card = (JSON.parse(source.cards_json) as (string | null)[]).map(lastFour).find((each) => each !== null) ?? null;
    const money = [stakeOf(source), deltaOf(source), db_amount, bank_amount];
    this.#statements.row.run(review.id, place, this.#bucketOf(review.id, source), ...money, at, time_known, preview_line, suggestions, sureness, code, card);
    const cells = source.cells_json === null ? [] : (JSON.parse(source.cells_json) as string[]);
    const text = searchText(JSON.parse(source.searched_json) as (string | null)[], cells);
    this.#statements.text.run(review.id, place, source.id, text);
  }

  /** Raises the revision of every review that was written to. */
  end(): void {
    for (const { id, next_place } of this.#reviews.values()) this.#statements.revise.run(next_place, id);
  }

  #reviewOf(reconciliationId: string): Review {
    const known = this.#reviews.get(reconciliationId);
    if (known !== undefined) return known;
    const stored = this.#statements.review.get(reconciliationId);
    const review = stored ?? { id: Number(this.#statements.newReview.run(reconciliationId).lastInsertRowid), next_place: 0 };
    this.#reviews.set(reconciliationId, review);
    return review;
  }

  #bucketOf(review: number, source: Source): number {
    const values = bucketValues(source);
    const key = JSON.stringify(values);
    const known = this.#buckets.get(`${review} ${key}`);
    if (known !== undefined) return known;
    const stored = this.#statements.bucket.get(review, key)?.id;
    const id = stored ?? Number(this.#statements.newBucket.run(review, key, ...values).lastInsertRowid);
    this.#buckets.set(`${review} ${key}`, id);
    return id;
  }
}

/** Whether there are rows to make anew: only within a transaction, or after a migration. */
export function isReviewStale(db: BetterSqlite3.Database): boolean {
  return db.prepare('SELECT 1 FROM review_stale LIMIT 1').get() !== undefined;
}

/**
 * Makes the rows of the review anew whose details, decisions, transactions or bank rows
 * were changed (triggers name them); call it before a transaction ends, `transact` does.
 * New ones are placed in the order of the plan, then by id.
 */
export function renewReviewRows(db: BetterSqlite3.Database): void {
  if (!isReviewStale(db)) return;
  const writer = new RowWriter(db);
  const stale = db
    .prepare<[], string>(
      `SELECT s.detail_id FROM review_stale AS s JOIN reconciliation_detail AS d ON d.id = s.detail_id
       ORDER BY d.reconciliation_id, d.preview_line IS NULL, d.preview_line, d.id`,
    )
    .pluck()
    .all();
  const sources = db.prepare<[string], Source>(SOURCE);
  for (let at = 0; at < stale.length; at += AT_ONCE) {
    for (const source of sources.all(JSON.stringify(stale.slice(at, at + AT_ONCE)))) writer.write(source);
  }
  db.prepare('DELETE FROM review_stale').run();
  writer.end();
}
