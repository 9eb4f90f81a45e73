import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { serveWorld } from '../../src/sandbox/server.ts';
import { addSale, clientOf, fetchToken } from '../builders/sandbox.ts';
import type { Transaction } from '../../src/sandbox/world.ts';

/**
 * The golden cases of Payven's matching (Payven guide, reconciliation), asked over
 * HTTP. Amounts in kuruş, times in Istanbul.
 */
interface Golden {
  name: string;
  payven: (Partial<Transaction> & { id: string; amount: number; at: string })[];
  bank: { id?: string | null; amount: number; status: string; at: string; code?: string | null; merchant?: string }[];
  /** verdict, Payven's id, position in `bank` */
  expected: [string, string | null, number | null][];
  scope?: 'Merchant';
}

const sale = { id: 'sale', amount: 15_000, auth_code: '012345', at: '2026-05-04T10:00' };
const child = { id: 'child', status: 'Refunded', operation_type: 'Refund', auth_code: '012345' };
const row = { amount: 15_000, status: 'completed', code: '012345', at: '2026-05-04T12:00' };
const one: Golden['expected'] = [['Matched', 'sale', 0]];
const both: Golden['expected'] = [...one, ['Matched', 'child', 1]];

const golden: Golden[] = [
  { name: 'sale, completed', payven: [sale], bank: [row], expected: one },
  { name: 'sale, approved', payven: [sale], bank: [{ ...row, status: 'approved' }], expected: one },
  {
    name: 'sale by provider id, another code',
    payven: [{ ...sale, provider_transaction_id: '900000000000000001' }],
    bank: [{ ...row, id: '900000000000000001', code: '999999' }],
    expected: one,
  },
  {
    name: 'netted sale: amount is compared, never net_amount',
    payven: [{ ...sale, net_amount: 14_750 }],
    bank: [{ ...row, status: 'approved', amount: 14_750 }],
    expected: [['AmountMismatch', 'sale', 0]],
  },
  { name: 'other status', payven: [sale], bank: [{ ...row, status: 'voided' }], expected: [['StatusMismatch', 'sale', 0]] },
  {
    name: 'amount and status differ',
    payven: [sale],
    bank: [{ ...row, status: 'voided', amount: 14_750 }],
    expected: [['AmountMismatch', 'sale', 0]],
  },
  { name: 'only here', payven: [sale], bank: [], expected: [['OrphanDb', 'sale', null]] },
  { name: 'only there', payven: [], bank: [row], expected: [['OrphanBank', null, 0]] },
  {
    name: 'partial refund with ids of their own',
    payven: [
      { ...sale, provider_transaction_id: 'P1' },
      { ...child, amount: 5_000, at: '2026-05-05T10:00', provider_transaction_id: 'P2' },
    ],
    bank: [
      { ...row, id: 'P1', code: null },
      { ...row, id: 'P2', code: null, amount: 5_000, status: 'refunded', at: '2026-05-05T12:00' },
    ],
    expected: both,
  },
  {
    name: "refund shares the sale's code, no ids",
    payven: [sale, { ...child, amount: 5_000, at: '2026-05-04T11:59' }],
    bank: [row, { ...row, amount: 5_000, status: 'refunded' }],
    expected: both,
  },
  {
    name: 'refunded in two parts',
    payven: [
      { ...sale, status: 'Refunded' },
      { ...child, amount: 5_000, at: '2026-05-05T10:00' },
      { ...child, id: 'child-2', amount: 10_000, at: '2026-05-05T11:00' },
    ],
    bank: [
      row,
      { ...row, amount: 5_000, status: 'refunded', at: '2026-05-05T12:00' },
      { ...row, amount: 10_000, status: 'refunded', at: '2026-05-05T12:00' },
    ],
    expected: [['StatusMismatch', 'sale', 0], ['Matched', 'child', 1], ['Matched', 'child-2', 2]],
  },
  {
    name: 'refunded whole at once',
    payven: [{ ...sale, status: 'Refunded' }, { ...child, amount: 15_000, at: '2026-05-05T10:00' }],
    bank: [row, { ...row, status: 'refunded', at: '2026-05-05T12:00' }],
    expected: [['StatusMismatch', 'sale', 0], ['Matched', 'child', 1]],
  },
  {
    name: 'same-day void, absent',
    payven: [{ ...sale, status: 'Canceled' }],
    bank: [],
    expected: [['OrphanDb', 'sale', null]],
  },
  { name: 'same-day void, shown', payven: [{ ...sale, status: 'Canceled' }], bank: [{ ...row, status: 'voided' }], expected: one },
  {
    name: 'refund next month',
    payven: [{ ...sale, status: 'Refunded' }, { ...child, amount: 15_000, at: '2026-06-03T10:00' }],
    bank: [row],
    expected: [['StatusMismatch', 'sale', 0]],
  },
  {
    name: 'same code, two days: each with its own amount',
    payven: [sale, { ...sale, id: 'later', amount: 9_900, at: '2026-05-04T12:01' }],
    bank: [{ ...row, amount: 9_900 }, { ...row, at: '2026-05-05T12:00' }],
    expected: [['Matched', 'later', 0], ['Matched', 'sale', 1]],
  },
  {
    name: 'same code, two days: equal amounts go by the nearest time',
    payven: [{ ...sale, id: 'a-later', at: '2026-05-05T10:00' }, { ...sale, id: 'b-first' }],
    bank: [row, { ...row, at: '2026-05-05T12:00' }],
    expected: [['Matched', 'b-first', 0], ['Matched', 'a-later', 1]],
  },
  {
    name: 'same code, same amount, same time: the lowest id comes first',
    payven: [{ ...sale, id: 'b' }, { ...sale, id: 'a' }],
    bank: [row],
    expected: [['Matched', 'a', 0], ['OrphanDb', 'b', null]],
  },
  {
    name: 'no id, no code in the file',
    payven: [sale],
    bank: [{ ...row, code: null }],
    expected: [['OrphanDb', 'sale', null], ['OrphanBank', null, 0]],
  },
  {
    name: 'null and empty never equal',
    payven: [{ ...sale, auth_code: null }, { ...sale, id: 'empty', auth_code: '', provider_transaction_id: '' }],
    bank: [{ ...row, code: null, id: null }, { ...row, code: '', id: '' }],
    expected: [['OrphanDb', 'sale', null], ['OrphanDb', 'empty', null], ['OrphanBank', null, 0], ['OrphanBank', null, 1]],
  },
  {
    name: 'Failed or Created here are not considered',
    payven: [{ ...sale, status: 'Failed' }, { ...sale, id: 'created', status: 'Created' }],
    bank: [],
    expected: [],
  },
  {
    name: 'another currency is not considered',
    payven: [{ ...sale, currency: 'USD' }],
    bank: [],
    expected: [],
  },
  {
    name: 'both ends of the period are in it',
    payven: [
      { ...sale, id: 'first', at: '2026-05-04T00:00:00.000' },
      { ...sale, id: 'last', at: '2026-05-06T23:59:59.999' },
      { ...sale, id: 'before', at: '2026-05-03T23:59:59.999' },
      { ...sale, id: 'after', at: '2026-05-07T00:00:00.000' },
    ],
    bank: [],
    expected: [['OrphanDb', 'first', null], ['OrphanDb', 'last', null]],
  },
  {
    name: 'an id beats a code that would fit better',
    payven: [{ ...sale, amount: 1, provider_transaction_id: 'P9' }, { ...sale, id: 'other' }],
    bank: [{ ...row, id: 'P9' }],
    expected: [['AmountMismatch', 'sale', 0], ['OrphanDb', 'other', null]],
  },
  {
    name: 'Merchant scope pairs within the external merchant id alone',
    scope: 'Merchant',
    payven: [sale, { ...sale, id: 'second', auth_code: '777777' }],
    bank: [
      { ...row, merchant: 'ORNEK-2' },
      { ...row, code: '777777', merchant: 'ORNEK-1' },
      { ...row },
    ],
    expected: [
      ['OrphanDb', 'sale', null],
      ['Matched', 'second', 1],
      ['OrphanBank', null, 0],
      ['OrphanBank', null, 2],
    ],
  },
];

