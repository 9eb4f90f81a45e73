import { transact, type WritableDb } from '../../src/main/db/database.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { renewReviewRows } from '../../src/main/db/review-rows.ts';

const dump = (db: WritableDb): unknown[] =>
  db
    .prepare(
      `SELECT t.detail_id, t.text, b.key, w.place, w.stake, w.delta, w.db_amount, w.bank_amount, w.at, w.time_known, w.line, w.suggestions, w.sureness, w.code, w.card
       FROM review_text AS t JOIN review_row AS w ON w.review = t.review AND w.place = t.place JOIN review_bucket AS b ON b.id = w.bucket ORDER BY t.detail_id`,
    )
    .all();

class TakeBack extends Error {}

/** The rows of the review as they are kept, and as they would be made of everything anew; nothing is changed. */
export function keptAndAfresh(folder: string): { kept: unknown[]; afresh: unknown[] } {
  const database = openDatabase(folder);
  const kept = dump(database.write);
  let afresh: unknown[] = [];
  try {
    transact(database.write, () => {
      database.write.exec('INSERT INTO review_stale SELECT id FROM reconciliation_detail');
      renewReviewRows(database.write);
      afresh = dump(database.write);
      throw new TakeBack();
    });
  } catch (error) {
    if (!(error instanceof TakeBack)) throw error;
  } finally {
    database.close();
  }
  return { kept, afresh };
}
