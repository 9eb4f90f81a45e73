import { foundation } from './0010-foundation.ts';

export interface Migration {
  /** Numbered by tens; equals `user_version` once it has run. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration, oldest first. A published one is never changed. */
export const migrations: readonly Migration[] = [foundation];
