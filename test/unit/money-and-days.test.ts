import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../src/shared/day.ts';
import { readEnum, discrepancies } from '../../src/shared/enums.ts';
import { addKurus, formatKurus, kurus, sumKurus } from '../../src/shared/money.ts';

const seed = 4_152;
console.info(`money and days: seed ${seed}`);

describe('kuruş', () => {
  it.each([
    [0, '0,00'],
    [5, '0,05'],
    [123_456, '1.234,56'],
    [-14_750, '\u2212147,50'],
    [Number.MAX_SAFE_INTEGER, '90.071.992.547.409,91'],
  ])('%d is written %s', (value, text) => {
    expect(formatKurus(value)).toBe(text);
  });

  it('says what it is, digit for digit', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(Number(formatKurus(value).replaceAll(/[.,]/g, ''))).toBe(value);
      }),
      { seed },
    );
  });

  it('is refused beyond what a double holds exactly, on the wire and in sums', () => {
    expect(kurus.safeParse(JSON.parse('9007199254740993')).success).toBe(false);
    expect(kurus.safeParse(1.5).success).toBe(false);
    expect(() => addKurus(Number.MAX_SAFE_INTEGER, 1)).toThrow(expect.objectContaining({ code: 'state.sum_too_large' }));
    expect(sumKurus([1, 2, 3])).toBe(6);
  });
});

describe('Istanbul days', () => {
  it('start three hours before UTC\'s', () => {
    expect(new Date(startOfDay('2026-05-01')).toISOString()).toBe('2026-04-30T21:00:00.000Z');
    expect(dayOf(endOfDay('2026-05-01'))).toBe('2026-05-01');
    expect(dayOf(endOfDay('2026-05-01') + 1)).toBe('2026-05-02');
    expect(istanbulIso(startOfDay('2026-05-03') + 56_098_000)).toBe('2026-05-03T15:34:58+03:00');
  });

  it('count on over months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-04-30', '2026-05-02')).toEqual(['2026-04-30', '2026-05-01', '2026-05-02']);
    expect(daysBetween('2026-05-02', '2026-05-01')).toEqual([]);
  });
});

describe('enum values', () => {
  it('are read in both spellings and kept when unknown', () => {
    expect(readEnum(discrepancies, 'amount_mismatch')).toBe('AmountMismatch');
    expect(readEnum(discrepancies, 'AmountMismatch')).toBe('AmountMismatch');
    expect(readEnum(discrepancies, 'LateSettlement')).toBe('LateSettlement');
  });
});
