import type { SyncSummary, syncContract } from '../../shared/contract/sync.ts';
import { dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { type ConnectionRow, saveDirectory } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { finishRun, freezeRun, insertRun, reopenRun, type SyncOutcome } from '../db/sync-runs.ts';
import { countRows, type SyncedResource, syncedResources } from '../db/synced-days.ts';
import { readDirectory } from './connection.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { connectionFor, payvenFor, payvenNow } from './payven.ts';
import {
  type DayRange,
  daysToLookAt,
  finishedWindows,
  givenRange,
  ownRange,
  resumable,
  windowsNeverRead,
  windowsOf,
} from './sync-plan.ts';
import { SyncProgress } from './sync-progress.ts';
import { syncWindow, type Window } from './sync-sources.ts';
import { syncStates } from './sync-state.ts';
import { Slots } from './sync-windows.ts';

/** Pages asked for at once; how many of them leave is decided by Payven's rate limit. */
const PAGES_AT_ONCE = 32;

interface Undertaking {
  readonly windows: readonly Window[];
  readonly run_id: string | null;
  readonly frozen_end_at: number;
}

interface Tally {
  pages: number;
  readonly incomplete: Window[];
  readonly not_permitted: Set<SyncedResource>;
}

const keyOf = ({ day, resource }: Window): string => `${day} ${resource}`;

/**
 * Reads windows and stores each whole or not at all, so that an interruption loses at
 * most those under way. The first failure ends all of them.
 */
async function readWindows(context: CommandContext, connection: ConnectionRow, wanted: Undertaking): Promise<Tally> {
  const halt = new AbortController();
  const signal = AbortSignal.any([context.signal, halt.signal]);
  const client = payvenFor({ ...context, signal }, connection);
  const { run_id, frozen_end_at } = wanted;
  const tools = { db: context.db, clock: context.clock, client, connection_id: connection.id, run_id, frozen_end_at, signal, slots: new Slots(PAGES_AT_ONCE) };
  const tally: Tally = { pages: 0, incomplete: [], not_permitted: new Set() };
  const progress = new SyncProgress(context.clock, context.progress, wanted.windows.length);
  await inLanes(wanted.windows, halt, async (window, order) => {
    signal.throwIfAborted();
    if (tally.not_permitted.has(window.resource)) return;
    try {
      const end = await syncWindow(window, order, tools, progress.window(window.resource));
      tally.pages += end.pages;
      if (!end.complete) tally.incomplete.push({ resource: window.resource, day: window.day });
    } catch (error) {
      // A tenant without the refund or settlement product still reconciles; without transactions there is nothing to do.
      if (!(error instanceof AppError) || error.code !== 'payven.forbidden' || window.resource === 'transactions') throw error;
      tally.not_permitted.add(window.resource);
    }
  });
  tally.incomplete.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return tally;
}

/** Works through the items in order, several at once; the first failure halts them all. */
async function inLanes<T>(items: readonly T[], halt: AbortController, work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  let failure: { readonly error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failure !== undefined) return;
      try {
        await work(item, index);
      } catch (error) {
        // What ends because of the first failure is no failure of its own.
        failure ??= { error };
        halt.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, lane));
  if (failure !== undefined) throw failure.error;
}

/** Reads and keeps the configurations and merchants. */
async function syncDirectory(context: CommandContext, connection: ConnectionRow): Promise<{ connectors: number; merchants: number }> {
  const directory = await readDirectory(payvenFor(context, connection));
  transact(context.db, () => saveDirectory(context.db, connection.id, directory));
  return { connectors: directory.connectors?.length ?? 0, merchants: directory.merchants?.length ?? 0 };
}

/** Reads afresh what is to be read of a range, and says what is here then. */
async function readRange(
  context: CommandContext,
  connection: ConnectionRow,
  range: DayRange,
  wanted: Undertaking,
): Promise<Omit<SyncSummary, 'resumed' | 'looked_back' | 'connectors' | 'merchants'>> {
  const { pages, incomplete, not_permitted } = await readWindows(context, connection, wanted);
  const span = { connection_id: connection.id, ...range, start_at: startOfDay(range.from), end_at: endOfDay(range.to) };
  return {
    ...range,
    read_until: istanbulIso(wanted.frozen_end_at),
    ...countRows(context.db, span),
    pages,
    complete: incomplete.length === 0,
    incomplete_days: incomplete,
    not_permitted: [...not_permitted].sort(),
  };
}

