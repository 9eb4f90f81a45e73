import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reviewContract } from '../../shared/contract/review.ts';
import { istanbulIso } from '../../shared/day.ts';
import { transact } from '../db/database.ts';
import { decisionTallies } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { type Batch, batchToRedo, batchToUndo, redoBatch, undoBatch } from '../db/review-batches.ts';
import { meetAnswers } from './conflicts.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { isClosed, keptReconciliation, refuseClosed } from './reconciliation.ts';

type Contract = typeof reviewContract;
type Of = InputOf<Contract['decision.undo']>;

const presentBatch = (batch: Batch | null): OutputOf<Contract['decision.stack']>['undo'] =>
  batch === null ? null : { batch: batch.id, action: batch.action, details: batch.details, detail_id: batch.detail_id, at: istanbulIso(batch.made_at) };

function recordStep({ db, clock, user }: CommandContext, subject: string, what: 'decision.undone' | 'decision.redone', batch: Batch): void {
  recordHistory(db, { at: clock.now(), by: user, what, subject, facts: { action: batch.action, details: batch.details } });
}

function undo({ reconciliation_id: id }: Of, context: CommandContext): OutputOf<Contract['decision.undo']> {
  const { db } = context;
  keptReconciliation(db, id);
  return transact(db, () => {
    const batch = batchToUndo(db, id);
    if (batch !== null) {
      meetAnswers(db, id, undoBatch(db, id, batch));
      recordStep(context, id, 'decision.undone', batch);
    }
    return { undone: presentBatch(batch), waiting: decisionTallies(db, id).waiting };
  });
}

function redo({ reconciliation_id: id }: Of, context: CommandContext): OutputOf<Contract['decision.redo']> {
  const { db } = context;
  return transact(db, () => {
    refuseClosed(keptReconciliation(db, id));
    const batch = batchToRedo(db, id);
    if (batch !== null) {
      redoBatch(db, batch);
      recordStep(context, id, 'decision.redone', batch);
    }
    return { redone: presentBatch(batch), waiting: decisionTallies(db, id).waiting };
  });
}

export const undoHandlers = {
  'decision.undo': undo,
  'decision.redo': redo,
  'decision.stack': ({ reconciliation_id: id }, { db }) => ({
    undo: presentBatch(batchToUndo(db, id)),
    redo: isClosed(keptReconciliation(db, id)) ? null : presentBatch(batchToRedo(db, id)),
  }),
} satisfies Pick<HandlersOf<Contract>, 'decision.undo' | 'decision.redo' | 'decision.stack'>;
