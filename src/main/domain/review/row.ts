import { sumKurus } from '../../../shared/money.ts';
import type { AnswerState } from '../../../shared/review-filter.ts';
import { foldText } from '../bank-file/fold.ts';

/** What decides how far the answer to a detail has come; `decision_*`: of the decision that counts. */
export interface AnswerFacts {
  readonly discrepancy: string | null;
  readonly detail_status: string | null;
  readonly decision_state: string | null;
  readonly decision_conflict: string | null;
}

/** How far the answer has come. A decision that met another's is the first thing to be told. */
export function answerStateOf({ discrepancy, detail_status, decision_state, decision_conflict }: AnswerFacts): AnswerState {
  if (decision_conflict === 'open') return 'conflict';
  if (discrepancy === 'Matched' || detail_status === 'AutoMatched') return 'matched';
  if (decision_state === 'local' || decision_state === 'queued') return decision_state;
  // What Payven refused is not what stands there: before anything that does.
  if (decision_state === 'refused' && decision_conflict === null) return 'refused';
  return decision_state === 'sent' || (detail_status !== null && detail_status !== 'Pending') ? 'sent' : 'none';
}

/** Ours is shown until it stands at Payven, or something else does. */
const oursShown: readonly AnswerState[] = ['conflict', 'local', 'queued', 'refused'];

/** The action a row shows: ours while it waits, is refused or in conflict; else what stands at Payven, null where nothing does. */
export function shownAction(facts: AnswerFacts & { readonly decision_action: string | null; readonly resolution_action: string | null }): string | null {
  const { decision_action, decision_state, resolution_action } = facts;
  if (oursShown.includes(answerStateOf(facts))) return decision_action;
  return resolution_action ?? (decision_state === 'sent' ? decision_action : null);
}

/** Both sides' kuruş of a detail. */
export interface Amounts {
  readonly discrepancy: string | null;
  readonly db_amount: number | null;
  readonly bank_amount: number | null;
}

/** Bank less Payven, kuruş; a side that is not there counts as nothing. */
export const deltaOf = ({ db_amount, bank_amount }: Amounts): number => sumKurus([bank_amount ?? 0, -(db_amount ?? 0)]);

/**
 * Kuruş in question, never negative: the difference where both sides are there; all of
 * it where one side is missing, or where the two do not agree on whether it was paid.
 */
export function stakeOf(amounts: Amounts): number {
  const { discrepancy, db_amount, bank_amount } = amounts;
  if (discrepancy === 'StatusMismatch') return Math.max(db_amount ?? 0, bank_amount ?? 0);
  return Math.abs(deltaOf(amounts));
}

/** The last four digits of a card in whatever way it is masked; null where fewer are told. */
export const lastFour = (card: string | null): string | null => /\d{4}$/.exec(card?.trim() ?? '')?.[0] ?? null;

/** Keeps a search from running across the border of two values. */
const BORDER = '\u001f';

/** What a search looks through, folded: each value once, and none that stands within the cells. */
export function searchText(values: readonly (string | null)[], cells: readonly string[]): string {
  const joined = cells.filter((cell) => cell !== '').join(BORDER);
  const others = [...new Set(values)].filter((value) => value !== null && value !== '' && !joined.includes(value));
  return foldText([...others, joined].join(BORDER));
}

/** What is looked for in a {@link searchText}: folded, and within one value; '' where the text is nothing but marks, which stands in none. */
export const searchNeedle = (text: string): string => foldText(text).replaceAll(BORDER, '').trim();
