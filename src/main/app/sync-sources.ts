import { addDays, type Day, endOfDay, startOfDay, utcIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { WritableDb } from '../db/database.ts';
import { saveSettlementDay } from '../db/settlements.ts';
import type { DayReading, SyncedResource } from '../db/synced-days.ts';
import { idsOfSpan, saveDay, type Span } from '../db/transactions.ts';
import type { Clock } from '../ports.ts';
import type { PayvenClient } from '../payven/client.ts';
import type { PackedRows } from './packed-rows.ts';
import type { WindowProgress } from './sync-progress.ts';
import { readWindow, type Slots, type WindowPage } from './sync-windows.ts';

/** One Istanbul day of one resource. */
export interface Window {
  readonly resource: SyncedResource;
  readonly day: Day;
}

/** What reading the windows of one sync needs. */
export interface WindowTools {
  readonly db: WritableDb;
  readonly clock: Clock;
  readonly client: PayvenClient;
  readonly connection_id: string;
  readonly run_id: string | null;
  /** Where the reading ends, UTC ms by Payven's clock. */
  readonly frozen_end_at: number;
  readonly slots: Slots;
  readonly signal: AbortSignal;
}

/** What became of a window. */
export interface WindowEnd {
  readonly complete: boolean;
  readonly pages: number;
}

/** More rows than this do not move to another day: Payven no longer has them, and is not asked for each. */
const MOST_ASKED = 50;

/** How one resource is asked for and kept. */
interface Source<Row extends { readonly id: string }> {
  page(page: number): Promise<WindowPage<Row>>;
  save(reading: DayReading & { readonly rows: Iterable<Row> }): void;
  /** Ids kept of this window, and the present state of one of them; throws AppError('payven.not_found'). */
  readonly kept?: { ids(): string[]; one(id: string): Promise<Row & { readonly created_at: number }> };
}

/**
 * What was kept of the window and is not listed any more, but is still at Payven: its
 * day changed, or the list moved under the reading. It must not be lost in between.
 */
async function stillThere<Row extends { readonly id: string }>(
  { kept }: Source<Row>,
  listed: PackedRows<Row>,
): Promise<(Row & { readonly created_at: number })[]> {
  const missing = kept?.ids().filter((id) => !listed.has(id)) ?? [];
  if (kept === undefined || missing.length > MOST_ASKED) return [];
  const there = [];
  for (const id of missing) {
    try {
      there.push(await kept.one(id));
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'payven.not_found')) throw error;
    }
  }
  return there;
}

async function readAndStore<Row extends { readonly id: string }>(
  source: Source<Row>,
  { day }: Window,
  span: Span,
  order: number,
  tools: WindowTools,
  progress: WindowProgress,
): Promise<WindowEnd> {
  const { slots, signal, clock, connection_id, run_id, frozen_end_at } = tools;
  let elsewhere: readonly Row[] = [];
  const reading = await readWindow<Row>({
    page: source.page,
    async takeSlot() {
      await slots.take(order);
      if (signal.aborted) slots.give();
      signal.throwIfAborted();
      return () => slots.give();
    },
    onPage: (number, page) => progress.page(number, page.items.length, page.total_pages),
    async lacks(listed) {
      const there = await stillThere(source, listed);
      elsewhere = there;
      return there.some(({ created_at }) => created_at >= span.start_at && created_at <= span.end_at);
    },
  });
  signal.throwIfAborted();
  const { rows, total_count, complete, pages } = reading;
  rows.add(elsewhere);
  source.save({ connection_id, day, run_id, total_count, complete, read_at: clock.now(), as_of_at: frozen_end_at, rows });
  progress.done();
  return { complete, pages };
}

/**
 * Reads a window and stores it, whole or as incomplete, in one transaction. `order`:
 * its place among the windows. Throws AppError('payven.forbidden') where this
 * connection may not read the resource.
 */
export function syncWindow(window: Window, order: number, tools: WindowTools, progress: WindowProgress): Promise<WindowEnd> {
  const { db, client, connection_id, frozen_end_at } = tools;
  const { resource, day } = window;
  const start_at = startOfDay(day);
  const is_begun = start_at <= frozen_end_at;
  const end_at = is_begun ? Math.min(endOfDay(day), frozen_end_at) : endOfDay(day);
  const span = { connection_id, start_at, end_at };
  // Payven's times are finer than a millisecond and its ends are included: asked up to the next day's first
  // instant nothing falls between two days, and what lies on it is the same row under both.
  const next_at = startOfDay(addDays(day, 1));
  const [start, end] = [utcIso(start_at), utcIso(is_begun ? Math.min(next_at, frozen_end_at) : next_at)];
  const read = <Row extends { readonly id: string }>(source: Source<Row>): Promise<WindowEnd> =>
    readAndStore(source, window, span, order, tools, progress);
  switch (resource) {
    case 'transactions':
      return read({
        page: (page) => client.transactions(start, end, page),
        save: (reading) => saveDay(db, 'transactions', { ...reading, ...span }),
        kept: { ids: () => idsOfSpan(db, 'transactions', span), one: async (id) => (await client.transaction(id)).transaction },
      });
    case 'refunds':
      return read({
        page: (page) => client.refunds(start, end, page),
        save: (reading) => saveDay(db, 'refunds', { ...reading, ...span }),
        kept: { ids: () => idsOfSpan(db, 'refunds', span), one: async (id) => (await client.refund(id)).refund },
      });
    case 'settlements':
      return read({ page: (page) => client.settlements(day, day, page), save: (reading) => saveSettlementDay(db, reading) });
  }
}
