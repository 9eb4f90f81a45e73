import { payven } from './0010-payven.ts';
import { bankFiles } from './0020-bank-files.ts';
import { reconciliations } from './0030-reconciliations.ts';
import { requestLedger } from './0040-request-ledger.ts';
import { sync } from './0050-sync.ts';
import { decisions } from './0060-decisions.ts';
import { profiles } from './0070-profiles.ts';
import { importChanges } from './0080-import-changes.ts';
import { importSpans } from './0090-import-spans.ts';
import { evidence } from './0100-evidence.ts';
import { review } from './0110-review.ts';
import { removedConnections } from './0120-removed-connections.ts';
import { leanPreviews } from './0130-lean-previews.ts';

export interface Migration {
  /** Numbered by tens; equals `user_version` once it has run. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Every migration, oldest first. A published one is never changed. */
export const migrations: readonly Migration[] = [payven, bankFiles, reconciliations, requestLedger, sync, decisions, profiles, importChanges, importSpans, evidence, review, removedConnections, leanPreviews];
