import { describe, expect, it } from 'vitest';
import { considered, matchSides, type BankTransaction } from '../../src/sandbox/matching.ts';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { addSale } from '../builders/sandbox.ts';
import type { Transaction } from '../../src/sandbox/world.ts';

const NOON = Date.parse('2026-05-04T12:00:00+03:00');
const sale = (id: string, given: Partial<Transaction> = {}): Transaction =>
  addSale(emptyWorld(), { id, amount: 100, created: NOON, auth_code: 'C', ...given });
const row = (id: string | null, given: Partial<BankTransaction> = {}): BankTransaction => ({
  bank_transaction_id: id,
  amount: 100,
  status: 'completed',
  transaction_date: NOON,
  merchant_external_id: null,
  auth_code: 'C',
  ...given,
});
const pairs = (transactions: Transaction[], rows: BankTransaction[], scope: 'Connector' | 'Merchant' = 'Connector'): string[] =>
  matchSides(transactions, rows, scope)
    .map((line) => `${line.transaction?.id ?? '-'} ${line.bank?.bank_transaction_id ?? '-'} ${line.verdict}`)
    .sort();

describe('order among candidates (Payven guide, assumed)', () => {
  it('amount and status beat time, amount beats status, time beats ids', () => {
    expect(pairs([sale('a')], [row('near', { status: 'voided' }), row('far', { transaction_date: NOON + 1e9 })])).toContain('a far Matched');
    expect(pairs([sale('a')], [row('near', { amount: 99 }), row('far', { status: 'voided', transaction_date: NOON + 1e9 })])).toContain('a far StatusMismatch');
    expect(pairs([sale('z', { created: NOON + 1 }), sale('a', { created: NOON - 9 })], [row('r')])).toContain('z r Matched');
    expect(pairs([sale('z'), sale('a')], [row('r')])).toContain('a r Matched');
  });

  it('takes rows in canonical order whatever the request’s order', () => {
    const rows = [row('r2'), row('r1'), row('r3')];
    expect(pairs([sale('a')], rows)).toContain('a r1 Matched');
    expect(pairs([sale('a')], rows.toReversed())).toContain('a r1 Matched');
    const early = row('r9', { transaction_date: NOON - 5 });
    expect(pairs([sale('a', { created: NOON - 2 })], [row('r0', { transaction_date: NOON + 1 }), early])).toContain('a r9 Matched');
    const equal = [row(null, { amount: 100 }), row(null, { amount: 100 })];
    expect(matchSides([sale('a')], equal, 'Connector')[0]?.bank).toBe(equal[0]);
  });

  it('a row without a time comes last', () => {
    expect(pairs([sale('a')], [row('none', { transaction_date: null }), row('far', { transaction_date: 0 })])).toContain('a far Matched');
  });

  it('runs the first pass over all rows before any code is looked at', () => {
    const both = [sale('a', { provider_transaction_id: 'P' }), sale('b')];
    expect(pairs(both, [row('x'), row('P', { amount: 1 })])).toEqual(['a P AmountMismatch', 'b x Matched']);
  });
});

describe('what is considered', () => {
  it('takes three statuses, one owner, TRY, and both ends of the period', () => {
    const world = emptyWorld();
    for (const status of ['Completed', 'Refunded', 'Canceled', 'Failed', 'Created', 'Authorized', 'Processing']) {
      addSale(world, { id: status, amount: 1, created: NOON, status });
    }
    addSale(world, { id: 'usd', amount: 1, created: NOON, currency: 'USD' });
    const selection = { scope: 'Connector', owner_id: world.connector_config_id, from: NOON, to: NOON } as const;
    expect(considered(world.transactions, selection).map((one) => one.id)).toEqual(['Completed', 'Refunded', 'Canceled']);
    expect(considered(world.transactions, { ...selection, from: NOON + 1, to: NOON + 2 })).toEqual([]);
    expect(considered(world.transactions, { ...selection, owner_id: 'another' })).toEqual([]);
    expect(considered(world.transactions, { ...selection, scope: 'Merchant', owner_id: world.merchants[0]?.id ?? '' })).toHaveLength(3);
  });
});

describe('merchant scope', () => {
  it('pairs within one external merchant id, and never on a missing one', () => {
    const none = sale('none', { external_merchant_id: null });
    expect(pairs([none], [row('r')], 'Merchant')).toEqual(['- r OrphanBank', 'none - OrphanDb']);
    expect(pairs([sale('a')], [row('r', { merchant_external_id: 'ORNEK-1' })], 'Merchant')).toEqual(['a r Matched']);
    expect(pairs([sale('a')], [row('r', { merchant_external_id: 'ORNEK-2' })], 'Merchant')).toHaveLength(2);
  });
});

it('pairs a hundred thousand rows in seconds', () => {
  const count = 100_000;
  const [template] = [sale('template')];
  const transactions = Array.from({ length: count }, (_, index): Transaction => ({ ...template, id: `t${index}`, auth_code: `c${index}` }));
  const rows = Array.from({ length: count }, (_, index) => row(`r${index}`, { auth_code: `c${count - 1 - index}` }));
  const before = performance.now();
  const lines = matchSides(transactions, rows, 'Connector');
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(lines.filter((line) => line.verdict === 'Matched')).toHaveLength(count);
});
