import { performance } from 'node:perf_hooks';
import { openDatabase } from '../../src/main/db/open.ts';
import type { WritableDb } from '../../src/main/db/database.ts';
import { searchHandlers } from '../../src/main/app/search.ts';
import type { QueryContext } from '../../src/main/app/context.ts';
import { temporaryFolder } from '../builders/bare.ts';
import type { Measured } from './run.ts';

const TIMES = 5;

/** `rows` transactions, as many bank rows, and a reconciliation with as many details. */
function fill(db: WritableDb, rows: number): void {
  const series = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
  const at = '1777582800000 + i * 20000';
  const code = "printf('%06d', (i * 7919) % 1000000)";
  db.exec(`
    INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at) VALUES ('c', 'custom', 'http://127.0.0.1', 'client', 'environment', 0, 0);
    ${series} INSERT INTO transactions (connection_id, id, merchant_id, external_merchant_id, merchant_name, basket_id, external_id, amount, net_amount, currency,
        status, operation_type, last4, masked_card_number, installment_count, created_at, connector_configuration_id, connector_code, bank_commission_amount,
        provider_transaction_id, auth_code, host_reference, rrn, read_at)
      SELECT 'c', printf('%08x-1111-4222-8333-%012x', i, i * 31), 'm', 'uye-1', 'Çınaraltı Mağazacılık ' || (i % 40), 'SPT' || i, 'ORD-' || (i * 3), 1000 + i, 990 + i, 'TRY',
        'Completed', 'Sale', printf('%04d', i % 10000), '454671******' || printf('%04d', i % 10000), 1, ${at}, 'k', 'garanti', 10,
        'P' || (i * 13), ${code}, printf('%012d', i * 17), printf('%012d', i * 19), 0 FROM n;
    INSERT INTO bank_import (id, file_name, stored_file, sha256, format, bank, profile_json, sheet, header_row, headers_json, mapping_json, counts_json, kinds_json,
        amounts_json, warnings_json, created_at) VALUES ('i', 'mayıs.xlsx', 's', 'h', 'xlsx', 'Garanti BBVA', '{}', 'S', 1, '[]', '{}', '{}', '{}', '{}', '[]', 0);
    ${series} INSERT INTO import_row (import_id, row, sheet, kind, auth_code, amount, currency, status, transaction_at, time_known, card, terminal, bank_merchant_no,
        instalment_part, ref_rrn, ref_order, cells_json)
      SELECT 'i', i, 'S', 'sale', ${code}, 1000 + i, 'TRY', 'approved', ${at}, 1, '454671******' || printf('%04d', i % 10000), 'T' || (i % 9), '0001234567',
        0, printf('%012d', i * 19), 'ORD-' || (i * 3),
        json_array('03.05.2026 12:00', ${code}, '454671******' || (i % 10000), '1.234,56', '1.200,00', '34,56', 'Satış', 'Çınaraltı Mağazacılık', 'T' || (i % 9), '0001234567', 'TL', 'Onaylandı') FROM n;
    INSERT INTO reconciliation (id, connection_id, period_start_at, period_end_at, total_db_transactions, total_bank_transactions, matched_count, amount_mismatch_count,
        status_mismatch_count, orphan_db_count, orphan_bank_count, resolved_count, ignored_count, total_db_amount, total_bank_amount, created_at, read_at)
      VALUES ('r', 'c', 0, 0, ${rows}, ${rows}, ${rows}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    ${series} INSERT INTO reconciliation_detail (id, reconciliation_id, transaction_id, db_amount, bank_amount, discrepancy, detail_status, import_id, row, preview_line)
      SELECT printf('%08x-9999-4222-8333-%012x', i, i * 7), 'r', printf('%08x-1111-4222-8333-%012x', i, i * 31), 1000 + i, 1000 + i, 'Matched', 'Resolved', 'i', i, i FROM n;`);
}

/** Searching everything at once: a text that is nowhere, one that is everywhere, and one record, against counting the transactions by a text. */
export async function benchSearch(rows: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  const database = openDatabase(folder.path);
  try {
    fill(database.write, rows);
    const context = { db: database.read } as QueryContext;
    const best = async (work: () => unknown): Promise<number> => {
      let fastest = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < TIMES; turn += 1) {
        const begun = performance.now();
        await work();
        fastest = Math.min(fastest, performance.now() - begun);
      }
      return fastest;
    };
    const scan = await best(() => database.read.prepare("SELECT count(*) FROM transactions WHERE auth_code LIKE '%yok%' OR merchant_name LIKE '%yok%'").get());
    const texts = [
      ['nothing', 'zzzz-yok'],
      ['everything', '2026'],
      ['a merchant', 'çınaraltı'],
      ['one record', '00001a2b'],
      ['an amount', '1.284,50'],
    ] as const;
    const results: Measured[] = [];
    for (const [name, text] of texts) {
      const ms = await best(() => searchHandlers['search.all']({ text, limit: 20 }, context));
      results.push({ step: `search.all: ${name}`, rows, ms, against: 'LIKE over two columns', ratio: ms / scan });
    }
    return results;
  } finally {
    database.close();
    folder.remove();
  }
}
