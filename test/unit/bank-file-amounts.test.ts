import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDecimal, readAmount } from '../../src/main/domain/bank-file/amounts.ts';
import { numberText } from '../../src/main/domain/bank-file/cells.ts';
import { AppError } from '../../src/shared/errors.ts';

/** Change it to look for new counterexamples; fast-check prints it with every failure. */
const SEED = 20_260_503;
const check = (property: fc.IProperty<[number]> | fc.IProperty<[number, boolean]>): void =>
  fc.assert(property as fc.IProperty<[number]>, { seed: SEED, numRuns: 500 });

const digitsOf = (kurus: number): [string, string] => {
  const text = String(Math.abs(kurus)).padStart(3, '0');
  return [text.slice(0, -2), text.slice(-2)];
};
const grouped = (lira: string, by: string): string => lira.replace(/\B(?=(\d{3})+$)/g, by);
const sign = (kurus: number, minus = '-'): string => (kurus < 0 ? minus : '');

const written: Record<string, ['comma' | 'dot', (kurus: number) => string]> = {
  'Turkish, grouped': ['comma', (k) => `${sign(k)}${grouped(digitsOf(k)[0], '.')},${digitsOf(k)[1]}`],
  'English, grouped': ['dot', (k) => `${sign(k)}${grouped(digitsOf(k)[0], ',')}.${digitsOf(k)[1]}`],
  'plain comma': ['comma', (k) => `${sign(k)}${digitsOf(k).join(',')}`],
  'plain dot': ['dot', (k) => `${sign(k)}${digitsOf(k).join('.')}`],
  'zero-padded': ['dot', (k) => `${k < 0 ? '-' : '+'}${digitsOf(k)[0].padStart(17, '0')}.${digitsOf(k)[1]}`],
  'trailing minus': ['comma', (k) => `${grouped(digitsOf(k)[0], '.')},${digitsOf(k)[1]}${sign(k)}`],
  brackets: ['comma', (k) => (k < 0 ? `(${digitsOf(k).join(',')})` : digitsOf(k).join(','))],
  'true minus': ['dot', (k) => `${sign(k, '\u2212')}${digitsOf(k).join('.')}`],
  'currency behind': ['comma', (k) => `${sign(k)}${grouped(digitsOf(k)[0], '.')},${digitsOf(k)[1]} TL`],
  'lira sign, odd space': ['comma', (k) => `₺\u00A0${sign(k)}${digitsOf(k).join(',')}`],
  'grouped by hard spaces': ['comma', (k) => `${sign(k)}${grouped(digitsOf(k)[0], '\u00A0')},${digitsOf(k)[1]}`],
};

const kurusValues = fc.integer({ min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 });

