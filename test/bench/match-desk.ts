import type { WritableDb } from '../../src/main/db/database.ts';
import { openDatabase } from '../../src/main/db/open.ts';
import { daysBetween, startOfDay } from '../../src/shared/day.ts';

/** What a desk of {@link fillDesk} is asked about. */
export const ASKED = { connection_id: 'bench', connector_config_id: 'c1', import_id: '00000000-0000-4000-8000-0000000000b1', from: '2026-05-01', to: '2026-05-31' } as const;

/** When a month's n-th transaction of `count` was made, as SQL; UTC ms. */
const moment = (count: number): string => `(${startOfDay(ASKED.from)} + n * ${Math.floor((31 * 86_400_000) / count)})`;
const gross = '(1000 + (n * 7877) % 900000)';
/** Six letters and digits; of every thirty-three rows one shares its code with the row before it. */
const code = `printf('%06X', (((CASE WHEN n % 33 = 32 THEN n - 1 ELSE n END) * 7919) % 16777213))`;

/** One in fifty has no code on either side, one in ten is printed with Payven's own id by the bank. */
const transactions = (count: number): string => `
  INSERT INTO transactions (connection_id, id, merchant_id, external_merchant_id, merchant_name, basket_id, external_id, amount, net_amount,
    currency, status, operation_type, payment_type, last4, masked_card_number, installment_count, created_at, completed_at, settlement_at,
    connector_configuration_id, connector_code, bank_commission_amount, provider_transaction_id, auth_code, host_reference, rrn, read_at)
  SELECT '${ASKED.connection_id}', printf('%08x-0000-4000-8000-%012x', (n * 2654435761) % 4294967296, n), 'm1', 'M-1', 'İşyeri', printf('sepet-%09d', n),
    printf('siparis-%09d', n), ${gross}, ${gross} - ${gross} / 50, 'TRY', CASE WHEN n % 97 = 96 THEN 'Canceled' ELSE 'Completed' END, 'Sale', 'Card',
    printf('%04d', (n * 104729) % 10000), printf('450634******%04d', (n * 104729) % 10000), 1, ${moment(count)}, ${moment(count)} + 900, NULL,
    '${ASKED.connector_config_id}', 'bank', ${gross} / 50, printf('prov-%016x', n), CASE WHEN n % 50 = 7 THEN NULL ELSE ${code} END,
    printf('%012d', n), printf('%012d', n), 1
  FROM numbers WHERE n % 40 <> 13`;

/** Of every hundred rows some three are Payven's alone, three the bank's, two differ in amount and one in status. */
const rows = (count: number): string => `
  INSERT INTO import_row (import_id, row, sheet, kind, bank_transaction_id, auth_code, amount, currency, status, transaction_at, time_known, value_date,
    bank_merchant_no, terminal, card, commission, net, installment_no, installment_count, instalment_part, ref_rrn, ref_order, ref_gateway, ref_sequence, note, cells_json)
  SELECT '${ASKED.import_id}', n + 2, 'Rapor', 'sale', CASE WHEN n % 10 = 3 THEN printf('prov-%016x', n) END, CASE WHEN n % 50 = 7 THEN NULL ELSE ${code} END,
    CASE WHEN n % 50 = 21 THEN ${gross} - ${gross} / 50 ELSE ${gross} END, 'TRY', NULL, ${moment(count)} + 1500, 1, '2026-06-01',
    '7000001', '90000001', printf('450634******%04d', (n * 104729) % 10000), ${gross} / 50, ${gross} - ${gross} / 50, NULL, NULL, 0,
    printf('%012d', n), NULL, NULL, NULL, NULL,
    json_array('04.05.2026 10:11:12', '01.06.2026', 'Satış', ${code}, printf('450634******%04d', (n * 104729) % 10000), ${gross} || '', (${gross} / 50) || '', '1')
  FROM numbers WHERE n % 40 <> 26`;

function insertImport(db: WritableDb): void {
  const none = '{}';
  db.prepare(
    `INSERT INTO bank_import (id, file_name, stored_file, sha256, format, bank, profile_json, sheet, header_row, headers_json, mapping_json,
       counts_json, kinds_json, amounts_json, warnings_json, created_at)
     VALUES (?, 'bank.xlsx', 'bank.xlsx', 'x', 'xlsx', 'garanti', ?, 'Rapor', 1, '[]', ?, ?, ?, ?, '[]', 1)`,
  ).run(ASKED.import_id, none, none, none, none, none);
}

/**
 * A data folder with about `count` transactions and as many rows of one bank file, all of
 * one month, written by SQLite itself; the same count always gives the same desk.
 */
export function fillDesk(folder: string, count: number): void {
  const { write, close } = openDatabase(folder);
  try {
    write.transaction(() => {
      write
        .prepare(
          `INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at)
           VALUES (?, 'custom', 'http://localhost', 'client', 'environment', 1, 1)`,
        )
        .run(ASKED.connection_id);
      const read = write.prepare(
        `INSERT INTO synced_day (connection_id, resource, day, total_count, complete, read_at, as_of_at) VALUES (?, 'transactions', ?, 0, 1, 1, ?)`,
      );
      for (const day of daysBetween(ASKED.from, ASKED.to)) read.run(ASKED.connection_id, day, startOfDay('2026-07-01'));
      write.exec(`CREATE TEMP TABLE numbers AS WITH RECURSIVE up (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n + 1 < ${count}) SELECT n FROM up`);
      write.exec(transactions(count));
      insertImport(write);
      write.exec(rows(count));
      write.exec('DROP TABLE numbers');
    })();
  } finally {
    close();
  }
}
