import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../src/main/domain/matching/evidence/find.ts';
import type { EvidenceRow, EvidenceTransaction, Suggestion } from '../../src/main/domain/matching/evidence/sides.ts';
import { at, openRow, openTransaction } from '../builders/open-sides.ts';

const find = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): readonly Suggestion[] => findEvidence({ transactions, rows }).suggestions;

/** `t1-1 code confirmed`: members, pass and sureness. */
const told = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): string[] =>
  find(transactions, rows).map((each) => `${each.transactions.join('+')}-${each.rows.map(({ row }) => row).join('+')} ${each.pass} ${each.sureness}`);

const codes = (clues: Suggestion['reasons'] | undefined): string[] => (clues ?? []).map(({ code }) => code);
const card = { last4: '1234' };
const cardRow = { card: '454360******1234' };
const refund = { operation_type: 'Refund', status: 'Refunded' };

describe('the reference pass', () => {
  it.each([
    ['rrn', { rrn: '0512345678' }, { refs: { rrn: '512345678' } }],
    ['the host reference as gateway number', { host_reference: 'hr-77-a' }, { refs: { gateway: 'HR-77-A' } }],
    ['the provider id as gateway number', { provider_transaction_id: 'prov-1' }, { refs: { gateway: 'prov-1' } }],
    ['the host reference as the bank’s id', { host_reference: 'HR7788' }, { bank_transaction_id: 'hr7788' }],
    ['the rrn as the bank’s id', { rrn: '512345678' }, { bank_transaction_id: '512345678' }],
    ['the order', { external_id: 'ORDER-9' }, { refs: { order: 'order-9' } }],
    ['the basket', { basket_id: 'SEPET-9' }, { refs: { order: 'SEPET-9' } }],
  ])('pairs by %s', (_, over, rowOver) => {
    expect(told([openTransaction('t', over)], [openRow(1, rowOver)])).toEqual(['t-1 reference confirmed']);
  });

  it.each([
    ['empty references', { rrn: '', external_id: ' ' }, { refs: { rrn: '', order: ' ' } }],
    ['what only stands in for one', { rrn: '000000000000', external_id: '----' }, { refs: { rrn: '0000', order: '----' } }],
    ['an order number in the place of an rrn', { external_id: '512345678' }, { refs: { rrn: '512345678' } }],
    ['another currency', { rrn: '512345678', currency: 'USD' }, { refs: { rrn: '512345678' } }],
  ])('does not pair by %s', (_, over, rowOver) => {
    expect(told([openTransaction('t', over)], [openRow(1, rowOver)])).toEqual([]);
  });

  it('pairs refunds with refunds and voids with what was canceled', () => {
    const transactions = [openTransaction('r', { rrn: '512345678', ...refund }), openTransaction('v', { rrn: '512345679', status: 'Canceled' })];
    expect(told(transactions, [openRow(1, { kind: 'refund', refs: { rrn: '512345678' } }), openRow(2, { kind: 'void', refs: { rrn: '512345679' } })])).toEqual([
      'r-1 reference confirmed',
      'v-2 reference confirmed',
    ]);
  });

  it('takes another amount only where the reference is unique and another clue agrees, and says the difference', () => {
    const rrn = { refs: { rrn: '512345678' } };
    const lower = openRow(1, { ...rrn, amount: 14_750 });
    const [found] = find([openTransaction('t', { rrn: '512345678' })], [lower]);
    expect(found).toMatchObject({ sureness: 'confirmed', needs: expect.arrayContaining([{ code: 'needs_amount', params: { amount: 15_000 } }]) });
    expect(found?.reasons).toContainEqual({ code: 'bank_lower', params: { amount: 250 } });
    expect(told([openTransaction('t', { rrn: '512345678' })], [openRow(1, { ...lower, transaction_at: at(12, 0, 0, '2026-05-06') })])).toEqual([]);
    expect(told([openTransaction('t', { external_id: 'ORDER-9' })], [openRow(1, { amount: 14_750, refs: { order: 'ORDER-9' } })])).toEqual(['t-1 reference likely']);
    expect(told([openTransaction('t', { rrn: '512345678', ...refund })], [{ ...lower, kind: 'refund' }])).toEqual(['t-1 reference likely']);
    expect(told([openTransaction('t', { rrn: '512345678' })], [lower, openRow(2, { ...rrn, amount: 14_000 })])).toEqual([]);
  });

  it('finds a transaction of a state Payven does not compare, but is not sure of it', () => {
    const [found] = find([openTransaction('t', { rrn: '512345678', status: 'Failed', line: null })], [openRow(1, { refs: { rrn: '512345678' } })]);
    expect(found?.sureness).toBe('likely');
    expect(found?.needs).toContainEqual({ code: 'needs_status', params: { status: 'Failed' } });
  });

  it('gives up a reference that code and card both speak against', () => {
    const sale = openTransaction('t', { external_id: 'ORDER-9', auth_code: '123456', ...card });
    expect(told([sale], [openRow(1, { refs: { order: 'ORDER-9' }, auth_code: '123456', card: '**** 9999' })])).toEqual(['t-1 reference likely']);
    expect(told([sale], [openRow(1, { refs: { order: 'ORDER-9' }, auth_code: '777777', card: '**** 9999' })])).toEqual([]);
  });

  it('shows both where two fit alike, and confirms neither', () => {
    const two = [openTransaction('a', { external_id: 'ORDER-9' }), openTransaction('b', { external_id: 'ORDER-9' })];
    const found = find(two, [openRow(1, { refs: { order: 'ORDER-9' } })]);
    expect(found.map(({ sureness, rivals }) => [sureness, rivals])).toEqual([['ambiguous', 1], ['ambiguous', 1]]);
    const coded = two.map((sale) => ({ ...sale, auth_code: '123456' }));
    expect(told(coded, [openRow(1, { refs: { order: 'ORDER-9' }, auth_code: '123456' })])).toEqual(['a-1 reference ambiguous', 'b-1 reference ambiguous']);
  });
});

