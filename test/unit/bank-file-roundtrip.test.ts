import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDecimal, readAmount } from '../../src/main/domain/bank-file/amounts.ts';
import { decideDateColumn, instantOf, readDate } from '../../src/main/domain/bank-file/dates.ts';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { readTime, timeHasSeconds } from '../../src/main/domain/bank-file/times.ts';
import { readAuthCode, readIdentity } from '../../src/main/domain/bank-file/values.ts';
import { dayOf, istanbulIso } from '../../src/shared/day.ts';
import { amountNumber, amountStyles, amountText, dayStyles, dayText } from '../builders/bank-writers.ts';

const SEED = 424_242;
console.info(`round trips of amounts and days: seed ${SEED}`);
const options = { seed: SEED, numRuns: 400 };

const kurus = fc.oneof(fc.integer({ min: -200_000, max: 200_000 }), fc.maxSafeInteger());
const day = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const time = fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.nat({ max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const msOf = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000;

describe('an amount written and read', () => {
  it.each(amountStyles)('in the style %s is the same kuruş, over a whole column', (style) => {
    fc.assert(
      fc.property(fc.array(kurus, { minLength: 1, maxLength: 20 }), (column) => {
        // A bracketed zero and a zero with a minus are the one zero there is.
        const cells = column.map((each) => amountText(each, style));
        const sign = decideDecimal(cells, 'Tutar', undefined, undefined);
        const read = cells.map((cell) => readAmount(cell, sign));
        expect(read).toEqual(column.map((each) => ({ state: 'ok', kurus: each === 0 ? 0 : each, currency: style === 'suffixed' ? 'TRY' : null })));
      }),
      options,
    );
  });

  it('as a number of a workbook is the same kuruş up to ten trillion lira', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (each) => {
        expect(readAmount(amountNumber(each), 'comma')).toEqual({ state: 'ok', kurus: each === 0 ? 0 : each, currency: null });
      }),
      options,
    );
  });

  it('is never another amount: what the other sign would make of it is refused or asked about', () => {
    fc.assert(
      fc.property(kurus, fc.constantFrom(...amountStyles), (each, style) => {
        const text = amountText(each, style);
        const right = decideDecimal([text], 'Tutar', undefined, undefined);
        const wrong = readAmount(text, right === 'comma' ? 'dot' : 'comma');
        expect(wrong.state).toBe('bad');
      }),
      options,
    );
  });
});

describe('a day written and read', () => {
  const column = { order: 'dmy', has_times: true } as const;

  it.each(dayStyles)('in the style %s is the same day and time of Istanbul', (style) => {
    fc.assert(
      fc.property(day, fc.option(time), (date, clock) => {
        // Two digits of a year are of this century.
        const on = style === 'short_year' ? date.replace(/^19/, '20') : date;
        const read = readDate(dayText(on, clock, style), column);
        expect(read).toEqual({ state: 'ok', day: on, time: clock === null ? null : msOf(clock) });
      }),
      options,
    );
  });

  it('as a spreadsheet\'s serial is the same, in both of its epochs', () => {
    fc.assert(
      fc.property(day, fc.option(time), fc.boolean(), (date, clock, date1904) => {
        const days = Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569 - (date1904 ? 1462 : 0);
        const cell: RawCell = { serial: days + (clock === null ? 0 : msOf(clock) / 86_400_000), date1904, shows_time: clock !== null };
        expect(readDate(cell, column)).toEqual({ state: 'ok', day: date, time: clock === null ? null : msOf(clock) });
      }),
      options,
    );
  });

  it('with slashes is settled by the one day beyond the twelfth, for all days of its column', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 8 }), (days) => {
        const late = ['2026-05-13', ...days];
        const american = late.map((each) => each.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1'));
        const turkish = late.map((each) => dayText(each, null, 'slashed'));
        for (const cells of [american, turkish]) {
          const decided = decideDateColumn(cells, 'Tarih', undefined, undefined);
          expect(cells.map((cell) => readDate(cell, decided))).toEqual(late.map((each) => ({ state: 'ok', day: each, time: null })));
        }
      }),
      options,
    );
  });

  it('is an Istanbul day from its first to its last millisecond', () => {
    fc.assert(
      fc.property(day, fc.option(time), (date, clock) => {
        const at = instantOf(date, clock === null ? null : msOf(clock));
        expect(dayOf(at)).toBe(date);
        expect(istanbulIso(at)).toBe(`${date}T${clock ?? '12:00:00'}+03:00`);
      }),
      options,
    );
  });
});

describe('a time of day written and read', () => {
  it('with colons, in six digits, and in digits that lost their zeros is the same', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 10 }), (given) => {
        // One time after ten o'clock keeps its six digits and says what the shorter ones are.
        const times = [...given, '15:34:58'];
        const full = times.map((each) => each.replaceAll(':', ''));
        const short = full.map((each) => Number(each));
        const shapes: RawCell[][] = [times, full, short];
        for (const cells of shapes) {
          const seconds = timeHasSeconds(cells);
          expect(cells.map((cell) => readTime(cell, seconds))).toEqual(times.map(msOf));
        }
      }),
      options,
    );
  });
});

describe('a code or an id written and read', () => {
  it('keeps every character as text, and a code that became a number gets its zeros back', () => {
    // `1E2345` is a code like any other; only a plus behind the E is a spreadsheet's work.
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{1,30}$/), (id) => {
        expect(readIdentity(id)).toEqual({ state: 'text', text: id });
      }),
      options,
    );
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), (code) => {
        const six = String(code).padStart(6, '0');
        expect(readAuthCode(six)).toEqual({ code: six, padded: false, lost: false });
        expect(readAuthCode(code)).toEqual({ code: six, padded: code < 100_000, lost: false });
      }),
      options,
    );
  });
});