describe('amounts come back to the kuruş', () => {
  for (const [style, [decimal, write]] of Object.entries(written)) {
    it(`written as ${style}`, () => {
      check(
        fc.property(kurusValues, (kurus) => {
          const value = Object.is(kurus, -0) ? 0 : kurus;
          expect(readAmount(write(value), decimal)).toMatchObject({ state: 'ok', kurus: value });
        }),
      );
    });
  }

  it('kept as a number by a spreadsheet', () => {
    check(
      fc.property(fc.integer({ min: -999_999_999_999_99, max: 999_999_999_999_99 }), (kurus) => {
        const value = Object.is(kurus, -0) ? 0 : kurus;
        const [lira, rest] = digitsOf(value);
        expect(readAmount(Number(`${sign(value)}${lira}.${rest}`), 'comma')).toMatchObject({ kurus: value });
      }),
    );
  });

  it('decides the sign of a column and reads it in that sign', () => {
    const columns = fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(columns, fc.constantFrom(...Object.values(written)), (column, [decimal, write]) => {
        const cells = column.map((kurus) => write(kurus + 0));
        const decided = decideDecimal(cells, 'Tutar', undefined, undefined);
        expect(decided).toBe(decimal);
        for (const [index, cell] of cells.entries()) {
          expect(readAmount(cell, decided)).toMatchObject({ kurus: (column[index] ?? 0) + 0 });
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('one amount', () => {
  it.each([
    ['1.234,56', 'comma', 123_456],
    ['1,234.56', 'dot', 123_456],
    ['5038.80', 'dot', 503_880],
    ['+00000000000005038.80', 'dot', 503_880],
    ['-150,00', 'comma', -15_000],
    ['150,00-', 'comma', -15_000],
    ['(150,00)', 'comma', -15_000],
    ['150,00 TL', 'comma', 15_000],
    ['₺150,00', 'comma', 15_000],
    ['-₺150,00', 'comma', -15_000],
    ['TL 1.500', 'comma', 150_000],
    ['\u2212150,00', 'comma', -15_000],
    ['12', 'dot', 1200],
    ['12,5', 'comma', 1250],
    [',50', 'comma', 50],
    ['12,5000', 'comma', 1250],
    [0.1 + 0.2, 'comma', 30],
    [1234.56, 'comma', 123_456],
    [4.35, 'dot', 435],
    [-0, 'dot', 0],
    [90_071_992_547_409, 'dot', 9_007_199_254_740_900],
  ] as const)('%s (%s) is %i kuruş', (cell, decimal, kurus) => {
    expect(readAmount(cell, decimal)).toMatchObject({ state: 'ok', kurus });
  });

  it.each([
    ['12,345', 'comma', 'too_many_decimals'],
    ['12,3456', 'comma', 'too_many_decimals'],
    [12.345, 'dot', 'too_many_decimals'],
    [1e-7, 'dot', 'too_many_decimals'],
    ['90071992547409,92', 'comma', 'amount_too_large'],
    ['999999999999999999999', 'dot', 'amount_too_large'],
    [1e20, 'dot', 'amount_too_large'],
    [10_000_000_000_000.5, 'dot', 'amount_too_large'],
    ['1.23.456', 'comma', 'bad_amount'],
    ['12.34,56', 'comma', 'bad_amount'],
    ['--5', 'comma', 'bad_amount'],
    ['(5)-', 'comma', 'bad_amount'],
    ['1 2', 'comma', 'bad_amount'],
    ['yok', 'comma', 'bad_amount'],
    ['1E+5', 'dot', 'bad_amount'],
    [true, 'dot', 'bad_amount'],
    [{ serial: 46_000, date1904: false, shows_time: false }, 'dot', 'bad_amount'],
    [{ error: '#N/A' }, 'dot', 'error_cell'],
    [Number.NaN, 'dot', 'bad_amount'],
  ] as const)('%s (%s) is refused: %s', (cell, decimal, reason) => {
    expect(readAmount(cell, decimal)).toEqual({ state: 'bad', reason });
  });

  it('is blank where nothing or only a dash stands', () => {
    for (const cell of [null, undefined, '', ' \u00A0', '-', ' – ']) expect(readAmount(cell, 'comma').state).toBe('blank');
  });

  it('tells the currency the cell itself names', () => {
    expect(readAmount('12,50 USD', 'comma')).toMatchObject({ currency: 'USD' });
    expect(readAmount('€ 12,50', 'comma')).toMatchObject({ currency: 'EUR' });
    expect(readAmount('12,50', 'comma')).toMatchObject({ currency: null });
  });
});

describe('the decimal sign of a column', () => {
  const decide = (cells: string[], option?: 'comma' | 'dot', layout?: 'comma' | 'dot'): string =>
    decideDecimal(cells, 'Tutar', option, layout);

  it('follows one clear cell among unclear ones', () => {
    expect(decide(['1.234', '2.500', '12,50'])).toBe('comma');
    expect(decide(['1.234', '2.500', '12.5'])).toBe('dot');
    expect(decide(['1.234', '0.500'])).toBe('dot');
    expect(decide(['1.234', '1.234.567'])).toBe('comma');
    expect(decide(['1.234', '12345.678'])).toBe('dot');
  });

  it('asks where the column leaves it open or contradicts itself', () => {
    const failure = (cells: string[]): AppError => {
      try {
        decide(cells);
      } catch (error) {
        if (error instanceof AppError) return error;
      }
      throw new Error('it did not ask');
    };
    expect(failure(['1.234', '100'])).toMatchObject({ code: 'input.decimal_unclear', details: { header: 'Tutar', samples: ['1.234'] } });
    expect(failure(['12,50', '12.50']).details['samples']).toEqual(['12,50', '12.50']);
  });

  it('takes the option above all, the layout only where the column is open', () => {
    expect(decide(['1.234'], 'dot')).toBe('dot');
    expect(decide(['1.234'], undefined, 'dot')).toBe('dot');
    expect(decide(['12,50'], undefined, 'dot')).toBe('comma');
    expect(decide(['12,50', '12.50'], undefined, 'dot')).toBe('dot');
  });
});

it('writes numbers without float noise or exponents', () => {
  expect([0.1 + 0.2, 1e-7, 123_456_789_012_345, 1e20, -1.5e-9, 100, 0].map(numberText)).toEqual([
    '0.3', '0.0000001', '123456789012345', '100000000000000000000', '-0.0000000015', '100', '0',
  ]);
});