describe('the code pass', () => {
  it.each([
    ['leading zeros lost', '012345', '12345'],
    ['spaces and small letters', 'a1b2c3', ' A1B2 C3'],
  ])('pairs codes that differ by %s', (_, code, printed) => {
    expect(told([openTransaction('t', { auth_code: code })], [openRow(1, { auth_code: printed })])).toEqual(['t-1 code confirmed']);
  });

  it('pairs over the next day, and says how far', () => {
    const [found] = find([openTransaction('t', { auth_code: '123456', line: null })], [openRow(1, { auth_code: '123456', transaction_at: at(12, 0, 0, '2026-05-05') })]);
    expect(found?.sureness).toBe('confirmed');
    expect(codes(found?.reasons)).toEqual(['same_code', 'same_amount', 'bank_later']);
    expect(found?.needs).toEqual([{ code: 'needs_in_period', params: { day: '2026-05-04' } }]);
    const outside = openRow(1, { auth_code: '123456', transaction_at: at(12, 0, 0, '2026-05-05'), line: null, kept: 'out_of_period' });
    expect(find([openTransaction('t', { auth_code: '123456' })], [outside])[0]?.needs).toEqual([{ code: 'needs_in_period', params: { day: '2026-05-05' } }]);
  });

  it.each([
    ['nothing else', { amount: 9_900, transaction_at: at(12, 0, 0, '2026-05-05') }],
    ['the amount, days later', { transaction_at: at(12, 0, 0, '2026-05-06') }],
    ['the day, with another card and amount', { amount: 9_900, card: '**** 9999' }],
    ['a row that is no transaction', { kind: 'fee' as const }],
    ['a row left out', { left_out: true }],
  ])('does not pair by a code with %s', (_, over) => {
    expect(told([openTransaction('t', { auth_code: '123456', ...card })], [openRow(1, { auth_code: '123456', ...over })])).toEqual([]);
  });

  it('never takes no code for a code', () => {
    expect(told([openTransaction('t', { auth_code: '000000' }), openTransaction('u', { auth_code: '' })], [openRow(1, { auth_code: '0' }), openRow(2, { auth_code: ' ' })])).toEqual([]);
  });

  it('is sure of another amount on the same day only where the card agrees', () => {
    const sale = openTransaction('t', { auth_code: '123456', ...card });
    expect(told([sale], [openRow(1, { auth_code: '123456', amount: 14_750, ...cardRow })])).toEqual(['t-1 code confirmed']);
    expect(told([sale], [openRow(1, { auth_code: '123456', amount: 14_750 })])).toEqual([]);
    expect(told([sale], [openRow(1, { auth_code: '123456', amount: 14_750, time_known: true, transaction_at: at(12, 14) })])).toEqual(['t-1 code likely']);
    expect(told([sale], [openRow(1, { auth_code: '123456', amount: 14_750, time_known: true, transaction_at: at(12, 16) })])).toEqual([]);
  });

  it('is not sure where the card is another', () => {
    expect(told([openTransaction('t', { auth_code: '123456', ...card })], [openRow(1, { auth_code: '123456', card: '**** 9999' })])).toEqual(['t-1 code likely']);
  });

  it('names the merchant where only that can have kept one code apart', () => {
    const [found] = find([openTransaction('t', { auth_code: '123456' })], [openRow(1, { auth_code: '123456' })]);
    expect(codes(found?.needs)).toEqual(['needs_merchant']);
  });
});

