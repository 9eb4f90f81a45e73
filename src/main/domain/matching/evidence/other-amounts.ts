import { clueOf } from './clues.ts';
import { agrees, type BankItem, contradictions, daysApart, NEAR_DAYS, NEAR_TIME, type PayvenItem, timeApart } from './items.ts';
import { inRealm, type Reference, references } from './references.ts';
import { type PairStep, sameCode } from './tiers.ts';

const isNear = (t: PayvenItem, r: BankItem): boolean => (timeApart(t, r) ?? Infinity) <= NEAR_TIME;

/**
 * The same reference, another amount: only where nothing else of either side has the
 * reference and another clue agrees. Refunds of one sale share its references, an order
 * may be paid in several transactions, and a part of a sale is less than the sale.
 */
function otherAmountByReference({ clue, ofTransaction, ofRow }: Reference, transactions: readonly PayvenItem[], rows: readonly BankItem[]): PairStep {
  const keyOfTransaction = onlyOnce(transactions, (t) => inRealm(t, ofTransaction(t)));
  const keyOfRow = onlyOnce(rows, (r) => inRealm(r, ofRow(r)));
  return {
    pass: 'reference',
    anyStatus: true,
    isExact: false,
    position: 'day',
    reach: NEAR_DAYS,
    ofTransaction: keyOfTransaction,
    ofRow: keyOfRow,
    judge: (t, r) => {
      if (t.amount === r.amount || contradictions(t, r) > 0) return null;
      const strong = agrees(t.code, r.code) || agrees(t.card, r.card) || isNear(t, r);
      if (!strong && daysApart(t, r) > 0) return null;
      const sure = t.considered && t.kind !== 'refund' && !r.source.instalment_part && (strong || clue !== 'same_order');
      return sure ? 'confirmed' : 'likely';
    },
    lead: (t) => clueOf(clue, { reference: ofTransaction(t) ?? '' }),
  };
}

/** The key of an item where no other has it. */
function onlyOnce<T>(items: readonly T[], keyOf: (item: T) => string | null): (item: T) => string | null {
  const uses = new Map<string | null, number>();
  for (const item of items) {
    const key = keyOf(item);
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return (item) => {
    const key = keyOf(item);
    return uses.get(key) === 1 ? key : null;
  };
}

/**
 * The same code on the same day, another amount. Over a million rows a code alone, even
 * within its day, meets strangers: sure only where the card agrees, and nothing where
 * neither card nor time speaks for it.
 */
const otherAmountByCode: PairStep = {
  ...sameCode,
  isExact: false,
  reach: 0,
  ofTransaction: (t) => inRealm(t, t.code),
  ofRow: (r) => inRealm(r, r.code),
  judge: (t, r) => {
    if (t.amount === r.amount || contradictions(t, r) > 0) return null;
    if (agrees(t.card, r.card)) return t.kind !== 'refund' && !r.source.instalment_part ? 'confirmed' : 'likely';
    return isNear(t, r) ? 'likely' : null;
  },
};

/** One transaction to one row, another amount, for what no exact sum explains either; the whole sides tell which references are unique. */
export const otherAmounts = (transactions: readonly PayvenItem[], rows: readonly BankItem[]): readonly PairStep[] => [
  ...references.filter(({ ofRow }) => rows.some((row) => ofRow(row) !== null)).map((each) => otherAmountByReference(each, transactions, rows)),
  otherAmountByCode,
];
