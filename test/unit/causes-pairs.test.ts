import { describe, expect, it } from 'vitest';
import { causeReason, causesOf, countCauses } from '../../src/main/domain/matching/causes.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import { adviceOf, causes } from '../../src/shared/evidence.ts';
import { say } from '../../src/shared/text/say.ts';
import { tr } from '../../src/shared/text/tr/index.ts';
import { bankRow, causesBy, explained, noon, transaction } from '../builders/explained-plan.ts';

const DAY = 86_400_000;

type Sides = [Partial<EvidenceTransaction>, Partial<EvidenceRow>, ...Partial<EvidenceRow>[]];

/** The cause of one pair of code A; further rows lie beside it and are not sent. */
function causeOf(payven: Partial<EvidenceTransaction>, bank: Partial<EvidenceRow>, ...others: Partial<EvidenceRow>[]): string {
  const beside = others.map((other, index) => bankRow(index + 2, { kept: 'fees', ...other }));
  const found = causesBy({ transactions: [transaction('t', { auth_code: 'A', ...payven })], rows: [bankRow(1, { auth_code: 'A', ...bank }), ...beside] });
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

const point = { kind: 'point', amount: 500, auth_code: 'A' } as const;

const amounts: [string, string, Sides][] = [
  ['the net amount', 'net_for_gross', [{ net_amount: 14_700 }, { amount: 14_700 }]],
  ['the gross less the commission', 'net_for_gross', [{ bank_commission_amount: 250 }, { amount: 14_750 }]],
  ['the row’s net, its commission filling it up to the gross', 'net_for_gross', [{}, { amount: 14_750, net: 14_750, commission: 250 }]],
  ['a net and a commission that do not fill up to the gross', 'amount_other', [{}, { amount: 14_750, net: 14_750, commission: 249 }]],
  ['the net amount, on a row that has another net', 'amount_other', [{ net_amount: 14_700 }, { amount: 14_700, net: 14_400, commission: 300 }]],
  ['a commission of another amount', 'amount_other', [{ bank_commission_amount: 251 }, { amount: 14_750 }]],
  ['one kuruş less', 'one_kurus', [{}, { amount: 14_999 }]],
  ['one kuruş more', 'one_kurus', [{}, { amount: 15_001 }]],
  ['two kuruş less', 'amount_other', [{}, { amount: 14_998 }]],
  ['one kuruş of commission', 'net_for_gross', [{ bank_commission_amount: 1 }, { amount: 14_999 }]],
  ['a hundredfold', 'scale', [{}, { amount: 1_500_000 }]],
  ['a hundredth', 'scale', [{}, { amount: 150 }]],
  ['nearly a hundredth', 'partial_capture', [{}, { amount: 151 }]],
  ['nearly a hundredfold', 'amount_other', [{}, { amount: 1_500_001 }]],
  ['points of the same code', 'points_used', [{}, { amount: 14_500 }, point]],
  ['points of the same card', 'points_used', [{}, { amount: 14_500, card: '5400 **** 1234' }, { ...point, auth_code: null, card: '****1234' }]],
  ['points of another amount', 'amount_other', [{}, { amount: 14_500 }, { ...point, amount: 499 }]],
  ['points of another code', 'amount_other', [{}, { amount: 14_500 }, { ...point, auth_code: 'B' }]],
  ['points of another day', 'amount_other', [{}, { amount: 14_500 }, { ...point, transaction_at: noon + DAY }]],
  ['a fee instead of points', 'amount_other', [{}, { amount: 14_500 }, { ...point, kind: 'fee' }]],
  ['an instalment sale above', 'instalment_interest', [{ installment_count: 6 }, { amount: 18_000 }]],
  ['the bank’s instalments', 'instalment_interest', [{}, { amount: 18_000, installment_count: 3 }]],
  ['a tenth above', 'instalment_interest', [{}, { amount: 16_500 }]],
  ['more than a tenth above', 'amount_other', [{}, { amount: 16_501 }]],
  ['a sale of much less', 'partial_capture', [{}, { amount: 7_000 }]],
  ['a sale of more than a tenth less', 'partial_capture', [{}, { amount: 13_499 }]],
  ['a sale of a tenth less', 'amount_other', [{}, { amount: 13_500 }]],
  ['a tenth less in a file of net amounts', 'net_for_gross', [{}, { amount: 13_500, net: 13_500 }]],
  ['more than a tenth less in a file of net amounts', 'partial_capture', [{}, { amount: 13_499, net: 13_499 }]],
  ['a tenth less in a file one of whose amounts is not net', 'amount_other', [{}, { amount: 13_500, net: 13_500 }, { kind: 'sale', kept: 'out_of_period', amount: 100, net: 98 }]],
  ['a tenth less in a file that names the commission', 'amount_other', [{}, { amount: 13_500, net: 13_500, commission: 0 }]],
  ['several tenths less of a sale in instalments, in a file of net amounts', 'net_for_gross', [{ installment_count: 12 }, { amount: 12_300, net: 12_300 }]],
  ['more than half less of a sale in instalments, in a file of net amounts', 'partial_capture', [{ installment_count: 12 }, { amount: 7_499, net: 7_499 }]],
  ['several tenths less of a sale in instalments, in a file that names commissions', 'partial_capture', [{ installment_count: 12 }, { amount: 12_300 }]],
  ['an instalment sale half above', 'instalment_interest', [{ installment_count: 3 }, { amount: 22_500 }]],
  ['an instalment sale more than half above', 'amount_other', [{ installment_count: 3 }, { amount: 22_501 }]],
  ['a code shared by two cards', 'amount_other', [{ amount: 900_000, last4: '1111' }, { card: '****2222' }]],
  ['a code shared by two reference numbers', 'amount_other', [{ amount: 900_000, rrn: '612345678901' }, { refs: { rrn: '612345678902', order: null, gateway: null, sequence: null } }]],
  ['a code shared by two cards, a hundredfold', 'amount_other', [{ amount: 150, last4: '1111' }, { card: '****2222' }]],
  ['a code shared by two cards in instalments, above', 'amount_other', [{ last4: '1111', installment_count: 3 }, { amount: 18_000, card: '****2222' }]],
  ['a number of the bank’s shared by two cards', 'partial_capture', [{ auth_code: null, provider_transaction_id: 'P-1', amount: 900_000, last4: '1111' }, { bank_transaction_id: 'P-1', card: '****2222' }]],
  ['a code that comes again two days later', 'amount_other', [{ amount: 900_000, created_at: noon - DAY }, { transaction_at: noon + DAY }]],
  ['a code that comes again two days later, above', 'amount_other', [{ created_at: noon - DAY }, { amount: 16_500, transaction_at: noon + DAY }]],
  ['a code that comes again the next day', 'partial_capture', [{ amount: 900_000 }, { transaction_at: noon + DAY }]],
  ['a refund of less', 'amount_other', [{ operation_type: 'Refund', status: 'Refunded' }, { kind: 'refund', amount: 7_000 }]],
  ['a refund of more', 'amount_other', [{ operation_type: 'Refund', status: 'Refunded' }, { kind: 'refund', amount: 15_100 }]],
];

const statuses: [string, string, Sides][] = [
  ['a sale refunded since', 'refunded_later', [{ status: 'Refunded' }, {}]],
  ['a sale refunded since, approved at the bank', 'refunded_later', [{ status: 'Refunded' }, { status: 'approved' }]],
  ['a refund the bank writes as a sale', 'refund_as_sale', [{ status: 'Refunded', operation_type: 'Refund' }, {}]],
  ['a refund the bank voided', 'status_other', [{ status: 'Refunded', operation_type: 'Refund' }, { kind: 'void' }]],
  ['voided at the bank', 'void_at_bank_only', [{}, { kind: 'void' }]],
  ['voided in Payven', 'void_at_payven_only', [{ status: 'Canceled' }, {}]],
  ['canceled here, refunded there', 'status_other', [{ status: 'Canceled' }, { kind: 'refund' }]],
  ['completed here, refunded there', 'status_other', [{}, { kind: 'refund' }]],
];

describe('why amounts differ', () => {
  it.each(amounts)('%s: %s', (_, cause, sides) => expect(causeOf(...sides)).toBe(cause));
});

describe('why statuses differ', () => {
  it.each(statuses)('%s: %s', (_, cause, sides) => expect(causeOf(...sides)).toBe(cause));
});

describe('what is said of a cause', () => {
  it('has a name and a note in both languages for every cause, and advice', () => {
    for (const cause of causes) {
      for (const key of [`cause.${cause}`, `cause_note.${cause}`]) expect(Object.keys(tr)).toContain(key);
      expect(say('en', `cause_note.${cause}`)).not.toBe(say('tr', `cause_note.${cause}`));
      expect(adviceOf[cause].advice).toBeDefined();
    }
  });

  it.each(amounts)('tells the numbers of %s whole, or none', (_, __, [payven, bank, ...others]) => {
    const rows = [bankRow(1, { auth_code: 'A', ...bank }), ...others.map((other, index) => bankRow(index + 2, { kept: 'fees', ...other }))];
    const input = explained({ transactions: [transaction('t', { auth_code: 'A', ...payven })], rows });
    const line = input.lines[0];
    const cause = causesOf(input).get(1);
    if (line === undefined || cause === undefined) throw new Error('no line');
    for (const { code, params } of causeReason(cause, { line, transaction: input.transactions[0] ?? null, row: input.rows[0] ?? null })) {
      for (const language of ['tr', 'en'] as const) {
        expect(say(language, `clue.${code}`, params)).not.toBe(code);
        expect(say(language, `clue.${code}`, params)).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  it('leaves what is not proven of a part captured to the eyes', () => expect(adviceOf.partial_capture).toEqual({ advice: 'look', action: null }));

  it('asserts nothing that nobody looked at', () => {
    const claims = /Eksik bir şey yok|Nothing is missing|Her şey uyuyor|Everything fits|ayrı bir satırdadır|in a row of its own|birer gün|kendiliğinden/;
    for (const cause of causes) for (const language of ['tr', 'en'] as const) expect(say(language, `cause_note.${cause}`)).not.toMatch(claims);
    // What stands in two periods stays alone in both: it does not come by itself.
    for (const cause of ['other_period', 'refund_outside'] as const) expect(adviceOf[cause]).toEqual({ advice: 'decide', action: 'Ignore' });
  });

  it('compares no numbers for a side that stands alone', () => {
    const input = explained({ transactions: [transaction('t', { net_amount: 14_700 })] });
    const [line] = input.lines;
    if (line === undefined) throw new Error('no line');
    for (const cause of causes) expect(causeReason(cause, { line, transaction: input.transactions[0] ?? null, row: null })).toEqual([]);
  });

  it('says a part in natural Turkish', () => expect(say('tr', 'clue.cause_part', { db: 15_000, bank: 10_000 })).toBe('Bankanın tutarı, 150,00 TL’lik satışın 100,00 TL’si.'));

  it('says the commission in lira', () => {
    const input = explained({ transactions: [transaction('t', { auth_code: 'A', bank_commission_amount: 250 })], rows: [bankRow(1, { auth_code: 'A', amount: 14_750 })] });
    const [line] = input.lines;
    if (line === undefined) throw new Error('no line');
    const [clue] = causeReason('net_for_gross', { line, transaction: input.transactions[0] ?? null, row: input.rows[0] ?? null });
    expect(say('en', `clue.${clue?.code}`, clue?.params)).toBe('The bank’s amount is the gross less 2,50 TL commission.');
  });
});

describe('causes counted', () => {
  it('gives lines and kuruş by cause and verdict, most lines first', () => {
    const rows = [1, 2, 3].map((row) => bankRow(row, { auth_code: `A${row}`, amount: row === 3 ? 14_999 : 13_000 }));
    const input = explained({ transactions: [1, 2, 3].map((n) => transaction(`t${n}`, { auth_code: `A${n}` })), rows: [...rows, bankRow(4)] });
    expect(countCauses(input.lines, causesOf(input))).toEqual([
      { cause: 'partial_capture', verdict: 'AmountMismatch', lines: 2, db: 30_000, bank: 26_000 },
      { cause: 'one_kurus', verdict: 'AmountMismatch', lines: 1, db: 15_000, bank: 14_999 },
      { cause: 'missing', verdict: 'OrphanBank', lines: 1, db: 0, bank: 15_000 },
    ]);
  });
});
