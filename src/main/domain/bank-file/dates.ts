import { type Day, startOfDay } from '../../../shared/day.ts';
import { AppError } from '../../../shared/errors.ts';
import { isBlank, isError, isSerial, serialMs } from './cells.ts';
import type { RawCell } from './raw.ts';
import { remember } from './remember.ts';
import { readClock } from './times.ts';

/** Order of a date written with `/` or `-`; with `.` it is always day first. */
export type SlashOrder = 'dmy' | 'mdy';

const DAY_MS = 86_400_000;
const NOON = DAY_MS / 2;
const ISTANBUL_MS = 3 * 3_600_000;
/** Outside these years a number was misread, not a sale made. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
/** Unformatted numbers taken for spreadsheet days: 2000-01-01 up to 2100-01-01. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 73_051;

/** How a date column is to be read; decided over all its rows. */
export interface DateColumn {
  readonly order: SlashOrder;
  /** False where every cell says midnight: the column then has days, not times. */
  readonly has_times: boolean;
}

/** `time`: ms of the day, null where the cell has a day alone. Istanbul wall clock. */
export type DateReading =
  | { readonly state: 'blank' | 'bad' | 'error' }
  | { readonly state: 'ok'; readonly day: Day; readonly time: number | null };

interface Written {
  readonly parts: readonly [number, number, number];
  readonly shape: 'ymd' | 'dmy' | 'slashed';
  readonly time: number | null;
  /** Minutes east of UTC where the text names an offset. */
  readonly offset: number | null;
}

const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const yearFirst = /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/;
const yearLast = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/;
const tail = /^[\sT,-]+(.+?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

function offsetMinutes(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text.toUpperCase() === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

/** Reads the text behind the day; undefined where there is some and it is no time. */
function readTail(text: string): Pick<Written, 'time' | 'offset'> | undefined {
  if (text.trim() === '') return { time: null, offset: null };
  const match = tail.exec(text);
  const time = match === null ? undefined : readClock(match[1] ?? '');
  return time === undefined ? undefined : { time, offset: offsetMinutes(match?.[2]) };
}

function readCompact(text: string): Written | undefined {
  const [head = '', ...rest] = text.split(' ');
  const match = compact.exec(head);
  if (match === null) return undefined;
  const [, year, month, dayOfMonth, hour, minute, second] = match;
  const clock = hour === undefined ? readTail(text.slice(head.length)) : undefined;
  const time = hour === undefined ? clock?.time : readClock(`${hour}:${minute}:${second ?? '00'}`);
  if (time === undefined || (hour !== undefined && rest.length > 0)) return undefined;
  const parts = [Number(year), Number(month), Number(dayOfMonth)] as const;
  return { parts, shape: 'ymd', time, offset: clock?.offset ?? null };
}

function readWritten(raw: string): Written | undefined {
  const text = raw.replaceAll(/\s+/gu, ' ').trim();
  const first = yearFirst.exec(text);
  const last = first === null ? yearLast.exec(text) : null;
  const match = first ?? last;
  if (match === null) return readCompact(text);
  const clock = readTail(match[5] ?? '');
  if (clock === undefined) return undefined;
  const [a, b, c] = [Number(match[1]), Number(match[3]), Number(match[4])];
  if (first !== null) return { parts: [a, b, c], shape: 'ymd', ...clock };
  const year = match[4]?.length === 2 ? 2000 + c : c;
  return { parts: [a, b, year], shape: match[2] === '.' ? 'dmy' : 'slashed', ...clock };
}

/** The day of year, month and day of month; undefined for 31.04. and years no sale was made in. */
function dayOfParts(year: number, month: number, dayOfMonth: number): Day | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  return dayOfNumber(year * 10_000 + month * 100 + dayOfMonth);
}

/** The day written as the digits of a number, 20260503. */
const dayOfNumber = remember((number: number): Day | undefined => {
  const [year, month, dayOfMonth] = [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100];
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== dayOfMonth) return undefined;
  return date.toISOString().slice(0, 10);
});

