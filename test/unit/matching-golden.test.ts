import { describe, expect, it } from 'vitest';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import type { PayvenTransaction, SentRow } from '../../src/main/domain/matching/plan.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';

/**
 * The golden cases of Payven's matching, frozen for the preview. The sandbox has
 * its own copy over HTTP: two implementations that must not learn from each other.
 */
const DAY = '2026-05-04';
const noon = startOfDay(DAY) + 12 * 3_600_000;

const sale = (id: string, over: Partial<PayvenTransaction> = {}): PayvenTransaction => ({
  id,
  created_at: noon,
  amount: 15_000,
  currency: 'TRY',
  status: 'Completed',
  operation_type: 'Sale',
  provider_transaction_id: `P-${id}`,
  auth_code: null,
  external_merchant_id: 'M1',
  ...over,
});

const row = (number: number, over: Partial<SentRow> = {}): SentRow => ({
  import_id: 'i',
  row: number,
  kind: 'sale',
  bank_transaction_id: `mm-i-${number}`,
  amount: 15_000,
  status: 'completed',
  transaction_at: noon,
  time_known: true,
  merchant_external_id: null,
  auth_code: null,
  ...over,
});

const child = (id: string, amount: number, over: Partial<PayvenTransaction> = {}): PayvenTransaction =>
  sale(id, { amount, status: 'Refunded', operation_type: 'Refund', ...over });

const refund = (number: number, amount: number, over: Partial<SentRow> = {}): SentRow =>
  row(number, { kind: 'refund', amount, status: 'refunded', ...over });

function verdicts(transactions: PayvenTransaction[], rows: SentRow[], scope: 'Connector' | 'Merchant' = 'Connector') {
  const lines = matchAsPayven(transactions, rows, { scope, periodEnd: endOfDay(DAY) });
  return lines.toSorted((a, b) => (a.row ?? 99) - (b.row ?? 99)).map((line) => ({
    verdict: line.verdict,
    transaction: line.transaction_id,
    row: line.row,
    assumed: [...line.assumptions],
  }));
}

const id = (value: string) => ({ bank_transaction_id: `P-${value}` });

