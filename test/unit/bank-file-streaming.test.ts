import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../src/sandbox/generator.ts';
import { layoutOf } from '../../src/sandbox/layouts/index.ts';
import { readAmount } from '../../src/main/domain/bank-file/amounts.ts';
import { cellText, numberText } from '../../src/main/domain/bank-file/cells.ts';
import { RepeatFinder } from '../../src/main/domain/bank-file/repeats.ts';
import { understand, understandTop } from '../../src/main/domain/bank-file/understand.ts';
import { openWorkbook } from '../../src/main/files/open-workbook.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { inTurns } from '../../src/main/files/steps.ts';
import { HEAD, read, sale } from '../builders/bank-files.ts';

const seed = 20_261_121;
const signal = new AbortController().signal;

describe('a file read row by row', () => {
  it.each(['garanti', 'yapikredi'] as const)('is understood as when it stands in memory whole: %s', async (bank) => {
    const world = generateWorld({ seed: 5, transactions: 400, bank, variant: 'standard' });
    const bytes = new Uint8Array(layoutOf(bank).write(world.rows, 'standard'));
    const whole = understand(readWorkbook(bytes));
    const opened = await openWorkbook(bytes, signal);
    // Rows of the streaming reader: not an array.
    expect(Array.isArray(opened.sheets[0]?.rows)).toBe(false);
    expect(understand(opened)).toEqual(whole);
    const top = await inTurns(understandTop(opened, {}, 7), signal);
    expect(top.rows).toEqual(whole.rows.slice(0, 7));
    expect({ ...top, rows: [], rejected: [] }).toEqual({ ...whole, rows: [], rejected: [] });
  });

  it('counts blank rows between others and none behind the last', () => {
    const { counts, rows } = read([HEAD, sale('000001'), [], [' ', null], sale('000002'), [null], ['  ']]);
    expect(counts).toMatchObject({ data: 4, blank: 2, sales: 2 });
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
  });
});

describe('texts of numbers', () => {
  /** The fifteen digits of a double, without the ways that are faster. */
  const slowly = (value: number): string => {
    const digits = value.toPrecision(15);
    return digits.includes('e') ? digits : digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  };

  it('are its fifteen digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }), (value) => {
        const expected = slowly(value);
        if (!expected.includes('e')) expect(numberText(value)).toBe(expected === '-0' ? '0' : expected);
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it('are what a bank wrote, and so are the kuruş', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_99, max: 999_999_999_999_99 }), (kurus) => {
        const value = kurus / 100;
        expect(numberText(value)).toBe(slowly(value) === '-0' ? '0' : slowly(value));
        expect(readAmount(value, 'comma')).toEqual({ state: 'ok', kurus: kurus === 0 ? 0 : kurus, currency: null });
      }),
      { seed, numRuns: 3_000 },
    );
  });

  it('of a cell stand in one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ş', ' ', '\t', '\n', '\u00a0', '\u2003', '\u3000', '\ufeff', '\u0001', '😀'), maxLength: 12 }), (text) => {
        expect(cellText(text)).toBe(text.replaceAll(/\s+/gu, ' ').trim());
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe('repeated keys', () => {
  it('are found as by keeping all of them', () => {
    const key = fc.array(fc.constantFrom('', 'a', 'b', 'ab', 'ş', '1', '12'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), (keys) => {
        const finder = new RepeatFinder(1);
        const groups = new Map<string, number[]>();
        for (const [index, one] of keys.entries()) {
          finder.add(one, index + 1);
          const whole = JSON.stringify(one);
          groups.set(whole, [...(groups.get(whole) ?? []), index + 1]);
        }
        const expected = [...groups].filter(([, rows]) => rows.length > 1).map(([whole, rows]) => ({ rows: rows.slice(0, 20), count: rows.length, key: (JSON.parse(whole) as string[])[0] }));
        expect(finder.list()).toEqual(expected);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('are none among a hundred thousand that differ', () => {
    const finder = new RepeatFinder(16);
    for (let row = 1; row <= 100_000; row += 1) finder.add([String(row), String(row * 7)], row);
    expect(finder.list()).toEqual([]);
    finder.add(['5', '35'], 100_001);
    expect(finder.list()).toEqual([{ rows: [5, 100_001], count: 2, key: '5' }]);
  });
});
