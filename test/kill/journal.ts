import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const entry = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('state'),
    what: z.string(),
    reconciliation_id: z.string(),
    detail_id: z.string().optional(),
    action: z.string().optional(),
    overall_status: z.string().optional(),
  }),
  z.looseObject({ kind: z.literal('request'), method: z.string(), path: z.string() }),
]);

/** A change the sandbox made to a reconciliation or a detail. */
export type StateEntry = Extract<z.infer<typeof entry>, { kind: 'state' }>;

/** What the sandbox says was done, in order. */
export function statesOf(file: string): StateEntry[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entry.parse(JSON.parse(line)))
    .flatMap((one) => (one.kind === 'state' ? [one] : []));
}
