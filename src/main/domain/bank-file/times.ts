import { isBlank, isSerial, serialMs } from './cells.ts';
import type { RawCell } from './raw.ts';

const DAY_MS = 86_400_000;
const clock = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,7}))?)?(?:\s*(AM|PM))?$/i;

function msOf(hour: number, minute: number, second: number, milli = 0): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + milli;
}

/** `15:34`, `15:34:58`, `15.34.58`, `3:34:58 PM` as ms of the day; undefined for anything else. */
export function readClock(text: string): number | undefined {
  const match = clock.exec(text.trim());
  if (match === null) return undefined;
  const [, hours = '', minutes = '', seconds = '0', fraction = '', half] = match;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  }
  return msOf(hour, Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0').slice(0, 3)));
}

/** Digits of HHMMSS or HHmm: `153458`, `93458`, `1534`. */
function readDigits(digits: string, hasSeconds: boolean): number | undefined {
  if (digits.length > 6) return undefined;
  const full = hasSeconds || digits.length > 4 ? digits.padStart(6, '0') : `${digits.padStart(4, '0')}00`;
  return msOf(Number(full.slice(0, 2)), Number(full.slice(2, 4)), Number(full.slice(4, 6)));
}

const digitsOf = (cell: RawCell | undefined): string | undefined => {
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 0 ? String(cell) : undefined;
  const text = typeof cell === 'string' ? cell.trim() : '';
  return /^\d+$/.test(text) ? text : undefined;
};

/**
 * Whether the digits of a time column are HHMMSS (with zeros that a spreadsheet may
 * have dropped) and not HHmm: one value of five or six digits says so for all.
 */
export function timeHasSeconds(cells: Iterable<RawCell | undefined>): boolean {
  for (const cell of cells) if (saysSeconds(cell)) return true;
  return false;
}

/** Whether one cell of a time column says that its digits are HHMMSS. */
export const saysSeconds = (cell: RawCell | undefined): boolean => (digitsOf(cell)?.length ?? 0) > 4;

/** A cell of a time column as ms of the day; null when blank, undefined when unreadable. */
export function readTime(cell: RawCell | undefined, hasSeconds: boolean): number | null | undefined {
  if (isBlank(cell)) return null;
  if (isSerial(cell)) return ((serialMs(cell) % DAY_MS) + DAY_MS) % DAY_MS;
  if (typeof cell === 'number' && cell > 0 && cell < 1) {
    return ((serialMs({ serial: cell, date1904: false, shows_time: true }) % DAY_MS) + DAY_MS) % DAY_MS;
  }
  const digits = digitsOf(cell);
  if (digits !== undefined) return readDigits(digits, hasSeconds);
  return typeof cell === 'string' ? readClock(cell) : undefined;
}
