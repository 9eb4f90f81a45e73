import type { Clue } from '../../../../shared/evidence.ts';
import { clueOf } from './clues.ts';
import { type BankItem, codesDiffer, contradictions, daysApart, differs, NEAR_DAYS, NEAR_TIME, type PayvenItem, SAME_MINUTE, timeApart } from './items.ts';
import type { Tier } from './pairs.ts';
import { type Reference, references, withAmount } from './references.ts';

/** A tier with what it says for its pairs. */
export interface PairStep extends Tier {
  readonly pass: 'reference' | 'code' | 'card';
  /** Whether transactions of a state Payven does not compare may be found too. */
  readonly anyStatus: boolean;
  /** Whether it pairs one kind and equal amounts: what it finds stands against what others find. */
  readonly isExact: boolean;
  readonly lead: (transaction: PayvenItem, row: BankItem) => Clue | null;
}

/**
 * The same reference and amount. A state Payven does not compare, many days between or
 * a contradiction make it weak: another key may know better. An order may be paid again
 * after a failed try, whose code is the next one.
 */
const sameReference = ({ clue, ofTransaction, ofRow }: Reference): PairStep => ({
  pass: 'reference',
  anyStatus: true,
  isExact: true,
  position: 'day',
  reach: Infinity,
  ofTransaction: (t) => withAmount(t, ofTransaction(t)),
  ofRow: (r) => withAmount(r, ofRow(r)),
  judge: (t, r) => {
    const against = contradictions(t, r);
    if (against > 1) return null;
    const isSame = against === 0 && (clue !== 'same_order' || !differs(t.code, r.code));
    return isSame && t.considered && daysApart(t, r) <= NEAR_DAYS ? 'confirmed' : 'likely';
  },
  lead: (t) => clueOf(clue, { reference: ofTransaction(t) ?? '' }),
});

/** The same code and amount within a day. */
export const sameCode: PairStep = {
  pass: 'code',
  anyStatus: false,
  isExact: true,
  position: 'day',
  reach: 1,
  ofTransaction: (t) => withAmount(t, t.code),
  ofRow: (r) => withAmount(r, r.code),
  judge: (t, r) => {
    const against = contradictions(t, r);
    return against > 1 ? null : against === 0 ? 'confirmed' : 'likely';
  },
  lead: (t) => clueOf('same_code', { code: t.source.auth_code ?? '' }),
};

/** A card is used again on the same day, so another code or number means another sale. */
const areStrangers = (t: PayvenItem, r: BankItem): boolean => codesDiffer(t, r) || differs(t.rrn, r.rrn);
/** A slip of the code may be the code of a repeated try, and a part is no whole sale. */
const isWeak = (t: PayvenItem, r: BankItem): boolean => differs(t.code, r.code) || r.source.instalment_part;

/** The same card and amount within minutes. */
export const sameCard: PairStep = {
  pass: 'card',
  anyStatus: false,
  isExact: true,
  position: 'at',
  reach: NEAR_TIME,
  ofTransaction: (t) => withAmount(t, t.card),
  ofRow: (r) => (r.source.time_known ? withAmount(r, r.card) : null),
  judge: (t, r) => {
    if (areStrangers(t, r)) return (timeApart(t, r) ?? Infinity) < SAME_MINUTE ? 'likely' : null;
    return isWeak(t, r) ? 'likely' : 'confirmed';
  },
  lead: (t) => clueOf('same_card', { card: t.card ?? '' }),
};

/** How many items have a key on a day, and on all days near it. */
function crowdOf<T extends PayvenItem | BankItem>(items: readonly T[], keyOf: (item: T) => string | null): (key: string | null, day: number) => { here: number; near: number } {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = `${item.day} ${keyOf(item)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const on = (key: string | null, day: number): number => counts.get(`${day} ${key}`) ?? 0;
  return (key, day) => {
    let near = 0;
    for (let at = day - NEAR_DAYS; at <= day + NEAR_DAYS; at += 1) near += on(key, at);
    return { here: on(key, day), near };
  };
}

/**
 * Card and amount, with the day alone or times far apart. Sure only on the day itself
 * and where neither side has anything else of that card and amount for days around it;
 * too little for a row of another merchant.
 */
export function sameCardByDay(transactions: readonly PayvenItem[], rows: readonly BankItem[]): PairStep {
  const ofTransaction = (t: PayvenItem): string | null => withAmount(t, t.card);
  const ofRow = (r: BankItem): string | null => withAmount(r, r.card);
  const [payven, bank] = [crowdOf(transactions, ofTransaction), crowdOf(rows, ofRow)];
  const isAlone = (r: BankItem): boolean => {
    const [left, right] = [payven(ofRow(r), r.day), bank(ofRow(r), r.day)];
    return left.near === left.here && right.near === right.here && left.here === right.here;
  };
  return {
    ...sameCard,
    position: 'day',
    reach: 1,
    ofRow: (r) => (r.source.kept === 'other_merchant' ? null : ofRow(r)),
    judge: (t, r) => {
      if (areStrangers(t, r)) return null;
      return t.day === r.day && !r.source.time_known && !isWeak(t, r) && isAlone(r) ? 'confirmed' : 'likely';
    },
  };
}

/** One transaction to one row, equal amounts: surest first; {@link sameCardByDay} comes after them. */
export const equalAmounts: readonly PairStep[] = [...references.map(sameReference), sameCode, sameCard];
