import { z } from 'zod';
import type { Contract } from './method.ts';

export const workbookContract = {
  'workbook.export': {
    kind: 'command',
    input: z.object({
      reconciliation_id: z.string(),
      /** Reference of the file the user chose to write. */
      file: z.string(),
    }),
    output: z.object({ file: z.string(), rows: z.int(), sheets: z.array(z.string()) }),
  },
} as const satisfies Contract;