describe('golden cases: what the preview says', () => {
  it.each(['completed', 'approved'] as const)('a sale, %s at the bank, is matched', (status) => {
    expect(verdicts([sale('t')], [row(1, { ...id('t'), status })])).toEqual([
      { verdict: 'Matched', transaction: 't', row: 1, assumed: [] },
    ]);
  });

  it('a netted sale differs in amount', () => {
    expect(verdicts([sale('t')], [row(1, { ...id('t'), status: 'approved', amount: 14_750 })])[0]?.verdict).toBe('AmountMismatch');
  });

  it('another status differs in status', () => {
    expect(verdicts([sale('t')], [row(1, { ...id('t'), kind: 'void', status: 'voided' })])[0]?.verdict).toBe('StatusMismatch');
  });

  it('where amount and status differ, the amount is told', () => {
    const both = { ...id('t'), kind: 'void', status: 'voided', amount: 14_750 } as const;
    expect(verdicts([sale('t')], [row(1, both)])[0]?.verdict).toBe('AmountMismatch');
  });

  it('one side alone is an orphan of that side', () => {
    expect(verdicts([sale('t')], [])).toEqual([{ verdict: 'OrphanDb', transaction: 't', row: null, assumed: [] }]);
    expect(verdicts([], [row(1)])).toEqual([{ verdict: 'OrphanBank', transaction: null, row: 1, assumed: [] }]);
  });

  it('a partial refund leaves the sale completed and matches its child', () => {
    const found = verdicts([sale('s'), child('c', 5_000)], [row(1, id('s')), refund(2, 5_000, id('c'))]);
    expect(found).toEqual([
      { verdict: 'Matched', transaction: 's', row: 1, assumed: [] },
      { verdict: 'Matched', transaction: 'c', row: 2, assumed: ['refund_amount_positive'] },
    ]);
  });

  it('a sale refunded in two parts differs in status, its children match', () => {
    const found = verdicts(
      [sale('s', { status: 'Refunded' }), child('c1', 5_000), child('c2', 10_000)],
      [row(1, id('s')), refund(2, 5_000, id('c1')), refund(3, 10_000, id('c2'))],
    );
    expect(found.map((line) => line.verdict)).toEqual(['StatusMismatch', 'Matched', 'Matched']);
    expect(found[0]?.assumed).toEqual(['refunded_sale_status']);
  });

  it('a sale refunded whole at once differs in status, its child matches', () => {
    const found = verdicts([sale('s', { status: 'Refunded' }), child('c', 15_000)], [row(1, id('s')), refund(2, 15_000, id('c'))]);
    expect(found.map((line) => line.verdict)).toEqual(['StatusMismatch', 'Matched']);
  });

  it('a same-day void is absent from the file: only in Payven', () => {
    expect(verdicts([sale('t', { status: 'Canceled' })], [])[0]?.verdict).toBe('OrphanDb');
  });

  it('a same-day void that the bank does show is matched', () => {
    const shown = row(1, { ...id('t'), kind: 'void', status: 'voided' });
    expect(verdicts([sale('t', { status: 'Canceled' })], [shown])[0]?.verdict).toBe('Matched');
  });

  it('a sale refunded next month differs in status; its child is not of this period', () => {
    expect(verdicts([sale('s', { status: 'Refunded' })], [row(1, id('s'))])).toEqual([
      { verdict: 'StatusMismatch', transaction: 's', row: 1, assumed: ['refunded_sale_status'] },
    ]);
  });

  it('a refund that shares its sale\'s code goes to the child by amount and status first', () => {
    const code = { auth_code: '123456' };
    const found = verdicts([sale('s', code), child('c', 5_000, code)], [refund(1, 5_000, code), row(2, code)]);
    expect(new Map(found.map((line) => [line.transaction, [line.verdict, line.row]]))).toEqual(
      new Map([
        ['s', ['Matched', 2]],
        ['c', ['Matched', 1]],
      ]),
    );
    expect(found.every((line) => line.assumed.includes('candidate_order'))).toBe(true);
  });

  it('one code on two days goes each to its own amount', () => {
    const code = { auth_code: '123456' };
    const later = noon + 86_400_000;
    const found = verdicts(
      [sale('a', { ...code, amount: 10_000 }), sale('b', { ...code, amount: 20_000, created_at: later })],
      [row(1, { ...code, amount: 20_000 }), row(2, { ...code, amount: 10_000, transaction_at: later })],
    );
    expect(new Map(found.map((line) => [line.transaction, line.row]))).toEqual(new Map([['a', 2], ['b', 1]]));
  });

  it('one code and one amount on two days goes to the nearest time', () => {
    const code = { auth_code: '123456' };
    const later = noon + 86_400_000;
    const found = verdicts(
      [sale('a', code), sale('b', { ...code, created_at: later })],
      [row(1, { ...code, transaction_at: later + 60_000 }), row(2, { ...code, transaction_at: noon - 60_000 })],
    );
    expect(new Map(found.map((line) => [line.transaction, line.row]))).toEqual(new Map([['a', 2], ['b', 1]]));
  });

  it('equal times fall to the lowest id', () => {
    const code = { auth_code: '123456' };
    const found = verdicts([sale('b', code), sale('a', code)], [row(1, code)]);
    expect(found.find((line) => line.verdict === 'Matched')?.transaction).toBe('a');
  });

  it('a file without ids and codes leaves everything alone', () => {
    expect(verdicts([sale('t', { auth_code: '1' })], [row(1)]).map((line) => line.verdict).sort()).toEqual(['OrphanBank', 'OrphanDb']);
  });

  it.each(['Failed', 'Created', 'Authorized'])('%s transactions are not considered', (status) => {
    expect(verdicts([sale('t', { status })], [])).toEqual([]);
  });

  it('another currency is kept apart', () => {
    expect(verdicts([sale('t', { currency: 'USD' })], [])).toEqual([]);
  });

  it('the id goes before the code', () => {
    const code = { auth_code: '123456' };
    const found = verdicts([sale('a', code), sale('b', code)], [row(1, { ...code, ...id('b') })]);
    expect(found.find((line) => line.verdict === 'Matched')?.transaction).toBe('b');
  });

  it('null and empty never equal null and empty', () => {
    const empty = { provider_transaction_id: '', auth_code: '' };
    const found = verdicts([sale('t', empty)], [row(1, { bank_transaction_id: '', auth_code: '' })]);
    expect(found.map((line) => line.verdict).sort()).toEqual(['OrphanBank', 'OrphanDb']);
  });

  it('under merchant scope a code counts only within its merchant', () => {
    const code = { auth_code: '123456' };
    const [own, other] = [row(1, { ...code, merchant_external_id: 'M1' }), row(1, { ...code, merchant_external_id: 'M2' })];
    expect(verdicts([sale('t', code)], [own], 'Merchant')[0]?.verdict).toBe('Matched');
    expect(verdicts([sale('t', code)], [other], 'Merchant').map((line) => line.verdict).sort()).toEqual(['OrphanBank', 'OrphanDb']);
  });
});