const answer = z.object({
  details: z.array(
    z.object({
      transaction_id: z.string().nullable(),
      bank_transaction_id: z.string().nullable(),
      bank_amount: z.number().nullable(),
      discrepancy: z.string(),
      detail_status: z.string(),
    }),
  ),
});

async function verdictsOf(wish: Golden) {
  const world = emptyWorld();
  for (const { at, ...given } of wish.payven) addSale(world, { ...given, created: Date.parse(`${at}+03:00`) });
  const served = await serveWorld(world);
  try {
    const { body } = await clientOf(served.url, await fetchToken(served)).post('/reconciliations/start', {
      scope: wish.scope ?? 'Connector',
      connector_config_id: wish.scope ? null : world.connector_config_id,
      merchant_id: wish.scope ? world.merchants[0]?.id : null,
      period: 'Custom',
      period_start: '2026-05-04T00:00:00+03:00',
      period_end: '2026-05-06T23:59:59.999+03:00',
      bank_transactions: wish.bank.map((bank, index) => ({
        bank_transaction_id: bank.id === undefined ? `mm-1-${index}` : bank.id,
        amount: bank.amount,
        status: bank.status,
        transaction_date: `${bank.at}:00+03:00`,
        merchant_external_id: bank.merchant ?? null,
        auth_code: bank.code,
      })),
    });
    const position = (id: string | null): number | null => {
      const index = wish.bank.findIndex((bank, at) => (bank.id === undefined ? `mm-1-${at}` : bank.id) === id);
      return index < 0 ? null : index;
    };
    return answer.parse(body).details.map((detail) => {
      expect(detail.detail_status).toBe(detail.discrepancy === 'Matched' ? 'AutoMatched' : 'Pending');
      const at = detail.bank_amount === null ? null : position(detail.bank_transaction_id);
      return [detail.discrepancy, detail.transaction_id, at];
    });
  } finally {
    await served.close();
  }
}

const sorted = (lines: readonly unknown[][]): string[] => lines.map((line) => JSON.stringify(line)).sort();

describe('golden cases of the matching, over HTTP', () => {
  it.each(golden)('$name', async (wish) => {
    expect(sorted(await verdictsOf(wish))).toEqual(sorted(wish.expected));
  });
});
