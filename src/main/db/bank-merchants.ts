import type { ReadableDb, WritableDb } from './database.ts';

/** What a bank's merchant number stands for under a connection; `changed_at` UTC ms. */
export interface BankMerchantRow {
  readonly connection_id: string;
  readonly bank_merchant_no: string;
  readonly connector_config_id: string | null;
  readonly merchant_external_id: string | null;
  readonly changed_at: number;
  readonly changed_by: string;
}

export function bankMerchantsOf(db: ReadableDb, connectionId: string): BankMerchantRow[] {
  return db
    .prepare<[string], BankMerchantRow>('SELECT * FROM bank_merchant WHERE connection_id = ? ORDER BY bank_merchant_no')
    .all(connectionId);
}

/** Maps a number, in the place of what it was mapped to before. */
export function saveBankMerchant(db: WritableDb, row: BankMerchantRow): void {
  db.prepare(
    `INSERT INTO bank_merchant (connection_id, bank_merchant_no, connector_config_id, merchant_external_id, changed_at, changed_by)
     VALUES (@connection_id, @bank_merchant_no, @connector_config_id, @merchant_external_id, @changed_at, @changed_by)
     ON CONFLICT (connection_id, bank_merchant_no) DO UPDATE SET connector_config_id = excluded.connector_config_id,
       merchant_external_id = excluded.merchant_external_id, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  ).run(row);
}

/** Whether there was a mapping to remove. */
export function removeBankMerchant(db: WritableDb, connectionId: string, bankMerchantNo: string): boolean {
  return db.prepare('DELETE FROM bank_merchant WHERE connection_id = ? AND bank_merchant_no = ?').run(connectionId, bankMerchantNo).changes > 0;
}

/** Bank merchant numbers in the imported files' rows, with how many rows each has: what there is to map. */
export function numbersInImports(db: ReadableDb): { bank_merchant_no: string; rows: number; bank: string }[] {
  return db
    .prepare<[], { bank_merchant_no: string; rows: number; bank: string }>(
      `SELECT r.bank_merchant_no, count(*) AS rows, max(i.bank) AS bank FROM import_row AS r JOIN bank_import AS i ON i.id = r.import_id
       WHERE r.bank_merchant_no IS NOT NULL AND r.kind IN ('sale', 'refund', 'void') GROUP BY r.bank_merchant_no ORDER BY r.bank_merchant_no`,
    )
    .all();
}
