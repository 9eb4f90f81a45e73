import { describe, expect, it } from 'vitest';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import { bankRow, causesBy, type Desk, from, hour, noon, suggests, to, transaction } from '../builders/explained-plan.ts';

const day = 24 * hour;
const [first, last] = [startOfDay(from), endOfDay(to)];
const refund = { operation_type: 'Refund', status: 'Refunded' } as const;

const MINUTE = 60_000;
const refs = { rrn: null, order: null, gateway: null, sequence: null };
const RRN = '612345678901';

/** Five pairs of the period's second day, paid out on a day: what a file's habit is told from. */
const paidOn = (value_date: string, count = 5): { transactions: EvidenceTransaction[]; rows: EvidenceRow[] } => {
  const codes = Array.from({ length: count }, (_, index) => `P${index}`);
  return { transactions: codes.map((auth_code) => transaction(auth_code, { auth_code })), rows: codes.map((auth_code, index) => bankRow(11 + index, { auth_code, value_date })) };
};
/** The same file with further transactions. */
const paidBeside = (value_date: string, transactions: readonly EvidenceTransaction[], count?: number): Desk => {
  const paid = paidOn(value_date, count);
  return { transactions: [...transactions, ...paid.transactions], rows: paid.rows };
};

const cases: [string, readonly string[], Desk][] = [
  ['nothing on the other side', ['missing'], { transactions: [transaction('t')] }],
  ['a row with nothing on the other side', ['missing'], { rows: [bankRow(1)] }],

  ['a void the file does not show', ['voided_same_day'], { transactions: [transaction('t', { status: 'Canceled' })] }],
  [
    'a void the file shows without a code',
    ['key_missing', 'key_missing'],
    { transactions: [transaction('t', { status: 'Canceled', auth_code: 'A' })], rows: [bankRow(1, { kind: 'void' })], suggestions: [suggests(['t'], [1])] },
  ],

  [
    'a void whose completed sale stands in the file, by its reference, net of commission',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', rrn: RRN })], rows: [bankRow(1, { amount: 14_700, refs: { ...refs, rrn: RRN } })] },
  ],
  [
    'a void whose completed sale stands in the file, by its code less a zero',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', auth_code: '012345' })], rows: [bankRow(1, { auth_code: '12345', time_known: false })] },
  ],
  [
    'a void whose completed sale stands in the file, by code and card, net of commission',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', auth_code: '012345', last4: '1234' })], rows: [bankRow(1, { auth_code: '12345', card: '****1234', amount: 14_700 })] },
  ],
  [
    'a void whose completed sale stands in the file, by card, amount and time',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', last4: '1234' })], rows: [bankRow(1, { card: '****1234', transaction_at: noon + 15 * MINUTE })] },
  ],
  [
    'a void whose completed sale stands in the file, by card, amount and day',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', last4: '1234' })], rows: [bankRow(1, { card: '****1234', time_known: false, transaction_at: startOfDay('2026-05-05') })] },
  ],
  [
    'a void whose completed sale stands in the file on the day after the period',
    ['void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled', created_at: last - 1, rrn: RRN })], rows: [bankRow(1, { transaction_at: last + hour, kept: 'out_of_period', refs: { ...refs, rrn: RRN } })] },
  ],
  [
    'a void and what a pass says is its completed sale',
    ['void_at_payven_only', 'void_at_payven_only'],
    { transactions: [transaction('t', { status: 'Canceled' })], rows: [bankRow(1)], suggestions: [suggests(['t'], [1], { pass: 'reference', sureness: 'likely' })] },
  ],
  [
    'a void beside a sale of the same card a good quarter later',
    ['missing', 'voided_same_day'],
    { transactions: [transaction('t', { status: 'Canceled', last4: '1234' })], rows: [bankRow(1, { card: '****1234', transaction_at: noon + 15 * MINUTE + 1 })] },
  ],
  [
    'a void beside a sale of its code with another amount',
    ['missing', 'voided_same_day'],
    { transactions: [transaction('t', { status: 'Canceled', auth_code: '012345' })], rows: [bankRow(1, { auth_code: '12345', amount: 15_001 })] },
  ],
  [
    'a void beside a try the bank declined',
    ['voided_same_day'],
    { transactions: [transaction('t', { status: 'Canceled', rrn: RRN })], rows: [bankRow(1, { kept: 'failed', refs: { ...refs, rrn: RRN } })] },
  ],
  [
    'a void, then the same card again: the file’s sale is the second one',
    ['key_missing', 'voided_same_day', 'key_missing'],
    {
      transactions: [transaction('t', { status: 'Canceled', last4: '1234' }), transaction('u', { created_at: noon + 5 * MINUTE, last4: '1234' })],
      rows: [bankRow(1, { card: '****1234', transaction_at: noon + 5 * MINUTE })],
      suggestions: [suggests(['u'], [1])],
    },
  ],
  [
    'a sale the bank voided, by its reference',
    ['void_at_bank_only', 'void_at_bank_only'],
    { transactions: [transaction('t', { auth_code: '012345', rrn: RRN })], rows: [bankRow(1, { kind: 'void', auth_code: '12345', refs: { ...refs, rrn: RRN } })] },
  ],
  [
    'a declined try beside a void of its reference',
    ['missing'],
    { transactions: [transaction('t', { status: 'Failed', rrn: RRN })], rows: [bankRow(1, { kind: 'void', refs: { ...refs, rrn: RRN } })] },
  ],
  [
    'a refund and what a pass says is its row, written as a sale',
    ['refund_as_sale', 'refund_as_sale'],
    { transactions: [transaction('t', refund)], rows: [bankRow(1)], suggestions: [suggests(['t'], [1], { pass: 'reference', sureness: 'likely' })] },
  ],
  [
    'a canceled refund and its row',
    ['status_other', 'status_other'],
    { transactions: [transaction('t', { operation_type: 'Refund', status: 'Canceled' })], rows: [bankRow(1, { kind: 'refund' })], suggestions: [suggests(['t'], [1])] },
  ],

  [
    'a transaction whose row is of the day after the period',
    ['other_period'],
    { transactions: [transaction('t', { created_at: last - 1 })], rows: [bankRow(1, { transaction_at: last + 7 * hour, kept: 'out_of_period' })], suggestions: [suggests(['t'], [1])] },
  ],
  [
    'a row whose transaction is of the day before the period',
    ['other_period'],
    { transactions: [transaction('t', { created_at: first - 7 * hour })], rows: [bankRow(1, { transaction_at: first })], suggestions: [suggests(['t'], [1], { sureness: 'likely' })] },
  ],
  [
    'the same, but it is only one of several that fit',
    ['missing'],
    { transactions: [transaction('t', { created_at: first - 7 * hour })], rows: [bankRow(1, { transaction_at: first })], suggestions: [suggests(['t'], [1], { sureness: 'ambiguous' })] },
  ],
  [
    'a row whose transaction is of the day before the period, and failed',
    ['status_other'],
    { transactions: [transaction('t', { status: 'Failed', created_at: first - MINUTE })], rows: [bankRow(1, { transaction_at: first + MINUTE })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'the same across midnight, without a suggestion',
    ['missing'],
    { transactions: [transaction('t', { status: 'Failed', created_at: first - MINUTE, last4: '1234' })], rows: [bankRow(1, { transaction_at: first + MINUTE, card: '****1234' })] },
  ],
  [
    'a transaction whose row is another merchant’s, of the day after the period',
    ['merchant_differs'],
    { transactions: [transaction('t', { created_at: last - hour })], rows: [bankRow(1, { transaction_at: last + hour, kept: 'other_merchant' })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'a transaction whose row is of the day after the period, another amount',
    ['amount_other'],
    { transactions: [transaction('t', { created_at: last - 1 })], rows: [bankRow(1, { amount: 9_000, transaction_at: last + 7 * hour, kept: 'out_of_period' })], suggestions: [suggests(['t'], [1])] },
  ],
  [
    'a sale whose further instalments lie beyond the period',
    ['split'],
    { transactions: [transaction('t')], rows: [bankRow(1, { kept: 'instalments', amount: 5_000, transaction_at: last + 20 * day })], suggestions: [suggests(['t'], [1], { pass: 'reference' })] },
  ],
  [
    'five minutes across midnight, same card, without a suggestion',
    ['other_period'],
    { transactions: [transaction('t', { created_at: last - 60_000, last4: '1234' })], rows: [bankRow(1, { transaction_at: last + 240_000, kept: 'out_of_period', card: '****1234' })] },
  ],
  [
    'two across midnight, and one row beyond it: nobody knows whose',
    ['missing', 'missing'],
    {
      transactions: [transaction('t', { created_at: last - 60_000, last4: '1234' }), transaction('u', { created_at: last - 90_000, last4: '1234' })],
      rows: [bankRow(1, { transaction_at: last + 240_000, kept: 'out_of_period', card: '****1234' })],
    },
  ],
  [
    'five minutes across midnight, another amount',
    ['missing'],
    { transactions: [transaction('t', { created_at: last - 60_000, last4: '1234' })], rows: [bankRow(1, { transaction_at: last + 240_000, kept: 'out_of_period', card: '****1234', amount: 15_001 })] },
  ],
  [
    'an hour across midnight',
    ['missing'],
    { transactions: [transaction('t', { created_at: last - 60_000, last4: '1234' })], rows: [bankRow(1, { transaction_at: last + hour, kept: 'out_of_period', card: '****1234' })] },
  ],

  [
    'a refund here, its row after the period',
    ['refund_outside'],
    { transactions: [transaction('t', { ...refund, created_at: last - day, auth_code: 'A' })], rows: [bankRow(1, { kind: 'refund', auth_code: 'A', transaction_at: last + day, kept: 'out_of_period' })] },
  ],
  [
    'a refund row, its refund at Payven before the period',
    ['refund_outside'],
    { transactions: [transaction('t', { ...refund, created_at: first - day, auth_code: 'A' })], rows: [bankRow(1, { kind: 'refund', auth_code: 'A', transaction_at: first + hour })] },
  ],
  [
    'a refund of this period whose sale was before it: the refund itself is missing',
    ['missing'],
    { transactions: [transaction('t', { ...refund, amount: 5_000, auth_code: 'A' }), transaction('s', { created_at: first - day, auth_code: 'A' })] },
  ],
  [
    'a refund whose sale is in the period',
    ['missing'],
    { transactions: [transaction('t', { ...refund, amount: 5_000, auth_code: 'A' }), transaction('s', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' })] },
  ],
  [
    'a refund row and a refund of another amount outside',
    ['missing'],
    { transactions: [transaction('t', { ...refund, created_at: first - day, auth_code: 'A', amount: 14_999 })], rows: [bankRow(1, { kind: 'refund', auth_code: 'A', transaction_at: first + hour })] },
  ],

  ['paid out after the file’s last value date, as the file’s rows are usually', ['not_paid_out'], paidBeside('2026-05-06', [transaction('t', { created_at: noon + day })])],
  ['due on the file’s last value date', ['missing'], paidBeside('2026-05-06', [transaction('t')])],
  ['too few rows to tell what is usual', ['missing'], paidBeside('2026-05-06', [transaction('t', { created_at: noon + day })], 4)],
  ['a file of sales that are not paid yet, so that value dates do not cut it', ['missing'], { ...paidBeside('2026-06-04', [transaction('t', { created_at: noon + day })]), today: '2026-05-07' }],
  [
    'a file without value dates',
    ['missing'],
    { transactions: [transaction('t', { created_at: noon + day }), transaction('p', { auth_code: 'A' })], rows: [bankRow(1, { auth_code: 'A' })] },
  ],
  [
    'of two usual delays the shorter one, which excuses less',
    ['missing'],
    {
      transactions: [transaction('t'), ...[1, 2, 3, 4, 5, 6].map((n) => transaction(`p${n}`, { auth_code: `P${n}` }))],
      rows: [1, 2, 3, 4, 5, 6].map((n) => bankRow(n, { auth_code: `P${n}`, transaction_at: n > 3 ? noon - day : noon, value_date: '2026-05-06' })),
    },
  ],
  ['settled after the file’s last value date', ['not_paid_out'], paidBeside('2026-05-06', [transaction('t', { settlement_at: noon + 2 * day })], 1)],
  ['settled on the file’s last value date', ['missing'], paidBeside('2026-05-06', [transaction('t', { created_at: noon + day, settlement_at: noon + day })])],
  ['settled later, but the file holds what is paid later still', ['missing'], { ...paidBeside('2026-06-04', [transaction('t', { settlement_at: noon + 60 * day })]), today: '2026-05-07' }],
  ['settled tomorrow, in a file without value dates', ['missing'], { transactions: [transaction('t', { settlement_at: noon + 3 * day })], today: '2026-05-07' }],
  [
    'instalments paid out months later set no usual delay',
    ['missing'],
    {
      transactions: [transaction('t'), ...paidOn('2026-05-06').transactions, ...'ABCDEFG'.split('').map((auth_code) => transaction(auth_code, { auth_code }))],
      rows: [
        ...paidOn('2026-05-06').rows,
        ...'ABCDEFG'.split('').map((auth_code, index) => bankRow(index + 1, { auth_code, installment_count: 3, transaction_at: noon - day, value_date: '2026-05-06' })),
      ],
    },
  ],
];

describe('what is not there', () => {
  it.each(cases)('%s: %j', (_, expected, desk) => expect(causesBy(desk)).toEqual(expected));
});