/** The day so many days after 1970-01-01. */
const dayAfterEpoch = remember((days: number): Day | undefined => {
  const date = new Date(days * DAY_MS);
  if (Number.isNaN(date.getTime())) return undefined;
  return dayOfParts(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
});

function fromLocal(ms: number, withTime: boolean): DateReading {
  const day = Number.isFinite(ms) ? dayAfterEpoch(Math.floor(ms / DAY_MS)) : undefined;
  if (day === undefined) return { state: 'bad' };
  return { state: 'ok', day, time: withTime ? ((ms % DAY_MS) + DAY_MS) % DAY_MS : null };
}

function fromWritten(written: Written, column: DateColumn): DateReading {
  const [a, b, c] = written.parts;
  const monthFirst = written.shape === 'slashed' && column.order === 'mdy';
  const day =
    written.shape === 'ymd' ? dayOfParts(a, b, c) : monthFirst ? dayOfParts(c, a, b) : dayOfParts(c, b, a);
  if (day === undefined) return { state: 'bad' };
  if (written.offset !== null && written.time !== null) {
    const utc = startOfDay(day) + ISTANBUL_MS + written.time - written.offset * 60_000;
    return fromLocal(utc + ISTANBUL_MS, true);
  }
  return { state: 'ok', day, time: column.has_times ? written.time : null };
}

/** Reads one date cell: text, spreadsheet dates of both epochs, 20260503 and bare day numbers. */
export function readDate(cell: RawCell | undefined, column: DateColumn): DateReading {
  if (isBlank(cell) || cell === null || cell === undefined) return { state: 'blank' };
  if (isError(cell)) return { state: 'error' };
  if (isSerial(cell)) {
    const isDay = Number.isInteger(cell.serial) && !cell.shows_time;
    return fromLocal(serialMs(cell), column.has_times && !isDay);
  }
  if (typeof cell === 'boolean') return { state: 'bad' };
  if (typeof cell === 'number') {
    if (cell >= FIRST_SERIAL && cell < LAST_SERIAL) {
      return readDate({ serial: cell, date1904: false, shows_time: false }, column);
    }
    return Number.isSafeInteger(cell) ? readDate(String(cell), column) : { state: 'bad' };
  }
  const written = readWritten(cell);
  return written === undefined ? { state: 'bad' } : fromWritten(written, column);
}

function saysTime(cell: RawCell | undefined, written: Written | undefined): boolean {
  if (isSerial(cell)) return serialMs(cell) % DAY_MS !== 0;
  if (typeof cell === 'number') return !Number.isInteger(cell) || cell > 99_999_999;
  return (written?.time ?? 0) !== 0;
}

/** What the cells of a date column say about it, gathered one by one. */
export class DateEvidence {
  readonly #samples = { dmy: new Set<string>(), mdy: new Set<string>(), unclear: new Set<string>() };
  #has_times = false;

  add(cell: RawCell | undefined): void {
    const written = typeof cell === 'string' ? readWritten(cell) : undefined;
    this.#has_times ||= saysTime(cell, written);
    if (written?.shape !== 'slashed') return;
    const [a, b] = written.parts;
    if (a === b || (a > 12 && b > 12)) return;
    const found = a > 12 ? this.#samples.dmy : b > 12 ? this.#samples.mdy : this.#samples.unclear;
    if (found.size < 3) found.add(String(cell).trim());
  }

  /** See {@link decideDateColumn}. */
  decide(header: string, option: SlashOrder | undefined, known: SlashOrder | undefined): DateColumn {
    const samples = this.#samples;
    const both = samples.dmy.size > 0 && samples.mdy.size > 0;
    const seen = both ? undefined : samples.dmy.size > 0 ? 'dmy' : samples.mdy.size > 0 ? 'mdy' : undefined;
    const open = both || samples.unclear.size > 0;
    const order = option ?? seen ?? known ?? (open ? undefined : 'dmy');
    if (order === undefined) {
      const shown = both ? [...samples.dmy, ...samples.mdy] : [...samples.unclear];
      throw new AppError('input.date_order_unclear', { header, samples: shown });
    }
    return { order, has_times: this.#has_times };
  }
}

/**
 * Decides a date column over all its rows. The user's `option` stands above the
 * evidence, the evidence above `known` (the layout's order, or another column's);
 * a column of `/` dates that could be either is `input.date_order_unclear`.
 */
export function decideDateColumn(
  cells: Iterable<RawCell | undefined>,
  header: string,
  option: SlashOrder | undefined,
  known: SlashOrder | undefined,
): DateColumn {
  const evidence = new DateEvidence();
  for (const cell of cells) evidence.add(cell);
  return evidence.decide(header, option, known);
}

const startOf = remember(startOfDay);

/** UTC ms of an Istanbul day and time of day; a day alone stands at 12:00. */
export function instantOf(day: Day, time: number | null): number {
  return startOf(day) + (time ?? NOON);
}
