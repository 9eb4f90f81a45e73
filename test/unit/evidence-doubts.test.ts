import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../src/main/domain/matching/evidence/find.ts';
import type { Evidence, EvidenceRow, EvidenceTransaction, Suggestion } from '../../src/main/domain/matching/evidence/sides.ts';
import { at, openRow, openTransaction } from '../builders/open-sides.ts';

const find = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): Evidence => findEvidence({ transactions, rows });

const tell = (each: Suggestion): string => `${each.transactions.join('+')}-${each.rows.map(({ row }) => row).join('+')} ${each.pass} ${each.sureness}`;
/** `t1-1 code confirmed`: members, pass and sureness. */
const told = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): string[] => find(transactions, rows).suggestions.map(tell);
const needs = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): unknown => find(transactions, rows).suggestions[0]?.needs;

const card = { last4: '1234' };
const cardRow = { card: '454360******1234' };
const rrn = { rrn: '612345678901' };
const rrnRow = { refs: { rrn: '612345678901' } };
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const day = (number: number): number => at(12, 0, 0, `2026-05-0${number}`);

describe('one payment that is of another kind on each side', () => {
  const refund = { operation_type: 'Refund', status: 'Refunded' };
  const voided = { status: 'Canceled' };
  it.each([
    ['a void in Payven, a sale at the bank, by reference', { ...voided, ...rrn }, rrnRow, 'reference', 'Canceled', 'completed'],
    ['by code and day', { ...voided, auth_code: '012345' }, { auth_code: '12345' }, 'code', 'Canceled', 'completed'],
    ['by card and time', { ...voided, ...card }, { ...cardRow, time_known: true }, 'card', 'Canceled', 'completed'],
    ['a refund written as a sale', { ...refund, ...rrn }, rrnRow, 'reference', 'Refunded', 'completed'],
    ['a void at the bank', rrn, { ...rrnRow, kind: 'void' as const }, 'reference', 'Completed', 'voided'],
    ['a refund at the bank of a voided sale', { ...voided, ...rrn }, { ...rrnRow, kind: 'refund' as const }, 'reference', 'Canceled', 'refunded'],
  ])('is likely: %s', (_, over, rowOver, pass, status, bank_status) => {
    const [sides, row] = [[openTransaction('t', over)], [openRow(1, rowOver)]];
    expect(told(sides, row)).toEqual([`t-1 ${pass} likely`]);
    expect(needs(sides, row)).toContainEqual({ code: 'needs_same_status', params: { status, bank_status } });
  });

  it.each([
    ['another amount', { ...voided, ...rrn }, { ...rrnRow, amount: 14_999 }],
    ['another card', { ...voided, ...rrn, ...card }, { ...rrnRow, card: '**** 9999' }],
    ['another currency', { ...voided, ...rrn }, { ...rrnRow, currency: 'USD' }],
    ['the card of another time', { ...voided, ...card }, { ...cardRow, time_known: true, transaction_at: at(12, 16) }],
    ['the code of another day', { ...voided, auth_code: '012345' }, { auth_code: '12345', transaction_at: day(5) }],
    ['a refunded sale’s refund, which is a transaction of its own', { ...rrn, status: 'Refunded' }, { ...rrnRow, kind: 'refund' as const }],
  ])('is not seen by %s', (_, over, rowOver) => {
    expect(told([openTransaction('t', over)], [openRow(1, rowOver)])).toEqual([]);
  });

  it('comes after one of the same kind, and is only ambiguous beside a likely one', () => {
    const sides = [openTransaction('v', { ...voided, ...rrn }), openTransaction('s', { ...rrn })];
    expect(told(sides, [openRow(1, rrnRow)])).toEqual(['s-1 reference confirmed']);
    const later = [openTransaction('v', { ...voided, ...rrn }), openTransaction('s', { ...card, created_at: day(3) })];
    expect(told(later, [openRow(1, { ...rrnRow, ...cardRow })])).toEqual(['v-1 reference ambiguous', 's-1 card likely']);
  });

  it('is named where everything but the status fits', () => {
    const refunded = [openTransaction('t', { status: 'Refunded', auth_code: '012345' })];
    expect(needs(refunded, [openRow(1, { auth_code: '12345' })])).toEqual([
      { code: 'needs_code', params: { code: '012345' } },
      { code: 'needs_same_status', params: { status: 'Refunded', bank_status: 'completed' } },
    ]);
  });
});

