import { describe, expect, it } from 'vitest';
import type { BankRow } from '../../src/shared/bank-row.ts';
import { startOfDay } from '../../src/shared/day.ts';
import type { MerchantRule } from '../../src/main/domain/matching/merchants.ts';
import { isMatchable, periodOf, selectRows, type SelectionRules, startBody } from '../../src/main/domain/matching/request.ts';
import { holdsExactly, tieDetails } from '../../src/main/domain/matching/tie.ts';
import type { PlanLine } from '../../src/main/domain/matching/plan.ts';

const bankRow = (row: number, over: Partial<BankRow> = {}): BankRow & { import_id: string } => ({
  import_id: 'imp',
  sheet: 'S',
  row,
  kind: 'sale',
  bank_transaction_id: null,
  auth_code: '000123',
  amount: 15_000,
  currency: 'TRY',
  status: 'completed',
  transaction_at: startOfDay('2026-05-04') + 3_600_000,
  time_known: true,
  value_date: null,
  bank_merchant_no: null,
  terminal: null,
  card: null,
  commission: null,
  net: null,
  installment_no: null,
  installment_count: null,
  instalment_part: false,
  sale_amount: null,
  refs: { rrn: null, order: null, gateway: null, sequence: null },
  note: null,
  left_out: false,
  cells: [],
  ...over,
});

const rules = (merchants: Partial<MerchantRule> = {}): SelectionRules => ({
  merchants: { scope: 'Connector', connector_config_id: 'c', merchant_external_id: null, mappings: new Map(), split: false, ...merchants },
  printed: () => 'ask',
});

const period = { from: '2026-05-04', to: '2026-05-04' };

describe('what is sent', () => {
  it('leaves every row somewhere: sent, or counted by its reason', () => {
    const rows = [
      bankRow(1),
      bankRow(2, { kind: 'failed', status: 'declined' }),
      bankRow(3, { kind: 'fee' }),
      bankRow(4, { kind: 'point' }),
      bankRow(5, { kind: 'total' }),
      bankRow(6, { kind: 'rejected', amount: null }),
      bankRow(7, { currency: 'USD' }),
      bankRow(8, { transaction_at: startOfDay('2026-05-05') }),
      bankRow(9, { transaction_at: startOfDay('2026-05-04') - 1 }),
      bankRow(10, { kind: 'refund', status: null }),
      bankRow(11, { kind: 'void', status: null }),
      bankRow(12, { installment_no: 1, installment_count: 3, instalment_part: true }),
      bankRow(14, { kind: 'rejected', amount: null, left_out: true }),
      bankRow(13, { instalment_part: true, transaction_at: startOfDay('2026-05-05') }),
    ];
    const { sent, not_sent } = selectRows(rows, period, rules());
    expect(not_sent).toEqual({
      out_of_period: 2, failed: 1, fees: 2, totals: 1, rejected: 1, left_out: 1, foreign_currency: 1, other_merchant: 0, instalments: 2, instalments_grouped: 0,
    });
    expect(sent.map((row) => [row.row, row.status])).toEqual([[1, 'completed'], [10, 'refunded'], [11, 'voided']]);
    expect(sent.length + Object.values(not_sent).reduce((a, b) => a + b, 0)).toBe(rows.length);
  });

  it('sends the bank\'s own id where it is unique, else one that no provider can have', () => {
    const rows = [bankRow(1, { bank_transaction_id: '77' }), bankRow(2, { bank_transaction_id: '5' }), bankRow(3, { bank_transaction_id: '5' }), bankRow(4)];
    const { sent } = selectRows(rows, period, rules());
    expect(new Map(sent.map((row) => [row.row, row.bank_transaction_id]))).toEqual(
      new Map([[1, '77'], [2, 'mm-imp-2'], [3, 'mm-imp-3'], [4, 'mm-imp-4']]),
    );
  });

  it.each([
    ['Connector', { auth_code: '000123' }, null, true],
    ['Connector', { auth_code: null, bank_transaction_id: '77' }, null, true],
    ['Connector', { auth_code: null }, null, false],
    ['Merchant', { auth_code: '000123' }, 'M-1', true],
    ['Merchant', { auth_code: '000123', bank_transaction_id: '77' }, null, false],
    ['Merchant', { auth_code: '000123' }, '', false],
    ['Merchant', { auth_code: null }, 'M-1', false],
  ] as const)('under %s scope, %j of merchant %j: matchable is %j', (scope, over, merchant, matchable) => {
    const mappings = new Map([['0001', { connector_config_id: null, merchant_external_id: merchant }]]);
    const { sent } = selectRows([bankRow(1, { bank_merchant_no: '0001', ...over })], period, rules({ scope, merchant_external_id: merchant, mappings }));
    expect(isMatchable({ scope, sent })).toBe(matchable);
    expect(isMatchable({ scope, sent: [] })).toBe(true);
  });

  it('makes one body of one set of rows, whatever their order', () => {
    const rows = [bankRow(1), bankRow(2, { amount: 1 }), bankRow(3, { transaction_at: startOfDay('2026-05-04') })];
    const body = (given: typeof rows): string =>
      startBody({ scope: 'Connector', connector_config_id: 'c', merchant_id: null, ...period, sent: selectRows(given, period, rules()).sent });
    expect(body(rows.toReversed())).toBe(body(rows));
    expect(JSON.parse(body(rows))).toMatchObject({
      period: 'Daily',
      period_start: '2026-05-04T00:00:00+03:00',
      period_end: '2026-05-04T23:59:59.999+03:00',
      bank_transactions: [{ transaction_date: '2026-05-04T00:00:00+03:00' }, {}, {}],
    });
  });

  it.each([
    ['2026-05-04', '2026-05-04', 'Daily'],
    ['2026-02-01', '2026-02-28', 'Monthly'],
    ['2024-02-01', '2024-02-28', 'Custom'],
    ['2026-05-01', '2026-05-31', 'Monthly'],
    ['2026-01-01', '2026-12-31', 'Yearly'],
    ['2026-05-01', '2026-06-30', 'Custom'],
  ])('%s to %s is %s', (from, to, expected) => {
    expect(periodOf(from, to)).toBe(expected);
  });
});

