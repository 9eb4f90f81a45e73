import { statusesAgree } from '../twin.ts';
import { sentStatus } from '../request.ts';
import { clueOf } from './clues.ts';
import { type BankItem, contradictions, type Item, type ItemKind, itemKinds, NEAR_DAYS, type PayvenItem } from './items.ts';
import { references } from './references.ts';
import { type PairStep, sameCard, sameCode } from './tiers.ts';

const keyOf = (item: Item, key: string | null): string | null => (key === null ? null : `${item.currency} ${item.amount} ${key}`);

/** One payment may be a sale here and a void or a refund there; where Payven would take the two for the same, nothing is wrong with the kind. */
const judge = (t: PayvenItem, r: BankItem): 'likely' | null =>
  contradictions(t, r) > 0 || statusesAgree(t.source.status, sentStatus(r.source)) ? null : 'likely';

/** A step between Payven's transactions of a kind and the bank's rows of the others. */
const across = (kind: ItemKind, step: Omit<PairStep, 'judge' | 'anyStatus' | 'isExact'>): PairStep => ({
  ...step,
  anyStatus: false,
  isExact: false,
  ofTransaction: (t) => (t.kind === kind ? keyOf(t, step.ofTransaction(t)) : null),
  ofRow: (r) => (r.kind === kind ? null : keyOf(r, step.ofRow(r))),
  judge,
});

const stepsOf = (kind: ItemKind): PairStep[] => [
  ...references.map(({ clue, ofTransaction, ofRow }) =>
    across(kind, { pass: 'reference', position: 'day', reach: NEAR_DAYS, ofTransaction, ofRow, lead: (t) => clueOf(clue, { reference: ofTransaction(t) ?? '' }) }),
  ),
  across(kind, { ...sameCode, reach: 0, ofTransaction: ({ code }) => code, ofRow: ({ code }) => code }),
  across(kind, { ...sameCard, ofTransaction: ({ card }) => card, ofRow: (r) => (r.source.time_known ? r.card : null) }),
];

/**
 * One transaction to one row of the same amount and another kind: a sale Payven voided
 * and the bank did not, a refund the bank wrote as a sale. Never sure: a refund of all
 * shares its sale's references.
 */
export const acrossKinds: readonly PairStep[] = itemKinds.flatMap(stepsOf);
