import type { Answer } from '../../client.ts';

/** A chosen file as it would be read. */
export type Inspected = Answer<'import.inspect'>;
