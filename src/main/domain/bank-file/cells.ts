import type { ErrorCell, RawCell, SerialDate } from './raw.ts';
import { remember } from './remember.ts';

const DAY_MS = 86_400_000;
/** Days between 1899-12-30, the epoch a spreadsheet counts from in practice, and 1970-01-01. */
const EPOCH_1900 = 25_569;
const EPOCH_SHIFT_1904 = 1462;
const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

export function isSerial(cell: RawCell | undefined): cell is SerialDate {
  return typeof cell === 'object' && cell !== null && 'serial' in cell;
}

export function isError(cell: RawCell | undefined): cell is ErrorCell {
  return typeof cell === 'object' && cell !== null && 'error' in cell;
}

/** Whether a cell holds nothing a reader would see; text of white space counts as blank. */
export function isBlank(cell: RawCell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

function hundredthsText(hundredths: number): string {
  const rest = hundredths % 100;
  const whole = String((hundredths - rest) / 100);
  if (rest === 0) return whole;
  return rest % 10 === 0 ? `${whole}.${rest / 10}` : `${whole}.${twoDigits[rest]}`;
}

/**
 * The decimal text of a number a spreadsheet kept: its fifteen significant digits,
 * which is what the bank wrote, without the noise of the double behind it.
 */
export function numberText(value: number): string {
  const size = Math.abs(value);
  const hundredths = Math.round(size * 100);
  // Most numbers are amounts: where whole hundredths give the very same double they are its digits.
  if (hundredths < 1e15 && hundredths / 100 === size) return (value < 0 ? '-' : '') + hundredthsText(hundredths);
  // One that takes no more than fifteen digits to tell is told by those.
  const short = String(value);
  if (short.length <= 15 && !short.includes('e')) return short;
  const text = value.toPrecision(15);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  const [, sign = '', lead = '', tail = '', power = '0'] = match;
  const digits = lead + tail;
  const point = 1 + Number(power);
  const padded = point > 0 ? digits.padEnd(point, '0') : digits.padStart(digits.length + 1 - point, '0');
  const at = Math.max(point, 1);
  return sign + `${padded.slice(0, at)}.${padded.slice(at)}`.replace(/\.?0*$/, '');
}

/** Local (wall clock) milliseconds of a spreadsheet date, counted as if it were UTC. */
export function serialMs(cell: SerialDate): number {
  const days = cell.serial - EPOCH_1900 + (cell.date1904 ? EPOCH_SHIFT_1904 : 0);
  const ms = Math.round(days * DAY_MS);
  const rest = ((ms % 1000) + 1000) % 1000;
  // A fraction of a day cannot hold every second exactly; one millisecond off is that error.
  if (rest === 1) return ms - 1;
  return rest === 999 ? ms + 1 : ms;
}

const [SPACE, LAST_CONTROL, NO_BREAK_SPACE, FIRST_ODD] = [0x20, 0x1f, 0xa0, 0x1680] as const;

/** Whether a text stands in one line already, without a space to spare; a few that do are not seen as such. */
function isOneLine(text: string): boolean {
  let before: number = SPACE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= LAST_CONTROL || code === NO_BREAK_SPACE || code >= FIRST_ODD || (code === SPACE && before === SPACE)) return false;
    before = code;
  }
  return before !== SPACE;
}

/** A text in one line. */
const oneLine = (text: string): string => (isOneLine(text) ? text : text.replaceAll(/\s+/gu, ' ').trim());

/** A cell as the reviewer reads it, in one line; dates as dd.MM.yyyy. */
export function cellText(cell: RawCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return oneLine(cell);
  if (typeof cell === 'number') return Number.isFinite(cell) ? numberText(cell) : String(cell);
  if (typeof cell === 'boolean') return String(cell);
  if ('error' in cell) return cell.error;
  return serialText(cell);
}

/** `dd.MM.yyyy` of a day counted from 1970-01-01. */
const dayText = remember((day: number): string => {
  const iso = new Date(day * DAY_MS).toISOString();
  return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`;
});

function serialText(cell: SerialDate): string {
  const ms = serialMs(cell);
  if (!Number.isFinite(ms) || Math.abs(ms) > 8e15) return String(cell.serial);
  const day = Math.floor(ms / DAY_MS);
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  const time = `${twoDigits[Math.floor(second / 3600)]}:${twoDigits[Math.floor(second / 60) % 60]}:${twoDigits[second % 60]}`;
  if (cell.serial >= 0 && cell.serial < 1) return time;
  const date = dayText(day);
  return cell.shows_time || time !== '00:00:00' ? `${date} ${time}` : date;
}
