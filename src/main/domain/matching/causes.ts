import type { BankRow } from '../../../shared/bank-row.ts';
import type { PreviewSummary } from '../../../shared/contract/preview.ts';
import type { Day } from '../../../shared/day.ts';
import { type Cause, causes as causeNames } from '../../../shared/evidence.ts';
import { discrepancies } from '../../../shared/enums.ts';
import { addKurus } from '../../../shared/money.ts';
import type { EvidenceRow, EvidenceTransaction, Suggestion } from './evidence/sides.ts';
import { otherStateOf } from './other-state.ts';
import { orphanCause, type OrphanContext, type SureSuggestion } from './orphan-cause.ts';
import { duplicatesOf, type OneSide, sideOfRow, sideOfTransaction, spanOf, surroundingsOf } from './orphan-sides.ts';
import { amountCause, type FileHints, netImportsOf, pairAmounts, pairStatuses, pointsUsed, statusCause } from './pair-cause.ts';
import type { PayvenTransaction, PlanLine, RowPlace } from './plan.ts';
import { isPaidLater, valueDatesOf } from './value-dates.ts';

export { causeReason, type LineSides } from './pair-cause.ts';

/** A plan and everything its differences may be explained by. */
export interface CausesInput {
  readonly lines: readonly PlanLine[];
  /** Of every line that does not match, and those beside the plan (line null). */
  readonly transactions: readonly EvidenceTransaction[];
  readonly rows: readonly EvidenceRow[];
  readonly suggestions: readonly Suggestion[];
  /** Both sides whole, the matching ones too: value dates and repeats are told from them. */
  readonly whole: { readonly transactions: Iterable<PayvenTransaction>; readonly rows: Iterable<BankRow & { readonly import_id: string }> };
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
}

const placeOf = ({ import_id, row }: RowPlace): string => `${import_id}/${row}`;

const rankOf = ({ sureness }: Suggestion): number => (sureness === 'confirmed' ? 0 : 1);
const textOf = ({ pass, transactions, rows }: Suggestion): string => JSON.stringify([pass, transactions.toSorted(), rows.map(placeOf).sort()]);
const isSurer = (a: Suggestion, b: Suggestion): boolean => rankOf(a) < rankOf(b) || (rankOf(a) === rankOf(b) && textOf(a) < textOf(b));

interface Sides {
  readonly transactions: ReadonlyMap<string, OneSide>;
  readonly rows: ReadonlyMap<string, OneSide>;
}

function sidesOf(transactions: Iterable<EvidenceTransaction>, rows: ReadonlyMap<string, EvidenceRow>): Sides {
  const sides = { transactions: new Map<string, OneSide>(), rows: new Map<string, OneSide>() };
  for (const each of transactions) sides.transactions.set(each.id, sideOfTransaction(each));
  for (const [place, each] of rows) {
    const side = sideOfRow(each);
    if (side !== null) sides.rows.set(place, side);
  }
  return sides;
}

/** The surest suggestion of every line; one that is ambiguous explains nothing. */
function sureByLine(suggestions: readonly Suggestion[], sides: Sides): Map<number, SureSuggestion> {
  const sure = new Map<number, SureSuggestion>();
  for (const suggestion of suggestions) {
    if (suggestion.sureness === 'ambiguous') continue;
    const members = [
      ...suggestion.transactions.map((id) => sides.transactions.get(id)),
      ...suggestion.rows.map((row) => sides.rows.get(placeOf(row))),
    ].filter((side) => side !== undefined);
    for (const { line } of members) {
      const was = line === null ? undefined : sure.get(line);
      if (line !== null && (was === undefined || isSurer(suggestion, was.suggestion))) sure.set(line, { suggestion, members });
    }
  }
  return sure;
}

const isOrphan = (verdict: PlanLine['verdict']): boolean => verdict === 'OrphanDb' || verdict === 'OrphanBank';

/** What of the input orphans are told from. What a sure suggestion has is spoken for: it explains no other. */
function contextOf({ lines, whole, from, to, today }: CausesInput, sides: Sides, sure: ReadonlyMap<number, SureSuggestion>, hints: FileHints): OrphanContext {
  const alone = new Set(lines.filter(({ verdict }) => isOrphan(verdict)).map(({ line }) => line));
  const spoken = new Set([...sure.values()].flatMap(({ members }) => members));
  const told = [...sides.transactions.values(), ...sides.rows.values()].filter((side) => !spoken.has(side) && (side.line === null || alone.has(side.line)));
  const span = spanOf(from, to);
  const dates = lines.some(({ verdict }) => verdict === 'OrphanDb') ? valueDatesOf(whole.rows) : null;
  return {
    span,
    hints,
    around: surroundingsOf(told, span),
    otherState: otherStateOf(told),
    isPaidLater: (side) => isPaidLater(side, dates, today),
    isTwice: duplicatesOf(lines, whole, told.filter(({ line }) => line !== null)),
  };
}

/**
 * One cause for every line that does not match, by line; a pure function of its input,
 * whatever the order. The most telling one counts: what explains an amount or a status,
 * for a side alone what it seems to belong to and how that differs, and only where there
 * is nothing of the kind why nothing is wrong.
 */
export function causesOf(input: CausesInput): Map<number, Cause> {
  const transactions = new Map(input.transactions.map((each) => [each.id, each]));
  const rows = new Map(input.rows.map((each) => [placeOf(each), each]));
  const sides = sidesOf(transactions.values(), rows);
  const sure = sureByLine(input.suggestions, sides);
  const hints = { points: pointsUsed(rows.values()), netImports: netImportsOf(input.whole.rows) };
  const context = contextOf(input, sides, sure, hints);
  const found = new Map<number, Cause>();
  for (const line of input.lines) {
    if (line.verdict === 'Matched') continue;
    const [id, at] = [line.transaction_id ?? '', `${line.import_id}/${line.row}`];
    const pair = { line, transaction: transactions.get(id) ?? null, row: rows.get(at) ?? null };
    if (line.verdict === 'AmountMismatch') found.set(line.line, amountCause(pairAmounts(pair), hints));
    else if (line.verdict === 'StatusMismatch') found.set(line.line, statusCause(pairStatuses(pair)));
    else found.set(line.line, orphanCause(sides.transactions.get(id) ?? sides.rows.get(at) ?? null, sure.get(line.line), context));
  }
  return found;
}

/** Lines and kuruş by cause and verdict: most lines first, then in the order causes and verdicts are named. */
export function countCauses(lines: readonly PlanLine[], causes: ReadonlyMap<number, Cause>): PreviewSummary['causes'] {
  const counts = new Map<string, PreviewSummary['causes'][number]>();
  for (const { line, verdict, db_amount, bank_amount } of lines) {
    const cause = causes.get(line);
    if (cause === undefined) continue;
    const was = counts.get(`${cause} ${verdict}`) ?? { cause, verdict, lines: 0, db: 0, bank: 0 };
    counts.set(`${cause} ${verdict}`, { cause, verdict, lines: was.lines + 1, db: addKurus(was.db, db_amount ?? 0), bank: addKurus(was.bank, bank_amount ?? 0) });
  }
  return [...counts.values()].sort(
    (a, b) => b.lines - a.lines || causeNames.indexOf(a.cause) - causeNames.indexOf(b.cause) || discrepancies.indexOf(a.verdict) - discrepancies.indexOf(b.verdict),
  );
}
