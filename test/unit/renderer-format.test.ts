import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardTail, formatCount, formatDay, formatInstant, formatRange, parseDay, parseLira, shortMask } from '../../src/renderer/src/ui/format.ts';
import { formatKurus } from '../../src/shared/money.ts';

const SEED = 20_260_503;

describe('lira as people type it', () => {
  it.each([
    ['1.234,56', 123_456],
    ['1234,56', 123_456],
    ['1234.56', 123_456],
    ['1,234.56', 123_456],
    ['1.234', 123_400],
    ['1234', 123_400],
    ['12,5', 1_250],
    ['12.5', 1_250],
    ['0,01', 1],
    ['1.234.567,89 TL', 123_456_789],
    ['₺ 1.234,56', 123_456],
    ['90.071.992.547.409,91', Number.MAX_SAFE_INTEGER],
  ])('%s', (text, kurus) => {
    expect(parseLira(text)).toBe(kurus);
  });

  it.each(['', 'abc', '1,234', '12,345,6', '1.23.456', '-5', '1,2,3', '12,345', '1e3', '90.071.992.547.409,92', '١٢'])('refuses %s', (text) => {
    expect(parseLira(text)).toBeNull();
  });

  it('reads back whatever the page writes, to the kuruş', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (kurus) => parseLira(formatKurus(kurus)) === kurus),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('days as people type them', () => {
  it.each([
    ['3.5.2026', '2026-05-03'],
    ['03.05.2026', '2026-05-03'],
    ['03/05/2026', '2026-05-03'],
    ['03052026', '2026-05-03'],
    ['2026-05-03', '2026-05-03'],
    ['29.02.2028', '2028-02-29'],
  ])('%s', (text, day) => {
    expect(parseDay(text)).toBe(day);
  });

  it.each(['', '31.02.2026', '3.5.26', '13.13.2026', 'dün', '00.05.2026'])('refuses %s', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});

describe('what the page shows', () => {
  it('writes numbers, days and instants in the house style', () => {
    expect(formatCount(1_234_567)).toBe('1.234.567');
    expect(formatDay('2026-05-03')).toBe('03.05.2026');
    expect(formatInstant('2026-05-03T15:34:58+03:00')).toBe('03.05.2026 15:34');
    expect(formatRange('2026-05-01T00:00:00+03:00', '2026-05-31T23:59:59.999+03:00')).toBe('01.05.2026 – 31.05.2026');
    expect(formatRange('2026-05-01', '2026-05-01')).toBe('01.05.2026');
  });

  it('shows of a card only what it is known by', () => {
    expect(cardTail('540667******3779')).toBe('•• 3779');
    expect(cardTail(null)).toBe('–');
    expect(shortMask('540667******3779')).toBe('540667••3779');
  });
});
