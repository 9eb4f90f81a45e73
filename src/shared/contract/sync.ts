import { z } from 'zod';
import { day } from '../day.ts';
import type { Contract } from './method.ts';

/** An inclusive range of Istanbul days, at most ten years long. */
export const dayRange = z
  .object({ from: day, to: day })
  .refine((range) => range.from <= range.to, { message: 'from is after to', path: ['to'] });

const resource = z.enum(['transactions', 'refunds', 'settlements']);
const window = z.object({ resource, day });

export const syncSummary = z.object({
  from: day,
  to: day,
  /** Until when the last day was read, by Payven's clock; +03:00. */
  read_until: z.string(),
  /** Rows of the range, as they are here now; of days looked back to none. */
  transactions: z.int(),
  refunds: z.int(),
  settlements: z.int(),
  /** Pages read from Payven, repeated ones included. */
  pages: z.int(),
  /** False when a day's count kept changing or never added up; those days are listed. */
  complete: z.boolean(),
  incomplete_days: z.array(window),
  /** Days of one resource taken from a run that was interrupted, and not asked for again. */
  resumed: z.int(),
  /** Days before the range that were here already and were read again. */
  looked_back: z.int(),
  /** What this connection may not read at Payven; what is here of it stays as it is. */
  not_permitted: z.array(resource),
  connectors: z.int(),
  merchants: z.int(),
});
export type SyncSummary = z.infer<typeof syncSummary>;

/** A run of `sync.run`; instants +03:00. */
export const syncRun = z.object({
  from: day,
  to: day,
  started_at: z.string(),
  /** When it last set out. */
  tried_at: z.string(),
  finished_at: z.string().nullable(),
  /** open: under way, or cut off without a word. */
  outcome: z.enum(['open', 'complete', 'incomplete', 'cancelled', 'offline', 'failed']),
  error_code: z.string().nullable(),
  transactions: z.int().nullable(),
  refunds: z.int().nullable(),
  settlements: z.int().nullable(),
});

export const syncState = z.object({
  connection_id: z.string(),
  /** Of the days whose transactions are here; null before the first. */
  oldest_day: day.nullable(),
  newest_day: day.nullable(),
  days: z.int(),
  incomplete_days: z.array(window),
  /** The last run that read its whole range. */
  last_finished: syncRun.nullable(),
  last_attempt: syncRun.nullable(),
  /** The last attempt did not reach Payven. */
  offline: z.boolean(),
  /** The last attempt did not come to its end: asked for again it goes on behind so many days of one resource. */
  resumable: syncRun.pick({ from: true, to: true, started_at: true }).extend({ windows: z.int() }).nullable(),
});
export type SyncState = z.infer<typeof syncState>;

/** Days back a change to an old transaction, such as a refund, is still found. */
export const LOOK_BACK_DAYS = 14;

export const syncContract = {
  /** Without a range it brings up to date: from the newest day here until today, or the last 31 days. */
  'sync.run': {
    kind: 'command',
    input: z.object({
      connection_id: z.string().optional(),
      from: day.optional(),
      to: day.optional(),
      look_back_days: z.int().min(0).max(90).default(LOOK_BACK_DAYS),
    }),
    output: syncSummary,
  },
  /** What is here and how the last sync went, connection by connection. */
  'sync.state': {
    kind: 'query',
    input: z.object({ connection_id: z.string().optional() }),
    output: z.object({ connections: z.array(syncState) }),
  },
} as const satisfies Contract;
