import { z } from 'zod';
import { importedRow, importSummary } from './bank-file.ts';
import type { Contract } from './method.ts';

const reason = z.string().trim().min(1).max(500);
const place = { import_id: z.string(), row: z.int().positive() };

/** One change made by hand to a row of an import. */
export const importChange = z.object({
  change_id: z.int(),
  row: z.int(),
  what: z.enum(['mended', 'left_out', 'taken_back']),
  /** field -> as typed, and as it stood before. */
  values: z.record(z.string(), z.string()),
  before: z.record(z.string(), z.string()),
  reason: z.string().nullable(),
  at: z.string(),
  by: z.string(),
  /** The change this one took back. */
  takes_back: z.int().nullable(),
  /** Whether it was taken back later. */
  taken_back: z.boolean(),
});

const changed = z.object({ import: importSummary, rows: z.array(importedRow), change_ids: z.array(z.int()) });

/** Changes by hand: rejected rows mended or left out, each kept with its author, and whole imports undone. */
export const importChangeContract = {
  /** Reads a rejected row again with values as the user types them (field -> text), by the reader of its file. */
  'import.mend': {
    kind: 'command',
    input: z.object({ ...place, values: z.record(z.string(), z.string().max(500)), reason: reason.optional() }),
    output: changed,
  },
  /** Leaves rejected rows out by choice. */
  'import.leave_out': {
    kind: 'command',
    input: z.object({ import_id: z.string(), rows: z.array(z.int().positive()).min(1).max(10_000), reason }),
    output: changed,
  },
  /** Takes a change back, while no reconciliation was started from the import. */
  'import.take_back': {
    kind: 'command',
    input: z.object({ import_id: z.string(), change_id: z.int() }),
    output: changed,
  },
  'import.changes': {
    kind: 'query',
    input: z.object({ import_id: z.string() }),
    output: z.object({ changes: z.array(importChange) }),
  },
  /** Takes a whole import away, while no reconciliation was started from it. */
  'import.undo': {
    kind: 'command',
    input: z.object({ import_id: z.string() }),
    output: z.object({
      import_id: z.string(),
      rows: z.int(),
      /** Previews that were made from it and are gone with it. */
      previews: z.int(),
      /** False where another import has the same file. */
      file_removed: z.boolean(),
    }),
  },
} as const satisfies Contract;
