import { describe, expect, it } from 'vitest';
import { typedSpan } from '../../src/main/domain/review/typed-amount.ts';
import { answerStateOf, deltaOf, lastFour, searchNeedle, searchText, stakeOf } from '../../src/main/domain/review/row.ts';

describe('money at stake', () => {
  it.each([
    ['AmountMismatch', 10_000, 9_950, -50, 50],
    ['AmountMismatch', 9_950, 10_000, 50, 50],
    ['StatusMismatch', 10_000, 10_000, 0, 10_000],
    ['StatusMismatch', 10_000, null, -10_000, 10_000],
    ['OrphanDb', 10_000, null, -10_000, 10_000],
    ['OrphanBank', null, 700, 700, 700],
    ['Matched', 10_000, 10_000, 0, 0],
    [null, null, null, 0, 0],
  ])('of %s with %s at Payven and %s at the bank', (discrepancy, db_amount, bank_amount, delta, stake) => {
    const amounts = { discrepancy, db_amount, bank_amount };
    expect([deltaOf(amounts), stakeOf(amounts)]).toEqual([delta, stake]);
  });

  it('is never a rounded number', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(stakeOf({ discrepancy: 'OrphanDb', db_amount: most, bank_amount: null })).toBe(most);
    expect(() => deltaOf({ discrepancy: 'AmountMismatch', db_amount: -most, bank_amount: most })).toThrow('state.sum_too_large');
  });
});

describe('how far an answer has come', () => {
  it.each([
    ['OrphanDb', 'Pending', null, null, 'none'],
    ['OrphanDb', null, null, null, 'none'],
    ['OrphanDb', 'Pending', 'local', null, 'local'],
    ['OrphanDb', 'Pending', 'queued', null, 'queued'],
    ['OrphanDb', 'Pending', 'sent', null, 'sent'],
    ['OrphanDb', 'Pending', 'refused', null, 'refused'],
    ['OrphanDb', 'Resolved', null, null, 'sent'],
    ['OrphanDb', 'SomethingNew', null, null, 'sent'],
    ['OrphanDb', 'Resolved', 'refused', 'open', 'conflict'],
    ['OrphanDb', 'Resolved', 'refused', 'payven', 'sent'],
    ['OrphanDb', 'Pending', 'refused', 'payven', 'none'],
    ['Matched', 'AutoMatched', null, null, 'matched'],
    ['AmountMismatch', 'AutoMatched', null, null, 'matched'],
  ] as const)('%s, %s, decided here %s, conflict %s', (discrepancy, detail_status, decision_state, decision_conflict, state) => {
    expect(answerStateOf({ discrepancy, detail_status, decision_state, decision_conflict })).toBe(state);
  });
});

describe('an amount as it is typed into a search', () => {
  it.each([
    ['2150', 215_000, 215_099],
    ['2.150', 215_000, 215_099],
    ['2 150', 215_000, 215_099],
    [' 2150 ', 215_000, 215_099],
    ['2150,', 215_000, 215_099],
    ['2150,5', 215_050, 215_059],
    ['2150,00', 215_000, 215_000],
    ['2.150,00 TL', 215_000, 215_000],
    ['₺2.150,00', 215_000, 215_000],
    ['−8,65', 865, 865],
    ['2,150.75', 215_075, 215_075],
    ['1.234.567,89', 123_456_789, 123_456_789],
    ['0,01', 1, 1],
  ])('%s is %i to %i kuruş', (text, from, to) => {
    expect(typedSpan(text)).toEqual({ from, to });
  });

  it.each(['', 'TL', '21.5.0', '2,150', 'SPT1', '1,234,5', '9'.repeat(17)])('%s is none', (text) => {
    expect(typedSpan(text)).toBeNull();
  });
});

describe('what is searched', () => {
  it('holds each value once, folded, and none that stands in the cells', () => {
    const text = searchText(['A1', null, 'Çınar', 'A1', '123456'], ['Onay 123456', '', 'İADE']);
    expect(text.split('\u001f')).toEqual(['a1', 'cinar', 'onay 123456', 'iade']);
  });

  it.each([['Ç̇arşı ', 'carsi'], ['a1\u001fcinar', 'a1cinar'], ['\u001f \u0307', ''], ['%_', '%_']])('is looked for by %j as %j, never across two values', (typed, needle) => {
    expect(searchNeedle(typed)).toBe(needle);
  });

  it.each([['435508******1234', '1234'], ['4355 08** **** 1234 ', '1234'], ['12', null], ['****', null], [null, null]])('of the card %s the last four: %s', (card, last) => {
    expect(lastFour(card)).toBe(last);
  });
});
