import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { type DecisionRow, decisionsOfWrite, settleDecision } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { markOutcome, openWritesOf, outboxById, type OutboxCall, type OutboxRow, withdrawQueued } from '../db/outbox.ts';
import { detailById } from '../db/reconciliations.ts';
import { readReconciliation } from '../payven/client.ts';
import type { HttpResponse } from '../ports.ts';
import { isOurAnswer, meetAnswers } from './conflicts.ts';
import type { CommandContext } from './context.ts';
import { mayRepeat, readOrUnknown, sendWrite } from './outbox.ts';
import { sendDecisions } from './push.ts';
import { fetchReconciliation, keptReconciliation, storeAnswer } from './reconciliation.ts';

/** What an earlier run had begun and this one found done. */
export interface Settled {
  readonly calls: readonly OutboxCall[];
  /** Decisions of it that stand at Payven. */
  readonly decisions: readonly DecisionRow[];
  /** Decisions of it that Payven did not take. */
  readonly refused: readonly DecisionRow[];
}

/**
 * Brings every write to a reconciliation whose end is not known to one: repeated
 * with its key while that is safe, else by reading what Payven has now.
 */
export async function settleOpenWrites(context: CommandContext, connection: ConnectionRow, id: string): Promise<Settled> {
  const open = openWritesOf(context.db, id);
  for (const row of open) await settleOne(context, connection, row, id);
  const done = open.filter((row) => outboxById(context.db, row.id)?.state === 'done');
  const decisions = done.flatMap((row) => decisionsOfWrite(context.db, row.id));
  return {
    calls: done.map((row) => row.call),
    decisions: decisions.filter(({ state }) => state === 'sent'),
    refused: decisions.filter(({ state, conflict }) => state === 'refused' && conflict === null),
  };
}

async function settleOne(context: CommandContext, connection: ConnectionRow, row: OutboxRow, id: string): Promise<void> {
  if (row.first_sent_at === null) {
    transact(context.db, () => {
      if (!withdrawQueued(context.db, row.id, context.clock.now())) throw new AppError('state.under_way');
      for (const decision of decisionsOfWrite(context.db, row.id)) settleDecision(context.db, decision.id, 'local', null);
    });
  } else if (await mayRepeat(context, connection, row)) {
    await repeat(context, connection, row);
  } else {
    await compare(context, connection, row, id);
  }
}

async function repeat(context: CommandContext, connection: ConnectionRow, row: OutboxRow): Promise<void> {
  if (row.call === 'resolve' || row.call === 'bulk-resolve') await sendDecisions(context, connection, row);
  else storeClosingAnswer(context, row, await sendWrite(context, connection, row));
}

/** The states a closing call leads to; another one is somebody else's doing. */
const endsOf = (call: OutboxCall): readonly string[] => (call === 'cancel' ? ['Cancelled'] : ['Completed', 'PartiallyCompleted']);

/** Reads what Payven has now, and judges an old write by it: nothing is sent. */
async function compare(context: CommandContext, connection: ConnectionRow, row: OutboxRow, id: string): Promise<void> {
  const { db, clock } = context;
  await fetchReconciliation(context, connection, id);
  transact(db, () => {
    let done = endsOf(row.call).includes(keptReconciliation(db, id).overall_status ?? '');
    if (row.call === 'resolve' || row.call === 'bulk-resolve') {
      done = true;
      for (const decision of decisionsOfWrite(db, row.id)) {
        const detail = detailById(db, id, decision.detail_id);
        if (detail === undefined) throw new AppError('unexpected.detail_gone', { id: decision.detail_id });
        const ours = isOurAnswer(decision, detail);
        settleDecision(db, decision.id, ours ? 'sent' : 'local', null);
        done &&= ours;
      }
      meetAnswers(db, id);
    }
    markOutcome(db, row.id, { state: done ? 'done' : 'refused', at: clock.now() });
  });
}

/** Stores the closed reconciliation and the write's end in one transaction. */
export function storeClosingAnswer(context: CommandContext, row: OutboxRow, response: HttpResponse): void {
  const { db, clock } = context;
  const answer = readOrUnknown(context, row, () => readReconciliation(response));
  transact(db, () => {
    storeAnswer(context, row.connection_id, answer, null);
    markOutcome(db, row.id, { state: 'done', at: clock.now(), reconciliation_id: answer.id });
    recordHistory(db, {
      at: clock.now(),
      by: context.user,
      what: row.call === 'cancel' ? 'reconciliation.cancelled' : 'reconciliation.finalized',
      subject: answer.id,
      facts: { overall_status: answer.overall_status, resolved: answer.resolved_count, ignored: answer.ignored_count },
    });
  });
}
