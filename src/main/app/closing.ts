import type { InputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract, ReconciliationSummary } from '../../shared/contract/reconciliation.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { countUnsent, decisionTallies } from '../db/decisions.ts';
import { detailTallies } from '../db/reconciliations.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { queueWrite, sendWrite } from './outbox.ts';
import { pushDecisions } from './push.ts';
import {
  fetchReconciliation,
  keptReconciliation,
  knownReconciliation,
  reconciliationSummaryOf,
  refreshReconciliation,
  refuseClosed,
} from './reconciliation.ts';
import { settleOpenWrites, storeClosingAnswer } from './settle.ts';

type FinalizeInput = InputOf<(typeof reconciliationContract)['reconciliation.finalize']>;
type CancelInput = InputOf<(typeof reconciliationContract)['reconciliation.cancel']>;

/** Finalizing and cancelling end a reconciliation for good; both ask Payven for its present state first. */
async function close(
  context: CommandContext,
  { reconciliation_id, confirmed }: { reconciliation_id: string; confirmed: boolean },
  call: 'finalize' | 'cancel',
  body: Record<string, unknown>,
  check: (id: string, connection: ConnectionRow, before: { conflicts: number; refused: number }) => Promise<void>,
): Promise<ReconciliationSummary> {
  const { db } = context;
  const { kept, connection } = await knownReconciliation(context, reconciliation_id);
  refuseClosed(kept);
  if (!confirmed) {
    const { pending } = detailTallies(db, kept.id);
    throw new AppError('state.not_confirmed', { what: call, pending, bank: kept.total_bank_amount });
  }
  // What is brought to light while lost writes are settled is as new as what a push meets.
  const { conflicts } = decisionTallies(db, kept.id);
  const settled = await settleOpenWrites(context, connection, kept.id);
  // The same step of an earlier run, whose answer was lost: it is done, not to be refused.
  if (settled.calls.includes(call)) return reconciliationSummaryOf(db, keptReconciliation(db, kept.id));
  await check(kept.id, connection, { conflicts, refused: settled.refused.length });
  const row = transact(db, () => {
    // Decided while the state was read: it would be closed over.
    const waiting = call === 'finalize' ? countUnsent(db, kept.id) : 0;
    if (waiting > 0) throw new AppError('state.decisions_waiting', { waiting });
    return queueWrite(context, {
      connection_id: connection.id,
      call,
      intent: `close|${kept.id}`,
      path: `/reconciliations/${encodeURIComponent(kept.id)}/${call}`,
      body: JSON.stringify(body),
      preview_id: null,
      reconciliation_id: kept.id,
    });
  });
  storeClosingAnswer(context, row, await sendWrite(context, connection, row));
  // The answer need not hold the details, and those left open have become ignored (Payven guide, force_partial).
  await refreshReconciliation(context, connection, kept.id);
  return reconciliationSummaryOf(db, keptReconciliation(db, kept.id));
}

function finalize(input: FinalizeInput, context: CommandContext): Promise<ReconciliationSummary> {
  const body = { notes: input.notes ?? null, force_partial: input.force_partial };
  return close(context, input, 'finalize', body, async (id, connection, before) => {
    const pushed = await pushDecisions(context, connection, id);
    if (pushed.held_back > 0) throw new AppError('state.half_pairs', { held_back: pushed.held_back });
    const failed = before.refused + pushed.failed;
    await fetchReconciliation(context, connection, id);
    refuseClosed(keptReconciliation(context.db, id));
    const { conflicts } = decisionTallies(context.db, id);
    // What has just come up nobody has seen yet: closing would settle it unseen, and for good.
    if (failed > 0 || conflicts > before.conflicts || (conflicts > 0 && !input.force_partial)) {
      throw new AppError('state.decisions_open', { failed, conflicts });
    }
    const { pending } = detailTallies(context.db, id);
    if (pending > 0 && !input.force_partial) throw new AppError('state.undecided', { pending });
  });
}

function cancel(input: CancelInput, context: CommandContext): Promise<ReconciliationSummary> {
  return close(context, input, 'cancel', { reason: input.reason }, async (id, connection) => {
    await fetchReconciliation(context, connection, id);
    refuseClosed(keptReconciliation(context.db, id));
  });
}

export const closingHandlers = {
  'reconciliation.finalize': finalize,
  'reconciliation.cancel': cancel,
} satisfies Pick<HandlersOf<typeof reconciliationContract>, 'reconciliation.finalize' | 'reconciliation.cancel'>;
