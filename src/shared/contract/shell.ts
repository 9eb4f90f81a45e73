import { z } from 'zod';
import { day } from '../day.ts';
import type { Contract } from './method.ts';

/** A file the user chose: the page sees its name and a reference, never a path. */
export const chosenFile = z.object({ file: z.string(), name: z.string(), size: z.int() });
export type ChosenFile = z.infer<typeof chosenFile>;

/** What a shell itself answers; every shell keeps this contract, beside the dispatch's. */
export const shellContract = {
  'shell.info': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ kind: z.enum(['desktop', 'browser']), version: z.string(), platform: z.string(), keychain: z.boolean() }),
  },
  /**
   * Starts the built-in sandbox with invented data, connects to it and hands over
   * its bank file. No account, no network. Once a launch; a second call answers the same.
   */
  'shell.sample': {
    kind: 'command',
    input: z.object({}),
    output: z.object({
      connection_id: z.string(),
      connector_config_id: z.string(),
      from: day,
      to: day,
      files: z.array(chosenFile),
    }),
  },
} as const satisfies Contract;
