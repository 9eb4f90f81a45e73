import { z } from 'zod';
import type { Contract } from './method.ts';

export const historyEntry = z.object({
  id: z.int(),
  at: z.string(),
  by: z.string(),
  what: z.string(),
  /** What the entry is about: an import, preview, reconciliation or connection id. */
  subject: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyContract = {
  'history.list': {
    kind: 'query',
    input: z.object({ before: z.int().optional(), limit: z.int().min(1).max(1000).default(200) }),
    output: z.object({ entries: z.array(historyEntry) }),
  },
} as const satisfies Contract;
