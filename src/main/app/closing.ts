import type { InputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract, ReconciliationSummary } from '../../shared/contract/reconciliation.ts';
import { AppError } from '../../shared/errors.ts';
import type { ConnectionRow } from '../db/connection.ts';
import { transact } from '../db/database.ts';
import { detailTallies } from '../db/reconciliations.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { queueWrite, sendWrite } from './outbox.ts';
import { pushDecisions } from './push.ts';
import {
  fetchReconciliation,
  keptReconciliation,
  knownReconciliation,
  reconciliationSummaryOf,
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
  check: (id: string, connection: ConnectionRow) => Promise<void>,
): Promise<ReconciliationSummary> {
  const { db } = context;
  const { kept, connection } = await knownReconciliation(context, reconciliation_id);
  refuseClosed(kept);
  if (!confirmed) {
    const { pending } = detailTallies(db, kept.id);
    throw new AppError('state.not_confirmed', { what: call, pending, bank: kept.total_bank_amount });
  }
  const settled = await settleOpenWrites(context, connection, kept.id);
  // The same step of an earlier run, whose answer was lost: it is done, not to be refused.
  if (settled.calls.includes(call)) return reconciliationSummaryOf(db, keptReconciliation(db, kept.id));
  await check(kept.id, connection);
  const row = transact(db, () =>
    queueWrite(context, {
      connection_id: connection.id,
      call,
      intent: `close|${kept.id}`,
      path: `/reconciliations/${encodeURIComponent(kept.id)}/${call}`,
      body: JSON.stringify(body),
      preview_id: null,
      reconciliation_id: kept.id,
    }),
  );
  storeClosingAnswer(context, row, await sendWrite(context, connection, row));
  return reconciliationSummaryOf(db, keptReconciliation(db, kept.id));
}

function finalize(input: FinalizeInput, context: CommandContext): Promise<ReconciliationSummary> {
  const body = { notes: input.notes ?? null, force_partial: input.force_partial };
  return close(context, input, 'finalize', body, async (id, connection) => {
    await pushDecisions(context, connection, id);
    await fetchReconciliation(context, connection, id);
    refuseClosed(keptReconciliation(context.db, id));
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
