import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causesOf, countCauses } from '../../src/main/domain/matching/causes.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import { evidencePasses, surenesses } from '../../src/shared/evidence.ts';
import { bankRow, causesBy, type Desk, explained, from, hour, noon, suggests, to, transaction } from '../builders/explained-plan.ts';

const seed = 20_260_505;
console.info(`causes: seed ${seed}`);

const day = 24 * hour;
const [first, last] = [startOfDay(from), endOfDay(to)];

const cases: [string, readonly string[], Desk][] = [
  [
    'one day apart',
    ['day_boundary', 'day_boundary'],
    { transactions: [transaction('t')], rows: [bankRow(1, { transaction_at: noon + 13 * hour })], suggestions: [suggests(['t'], [1], { sureness: 'likely' })] },
  ],
  [
    'one day apart, but others fit as well',
    ['missing', 'missing'],
    { transactions: [transaction('t')], rows: [bankRow(1, { transaction_at: noon + 13 * hour })], suggestions: [suggests(['t'], [1], { sureness: 'ambiguous' })] },
  ],
  ['the row without a code', ['key_missing', 'key_missing'], { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1)], suggestions: [suggests(['t'], [1])] }],
  [
    'a row with the bank’s own number alone',
    ['key_missing', 'key_missing'],
    { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { bank_transaction_id: '77' })], suggestions: [suggests(['t'], [1])] },
  ],
  [
    'another code',
    ['key_differs', 'key_differs'],
    { transactions: [transaction('t', { auth_code: '012345' })], rows: [bankRow(1, { auth_code: '12345' })], suggestions: [suggests(['t'], [1])] },
  ],
  [
    'neither a code, and two numbers of the bank’s',
    ['key_missing', 'key_missing'],
    { transactions: [transaction('t', { provider_transaction_id: 'P-1' })], rows: [bankRow(1, { bank_transaction_id: 'B-1' })], suggestions: [suggests(['t'], [1])] },
  ],
  [
    'another code and another amount',
    ['amount_other', 'amount_other'],
    { transactions: [transaction('t', { auth_code: '012345' })], rows: [bankRow(1, { auth_code: '12345', amount: 1_475 })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'no code and one kuruş: whatever is decided of one side leaves the other',
    ['amount_other', 'amount_other'],
    { transactions: [transaction('t')], rows: [bankRow(1, { amount: 14_999 })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'another code and the net amount',
    ['net_for_gross', 'net_for_gross'],
    { transactions: [transaction('t', { auth_code: '012345', net_amount: 14_700 })], rows: [bankRow(1, { auth_code: '12345', amount: 14_700 })], suggestions: [suggests(['t'], [1], { pass: 'code' })] },
  ],
  [
    'another code and the net amount, only likely',
    ['amount_other', 'amount_other'],
    { transactions: [transaction('t', { auth_code: '012345', net_amount: 14_700 })], rows: [bankRow(1, { auth_code: '12345', amount: 14_700 })], suggestions: [suggests(['t'], [1], { pass: 'code', sureness: 'likely' })] },
  ],
  [
    'one day apart and another amount',
    ['amount_other', 'amount_other'],
    { transactions: [transaction('t')], rows: [bankRow(1, { amount: 14_000, transaction_at: noon + 13 * hour })], suggestions: [suggests(['t'], [1], { sureness: 'likely' })] },
  ],
  [
    'another merchant’s row of another amount',
    ['amount_other'],
    { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A', amount: 14_000, kept: 'other_merchant' })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'the same code, another merchant',
    ['merchant_differs', 'merchant_differs'],
    { scope: 'Merchant', transactions: [transaction('t', { auth_code: 'A', external_merchant_id: 'm1' })], rows: [bankRow(1, { auth_code: 'A' })], suggestions: [suggests(['t'], [1], { pass: 'code' })] },
  ],
  [
    'a row kept apart as another merchant’s',
    ['merchant_differs'],
    { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A', kept: 'other_merchant' })], suggestions: [suggests(['t'], [1], { pass: 'code' })] },
  ],
  [
    'a transaction in a state that is not compared',
    ['status_other'],
    { transactions: [transaction('t', { status: 'Authorized', auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' })], suggestions: [suggests(['t'], [1], { pass: 'code' })] },
  ],
  [
    'one transaction in two rows',
    ['split', 'split', 'split'],
    { transactions: [transaction('t')], rows: [bankRow(1, { amount: 7_000 }), bankRow(2, { amount: 8_000 })], suggestions: [suggests(['t'], [1, 2], { pass: 'split' })] },
  ],
  [
    'a sale whose instalments stay apart',
    ['split'],
    { transactions: [transaction('t')], rows: [bankRow(1, { kept: 'instalments', amount: 5_000 })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'two transactions in one row',
    ['batch', 'batch', 'batch'],
    { transactions: [transaction('t', { amount: 7_000 }), transaction('u', { amount: 8_000 })], rows: [bankRow(1)], suggestions: [suggests(['t', 'u'], [1], { pass: 'batch' })] },
  ],
  [
    'a confirmed suggestion counts before a likely one',
    ['key_missing', 'day_boundary', 'key_missing'],
    {
      transactions: [transaction('t', { auth_code: 'A' })],
      rows: [bankRow(1), bankRow(2, { transaction_at: noon + day })],
      suggestions: [suggests(['t'], [2], { sureness: 'likely' }), suggests(['t'], [1])],
    },
  ],

  [
    'a row that stands there twice',
    ['duplicate'],
    { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' }), bankRow(2, { auth_code: 'A', transaction_at: noon + hour })] },
  ],
  [
    'a transaction that stands there twice',
    ['duplicate'],
    { transactions: [transaction('t', { auth_code: 'A' }), transaction('u', { auth_code: 'A', created_at: noon + hour })], rows: [bankRow(1, { auth_code: 'A' })] },
  ],
  ['the same code with another amount', ['missing'], { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' }), bankRow(2, { auth_code: 'A', amount: 9_900 })] }],
  ['the same code on another day', ['missing'], { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' }), bankRow(2, { auth_code: 'A', transaction_at: noon + day })] }],
  ['the same code, refunded', ['missing'], { transactions: [transaction('t', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' }), bankRow(2, { auth_code: 'A', kind: 'refund' })] }],
];

describe('why a side stands alone', () => {
  it.each(cases)('%s: %j', (_, expected, desk) => expect(causesBy(desk)).toEqual(expected));
});

const few = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const someTransaction: fc.Arbitrary<Partial<EvidenceTransaction>> = fc.record({
  created_at: few(first - 60_000, first + 60_000, noon, noon + day, last - 60_000, last + 60_000),
  amount: few(15_000, 14_999, 14_700),
  status: few('Completed', 'Refunded', 'Canceled', 'Failed'),
  operation_type: few('Sale', 'Refund'),
  auth_code: few('A', 'B', null),
  last4: few('1234', null),
  net_amount: few(0, 14_700),
  settlement_at: few(null, noon, noon + 100 * day),
});
const someRow: fc.Arbitrary<Partial<EvidenceRow>> = fc.record({
  transaction_at: few(first - 60_000, noon, noon + day, last - 60_000, last + 60_000),
  amount: few(15_000, 14_999, 14_700, 300),
  kind: few('sale', 'refund', 'void', 'point'),
  auth_code: few('A', 'B', null),
  card: few('****1234', null),
  value_date: few(null, '2026-05-06', '2026-05-08'),
});
const links = fc.array(fc.tuple(fc.nat(9), fc.nat(9), few(...surenesses), few(...evidencePasses)), { maxLength: 8 });

/** A desk out of anything, with suggestions that may be wild. */
const someDesk = fc.tuple(fc.array(someTransaction, { maxLength: 10 }), fc.array(someRow, { maxLength: 10 }), links).map(([t, r, wild]): Desk => {
  const transactions = t.map((wish, index) => transaction(`t${index}`, wish));
  const rows = r.map((wish, index) => bankRow(index + 1, { ...wish, kept: wish.kind === 'point' ? 'fees' : (wish.transaction_at ?? 0) < first || (wish.transaction_at ?? 0) > last ? 'out_of_period' : null }));
  const suggestions = wild
    .filter(([a, b]) => a < transactions.length && b < rows.length)
    .map(([a, b, sureness, pass]) => suggests([`t${a}`], [b + 1], { sureness, pass }));
  return { transactions, rows, suggestions };
});

describe('causes', () => {
  it('never say that a pair by hand settles what differs in amount', () => {
    fc.assert(
      fc.property(someDesk, (desk) => {
        const input = explained(desk);
        const found = causesOf(input);
        const amountOf = new Map<number | null, number | null>([...input.transactions, ...input.rows].map(({ line, amount }) => [line, amount]));
        const lines = new Map<string, number | null>([...input.transactions.map(({ id, line }) => [id, line] as const), ...input.rows.map(({ row, line }) => [`${row}`, line] as const)]);
        const said = ['key_missing', 'key_differs', 'day_boundary', 'merchant_differs'];
        for (const { line, verdict } of input.lines) {
          if (verdict !== 'OrphanDb' || !said.includes(found.get(line) ?? '')) continue;
          const partners = input.suggestions.filter(({ sureness, transactions }) => sureness !== 'ambiguous' && transactions.some((id) => lines.get(id) === line));
          const rows = partners.flatMap((each) => each.rows.flatMap(({ row }) => input.rows.filter((other) => other.row === row)));
          expect(rows.map(({ amount }) => amount)).toContain(amountOf.get(line));
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('gives every line that does not match exactly one, and no other', () => {
    fc.assert(
      fc.property(someDesk, (desk) => {
        const input = explained(desk);
        const found = causesOf(input);
        const open = input.lines.filter(({ verdict }) => verdict !== 'Matched').map(({ line }) => line);
        expect([...found.keys()].sort((a, b) => a - b)).toEqual(open.sort((a, b) => a - b));
        expect(countCauses(input.lines, found).reduce((sum, { lines }) => sum + lines, 0)).toBe(open.length);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('does not mind the order of anything', () => {
    fc.assert(
      fc.property(someDesk, (desk) => {
        const input = explained(desk);
        const reversed = {
          ...input,
          lines: input.lines.toReversed(),
          transactions: input.transactions.toReversed(),
          rows: input.rows.toReversed(),
          suggestions: input.suggestions.toReversed(),
          whole: { transactions: [...input.whole.transactions].toReversed(), rows: [...input.whole.rows].toReversed() },
        };
        const [one, other] = [causesOf(input), causesOf(reversed)];
        expect([...other].sort(([a], [b]) => a - b)).toEqual([...one].sort(([a], [b]) => a - b));
        expect(countCauses(reversed.lines, other)).toEqual(countCauses(input.lines, one));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('lets no ambiguous suggestion decide', () => {
    fc.assert(
      fc.property(someDesk, (desk) => {
        const unsure = (desk.suggestions ?? []).map((each) => ({ ...each, sureness: 'ambiguous' as const }));
        expect([...causesOf(explained({ ...desk, suggestions: unsure }))]).toEqual([...causesOf(explained({ ...desk, suggestions: [] }))]);
      }),
      { seed, numRuns: 200 },
    );
  });
});
