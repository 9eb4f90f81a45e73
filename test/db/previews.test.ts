import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherBankSide, type PlanQuestion } from '../../src/main/app/bank-side.ts';
import { ImportRowWriter, importRows } from '../../src/main/db/imports.ts';
import { type OpenDatabase, openDatabase } from '../../src/main/db/open.ts';
import { savePreview, wholePlan } from '../../src/main/db/previews.ts';
import { columnsOfPeriod, transactionsById, transactionsOfPeriod } from '../../src/main/db/transactions.ts';
import { transactionsIn } from '../../src/main/domain/matching/columns.ts';
import type { PlanLine } from '../../src/main/domain/matching/plan.ts';
import type { BankRow } from '../../src/shared/bank-row.ts';
import { ASKED, fillDesk } from '../bench/match-desk.ts';
import { temporaryFolder } from '../builders/desk.ts';

const { connection_id, connector_config_id, import_id, from, to } = ASKED;
const question: PlanQuestion = { connection_id, connector_config_id, from, to, scope: 'Connector', merchant_id: null, import_ids: [import_id], several_merchants: null };
const everything = { connection_id, connector_config_id, merchant_id: null, start_at: 0, end_at: Number.MAX_SAFE_INTEGER };

describe('what a preview reads and keeps', () => {
  const folder = temporaryFolder();
  let db: OpenDatabase;

  beforeEach(() => {
    fillDesk(folder.path, 300);
    db = openDatabase(folder.path);
  });

  afterEach(() => {
    db.close();
    folder.remove();
  });

  it('reads by column what it reads whole', () => {
    const whole = transactionsOfPeriod(db.read, everything);
    expect(whole.length).toBeGreaterThan(250);
    const narrow = [...transactionsIn(columnsOfPeriod(db.read, everything))];
    expect(whole).toEqual(narrow.map((each) => expect.objectContaining(each)));
    const asked = whole.filter((_, index) => index % 3 === 0).toReversed();
    expect(transactionsById(db.read, connection_id, [...asked.map(({ id }) => id), 'unknown'])).toEqual(asked);
  });

  it('reads every row of a file, all but its cells', () => {
    const whole = importRows(db.read, import_id, 0, -1);
    expect(whole[0]?.cells).not.toEqual([]);
    expect(gatherBankSide(db.read, question).rows).toEqual(whole.map((row) => ({ ...row, cells: [] })));
  });

  it('gives back every row as it was written', () => {
    const row = (number: number, on: boolean): BankRow => ({
      sheet: 'S', row: number, kind: on ? 'refund' : 'sale', bank_transaction_id: `b${number}`, auth_code: `a${number}`, amount: number, currency: on ? 'TRY' : 'USD',
      status: on ? 'refunded' : null, transaction_at: 2 ** 40 + number, time_known: on, value_date: on ? '2026-05-04' : null, bank_merchant_no: `m${number}`, terminal: 't',
      card: `c${number}`, commission: number + 1, net: number + 2, installment_no: 2, installment_count: 3, instalment_part: !on, sale_amount: on ? null : 9,
      refs: { rrn: 'r', order: 'o', gateway: 'g', sequence: on ? 's' : null }, note: on ? 'n' : null, left_out: on, cells: ['x', `${number}`],
    });
    const rows = Array.from({ length: 70 }, (_, index) => row(1_000_000 + index, index % 3 === 0));
    const writer = new ImportRowWriter(db.write, import_id);
    for (const each of rows) writer.add(each);
    writer.end([]);
    expect(importRows(db.read, import_id, 999_999, -1)).toEqual(rows.map((each) => ({ ...each, import_id })));
  });

  it('gives back every line as it was saved', () => {
    const lines = Array.from({ length: 101 }, (_, index): PlanLine => {
      const [hasTransaction, hasRow] = [index % 5 !== 0, index % 7 !== 0 || index % 5 === 0];
      return {
        line: index + 1,
        verdict: hasTransaction ? (hasRow ? 'Matched' : 'OrphanDb') : 'OrphanBank',
        transaction_id: hasTransaction ? `t${index}` : null,
        db_amount: hasTransaction ? 2 ** 52 + index : null,
        db_status: hasTransaction ? 'Completed' : null,
        import_id: hasRow ? 'i' : null,
        row: hasRow ? index : null,
        bank_transaction_id: hasRow ? `mm-i-${index}` : null,
        bank_amount: hasRow ? 100 : null,
        bank_status: hasRow ? 'completed' : null,
        reason: { by: 'code', key: `Ş"${index % 40}` },
        assumptions: index % 11 === 0 ? ['candidate_order', 'period_end_inclusive'] : [],
        ...(index % 13 === 0 && { parts: [{ import_id: 'i', row: index }] }),
      };
    });
    const record = { id: 'p', connection_id, scope: 'Connector', connector_config_id, merchant_id: null, from_day: from, to_day: to, import_ids_json: '[]', plan_hash: 'h', summary_json: '{}', created_at: 1 } as const;
    savePreview(db.write, record, lines, { causes: new Map([[6, 'missing']]), suggestions: [] }, { at: 1, by: 'a', facts: {} });
    expect(wholePlan(db.read, 'p')).toEqual(lines);
    expect(db.read.prepare('SELECT line, cause FROM preview_line WHERE cause IS NOT NULL').all()).toEqual([{ line: 6, cause: 'missing' }]);
  });
});
