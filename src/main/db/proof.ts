import type { ReadableDb } from './database.ts';
import type { TransactionRow } from './transactions.ts';

/** Rows, and kuruş of those in TRY. */
export interface Counted {
  readonly rows: number;
  readonly amount: number;
}

interface Asked {
  readonly connection_id: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
}

const COUNTED = `count(*) AS rows, coalesce(sum(amount) FILTER (WHERE coalesce(currency, 'TRY') = 'TRY'), 0) AS amount`;
const PERIOD = 'connection_id = @connection_id AND created_at BETWEEN @start_at AND @end_at';
/** Not of the configuration or merchant asked about; one without a configuration is of none. */
const ELSEWHERE = `((@connector_config_id IS NOT NULL AND connector_configuration_id IS NOT @connector_config_id)
  OR (@merchant_id IS NOT NULL AND merchant_id IS NOT @merchant_id))`;

const none: Counted = { rows: 0, amount: 0 };

/** Every transaction of the period, of whatever scope and state. */
export function countPeriod(db: ReadableDb, asked: Asked): Counted {
  return db.prepare<[Asked], Counted>(`SELECT ${COUNTED} FROM transactions WHERE ${PERIOD}`).get(asked) ?? none;
}

/** Those of them that belong to another configuration or merchant. */
export function countElsewhere(db: ReadableDb, asked: Asked): Counted {
  return db.prepare<[Asked], Counted>(`SELECT ${COUNTED} FROM transactions WHERE ${PERIOD} AND ${ELSEWHERE}`).get(asked) ?? none;
}

/** A window of them, oldest first. */
export function listElsewhere(db: ReadableDb, asked: Asked, window: { offset: number; limit: number }): TransactionRow[] {
  return db
    .prepare<[Asked & typeof window], TransactionRow>(
      `SELECT * FROM transactions WHERE ${PERIOD} AND ${ELSEWHERE} ORDER BY created_at, id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...asked, ...window });
}

/**
 * Every row of these imports, as many as were counted when the files were read: a row lost
 * since would be missed. A row's amount counts where its currency is TRY and
 * it does not sum up other rows.
 */
export function countFileRows(db: ReadableDb, importIds: readonly string[]): Counted {
  return (
    db
      .prepare<[string], Counted>(
        `SELECT coalesce(sum(counted), 0) AS rows, coalesce(sum(amount), 0) AS amount FROM (
           SELECT coalesce(i.counts_json ->> '$.data' - i.counts_json ->> '$.blank', count(r.row)) AS counted,
             sum(r.amount) FILTER (WHERE r.currency = 'TRY' AND r.kind <> 'total') AS amount
           FROM json_each(?) AS wanted JOIN bank_import AS i ON i.id = wanted.value LEFT JOIN import_row AS r ON r.import_id = i.id GROUP BY i.id)`,
      )
      .get(JSON.stringify(importIds)) ?? none
  );
}
