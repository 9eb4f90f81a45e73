import { openDatabase } from '../../src/main/db/open.ts';
import { transact } from '../../src/main/db/database.ts';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import { ASKED, fillDesk } from './match-desk.ts';

/** The reconciliation of {@link fillReview}. */
export const BIG_REVIEW = 'bench-review';

const COUNTED = `count(*) FILTER (WHERE verdict = 'Matched') AS matched_count, count(*) FILTER (WHERE verdict = 'AmountMismatch') AS amount_mismatch_count,
  count(*) FILTER (WHERE verdict = 'StatusMismatch') AS status_mismatch_count, count(*) FILTER (WHERE verdict = 'OrphanDb') AS orphan_db_count,
  count(*) FILTER (WHERE verdict = 'OrphanBank') AS orphan_bank_count, count(transaction_id) AS total_db_transactions,
  count(row) AS total_bank_transactions, coalesce(sum(db_amount), 0) AS total_db_amount, coalesce(sum(bank_amount), 0) AS total_bank_amount`;

/**
 * A desk of about `count` transactions and as many rows, previewed by `preview`, with the
 * reconciliation Payven would answer if it said what was previewed, line by line.
 */
export async function fillReview(folder: string, count: number, preview: () => Promise<string>): Promise<void> {
  fillDesk(folder, count);
  const previewId = await preview();
  const { write, close } = openDatabase(folder);
  try {
    transact(write, () => {
      write
        .prepare(
          `INSERT INTO reconciliation (id, connection_id, preview_id, scope, connector_config_id, connector_config_name, period, period_start_at, period_end_at,
             matched_count, amount_mismatch_count, status_mismatch_count, orphan_db_count, orphan_bank_count, total_db_transactions, total_bank_transactions,
             total_db_amount, total_bank_amount, resolved_count, ignored_count, overall_status, created_at, read_at, unanswered_lines)
           SELECT @id, @connection, @preview, 'Connector', @connector, 'Bank', 'Monthly', @start, @end, c.matched_count, c.amount_mismatch_count,
             c.status_mismatch_count, c.orphan_db_count, c.orphan_bank_count, c.total_db_transactions, c.total_bank_transactions,
             c.total_db_amount, c.total_bank_amount, 0, 0, 'Draft', 1, 1, 0
           FROM (SELECT ${COUNTED} FROM preview_line WHERE preview_id = @preview) AS c`,
        )
        .run({
          id: BIG_REVIEW,
          connection: ASKED.connection_id,
          preview: previewId,
          connector: ASKED.connector_config_id,
          start: startOfDay(ASKED.from),
          end: endOfDay(ASKED.to),
        });
      write
        .prepare(
          `INSERT INTO reconciliation_detail (id, reconciliation_id, transaction_id, bank_transaction_id, db_amount, bank_amount, db_status, bank_status,
             discrepancy, detail_status, tie, import_id, row, preview_line, agrees)
           SELECT printf('d%09d', line), @id, transaction_id, bank_transaction_id, db_amount, bank_amount, db_status, bank_status,
             verdict, CASE verdict WHEN 'Matched' THEN 'AutoMatched' ELSE 'Pending' END, CASE WHEN row IS NULL THEN NULL ELSE 'id' END, import_id, row, line, 1
           FROM preview_line WHERE preview_id = @preview`,
        )
        .run({ id: BIG_REVIEW, preview: previewId });
    });
  } finally {
    close();
  }
}