/** Reads a range of Istanbul days afresh, whatever was read before: transactions and refunds alone. */
export async function syncRange(context: CommandContext, connection: ConnectionRow, range: DayRange): Promise<SyncSummary> {
  const directory = await syncDirectory(context, connection);
  const windows = windowsOf(daysBetween(range.from, range.to), ['transactions', 'refunds']);
  const wanted = { windows, run_id: null, frozen_end_at: payvenNow(context, connection) };
  return { ...(await readRange(context, connection, range, wanted)), resumed: 0, looked_back: 0, ...directory };
}

/** Sets out: with the interrupted run of this range, or with a new one. */
function openRun(context: CommandContext, connection: ConnectionRow, given: DayRange | null): string {
  const { db, clock } = context;
  const now = clock.now();
  return transact(db, () => {
    const interrupted = resumable(db, connection.id, given, now);
    if (interrupted !== undefined) {
      reopenRun(db, interrupted.id, now);
      return interrupted.id;
    }
    const id = context.ids.uuid();
    const { from: from_day, to: to_day } = given ?? ownRange(db, connection.id, dayOf(payvenNow(context, connection)));
    insertRun(db, { id, connection_id: connection.id, from_day, to_day, by_itself: given === null ? 1 : 0, started_at: now });
    return id;
  });
}

async function performRun(
  context: CommandContext,
  connection: ConnectionRow,
  run_id: string,
  given: DayRange | null,
  lookBackDays: number,
): Promise<SyncSummary> {
  const { db } = context;
  const directory = await syncDirectory(context, connection);
  // Only now: the answers to the first calls have told Payven's time.
  const frozen_end_at = payvenNow(context, connection);
  const range = given ?? ownRange(db, connection.id, dayOf(frozen_end_at));
  freezeRun(db, { id: run_id, from_day: range.from, to_day: range.to, frozen_end_at });
  const earlier = daysToLookAt(db, connection.id, range, lookBackDays);
  // The range first: it is what was asked for.
  const asked = windowsOf([...daysBetween(range.from, range.to), ...earlier], syncedResources);
  const names = new Set(asked.map(keyOf));
  const windows = [...asked, ...windowsNeverRead(db, connection.id, range).filter((window) => !names.has(keyOf(window)))];
  const taken = new Set(finishedWindows(db, run_id).map(keyOf));
  const open = windows.filter((window) => !taken.has(keyOf(window)));
  const read = await readRange(context, connection, range, { windows: open, run_id, frozen_end_at });
  return { ...read, resumed: windows.length - open.length, looked_back: earlier.length, ...directory };
}

function outcomeOf(error: unknown, context: CommandContext): { outcome: SyncOutcome; error_code: string } {
  if (context.signal.aborted) return { outcome: 'cancelled', error_code: 'state.cancelled' };
  const error_code = error instanceof AppError ? error.code : 'unexpected.fault';
  return { outcome: error_code === 'payven.unreachable' ? 'offline' : 'failed', error_code };
}

export const syncHandlers = {
  'sync.run': async ({ connection_id, from, to, look_back_days }, context) => {
    const { db, clock } = context;
    const given = givenRange(from, to);
    const connection = connectionFor(db, connection_id);
    const run_id = openRun(context, connection, given);
    try {
      const summary = await performRun(context, connection, run_id, given, look_back_days);
      const { transactions, refunds, settlements, complete } = summary;
      const counts = { transactions, refunds, settlements };
      transact(db, () => {
        finishRun(db, run_id, clock.now(), { ...counts, outcome: complete ? 'complete' : 'incomplete', error_code: null });
        recordHistory(db, {
          at: clock.now(),
          by: context.user,
          what: 'sync.done',
          subject: connection.id,
          facts: { from: summary.from, to: summary.to, ...counts, complete },
        });
      });
      return summary;
    } catch (error) {
      const ended = outcomeOf(error, context);
      // Days that were read whole before the end stay.
      transact(db, () => {
        finishRun(db, run_id, clock.now(), { ...ended, transactions: null, refunds: null, settlements: null });
        recordHistory(db, { at: clock.now(), by: context.user, what: 'sync.stopped', subject: connection.id, facts: ended });
      });
      throw error;
    }
  },
  'sync.state': ({ connection_id }, context) => ({ connections: syncStates(context, connection_id) }),
} satisfies HandlersOf<typeof syncContract>;
