import { z } from 'zod';
import { day } from '../day.ts';
import type { Contract } from './method.ts';

/** What an entry is about: the part of its `what` before the dot. */
export const historyKinds = [
  'connection',
  'sync',
  'import',
  'profile',
  'bank_merchant',
  'preview',
  'start',
  'reconciliation',
  'decision',
  'note',
  'view',
  'workbook',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

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
  /** Newest first; `total` counts what fits, `offset` entries of it are passed over. */
  'history.list': {
    kind: 'query',
    input: z.object({
      kind: z.enum(historyKinds).optional(),
      /** Searched in who, what, its subject and its facts; Turkish letters fold. */
      text: z.string().max(200).optional(),
      from: day.optional(),
      to: day.optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.object({ total: z.int(), entries: z.array(historyEntry) }),
  },
} as const satisfies Contract;
