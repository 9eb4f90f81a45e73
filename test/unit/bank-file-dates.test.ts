import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { type DateColumn, decideDateColumn, instantOf, readDate } from '../../src/main/domain/bank-file/dates.ts';
import { readTime, timeHasSeconds } from '../../src/main/domain/bank-file/times.ts';

const SEED = 20_260_503;
const dmy: DateColumn = { order: 'dmy', has_times: true };
const mdy: DateColumn = { order: 'mdy', has_times: true };
const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** Wall clock seconds between 2000 and 2099. */
const moments = fc.integer({ min: 946_684_800, max: 4_102_444_799 }).map((seconds) => {
  const date = new Date(seconds * 1000);
  return {
    y: date.getUTCFullYear(),
    m: date.getUTCMonth() + 1,
    d: date.getUTCDate(),
    clock: date.toISOString().slice(11, 19),
    day: date.toISOString().slice(0, 10),
    time: (seconds % 86_400) * 1000,
    serial: seconds / 86_400 + 25_569,
  };
});
type Moment = typeof moments extends fc.Arbitrary<infer T> ? T : never;

const styles: Record<string, [DateColumn, (moment: Moment) => RawCell]> = {
  'dd.MM.yyyy HH:mm:ss': [dmy, ({ y, m, d, clock }) => `${pad(d)}.${pad(m)}.${y} ${clock}`],
  'd.M.yyyy': [dmy, ({ y, m, d, clock }) => `${d}.${m}.${y} ${clock}`],
  'dotted in a month-first file': [mdy, ({ y, m, d, clock }) => `${pad(d)}.${pad(m)}.${y} ${clock}`],
  'dd/MM/yyyy': [dmy, ({ y, m, d, clock }) => `${pad(d)}/${pad(m)}/${y} ${clock}`],
  'MM/dd/yyyy': [mdy, ({ y, m, d, clock }) => `${pad(m)}/${pad(d)}/${y} ${clock}`],
  'yyyy-MM-dd': [mdy, ({ y, m, d, clock }) => `${y}-${pad(m)}-${pad(d)} ${clock}`],
  'ISO with Istanbul offset': [dmy, ({ day, clock }) => `${day}T${clock}+03:00`],
  'yyyyMMddHHmmss': [dmy, ({ y, m, d, clock }) => `${y}${pad(m)}${pad(d)}${clock.replaceAll(':', '')}`],
  'yyyyMMdd HH:mm:ss': [dmy, ({ y, m, d, clock }) => `${y}${pad(m)}${pad(d)} ${clock}`],
  'spreadsheet date': [dmy, ({ serial }) => ({ serial, date1904: false, shows_time: true })],
  'spreadsheet date from 1904': [dmy, ({ serial }) => ({ serial: serial - 1462, date1904: true, shows_time: true })],
};