describe('what another key knows better', () => {
  it('leaves a pair open that contradicts itself', () => {
    const sides = [openTransaction('t1', { ...rrn, auth_code: '111111' }), openTransaction('t2', { auth_code: '012345', ...card })];
    const row = openRow(1, { ...rrnRow, ...cardRow, auth_code: '12345' });
    expect(told(sides, [row])).toEqual(['t1-1 reference ambiguous', 't2-1 code ambiguous']);
    expect(told(sides.slice(0, 1), [row])).toEqual(['t1-1 reference likely']);
  });

  it('leaves a pair of different amounts open where exact sums hold one of the two', () => {
    const sale = openTransaction('t', { ...rrn, auth_code: '012345', ...card });
    const part = (row: number, over: Partial<EvidenceRow>): EvidenceRow => openRow(row, { ...cardRow, auth_code: '12345', time_known: true, ...over });
    const rows = [part(1, { amount: 10_000, refs: openRow(1, rrnRow).refs }), part(2, { amount: 5_000 }), part(3, { amount: 5_000, transaction_at: at(13) })];
    expect(told([sale], rows)).toEqual(expect.arrayContaining(['t-1 reference ambiguous', 't-1+2 split ambiguous', 't-1+3 split ambiguous']));
  });

  it('is not sure of a card’s day while that card and amount come again within three days', () => {
    const sale = openTransaction('t', { ...card, auth_code: '111111' });
    const own = openRow(1, cardRow);
    expect(told([sale], [own])).toEqual(['t-1 card confirmed']);
    for (const near of [1, 7]) expect(told([sale], [own, openRow(2, { ...cardRow, transaction_at: day(near) })])).toEqual(['t-1 card likely']);
    expect(told([sale], [own, openRow(2, { ...cardRow, transaction_at: day(8) })])).toEqual(['t-1 card confirmed']);
    expect(told([sale, openTransaction('u', { ...card, created_at: day(6) })], [own])).toEqual(['t-1 card likely']);
    expect(told([sale], [own, openRow(2, { ...cardRow, auth_code: '999999' })])).toEqual(['t-1 card likely']);
  });

  it('takes no day and code alone for a pair of different amounts', () => {
    const sale = openTransaction('t', { auth_code: '012345' });
    expect(told([sale], [openRow(1, { auth_code: '12345', amount: 900_000 })])).toEqual([]);
  });
});

describe('rows that may be somebody else’s or there twice', () => {
  it('is not sure of another merchant’s row, names its number, and does not take its card and day alone', () => {
    const other = { kept: 'other_merchant' as const, line: null, bank_merchant_no: '7700' };
    expect(told([openTransaction('t', rrn)], [openRow(1, { ...rrnRow, ...other })])).toEqual(['t-1 reference likely']);
    expect(needs([openTransaction('t', rrn)], [openRow(1, { ...rrnRow, ...other })])).toContainEqual({ code: 'needs_own_merchant', params: { number: '7700' } });
    expect(told([openTransaction('t', card)], [openRow(1, { ...cardRow, ...other, time_known: true })])).toEqual(['t-1 card likely']);
    expect(told([openTransaction('t', card)], [openRow(1, { ...cardRow, ...other, auth_code: '777777' })])).toEqual([]);
    const parts = [1, 2].map((row) => openRow(row, { ...other, amount: 7_500, auth_code: '12345' }));
    expect(told([openTransaction('t', { auth_code: '012345' })], parts)).toEqual(['t-1+2 split likely']);
  });

  it('does not take one line of two files for two payments', () => {
    const sides = [openTransaction('a', card), openTransaction('b', { ...card, created_at: at(15) })];
    const rows = [openRow(1, cardRow), openRow(2, { ...cardRow, import_id: 'j' })];
    expect(told(sides, rows).map((each) => each.split(' ')[2])).toEqual(many(4, () => 'ambiguous'));
    const halves = rows.map((row) => ({ ...row, amount: 7_500 }));
    expect(told(sides.slice(0, 1), halves)).toEqual(['a-1+2 split likely']);
    expect(told(sides.slice(0, 1), halves.map((row) => ({ ...row, import_id: 'i' })))).toEqual(['a-1+2 split confirmed']);
  });
});

