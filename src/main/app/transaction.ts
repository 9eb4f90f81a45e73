import type { transactionContract } from '../../shared/contract/transaction.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { refundById, refundsOfTransaction, transactionById } from '../db/transactions.ts';
import type { HandlersOf } from './context.ts';
import { connectionFor, payvenFor } from './payven.ts';
import { presentRefund, presentTransaction } from './present.ts';

/**
 * Payven's answer, or null when it cannot be reached and the copy kept here has to
 * do. A refusal (unknown id, no permission) is an answer and stays an error.
 */
async function unlessOffline<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof AppError && ['payven.unreachable', 'payven.failing', 'payven.busy'].includes(error.code)) return null;
    throw error;
  }
}

export const transactionHandlers = {
  'transaction.get': async ({ connection_id, id }, context) => {
    const connection = connectionFor(context.db, connection_id);
    const client = payvenFor(context, connection);
    const asked = await unlessOffline(Promise.all([client.transaction(id), client.histories(id)]));
    const refunds = refundsOfTransaction(context.db, connection.id, id).map(presentRefund);
    if (asked === null) {
      const kept = transactionById(context.db, connection.id, id);
      if (kept === undefined) throw new AppError('payven.offline_unknown', { id });
      const transaction = presentTransaction(kept);
      return { source: 'this_computer' as const, transaction, refunds, histories: null, card_holder_name: null };
    }
    const [{ transaction, card_holder_name }, histories] = asked;
    return {
      source: 'payven' as const,
      transaction: presentTransaction(transaction),
      refunds,
      histories: histories.map((entry) => ({ ...entry, created: istanbulIso(entry.created) })),
      card_holder_name,
    };
  },
  'refund.get': async ({ connection_id, id }, context) => {
    const connection = connectionFor(context.db, connection_id);
    const asked = await unlessOffline(payvenFor(context, connection).refund(id));
    const kept = refundById(context.db, connection.id, id);
    const refund = asked?.refund ?? kept;
    if (refund === undefined) throw new AppError('payven.offline_unknown', { id });
    const original = transactionById(context.db, connection.id, refund.transaction_id);
    const siblings =
      asked?.siblings ??
      refundsOfTransaction(context.db, connection.id, refund.transaction_id)
        .filter((each) => each.id !== id)
        .map((each) => ({ id: each.id, refund_amount: each.refund_amount, status: each.status, created: each.created_at }));
    return {
      source: asked === null ? ('this_computer' as const) : ('payven' as const),
      refund: presentRefund(refund),
      original: original === undefined ? null : presentTransaction(original),
      siblings: siblings.map((each) => ({ ...each, created: istanbulIso(each.created) })),
    };
  },
} satisfies HandlersOf<typeof transactionContract>;
