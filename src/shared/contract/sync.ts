import { z } from 'zod';
import { day } from '../day.ts';
import type { Contract } from './method.ts';

/** An inclusive range of Istanbul days, at most ten years long. */
export const dayRange = z
  .object({ from: day, to: day })
  .refine((range) => range.from <= range.to, { message: 'from is after to', path: ['to'] });

export const syncSummary = z.object({
  transactions: z.int(),
  refunds: z.int(),
  /** Pages read from Payven, repeated ones included. */
  pages: z.int(),
  /** False when a day's count kept changing or never added up; those days are listed. */
  complete: z.boolean(),
  incomplete_days: z.array(z.object({ resource: z.enum(['transactions', 'refunds']), day })),
  connectors: z.int(),
  merchants: z.int(),
});
export type SyncSummary = z.infer<typeof syncSummary>;

export const syncContract = {
  'sync.run': {
    kind: 'command',
    input: z.object({ connection_id: z.string().optional(), from: day, to: day }),
    output: syncSummary,
  },
} as const satisfies Contract;
