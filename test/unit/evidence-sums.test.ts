import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../src/main/domain/matching/evidence/find.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import { subsetsOf } from '../../src/main/domain/matching/evidence/subset-sums.ts';
import { at, openRow, openTransaction } from '../builders/open-sides.ts';

const seed = 20_260_505;
console.info(`evidence sums: seed ${seed}`);

const told = (transactions: EvidenceTransaction[], rows: EvidenceRow[]): string[] =>
  findEvidence({ transactions, rows }).suggestions.map((each) => `${each.transactions.join('+')}-${each.rows.map(({ row }) => row).join('+')} ${each.pass} ${each.sureness}`);

const card = { last4: '1234' };
const cardRow = { card: '454360******1234' };

describe('sums of a few parts', () => {
  it('are those that trying every choice gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }), fc.integer({ min: 2, max: 30 }), (amounts, target) => {
        const all = Array.from({ length: 2 ** amounts.length }, (_, bits) => amounts.map((_, place) => place).filter((place) => (bits >> place) & 1));
        const right = all.filter((places) => places.length >= 2 && places.reduce((sum, place) => sum + (amounts[place] ?? 0), 0) === target);
        const found = subsetsOf(amounts, target, 1_000, { left: 1_000_000 }) ?? [];
        expect(found.map((places) => [...places].sort((a, b) => a - b).join(' ')).sort()).toEqual(right.map((places) => places.join(' ')).sort());
      }),
      { seed, numRuns: 500 },
    );
  });

  it('are no list at all when the steps run out, or when there are too many ways', () => {
    expect(subsetsOf([1, 2, 3, 4, 5, 6], 7, 100, { left: 5 })).toBeNull();
    expect(subsetsOf([1, 1, 1, 1], 2, 6, { left: 1_000 })).toHaveLength(6);
    expect(subsetsOf([1, 1, 1, 1], 2, 5, { left: 1_000 })).toBeNull();
  });
});

describe('one transaction in several rows', () => {
  const sale = openTransaction('t', { amount: 30_000, auth_code: '012345', ...card });

  it('is sure by one code, and of a card whose day holds nothing else', () => {
    const part = (row: number, amount: number, over: Partial<EvidenceRow> = {}): EvidenceRow => openRow(row, { amount, ...over });
    expect(told([sale], [part(1, 10_000, { auth_code: '12345' }), part(2, 20_000, { auth_code: '12345' })])).toEqual(['t-1+2 split confirmed']);
    expect(told([sale], [part(1, 10_000, cardRow), part(2, 20_000, cardRow)])).toEqual(['t-1+2 split confirmed']);
    expect(told([sale], [part(1, 10_000, cardRow), part(2, 20_000, cardRow), part(3, 700, cardRow)])).toEqual(['t-1+2 split likely']);
    expect(told([sale, openTransaction('x', { amount: 90_000, ...card })], [part(1, 10_000, cardRow), part(2, 20_000, cardRow)])).toEqual(['t-1+2 split likely']);
    const nextDay = { transaction_at: at(12, 0, 0, '2026-05-05') };
    expect(told([sale], [part(1, 10_000, cardRow), part(2, 20_000, { ...cardRow, ...nextDay })])).toEqual(['t-1+2 split likely']);
    const later = { auth_code: '12345', transaction_at: at(12, 0, 0, '2026-05-08') };
    expect(told([sale], [part(1, 10_000, later), part(2, 20_000, later)])).toEqual([]);
    expect(told([sale], [part(1, 10_000, cardRow), part(2, 20_001, cardRow)])).toEqual([]);
    expect(told([sale], [part(1, 10_000, { ...cardRow, auth_code: '777777' }), part(2, 20_000, { ...cardRow, auth_code: '888888' })])).toEqual([]);
  });

  it('takes instalments of other months, each number once', () => {
    const part = (row: number, no: number, day: string): EvidenceRow =>
      openRow(row, { amount: 10_000, auth_code: '12345', installment_no: no, installment_count: 3, instalment_part: true, kept: 'instalments', line: null, transaction_at: at(12, 0, 0, day) });
    const months = [part(1, 1, '2026-05-04'), part(2, 2, '2026-06-04'), part(3, 3, '2026-07-04')];
    expect(told([sale], months)).toEqual(['t-1+2+3 split confirmed']);
    expect(told([sale], [part(1, 1, '2026-05-04'), part(2, 2, '2026-06-04'), part(3, 2, '2026-07-04')])).not.toContainEqual(expect.stringContaining('split'));
  });

  it('does not read “first of one”, as banks print a sale paid at once, as an instalment', () => {
    const once = { auth_code: '12345', installment_no: 1, installment_count: 1 };
    expect(told([sale], [openRow(1, { amount: 10_000, ...once }), openRow(2, { amount: 20_000, ...once })])).toEqual(['t-1+2 split confirmed']);
  });

  it('shows sums that share a row as rivals', () => {
    const rows = [openRow(1, { amount: 10_000, auth_code: '12345' }), openRow(2, { amount: 20_000, auth_code: '12345' }), openRow(3, { amount: 20_000, auth_code: '12345' })];
    expect(told([sale], rows).filter((each) => each.includes('split'))).toEqual(['t-1+2 split ambiguous', 't-1+3 split ambiguous']);
  });
});

