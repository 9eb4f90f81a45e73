import { reconciliationContract } from '../../../shared/contract/reconciliation.ts';
import { decisionContract } from '../../../shared/contract/decision.ts';
import { reviewContract } from '../../../shared/contract/review.ts';
import { actions, readEnum } from '../../../shared/enums.ts';
import { argument, ask, type Command, given, type Invocation, needed, text, texts, wholeNumber } from '../command.ts';

/** Options that say what is decided, and about which details. */
const WISH = {
  detail: { type: 'string', multiple: true },
  discrepancy: { type: 'string' },
  action: { type: 'string' },
  amount: { type: 'string' },
  'applied-status': { type: 'string' },
  remarks: { type: 'string' },
} as const;
const WISH_USAGE =
  'ID --detail D[,D] | --discrepancy X --action AcceptBank|AcceptDb|MarkMatched|AdjustAmount|ForceStatus|Ignore [--amount KURUŞ] [--applied-status S] [--remarks T]';

const detailsNamed = (invocation: Invocation): string[] => texts(invocation, 'detail').flatMap((ids) => ids.split(','));

function wish(invocation: Invocation): Record<string, unknown> {
  const named = detailsNamed(invocation);
  return {
    reconciliation_id: argument(invocation),
    action: readEnum(actions, needed(invocation, 'action')),
    ...given({
      detail_ids: named.length === 0 ? undefined : named,
      discrepancy: text(invocation, 'discrepancy'),
      adjusted_amount: wholeNumber(invocation, 'amount'),
      applied_status: text(invocation, 'applied-status'),
      remarks: text(invocation, 'remarks'),
    }),
  };
}

/** Decides and sends at once. */
export const resolveCommand: Command = {
  usage: WISH_USAGE,
  options: WISH,
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, reconciliationContract, 'reconciliation.resolve', wish(invocation)));
  },
};

/** Decides on this computer; `push` sends it. */
export const decideCommand: Command = {
  usage: WISH_USAGE,
  options: WISH,
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, decisionContract, 'decision.make', wish(invocation)));
  },
};

export const pushCommand: Command = {
  usage: '[ID]',
  options: {},
  positionals: [0, 1],
  async run(invocation) {
    const [reconciliation_id] = invocation.positionals;
    invocation.print(await ask(invocation, decisionContract, 'decision.push', given({ reconciliation_id })));
  },
};

export const settleCommand: Command = {
  usage: 'ID --detail D[,D] --keep payven|mine',
  options: { detail: WISH.detail, keep: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    const input = { reconciliation_id: argument(invocation), detail_ids: detailsNamed(invocation), keep: needed(invocation, 'keep') };
    invocation.print(await ask(invocation, decisionContract, 'decision.settle', input));
  },
};

/** A step over the decisions of one reconciliation that have not been sent. */
const step = (method: 'decision.undo' | 'decision.redo'): Command => ({
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, reviewContract, method, { reconciliation_id: argument(invocation) }));
  },
});

/** Takes back what was decided last. */
export const undoDecisionCommand = step('decision.undo');
/** Makes what was taken back last again. */
export const redoDecisionCommand = step('decision.redo');