const line = (number: number, over: Partial<PlanLine>): PlanLine => ({
  line: number,
  verdict: 'Matched',
  transaction_id: null,
  db_amount: null,
  db_status: null,
  import_id: null,
  row: null,
  bank_transaction_id: null,
  bank_amount: null,
  bank_status: null,
  reason: { by: 'id', key: null },
  assumptions: [],
  ...over,
});

const detail = (id: string, over: Record<string, string | number | null>) => ({
  id,
  transaction_id: null,
  bank_transaction_id: null,
  bank_amount: null,
  bank_status: null,
  discrepancy: 'Matched',
  ...over,
});

describe('details set against the plan', () => {
  const plan = [
    line(1, { transaction_id: 't1', import_id: 'i', row: 5, bank_transaction_id: 'b1', bank_amount: 100, bank_status: 'completed' }),
    line(2, { verdict: 'OrphanDb', transaction_id: 't2' }),
  ];

  it('agree where pair and verdict are the previewed ones', () => {
    const { ties, unanswered } = tieDetails(
      [
        detail('d1', { transaction_id: 't1', bank_transaction_id: 'b1', bank_amount: 100, bank_status: 'completed' }),
        detail('d2', { transaction_id: 't2', discrepancy: 'OrphanDb' }),
      ],
      plan,
    );
    expect(ties).toMatchObject([{ tie: 'id', row: 5, agrees: 1, preview_line: 1 }, { tie: null, agrees: 1, preview_line: 2 }]);
    expect(unanswered).toBe(0);
  });

  it('differ where Payven paired otherwise, and the silent line is counted', () => {
    const { ties, unanswered } = tieDetails([detail('d1', { bank_transaction_id: 'b1', bank_amount: 100, discrepancy: 'OrphanBank' })], plan);
    expect(ties).toMatchObject([{ row: 5, agrees: 0 }]);
    expect(unanswered).toBe(1);
  });

  it('take a found reconciliation for ours only when it holds exactly our rows', () => {
    const sent = [{ bank_transaction_id: 'a', amount: 1 }, { bank_transaction_id: 'a', amount: 1 }, { bank_transaction_id: 'b', amount: 2 }];
    const held = sent.map((each, index) => detail(`d${index}`, { bank_transaction_id: each.bank_transaction_id, bank_amount: each.amount }));
    expect(holdsExactly(held, sent)).toBe(true);
    expect(holdsExactly(held.slice(1), sent)).toBe(false);
    expect(holdsExactly([...held, detail('x', { bank_transaction_id: 'b', bank_amount: 2 })], sent)).toBe(false);
    expect(holdsExactly(held.map((each) => ({ ...each, bank_amount: 1 })), sent)).toBe(false);
  });
});
