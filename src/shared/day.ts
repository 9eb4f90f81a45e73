import { z } from 'zod';

/**
 * Instants are UTC milliseconds inside the program and in SQLite; people and the
 * command line see them as ISO 8601 with +03:00. Business days are Istanbul's.
 * Turkey keeps UTC+3 all year since 2016, so a fixed offset is exact for every
 * period this product can meet.
 */
const ISTANBUL_OFFSET_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/** An Istanbul calendar day, YYYY-MM-DD. */
export const day = z.iso.date();
export type Day = z.infer<typeof day>;

/** First millisecond (UTC) of an Istanbul day: 1 May starts at 2026-04-30T21:00:00Z. */
export function startOfDay(value: Day): number {
  return Date.parse(`${value}T00:00:00.000+03:00`);
}

/** Last millisecond (UTC) of an Istanbul day, 23:59:59.999+03:00. */
export function endOfDay(value: Day): number {
  return startOfDay(value) + DAY_MS - 1;
}

/** The Istanbul day an instant (UTC ms) falls on. */
export function dayOf(instant: number): Day {
  return new Date(instant + ISTANBUL_OFFSET_MS).toISOString().slice(0, 10);
}

/** The day `count` days after (or, negative, before) another. */
export function addDays(value: Day, count: number): Day {
  return dayOf(startOfDay(value) + count * DAY_MS);
}

/** Every day from `from` to `to`, both included; empty when `to` is before `from`. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let current = from; current <= to; current = addDays(current, 1)) days.push(current);
  return days;
}

/** UTC ms as `2026-05-03T15:34:58+03:00`; milliseconds are written only where there are any. */
export function istanbulIso(instant: number): string {
  const local = new Date(instant + ISTANBUL_OFFSET_MS).toISOString();
  return `${local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)}+03:00`;
}

/** UTC ms as `2026-05-03T12:34:58.000Z`, the form sent to Payven. */
export function utcIso(instant: number): string {
  return new Date(instant).toISOString();
}