describe('sums of many parts', () => {
  const sale = openTransaction('t', { amount: 70_000, auth_code: '012345' });
  const part = (row: number, over: Partial<EvidenceRow> = {}): EvidenceRow => openRow(row, { amount: 10_000, auth_code: '12345', ...over });

  it('are found, however many rows of one code add up to the sale', () => {
    expect(told([sale], many(7, (index) => part(index + 1)))).toEqual(['t-1+2+3+4+5+6+7 split confirmed']);
    const thirty = many(30, (index) => part(index + 1));
    expect(find([{ ...sale, amount: 300_000 }], thirty)).toMatchObject({ suggestions: [{ sureness: 'confirmed', pass: 'split' }], given_up: {} });
  });

  it('are not settled by the bound of another one', () => {
    const timed = { time_known: true };
    const rows = [part(10, { ...timed, amount: 35_000 }), part(11, { ...timed, amount: 35_000 }), ...many(7, (index) => part(index + 1, timed))];
    expect(told([sale], rows)).toEqual(expect.arrayContaining(['t-1+2+3+4+5+6+7 split ambiguous', 't-10+11 split ambiguous']));
    const more = [...rows, ...many(7, (index) => part(index + 20, { amount: 60_000 }))];
    expect(find([sale], more).given_up).toMatchObject({ split: 1 });
    expect(find([sale], more).suggestions.filter(({ sureness }) => sureness === 'confirmed')).toEqual([]);
  });

  it('of instalments numbered one to n are found among others, sure where nothing else could be searched', () => {
    const months = many(12, (index) =>
      part(index + 1, { installment_no: index + 1, installment_count: 12, instalment_part: true, kept: 'instalments', line: null, transaction_at: at(12) + index * 30 * 86_400_000 }),
    );
    const whole = { ...sale, amount: 120_000 };
    expect(told([whole], months)).toEqual(['t-1+2+3+4+5+6+7+8+9+10+11+12 split confirmed']);
    const found = find([whole], [...months, part(13, { amount: 3_300 })]);
    expect(found.given_up).toEqual({ split: 1 });
    expect(found.suggestions.filter(({ pass }) => pass === 'split').map(tell)).toEqual(['t-1+2+3+4+5+6+7+8+9+10+11+12 split likely']);
  });

  it('are not sure where the parts contradict each other', () => {
    const byCard = [part(1, { ...cardRow, amount: 10_000, auth_code: '111111' }), part(2, { ...cardRow, amount: 5_000, auth_code: '999999' })];
    expect(told([openTransaction('t', card)], byCard)).toEqual(['t-1+2 split likely']);
    const byOrder = [openRow(1, { amount: 10_000, card: '**** 1234', refs: { order: 'ORDER-9' } }), openRow(2, { amount: 5_000, card: '**** 7777', refs: { order: 'ORDER-9' } })];
    expect(told([openTransaction('t', { external_id: 'ORDER-9' })], byOrder)).toEqual(['t-1+2 split likely']);
  });

  it('are found however many rows of the same order come months later', () => {
    const order = { refs: { order: 'ORDER-9' } };
    const later = many(250, (index) => openRow(index + 10, { ...order, amount: 777, transaction_at: at(12) + (index + 10) * 86_400_000 }));
    const rows = [openRow(1, { ...order, amount: 100 }), openRow(2, { ...order, amount: 200 }), ...later];
    expect(find([openTransaction('t', { amount: 300, external_id: 'ORDER-9' })], rows)).toMatchObject({ suggestions: [{ sureness: 'confirmed' }], given_up: {} });
  });

  it('that no safe integer holds are nobody’s', () => {
    const huge = many(2, (index) => openTransaction(`t${index}`, { amount: Number.MAX_SAFE_INTEGER }));
    expect(find(huge, [openRow(1, { amount: 5 })])).toEqual({ suggestions: [], given_up: {} });
  });
});

describe('a crowd', () => {
  const spread = (count: number, step: number, over: Partial<EvidenceTransaction>): EvidenceTransaction[] =>
    many(count, (index) => openTransaction(`t${index}`, { ...over, created_at: at(0) + index * step }));

  it('of transactions around a few rows is given up as a whole', () => {
    const rows = many(31, (index) => openRow(index + 1, { ...rrnRow, transaction_at: at(0) + index * 1_700, time_known: true }));
    const { suggestions, given_up } = find(spread(20_000, 1_000, rrn), rows);
    expect([suggestions, given_up['reference']]).toEqual([[], 1]);
  });

  it('of strangers is not looked through pair by pair either', () => {
    const codes = (index: number): string => String(100_000 + index * 1_111);
    const sales = many(40, (index) => openTransaction(`t${index}`, { ...card, auth_code: codes(index) }));
    const rows = many(41, (index) => openRow(index + 1, { ...cardRow, auth_code: codes(index + 400) }));
    expect(find(sales, rows.slice(0, 30))).toEqual({ suggestions: [], given_up: {} });
    expect(find(sales, rows)).toEqual({ suggestions: [], given_up: { card: 1 } });
  });

  it('in a long chain of neighbours is given up, not listed pair by pair', () => {
    const rows = many(19_999, (index) => openRow(index + 1, { ...cardRow, transaction_at: at(0) + index * 60_000 + 100, time_known: true }));
    const { suggestions, given_up } = find(spread(20_000, 60_000, card), rows);
    expect([suggestions, given_up['card']]).toEqual([[], 2]);
  });

  it('lists a member in few ambiguous suggestions over all passes, the exact ones first', () => {
    const rows = many(8, (index) => openRow(index + 1, { auth_code: '12345', ...cardRow, terminal: String(index), amount: index < 4 ? 15_000 : 15_001, refs: { order: 'ORDER-9' } }));
    const { suggestions } = find([openTransaction('t', { auth_code: '012345', external_id: 'ORDER-9', ...card })], rows);
    expect(suggestions).toHaveLength(5);
    expect(suggestions.filter(({ reasons }) => reasons.some(({ code }) => code === 'same_amount'))).toHaveLength(4);
  });
});
