import type { Clock, RequestLedger } from '../ports.ts';
import { type ReadableDb, transact, type WritableDb } from './database.ts';

/** No limit looks back further; what is older goes when the next call is counted. */
const KEPT_MS = 3_600_000;

/** What is later than now was counted before the clock was set back, and says nothing. */
const SELECT = 'SELECT at FROM request_ledger WHERE kind = ? AND key = ? AND at > ? AND at <= ? ORDER BY at';

/** The count in the database, shared by every process on the data folder. */
export function sharedLedger(db: WritableDb, clock: Clock): RequestLedger {
  const recent: RequestLedger['recent'] = (kind, key, since) => readAt(db, [kind, key, since, clock.now()]);
  const record: RequestLedger['record'] = (kind, key, at) => {
    db.prepare('DELETE FROM request_ledger WHERE at < ? OR at > ?').run(at - KEPT_MS, at + KEPT_MS);
    db.prepare('INSERT INTO request_ledger (kind, key, at) VALUES (?, ?, ?)').run(kind, key, at);
  };
  return {
    recent,
    record,
    claim: (...call) => transact(db, () => claimed({ recent, record }, ...call)),
  };
}

/** For a connection that cannot write: sees the shared count, and keeps its own calls in memory. */
export function readingLedger(db: ReadableDb, clock: Clock): RequestLedger {
  let own: { kind: string; key: string; at: number }[] = [];
  const recent: RequestLedger['recent'] = (kind, key, since) => {
    const here = own.filter((each) => each.kind === kind && each.key === key && each.at > since && each.at <= clock.now());
    return [...readAt(db, [kind, key, since, clock.now()]), ...here.map(({ at }) => at)].sort((a, b) => a - b);
  };
  const record: RequestLedger['record'] = (kind, key, at) => {
    own = [...own.filter((each) => each.at > at - KEPT_MS), { kind, key, at }];
  };
  return {
    recent,
    record,
    claim: (...call) => claimed({ recent, record }, ...call),
  };
}

function readAt(db: ReadableDb, given: [string, string, number, number]): number[] {
  return db.prepare<[string, string, number, number], number>(SELECT).pluck().all(...given);
}

function claimed(
  { recent, record }: Pick<RequestLedger, 'recent' | 'record'>,
  ...[kind, key, at, { most, within_ms }]: Parameters<RequestLedger['claim']>
): number | null {
  // The oldest of the calls that fill the limit makes room when it leaves the span.
  const blocking = recent(kind, key, at - within_ms).at(-most);
  if (blocking !== undefined) return blocking + within_ms;
  record(kind, key, at);
  return null;
}