describe('the card pass', () => {
  const timed = (minutes: number, over: Partial<EvidenceRow> = {}): EvidenceRow => openRow(1, { ...cardRow, ...over, time_known: true, transaction_at: at(12, minutes) });

  it('is sure within 15 minutes, and on the day alone; not over a day', () => {
    const sale = openTransaction('t', card);
    expect(told([sale], [timed(14)])).toEqual(['t-1 card confirmed']);
    expect(told([sale], [timed(16)])).toEqual(['t-1 card likely']);
    expect(told([sale], [openRow(1, cardRow)])).toEqual(['t-1 card confirmed']);
    expect(told([sale], [openRow(1, { ...cardRow, transaction_at: at(12, 0, 0, '2026-05-05') })])).toEqual(['t-1 card likely']);
  });

  it('is not sure of a slip in the code, which may be another try, and takes another code for another sale', () => {
    const sale = openTransaction('t', { ...card, auth_code: '123456' });
    expect(told([sale], [timed(0, { auth_code: '123956' })])).toEqual(['t-1 card likely']);
    expect(told([sale], [timed(14, { auth_code: '124356' })])).toEqual(['t-1 card likely']);
    expect(told([sale], [openRow(1, { ...cardRow, auth_code: '123457' })])).toEqual(['t-1 card likely']);
    const order = { external_id: 'ORDER-9', auth_code: '123456' };
    expect(told([openTransaction('t', order)], [openRow(1, { refs: { order: 'ORDER-9' }, auth_code: '123457' })])).toEqual(['t-1 reference likely']);
    expect(told([sale], [timed(0, { auth_code: '777777' })])).toEqual(['t-1 card likely']);
    expect(told([sale], [timed(5, { auth_code: '777777' })])).toEqual([]);
  });

  it.each([
    ['another card', { card: '454360******9999' }],
    ['a card whose end is hidden', { card: '454360**********' }],
    ['another amount', { amount: 15_001 }],
    ['the card and amount a week later', { transaction_at: at(12, 0, 0, '2026-05-11') }],
    ['a refund', { kind: 'refund' as const }],
  ])('does not pair with %s', (_, over) => {
    expect(told([openTransaction('t', card)], [openRow(1, { ...cardRow, ...over })])).toEqual([]);
  });

  it('pairs equal rows in time order as they are interchangeable, and rows that differ not', () => {
    const sales = [openTransaction('a', { ...card, created_at: at(9) }), openTransaction('b', { ...card, created_at: at(15) })];
    expect(told(sales, [openRow(1, cardRow), openRow(2, cardRow)])).toEqual(['a-1 card confirmed', 'b-2 card confirmed']);
    expect(told(sales, [openRow(1, cardRow), openRow(2, { ...cardRow, terminal: '7' })])).toEqual([
      'a-1 card ambiguous', 'b-1 card ambiguous', 'a-2 card ambiguous', 'b-2 card ambiguous',
    ]);
    const together = [openTransaction('b', card), openTransaction('a', card)];
    expect(told(together, [openRow(2, cardRow), openRow(1, cardRow)])).toEqual(['a-1 card confirmed', 'b-2 card confirmed']);
    expect(told([sales[0] ?? openTransaction('a')], [openRow(1, cardRow), openRow(2, cardRow)])).toEqual(['a-1 card ambiguous', 'a-2 card ambiguous']);
  });

  it('keeps apart what time keeps apart', () => {
    const sales = [openTransaction('a', { ...card, created_at: at(12) }), openTransaction('b', { ...card, created_at: at(12, 5) })];
    const rows = [openRow(1, { ...cardRow, time_known: true, transaction_at: at(12, 5, 3) }), openRow(2, { ...cardRow, time_known: true, transaction_at: at(12, 0, 3) })];
    expect(told(sales, rows)).toEqual(['b-1 card confirmed', 'a-2 card confirmed']);
    const late = [openRow(1, { ...cardRow, time_known: true, transaction_at: at(12, 4) }), openRow(2, { ...cardRow, time_known: true, transaction_at: at(12, 9) })];
    const slow = [openTransaction('a', { ...card, created_at: at(12) }), openTransaction('b', { ...card, created_at: at(12, 12) })];
    expect(told(slow, late).every((each) => each.endsWith('ambiguous'))).toBe(true);
    const near = [openRow(1, { ...cardRow, time_known: true, transaction_at: at(12, 2) }), openRow(2, { ...cardRow, time_known: true, transaction_at: at(12, 3) })];
    expect(told(sales, near).every((each) => each.endsWith('ambiguous'))).toBe(true);
  });

  it('says no more of what a surer pass has used', () => {
    const sales = [openTransaction('a', { ...card, auth_code: '012345' }), openTransaction('b', card)];
    const rows = [openRow(1, { ...cardRow, auth_code: '12345' }), openRow(2, cardRow)];
    expect(told(sales, rows)).toEqual(['a-1 code confirmed', 'b-2 card confirmed']);
  });
});