describe('several transactions in one row', () => {
  const sales = [10_000, 12_000, 8_000].map((amount, index) => openTransaction(`t${index}`, { amount, created_at: at(9 + index), auth_code: `77700${index}`, ...card }));

  it('is sure of a card whose day holds nothing else', () => {
    expect(told(sales, [openRow(1, { amount: 30_000, ...cardRow })])).toEqual(['t0+t1+t2-1 batch confirmed']);
    expect(told(sales, [openRow(1, { amount: 30_000, ...cardRow, card: '**** 9999' })])).toEqual([]);
    expect(told(sales, [openRow(1, { amount: 29_999, ...cardRow })])).toEqual([]);
    expect(told([...sales, openTransaction('x', { amount: 40_000, ...card })], [openRow(1, { amount: 30_000, ...cardRow })])).toEqual(['t0+t1+t2-1 batch likely']);
  });

  it('calls a row without code and card likely where it equals a merchant’s whole day, and only the whole', () => {
    const named = sales.map((sale) => ({ ...sale, last4: null }));
    expect(told(named, [openRow(1, { amount: 30_000 })])).toEqual(['t0+t1+t2-1 batch likely']);
    expect(told(named, [openRow(1, { amount: 22_000 })])).toEqual([]);
    expect(told(named, [openRow(1, { amount: 30_000, auth_code: '555555' })])).toEqual([]);
  });
});

describe('what is beyond a bound', () => {
  it('is counted, and nothing of it is guessed', () => {
    const parts = Array.from({ length: 13 }, (_, index) => openRow(index + 1, { amount: 100 + index, ...cardRow }));
    expect(findEvidence({ transactions: [openTransaction('t', { amount: 203, ...card })], rows: parts })).toEqual({ suggestions: [], given_up: { split: 1 } });
    const few = findEvidence({ transactions: [openTransaction('t', { amount: 203, ...card })], rows: parts.slice(0, 8) }, { group_steps: 3 });
    expect(few).toEqual({ suggestions: [], given_up: { split: 1 } });
  });

  it.each([
    ['as many rows, equal to the letter', 0, {}, 60_000],
    ['one row fewer', 1, { reference: 1, code: 2, card: 1, split: 2, batch: 2 }, 0],
  ])('ends with 60,000 of one code, card, reference and amount on each side: %s', (_, fewer, given_up, confirmed) => {
    const same = { auth_code: '123456', rrn: '512345678', ...card };
    const transactions = Array.from({ length: 60_000 }, (_, index) => openTransaction(`t${index}`, same));
    const rows = Array.from({ length: 60_000 - fewer }, (_, index) => openRow(index + 1, { auth_code: '123456', refs: { rrn: '512345678' }, ...cardRow }));
    const found = findEvidence({ transactions, rows });
    expect(found.given_up).toEqual(given_up);
    expect(found.suggestions.filter(({ sureness }) => sureness === 'confirmed')).toHaveLength(confirmed);
  });

  it('caps the rivals listed for one, and tells how many there are', () => {
    const rows = Array.from({ length: 20 }, (_, index) => openRow(index + 1, { ...cardRow, terminal: String(index) }));
    const { suggestions, given_up } = findEvidence({ transactions: [openTransaction('t', card)], rows });
    expect(given_up).toEqual({});
    expect(suggestions.map(({ sureness, rivals }) => [sureness, rivals])).toEqual(Array.from({ length: 5 }, () => ['ambiguous', 19]));
  });
});
