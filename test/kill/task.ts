import { z } from 'zod';

/** What the program is told to do in a process of its own. */
export const clientTask = z.object({
  data_folder: z.string(),
  /** The file of the shared clock. */
  clock: z.string(),
  method: z.string(),
  input: z.unknown(),
  /** Where to end by SIGKILL; null: nowhere. */
  kill: z.object({ step: z.string().nullable(), nth: z.int().positive() }).nullable(),
  /** A file for the names of the steps, a line each; null: none. */
  record: z.string().nullable(),
});
export type ClientTask = z.infer<typeof clientTask>;

/** The dispatch's envelope as the process prints it. */
export const clientAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  }),
]);
export type ClientAnswer = z.infer<typeof clientAnswer>;
