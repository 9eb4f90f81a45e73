import { addDays, type Day, daysBetween, endOfDay } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReadableDb } from '../db/database.ts';
import { lastRun, type SyncRunRow } from '../db/sync-runs.ts';
import { completeWindows, daysAsOf, type ReadWindow, storedDays, type SyncedResource, unreadWindows } from '../db/synced-days.ts';
import type { Window } from './sync-sources.ts';

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** More days in one go are surely a slip of the hand. */
const MOST_DAYS = 3660;
/** Where nothing is here yet: so many days back, today not counted. */
const FIRST_DAYS = 30;
/** An interrupted run goes on only while what it read is this young. */
const RESUME_MS = 24 * 3_600_000;

/** The range that was asked for; null: none. Throws AppError of the usage kind. */
export function givenRange(from: Day | undefined, to: Day | undefined): DayRange | null {
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined) throw new AppError('usage.missing', { name: from === undefined ? 'from' : 'to' });
  if (from > to) throw new AppError('usage.range', { from, to });
  if (daysBetween(from, to).length > MOST_DAYS) throw new AppError('usage.range_too_long', { from, to, most: MOST_DAYS });
  return { from, to };
}

/** A run that did not read its whole range: stopped, offline, failed, or cut off without a word. */
const isUnfinished = ({ outcome }: SyncRunRow): boolean => outcome !== 'complete' && outcome !== 'incomplete';

/**
 * The range that brings up to date: from the first day here that was not over when it
 * was read, else from the newest, or from where an unfinished run of this kind began (its
 * days may have gaps), until today.
 */
export function ownRange(db: ReadableDb, connectionId: string, today: Day): DayRange {
  const days = daysAsOf(db, connectionId);
  const last = lastRun(db, connectionId, null);
  // A day read before it was over has more to come, however many days were read after it.
  const unfinished = days.find(({ day, as_of_at }) => as_of_at <= endOfDay(day))?.day;
  const begins = [today, unfinished ?? days.at(-1)?.day ?? addDays(today, -FIRST_DAYS)];
  if (last !== undefined && isUnfinished(last)) begins.push(last.from_day);
  return { from: begins.reduce((least, each) => (each < least ? each : least)), to: today };
}

/** The interrupted run that asking for this range again would go on with. */
export function resumable(db: ReadableDb, connectionId: string, range: DayRange | null, now: number): SyncRunRow | undefined {
  const run = lastRun(db, connectionId, range);
  if (run === undefined || !isUnfinished(run)) return undefined;
  const age = now - run.started_at;
  return age >= 0 && age < RESUME_MS ? run : undefined;
}

/** The windows of a run that need not be asked for again: complete, of days that were over when they were read. */
export function finishedWindows(db: ReadableDb, runId: string): ReadWindow[] {
  return completeWindows(db, runId).filter(({ day, as_of_at }) => as_of_at > endOfDay(day));
}

/** The windows of some days, of each resource one. */
export const windowsOf = (days: readonly Day[], resources: readonly SyncedResource[]): Window[] =>
  days.flatMap((day) => resources.map((resource) => ({ resource, day })));

/** Windows of days outside the range whose transactions are here, and that were never read: the right to them was missing. */
export function windowsNeverRead(db: ReadableDb, connectionId: string, { from, to }: DayRange): Window[] {
  return unreadWindows(db, connectionId).filter(({ day }) => day < from || day > to);
}

/** The days before a range that are here already and not older than the look-back: what changed of them since is found. */
export function daysToLookAt(db: ReadableDb, connectionId: string, { from }: DayRange, lookBackDays: number): Day[] {
  return lookBackDays === 0 ? [] : storedDays(db, connectionId, addDays(from, -lookBackDays), addDays(from, -1));
}
