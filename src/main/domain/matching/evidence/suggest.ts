import { dayOf } from '../../../../shared/day.ts';
import type { Clue, Sureness } from '../../../../shared/evidence.ts';
import { clueOf, needsOf, placeNeeds, reasonsOf, statusNeeds } from './clues.ts';
import { type BankItem, daysApart, type Item, NEAR_DAYS, type PayvenItem } from './items.ts';
import type { Pair } from './pairs.ts';
import type { Suggestion } from './sides.ts';
import { instalmentNo } from './sum-keys.ts';
import type { Sum } from './sums.ts';
import type { PairStep } from './tiers.ts';
import type { WholeDay } from './whole-day.ts';

/** A suggestion with its members and where it is listed. */
export interface Claim {
  readonly suggestion: Suggestion;
  readonly members: readonly Item[];
  /** Lowest line of a member; Infinity: none is in the plan. */
  readonly line: number;
  readonly place: string;
  /** Names the members. */
  readonly key: string;
  /** Equal amounts of one kind and one key, near in time: it leaves others of its members open. */
  readonly isStrong: boolean;
}

/** A row of another merchant may be that merchant's own payment, which nobody set beside it: never sure. */
const mostOf = (sureness: Sureness, rows: readonly BankItem[]): Sureness =>
  sureness === 'confirmed' && rows.some(({ source }) => source.kept === 'other_merchant') ? 'likely' : sureness;

function claimOf(transactions: readonly PayvenItem[], rows: readonly BankItem[], isStrong: boolean, rest: Omit<Suggestion, 'transactions' | 'rows'>): Claim {
  const ids = transactions.map(({ source }) => source.id);
  const places = rows.map(({ source }) => ({ import_id: source.import_id, row: source.row }));
  const lines = [...transactions, ...rows].map(({ source }) => source.line ?? Infinity);
  return {
    suggestion: { ...rest, sureness: mostOf(rest.sureness, rows), transactions: ids, rows: places },
    members: [...transactions, ...rows],
    line: lines.reduce((a, b) => Math.min(a, b), Infinity),
    place: [...places.map(({ import_id, row }) => `${import_id}/${String(row).padStart(9, '0')}`), ...ids].join(' '),
    key: JSON.stringify([ids, places]),
    isStrong,
  };
}

/** A pair in clues. */
export function pairClaim({ pass, lead, isExact }: PairStep, pair: Pair): Claim {
  const { transaction, row, sureness, rivals } = pair;
  const isStrong = isExact && transaction.considered && daysApart(transaction, row) <= NEAR_DAYS;
  return claimOf([transaction], [row], isStrong, { pass, sureness, rivals, reasons: reasonsOf(pair, lead(transaction, row)), needs: needsOf(transaction, row) });
}

/** A sum in clues; `transactions` and `rows` are its whole and its parts. */
export function sumClaim(pass: 'split' | 'batch', sum: Sum<Item, Item>, transactions: readonly PayvenItem[], rows: readonly BankItem[]): Claim {
  const isInstalments = pass === 'split' && rows.every((row) => instalmentNo(row) !== null);
  const reasons = [sumClue(pass, sum), sharedClue(sum, transactions, rows), ...dayClues([...transactions, ...rows]), ...(isInstalments ? [clueOf('instalments')] : [])];
  const need = pass === 'split' ? clueOf('needs_one_row', { amount: sum.whole.amount }) : clueOf('needs_row_each', { transactions: transactions.length });
  const needs = [...placeNeeds(transactions, rows), need, ...statusNeeds(transactions, rows)];
  return claimOf(transactions, rows, true, { pass, sureness: sum.sureness, rivals: sum.rivals, reasons, needs });
}

function sumClue(pass: 'split' | 'batch', { whole, parts }: Sum<Item, Item>): Clue {
  if (pass === 'split') return clueOf('sum_of_rows', { rows: parts.length, amount: whole.amount });
  return clueOf('sum_of_transactions', { transactions: parts.length, amount: whole.amount });
}

function sharedClue({ key, whole }: Sum<Item, Item>, transactions: readonly PayvenItem[], rows: readonly BankItem[]): Clue {
  if (key === 'card') return clueOf('same_card', { card: whole.card ?? '' });
  if (key === 'order') return clueOf('same_order', { reference: rows[0]?.source.refs.order ?? '' });
  return clueOf('same_code', { code: transactions[0]?.source.auth_code ?? '' });
}

function dayClues(members: readonly Item[]): Clue[] {
  const [first] = members;
  return first !== undefined && members.every(({ day }) => day === first.day) ? [clueOf('same_day', { day: dayOf(first.at) })] : [];
}

/** A merchant's whole day in clues; at most likely. */
export function wholeDayClaim({ row, transactions, rivals }: WholeDay): Claim {
  const day = dayOf(row.at);
  return claimOf(transactions, [row], false, {
    pass: 'batch',
    sureness: rivals === 0 ? 'likely' : 'ambiguous',
    rivals,
    reasons: [clueOf('sum_of_transactions', { transactions: transactions.length, amount: row.amount }), clueOf('whole_day', { day })],
    needs: [...placeNeeds(transactions, [row]), clueOf('needs_row_each', { transactions: transactions.length }), ...statusNeeds(transactions, [row])],
  });
}
