import type { SyncState, syncRun } from '../../shared/contract/sync.ts';
import { istanbulIso } from '../../shared/day.ts';
import type { z } from 'zod';
import { allConnections } from '../db/connection.ts';
import { lastAttempt, lastFinished, type SyncRunRow } from '../db/sync-runs.ts';
import { incompleteWindows, storedSpan } from '../db/synced-days.ts';
import type { QueryContext } from './context.ts';
import { connectionFor } from './payven.ts';
import { instant } from './present.ts';
import { finishedWindows, resumable } from './sync-plan.ts';

function presentRun(run: SyncRunRow): z.infer<typeof syncRun> {
  const { from_day: from, to_day: to, started_at, tried_at, finished_at, outcome, error_code, transactions, refunds, settlements } = run;
  return {
    from,
    to,
    started_at: istanbulIso(started_at),
    tried_at: istanbulIso(tried_at),
    finished_at: instant(finished_at),
    outcome: outcome ?? 'open',
    error_code,
    transactions,
    refunds,
    settlements,
  };
}

function stateOf({ db, clock }: QueryContext, connection_id: string): SyncState {
  const { oldest, newest, days } = storedSpan(db, connection_id);
  const finished = lastFinished(db, connection_id);
  const attempt = lastAttempt(db, connection_id);
  const range = attempt === undefined || attempt.by_itself === 1 ? null : { from: attempt.from_day, to: attempt.to_day };
  const interrupted = attempt === undefined ? undefined : resumable(db, connection_id, range, clock.now());
  return {
    connection_id,
    oldest_day: oldest,
    newest_day: newest,
    days,
    incomplete_days: incompleteWindows(db, connection_id),
    last_finished: finished === undefined ? null : presentRun(finished),
    last_attempt: attempt === undefined ? null : presentRun(attempt),
    offline: attempt?.outcome === 'offline',
    resumable:
      interrupted === undefined
        ? null
        : {
            from: interrupted.from_day,
            to: interrupted.to_day,
            started_at: istanbulIso(interrupted.started_at),
            windows: finishedWindows(db, interrupted.id).length,
          },
  };
}

/** How the copy of each connection stands, or of one. Throws AppError('usage.unknown_connection'). */
export function syncStates(context: QueryContext, connectionId: string | undefined): SyncState[] {
  const { db } = context;
  const connections = connectionId === undefined ? allConnections(db) : [connectionFor(db, connectionId)];
  return connections.map(({ id }) => stateOf(context, id));
}
