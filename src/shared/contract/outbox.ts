import { z } from 'zod';
import type { Contract } from './method.ts';

/** A write to Payven as it stands on this computer; instants +03:00. */
export const outboxWrite = z.object({
  write_id: z.string(),
  connection_id: z.string(),
  call: z.enum(['start', 'resolve', 'bulk-resolve', 'finalize', 'cancel']),
  state: z.enum(['queued', 'sent', 'unknown', 'done', 'refused']),
  preview_id: z.string().nullable(),
  reconciliation_id: z.string().nullable(),
  body_sha256: z.string(),
  body_bytes: z.int(),
  idempotency_key: z.string(),
  created_at: z.string(),
  first_sent_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  error_code: z.string().nullable(),
  /** What went wrong, in words. */
  error: z.string().nullable(),
});
export type OutboxWrite = z.infer<typeof outboxWrite>;

export const outboxContract = {
  'outbox.list': {
    kind: 'query',
    input: z.object({
      /** Only those without a known end. */
      open: z.boolean().default(false),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1_000).default(200),
    }),
    output: z.object({ total: z.int(), writes: z.array(outboxWrite) }),
  },
  /** Finds out what became of a write whose end is not known: by its key while that is safe, else by looking. */
  'outbox.look': { kind: 'command', input: z.object({ write_id: z.string() }), output: outboxWrite },
  /** The user has made sure that a write was not done. Nothing is sent; the way is free for a new one. */
  'outbox.dismiss': {
    kind: 'command',
    input: z.object({ write_id: z.string(), confirmed: z.boolean() }),
    output: outboxWrite,
  },
} as const satisfies Contract;
