import { actions, bankStatuses, discrepancies, transactionStatuses } from '../../src/shared/enums.ts';
import { causes } from '../../src/shared/evidence.ts';
import { transact, type WritableDb } from '../../src/main/db/database.ts';
import { openDatabase } from '../../src/main/db/open.ts';

/** The review of a reconciliation that was put into the tables by hand, as large as wished. */

export const REVIEWED = 'r';

const MERCHANTS = ['Çınar Kırtasiye', 'Işık Optik', 'İnci Kuyumculuk', 'Şeker Pastanesi', 'Zeytin Ağacı', 'ada Market', 'Öz Ülkü Gıda', null];

export interface ReviewSceneOptions {
  readonly folder: string;
  readonly details: number;
  readonly seed: number;
}

/** Numbers below `end`, the same for the same seed. */
function dice(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

const ONE_DAY = 86_400_000;
/** 1 May 2026, 00:00 in Istanbul. */
const FIRST_DAY = Date.parse('2026-05-01T00:00:00+03:00');

function statements(db: WritableDb) {
  return {
    transaction: db.prepare(
      `INSERT INTO transactions (connection_id, id, merchant_id, merchant_name, external_id, amount, net_amount, currency, status, last4,
         masked_card_number, installment_count, created_at, bank_commission_amount, auth_code, rrn, read_at)
       VALUES ('c', @id, @merchant_id, @merchant_name, @order, @amount, @amount, 'TRY', @status, @last4, @card, 1, @at, 0, @code, @rrn, 1)`,
    ),
    row: db.prepare(
      `INSERT INTO import_row (import_id, row, sheet, kind, amount, currency, status, transaction_at, time_known, card, auth_code, instalment_part, cells_json)
       VALUES ('i', @row, 's', 'sale', @amount, 'TRY', @status, @at, @time_known, @card, @code, 0, @cells)`,
    ),
    line: db.prepare(
      `INSERT INTO preview_line (preview_id, line, verdict, reason_json, assumptions_json, cause) VALUES ('p', @line, @verdict, '{"by":"id","key":"k"}', @assumptions, @cause)`,
    ),
    detail: db.prepare(
      `INSERT INTO reconciliation_detail (id, reconciliation_id, transaction_id, bank_transaction_id, db_amount, bank_amount, db_status, bank_status,
         discrepancy, detail_status, resolution_action, import_id, row, preview_line, agrees)
       VALUES (@id, '${REVIEWED}', @transaction_id, @bank_transaction_id, @db_amount, @bank_amount, @db_status, @bank_status,
         @discrepancy, @detail_status, @resolution_action, @import_id, @row, @preview_line, @agrees)`,
    ),
    suggestion: db.prepare(`INSERT INTO preview_suggestion (preview_id, suggestion, pass, sureness, reasons_json, needs_json, rivals) VALUES ('p', ?, 'card', ?, '[]', '[]', 0)`),
    member: db.prepare(`INSERT INTO preview_suggestion_member (preview_id, suggestion, member, line, transaction_id) VALUES ('p', ?, 0, ?, ?)`),
  };
}

const FRAME = `
INSERT INTO connection (id, environment, api_url, credential, secret_place, created_at, last_used_at) VALUES ('c', 'custom', 'https://vpos.example', 'client', 'keychain', 1, 1);
INSERT INTO bank_import (id, file_name, stored_file, sha256, format, bank, profile_json, sheet, header_row, headers_json, mapping_json, counts_json, kinds_json, amounts_json, warnings_json, created_at)
  VALUES ('i', 'a.csv', 'a', 'a', 'csv', 'x', '{}', 's', 1, '[]', '{}', '{}', '{}', '{}', '[]', 1);
INSERT INTO preview (id, connection_id, scope, from_day, to_day, import_ids_json, plan_hash, summary_json, created_at)
  VALUES ('p', 'c', 'Connector', '2026-05-01', '2026-05-31', '["i"]', 'h', '{}', 1);
INSERT INTO reconciliation (id, connection_id, preview_id, period_start_at, period_end_at, total_db_transactions, total_bank_transactions, matched_count,
    amount_mismatch_count, status_mismatch_count, orphan_db_count, orphan_bank_count, resolved_count, ignored_count, total_db_amount, total_bank_amount, overall_status, created_at, read_at)
  VALUES ('${REVIEWED}', 'c', 'p', ${FIRST_DAY}, ${FIRST_DAY + 31 * ONE_DAY - 1}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'InReview', 1, 1);
`;

function addDetail(put: ReturnType<typeof statements>, roll: (end: number) => number, line: number): void {
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T;
  const chance = (percent: number): boolean => roll(100) < percent;
  const discrepancy = chance(50) ? 'Matched' : pick(discrepancies);
  const [hasDb, hasBank] = [discrepancy !== 'OrphanBank', discrepancy !== 'OrphanDb'];
  const amount = 100 + roll(50) * 1_000;
  const bank_amount = discrepancy === 'AmountMismatch' ? amount + roll(2_000) - 1_000 : amount;
  const at = FIRST_DAY + roll(31) * ONE_DAY + roll(ONE_DAY);
  const code = chance(80) ? String(100_000 + roll(900_000)) : null;
  const last4 = String(roll(10_000)).padStart(4, '0');
  const merchant = roll(MERCHANTS.length);
  const [db_status, bank_status] = [pick(transactionStatuses.slice(3, 7)), pick(bankStatuses.slice(0, 4))];
  const detail_status = discrepancy === 'Matched' ? 'AutoMatched' : chance(80) ? 'Pending' : 'Resolved';
  const id = `d${roll(2 ** 32).toString(16)}-${line}`;
  if (hasDb) {
    const card = `435508******${last4}`;
    put.transaction.run({ id: `t${id}`, merchant_id: `m${merchant}`, merchant_name: MERCHANTS[merchant], order: `SİPARİŞ-${line}`, amount, status: db_status, last4, card, at, code, rrn: `6${line}` });
  }
  const time_known = chance(70) ? 1 : 0;
  if (hasBank) put.row.run({ row: line, amount: bank_amount, status: bank_status, at, time_known, card: chance(70) ? `4355 **** **** ${last4}` : null, code, cells: JSON.stringify(['Satış', `Şube ${roll(20)}`, pick(['ÇARŞI', 'ığdır', 'IĞDIR'])]) });
  const agrees = chance(95) ? 1 : 0;
  if (!chance(2)) put.line.run({ line, verdict: discrepancy, assumptions: chance(10) ? '["candidate_order"]' : '[]', cause: discrepancy === 'Matched' ? null : pick(causes) });
  put.detail.run({
    id,
    transaction_id: hasDb ? `t${id}` : null,
    bank_transaction_id: hasBank ? `B${line}` : null,
    db_amount: hasDb ? amount : null,
    bank_amount: hasBank ? bank_amount : null,
    db_status: hasDb ? db_status : null,
    bank_status: hasBank ? bank_status : null,
    discrepancy,
    detail_status,
    resolution_action: detail_status === 'Resolved' ? pick(actions) : null,
    import_id: hasBank ? 'i' : null,
    row: hasBank ? line : null,
    preview_line: chance(3) ? null : line,
    agrees,
  });
  if (discrepancy.startsWith('Orphan') && chance(40)) {
    put.suggestion.run(line, pick(['confirmed', 'likely', 'ambiguous']));
    put.member.run(line, line, `t${id}`);
  }
}

/** Fills the data folder; nothing of it was ever sent. */
export function fillReview({ folder, details, seed }: ReviewSceneOptions): void {
  const database = openDatabase(folder);
  const roll = dice(seed);
  transact(database.write, () => {
    database.write.exec(FRAME);
    const put = statements(database.write);
    for (let line = 1; line <= details; line += 1) addDetail(put, roll, line);
  });
  database.close();
}
