import type { SyncSummary, syncContract } from '../../shared/contract/sync.ts';
import { type Day, daysBetween, endOfDay, startOfDay, utcIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { type ConnectionRow, saveDirectory } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { type RefundRow, saveDay, type SyncedResource, type TransactionRow } from '../db/transactions.ts';
import type { Page, PayvenClient } from '../payven/client.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { connectionFor, payvenFor } from './payven.ts';
import { readDirectory } from './connection.ts';

/** A day that does not add up is read again three times before it is shown as incomplete. */
const READINGS = 4;
/** Days read at once: well below the 50 requests a second of Payven's sandbox. */
const LANES = 4;
/** More days in one go are surely a slip of the hand. */
const MOST_DAYS = 3660;

interface Reading<T> {
  readonly rows: T[];
  readonly total_count: number;
  readonly complete: boolean;
  readonly pages: number;
}

/**
 * Reads one window of a list. Its order is not documented, so ids are taken as a
 * set; it is complete when they are as many as the last page says and that number
 * did not change between pages.
 */
async function readWindow<T extends { readonly id: string }>(
  readPage: (page: number) => Promise<Page<T>>,
): Promise<Reading<T>> {
  const found = new Map<string, T>();
  let first: number | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await readPage(page);
    first ??= answer.total_count;
    for (const item of answer.items) found.set(item.id, item);
    if (answer.has_next_page && answer.items.length > 0) continue;
    const complete = found.size === answer.total_count && first === answer.total_count;
    return { rows: [...found.values()], total_count: answer.total_count, complete, pages: page };
  }
}

async function readUntilComplete<T extends { readonly id: string }>(
  readPage: (page: number) => Promise<Page<T>>,
): Promise<Reading<T>> {
  let pages = 0;
  for (let reading = 1; ; reading += 1) {
    const result = await readWindow(readPage);
    pages += result.pages;
    if (result.complete || reading === READINGS) return { ...result, pages };
  }
}

interface Window {
  readonly resource: SyncedResource;
  readonly day: Day;
}

async function syncWindow(
  context: CommandContext,
  client: PayvenClient,
  connection_id: string,
  { resource, day }: Window,
  frozenEnd: number,
): Promise<Reading<unknown>> {
  const start_at = startOfDay(day);
  const end_at = start_at > frozenEnd ? endOfDay(day) : Math.min(endOfDay(day), frozenEnd);
  const head = { connection_id, day, start_at, end_at };
  const [start, end] = [utcIso(start_at), utcIso(end_at)];
  if (resource === 'transactions') {
    const reading = await readUntilComplete<TransactionRow>((page) => client.transactions(start, end, page));
    saveDay(context.db, resource, { ...head, ...reading, read_at: context.clock.now() });
    return reading;
  }
  const reading = await readUntilComplete<RefundRow>((page) => client.refunds(start, end, page));
  saveDay(context.db, resource, { ...head, ...reading, read_at: context.clock.now() });
  return reading;
}

/**
 * Brings a range of Istanbul days into the database, a day of one resource at a
 * time: each is stored whole or not at all, so that an interruption loses at most
 * the days under way.
 */
export async function syncRange(
  context: CommandContext,
  connection: ConnectionRow,
  range: { from: Day; to: Day },
): Promise<SyncSummary> {
  const client = payvenFor(context, connection);
  const frozenEnd = context.clock.now();
  const { connectors, merchants } = await readDirectory(client);
  transact(context.db, () => saveDirectory(context.db, connection.id, connectors, merchants));
  const windows: Window[] = daysBetween(range.from, range.to).flatMap((day) => [
    { resource: 'transactions' as const, day },
    { resource: 'refunds' as const, day },
  ]);
  const counts = { transactions: 0, refunds: 0, pages: 0 };
  const incomplete: Window[] = [];
  let done = 0;
  await inLanes(windows, async (window) => {
    context.signal.throwIfAborted();
    const reading = await syncWindow(context, client, connection.id, window, frozenEnd);
    counts[window.resource] += reading.rows.length;
    counts.pages += reading.pages;
    if (!reading.complete) incomplete.push(window);
    done += 1;
    context.progress({ step: 'sync', done, total: windows.length });
  });
  incomplete.sort((a, b) => (a.day + a.resource < b.day + b.resource ? -1 : 1));
  return {
    ...counts,
    complete: incomplete.length === 0,
    incomplete_days: incomplete,
    connectors: connectors.length,
    merchants: merchants.length,
  };
}

/** Works through the items in a few lanes; the first failure ends them all. */
async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const item of queue) {
      if (failed) return;
      await work(item);
    }
  };
  const lanes = Array.from({ length: LANES }, () =>
    lane().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ends = await Promise.allSettled(lanes);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

export const syncHandlers = {
  'sync.run': async ({ connection_id, from, to }, context) => {
    if (from > to) throw new AppError('usage.range', { from, to });
    if (daysBetween(from, to).length > MOST_DAYS) throw new AppError('usage.range_too_long', { from, to, most: MOST_DAYS });
    const connection = connectionFor(context.db, connection_id);
    const summary = await syncRange(context, connection, { from, to });
    recordHistory(context.db, {
      at: context.clock.now(),
      by: context.user,
      what: 'sync.done',
      subject: connection.id,
      facts: { from, to, transactions: summary.transactions, refunds: summary.refunds, complete: summary.complete },
    });
    return summary;
  },
} satisfies HandlersOf<typeof syncContract>;