describe('dates come back to the second', () => {
  for (const [style, [column, write]] of Object.entries(styles)) {
    it(`written as ${style}`, () => {
      fc.assert(
        fc.property(moments, (moment) => {
          expect(readDate(write(moment), column)).toEqual({ state: 'ok', day: moment.day, time: moment.time });
        }),
        { seed: SEED, numRuns: 400 },
      );
    });
  }

  it('as days alone: text, yyyyMMdd text and number, serial number', () => {
    fc.assert(
      fc.property(moments, ({ y, m, d, day, serial }) => {
        const compact = `${y}${pad(m)}${pad(d)}`;
        for (const cell of [`${pad(d)}.${pad(m)}.${y}`, compact, Number(compact), Math.floor(serial)]) {
          expect(readDate(cell, dmy)).toEqual({ state: 'ok', day, time: null });
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('in a time column of its own', () => {
    fc.assert(
      fc.property(moments, ({ clock, time }) => {
        const digits = clock.replaceAll(':', '');
        for (const cell of [clock, digits, Number(digits), { serial: time / 86_400_000, date1904: false, shows_time: true }]) {
          expect(readTime(cell, true)).toBe(time);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe('one date', () => {
  it.each(['31.04.2026', '29.02.2025', '00.05.2026', '13/13/2026', '20261301', '2026-02-30', '03.05.1026', 'dün', '03.05.2026 25:00', 5, 1e9])(
    '%s is refused',
    (cell) => {
      expect(readDate(cell, dmy).state).toBe('bad');
    },
  );

  it('takes short years, other offsets and half days', () => {
    expect(readDate('03.05.26', dmy)).toMatchObject({ day: '2026-05-03' });
    expect(readDate('2026-05-03T22:30:00Z', dmy)).toEqual({ state: 'ok', day: '2026-05-04', time: 5_400_000 });
    expect(readDate('5/13/2026 3:34:58 PM', mdy)).toEqual({ state: 'ok', day: '2026-05-13', time: 56_098_000 });
  });

  it('keeps a second apart that a fraction of a day cannot hold', () => {
    for (const serial of [46_145.649_282_407_41, 46_145.649_282_4, 46_145.649_282_42]) {
      expect(readDate({ serial, date1904: false, shows_time: true }, dmy)).toEqual({ state: 'ok', day: '2026-05-03', time: 56_098_000 });
    }
  });

  it('stands at noon in Istanbul when it has no time', () => {
    expect(new Date(instantOf('2026-05-03', null)).toISOString()).toBe('2026-05-03T09:00:00.000Z');
    expect(new Date(instantOf('2026-05-03', 56_098_000)).toISOString()).toBe('2026-05-03T12:34:58.000Z');
    expect(new Date(instantOf('2026-05-03', 0)).toISOString()).toBe('2026-05-02T21:00:00.000Z');
  });
});

describe('a column of dates', () => {
  const decide = (cells: RawCell[], option?: 'dmy' | 'mdy', known?: 'dmy' | 'mdy'): DateColumn =>
    decideDateColumn(cells, 'Tarih', option, known);

  it('takes its order from one clear cell', () => {
    expect(decide(['03/05/2026', '13/05/2026']).order).toBe('dmy');
    expect(decide(['03/05/2026', '05/13/2026']).order).toBe('mdy');
    expect(decide(['05/05/2026', '03.05.2026']).order).toBe('dmy');
  });

  it('asks where it could be either or is both', () => {
    expect(() => decide(['03/05/2026'])).toThrow(expect.objectContaining({ code: 'input.date_order_unclear', details: { header: 'Tarih', samples: ['03/05/2026'] } }));
    expect(() => decide(['13/05/2026', '05/13/2026'])).toThrow('input.date_order_unclear');
    expect(decide(['03/05/2026'], 'mdy', 'dmy').order).toBe('mdy');
    expect(decide(['03/05/2026'], undefined, 'dmy').order).toBe('dmy');
    expect(decide(['05/13/2026'], undefined, 'dmy').order).toBe('mdy');
  });

  it('has no times where every cell says midnight', () => {
    const midnight = { serial: 46_145, date1904: false, shows_time: true };
    expect(decide(['03.05.2026 00:00:00', midnight]).has_times).toBe(false);
    expect(readDate('03.05.2026 00:00:00', decide(['03.05.2026 00:00:00']))).toMatchObject({ time: null });
    const column = decide(['03.05.2026 00:00:00', '03.05.2026 08:00']);
    expect(readDate('03.05.2026 00:00:00', column)).toMatchObject({ time: 0 });
  });
});

describe('a column of times', () => {
  it('pads what lost its zeros', () => {
    expect(timeHasSeconds(['153458', '1534'])).toBe(true);
    expect(readTime(93_458, true)).toBe(34_498_000);
    expect(readTime('58', true)).toBe(58_000);
    expect(readTime('1534', false)).toBe(56_040_000);
  });

  it('refuses what is no time', () => {
    for (const cell of ['256060', '25:00', 'x', 1_534_580, -5, true]) expect(readTime(cell, true)).toBeUndefined();
    expect(readTime('', true)).toBeNull();
  });
});
