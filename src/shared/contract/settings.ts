import { z } from 'zod';
import type { Contract } from './method.ts';

export const settingsContract = {
  /** Where the data lies and how much of it there is; the folder is shown so that the user can back it up. */
  'settings.about': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      version: z.string(),
      data_folder: z.string(),
      /** With its log. */
      database_bytes: z.int(),
      /** The bank's files as they were, kept beside the database. */
      files: z.int(),
      files_bytes: z.int(),
    }),
  },
  /**
   * Takes a connection out of use and deletes its secret; what was read by it stays.
   * Connecting the same way again takes it back into use.
   */
  'connection.remove': {
    kind: 'command',
    input: z.object({ connection_id: z.string() }),
    output: z.object({
      removed: z.boolean(),
      /** Decisions that cannot be sent until it is back in use. */
      waiting: z.int(),
    }),
  },
} as const satisfies Contract;
