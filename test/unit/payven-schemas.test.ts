import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bulkResolveAnswer, detailAnswer, pageOf, problem, reconciliationAnswer, refundAnswer, settlementAnswer } from '../../src/main/payven/schemas.ts';

const counts = { page: 1, total_pages: 0, total_count: 0, has_next_page: false };
const reconciliation = {
  id: 'r', period_start: '2026-05-01T00:00:00+03:00', period_end: '2026-05-02T00:00:00+03:00', created: '2026-05-03T00:00:00Z',
  total_db_transactions: 0, total_bank_transactions: 0, matched_count: 0, amount_mismatch_count: 0, status_mismatch_count: 0,
  orphan_db_count: 0, orphan_bank_count: 0, resolved_count: 0, ignored_count: 0, total_db_amount: 0, total_bank_amount: 0,
};

describe('Payven\'s answers', () => {
  it.each([[null], [undefined], [[]]])('take a list of %j for an empty one', (items) => {
    expect(pageOf(z.string()).parse({ ...counts, items }).items).toEqual([]);
  });

  it('name scope and period in either spelling', () => {
    expect(reconciliationAnswer.parse({ ...reconciliation, scope: 'connector', period: 'daily' })).toMatchObject({ scope: 'Connector', period: 'Daily' });
    expect(reconciliationAnswer.parse({ ...reconciliation, scope: 'Merchant', period: 'Weekly' })).toMatchObject({ scope: 'Merchant', period: 'Weekly' });
    expect(reconciliationAnswer.parse(reconciliation)).toMatchObject({ scope: null, period: null });
  });

  it.each([
    [{ title: 5 }], [{ title: ['x'] }], [{ detail: { a: 1 } }], [{ correlation_id: false }], [{ errors: 'no' }], [{ errors: [null, 7] }],
    [{ errors: { amount: 3 } }],
  ])('keep a refusal\'s code beside %j', (odd) => {
    expect(problem.parse({ code: 'invalid_state_transition', ...odd }).code).toBe('invalid_state_transition');
  });

  it('keep every reason that can be read', () => {
    const empty = { title: null, detail: null, code: null, correlation_id: null, errors: [] };
    expect(problem.parse({})).toEqual(empty);
    expect(problem.parse({ errors: [{ field: 'amount', message: 'too large' }, null, 'word'] }).errors).toEqual([
      { field: 'amount', code: null, message: 'too large' },
      { field: null, code: null, message: 'word' },
    ]);
    expect(problem.parse({ errors: { a: ['x', 'y'], b: 'z', c: 1 } }).errors.map(({ field, message }) => [field, message])).toEqual([
      ['a', 'x y'], ['b', 'z'], ['c', ''],
    ]);
  });

  const settlement = {
    id: 's', merchant_id: 'm', period_start: '2026-05-01', period_end: '2026-05-07', bank_code: '0062', currency: 'TRY',
    gross_amount: 1_000_000, refund_amount: 0, bank_commission: 20_000, platform_commission: 0, net_amount: 980_000,
    transaction_count: 3, refund_count: 0, created: '2026-05-08T00:00:00+00:00',
  };

  it('of settlements keep days as days, drop what is not named, and read either spelling', () => {
    expect(settlementAnswer.parse({ ...settlement, status: 'settled', iban: 'TR00' })).toEqual({
      id: 's', merchant_id: 'm', merchant_name: null, period_start: '2026-05-01', period_end: '2026-05-07', bank_code: '0062', currency: 'TRY',
      gross_amount: 1_000_000, refund_amount: 0, bank_commission: 20_000, platform_commission: 0, net_amount: 980_000,
      transaction_count: 3, refund_count: 0, status: 'Settled', settled_at: null, bank_reference: null, notes: null,
      created_at: Date.parse('2026-05-08T00:00:00Z'),
    });
    expect(settlementAnswer.parse({ ...settlement, status: 'on_hold' }).status).toBe('on_hold');
  });

  it.each(['gross_amount', 'refund_amount', 'bank_commission', 'platform_commission', 'net_amount'])('of settlements are strict about %s', (name) => {
    for (const wrong of [1.5, '100', null, undefined, 2 ** 53]) {
      expect(settlementAnswer.safeParse({ ...settlement, [name]: wrong }).success, String(wrong)).toBe(false);
    }
  });

  it('read words that decide nothing in either spelling too, and keep those nobody knows', () => {
    const refund = { id: 'r', transaction_id: 't', merchant_id: 'm', refund_amount: 1, original_amount: 2, status: 'completed', created: '2026-05-03T00:00:00Z' };
    expect(refundAnswer.parse({ ...refund, reason_code: 'out_of_stock' }).reason_code).toBe('OutOfStock');
    expect(refundAnswer.parse({ ...refund, reason_code: 'ChangedMind' }).reason_code).toBe('ChangedMind');
    const detail = { id: 'd', reconciliation_id: 'r', bank_status: 'Approved', db_status: 'canceled', discrepancy: 'orphan_db', resolution_action: 'accept_bank' };
    expect(detailAnswer.parse(detail)).toMatchObject({ bank_status: 'approved', db_status: 'Canceled', discrepancy: 'OrphanDb', resolution_action: 'AcceptBank' });
  });

  it.each([
    ['2026-05-03T12:00:00Z'], ['2026-05-03T15:00:00+03:00'], ['2026-05-03T12:00:00.0000000+00:00'], ['2026-05-03T12:00:00'], ['2026-05-03T12:00:00.000'],
  ])('take %s for the same instant on every computer', (created) => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      expect(reconciliationAnswer.parse({ ...reconciliation, created }).created_at).toBe(Date.UTC(2026, 4, 3, 12));
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('say where they cannot be read, and quote nothing', () => {
    const refused = reconciliationAnswer.safeParse({ ...reconciliation, created: 'PLANTED', total_db_amount: 'PLANTED' });
    expect(refused.error?.issues.map((issue) => issue.path.join('.'))).toEqual(expect.arrayContaining(['created', 'total_db_amount']));
    expect(JSON.stringify(refused.error?.issues)).not.toContain('PLANTED');
  });

  it('to many decisions may leave lists out', () => {
    expect(bulkResolveAnswer.parse({ processed: 2, failed: 0, details: null })).toEqual({ processed: 2, failed: 0, details: [], errors: [] });
  });
});
