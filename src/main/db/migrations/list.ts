import { payven } from './0010-payven.ts';
import { bankFiles } from './0020-bank-files.ts';
import { reconciliations } from './0030-reconciliations.ts';

export interface Migration {
  /** Numbered by tens; equals `user_version` once it has run. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration, oldest first. A published one is never changed. */
export const migrations: readonly Migration[] = [payven, bankFiles, reconciliations];
