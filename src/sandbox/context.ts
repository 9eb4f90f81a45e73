import type { FaultBox } from './faults.ts';
import type { Idempotency } from './http/idempotency.ts';
import type { Journal } from './http/journal.ts';
import type { Bucket, PerMinute } from './http/limits.ts';
import type { Tokens } from './http/tokens.ts';
import type { Reconciliation } from './reconciliations/model.ts';
import type { World } from './world.ts';

/** What the endpoints of one running sandbox share; nothing of it is module-global. */
export interface Context {
  world: World;
  /** UTC ms. */
  now: () => number;
  client_id: string;
  client_secret: string;
  tokens: Tokens;
  idempotency: Idempotency;
  faults: FaultBox;
  bucket: Bucket;
  token_limit: PerMinute;
  start_limit: PerMinute;
  journal: Journal;
  reconciliations: Map<string, Reconciliation>;
}
