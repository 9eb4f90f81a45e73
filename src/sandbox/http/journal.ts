import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** One request answered, or dropped before or after its work. */
export interface RequestEntry {
  method: string;
  path: string;
  status?: number;
  dropped?: 'before' | 'after';
  idempotency_key: string | null;
  body_sha256: string | null;
  correlation_id: string;
  replayed: boolean;
}

export type StateChange =
  | 'reconciliation.started'
  | 'detail.resolved'
  | 'reconciliation.finalized'
  | 'reconciliation.cancelled';

export interface StateEntry {
  what: StateChange;
  reconciliation_id: string;
  idempotency_key: string | null;
  [more: string]: unknown;
}

/**
 * What happened, one JSON line each, written before the answer leaves: who reads
 * the file after an answer finds its line. Never a token, a secret or a body.
 */
export interface Journal {
  request: (entry: RequestEntry) => void;
  state: (entry: StateEntry) => void;
}

export function openJournal(path: string | undefined): Journal {
  if (path === undefined) return { request: () => undefined, state: () => undefined };
  mkdirSync(dirname(path), { recursive: true });
  const append = (kind: string, entry: object): void =>
    appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), kind, ...entry })}\n`);
  return { request: (entry) => append('request', entry), state: (entry) => append('state', entry) };
}
