import type { Discrepancy } from '../../../shared/enums.ts';
import { type AssumedRule, assumedRules } from './assumptions.ts';
import type { PlanLine } from './plan.ts';
import type { AnsweredDetail, Tie } from './tie.ts';

/** Where Payven's answer is not what was previewed. One of `detail_id`, `line` may be null: only one side speaks of it. */
export interface Difference {
  readonly detail_id: string | null;
  readonly line: number | null;
  readonly previewed: Discrepancy | null;
  /** As Payven spells it. */
  readonly answered: string | null;
  /** Whose partner each side names; null: none. */
  readonly previewed_partner: { readonly transaction_id: string | null; readonly bank_transaction_id: string | null };
  readonly answered_partner: { readonly transaction_id: string | null; readonly bank_transaction_id: string | null };
  /** The rule nobody has confirmed that would explain it. */
  readonly rule: AssumedRule | null;
}

/** Verdicts that rested on one rule; those that are in neither count are not told by the answer. */
export interface RuleTold {
  readonly rule: AssumedRule;
  readonly rested: number;
  readonly confirmed: number;
  readonly contradicted: number;
}

/** A tie as `tieDetails` makes it, or as it is stored. */
export interface StoredTie extends Pick<Tie, 'id' | 'preview_line'> {
  readonly agrees: number | null;
}

/** Payven's answer set against the plan. */
export interface Comparison {
  /** Details that say what was previewed. */
  readonly agreeing: number;
  /** In the order of the details, then the lines that got no answer. */
  readonly differing: readonly Difference[];
  /** Lines of the plan without an answer; they are among `differing` too. */
  readonly unanswered: readonly number[];
  /** Those rules only that a verdict rested on. */
  readonly rules: readonly RuleTold[];
}

type Heard = ReadonlyMap<string, AnsweredDetail>;

const NOBODY = { transaction_id: null, bank_transaction_id: null };
const partnersOf = ({ transaction_id, bank_transaction_id }: Pick<AnsweredDetail, 'transaction_id' | 'bank_transaction_id'>): Difference['answered_partner'] => ({
  transaction_id,
  bank_transaction_id,
});

/** Whether a rule, were it wrong, would lead to what Payven says of a line; `detail` null: it says nothing; `heard`: by transaction. */
function explains(rule: AssumedRule, line: PlanLine, detail: AnsweredDetail | null, heard: Heard): boolean {
  const isSamePair = detail !== null && detail.transaction_id === line.transaction_id && detail.bank_transaction_id === line.bank_transaction_id;
  const verdicts = [line.verdict, detail?.discrepancy];
  switch (rule) {
    case 'candidate_order':
      // A transaction that is heard of nowhere was not lost to a rival.
      return detail !== null && !isSamePair && (line.transaction_id === null || heard.has(line.transaction_id));
    case 'refund_amount_positive':
      return isSamePair && verdicts.includes('AmountMismatch');
    case 'refunded_sale_status':
      return isSamePair && verdicts.every((verdict) => verdict === 'Matched' || verdict === 'StatusMismatch');
    case 'period_end_inclusive':
      return line.transaction_id !== null && !heard.has(line.transaction_id);
  }
}

function explaining(line: PlanLine, detail: AnsweredDetail | null, heard: Heard): AssumedRule | null {
  // Nobody answers the line itself, but its transaction may stand in another answer.
  const said = detail ?? heard.get(line.transaction_id ?? '') ?? null;
  return line.assumptions.find((rule) => explains(rule, line, said, heard)) ?? null;
}

function differenceOf(line: PlanLine | null, detail: AnsweredDetail | null, heard: Heard): Difference {
  return {
    detail_id: detail?.id ?? null,
    line: line?.line ?? null,
    previewed: line?.verdict ?? null,
    answered: detail?.discrepancy ?? null,
    previewed_partner: line === null ? NOBODY : partnersOf(line),
    answered_partner: detail === null ? NOBODY : partnersOf(detail),
    rule: line === null ? null : explaining(line, detail, heard),
  };
}

function tellRules(lines: readonly PlanLine[], agreed: ReadonlySet<number>, differing: readonly Difference[]): RuleTold[] {
  const against = new Map<number, Set<AssumedRule>>();
  const differs = new Set<number>();
  for (const { line, rule } of differing) {
    if (line === null) continue;
    differs.add(line);
    if (rule !== null) against.set(line, (against.get(line) ?? new Set()).add(rule));
  }
  const told: RuleTold[] = [];
  for (const rule of Object.keys(assumedRules) as AssumedRule[]) {
    const resting = lines.filter(({ assumptions }) => assumptions.includes(rule));
    if (resting.length === 0) continue;
    const confirmed = resting.filter(({ line }) => agreed.has(line) && !differs.has(line)).length;
    const contradicted = resting.filter(({ line }) => against.get(line)?.has(rule)).length;
    told.push({ rule, rested: resting.length, confirmed, contradicted });
  }
  return told;
}

/**
 * Sets each of Payven's details against the line it is tied to (`tieDetails`, or as
 * stored): agreeing, or differing with both sides and the assumed rule that would explain
 * it. A rule is contradicted by a line whose difference it explains, confirmed by one
 * that rests on it and agrees.
 */
export function compareAnswer(details: readonly AnsweredDetail[], ties: readonly StoredTie[], lines: readonly PlanLine[]): Comparison {
  const byNumber = new Map(lines.map((line) => [line.line, line]));
  const tieOf = new Map(ties.map((tie) => [tie.id, tie]));
  const heard = new Map(details.flatMap((detail) => (detail.transaction_id === null ? [] : [[detail.transaction_id, detail] as const])));
  const answered = new Set<number>();
  const agreed = new Set<number>();
  const differing: Difference[] = [];
  let agreeing = 0;
  for (const detail of details) {
    const tie = tieOf.get(detail.id);
    const line = byNumber.get(tie?.preview_line ?? 0) ?? null;
    if (line !== null) answered.add(line.line);
    if (line !== null && tie?.agrees === 1) {
      agreeing += 1;
      agreed.add(line.line);
    } else differing.push(differenceOf(line, detail, heard));
  }
  const unanswered = lines.filter(({ line }) => !answered.has(line));
  for (const line of unanswered) differing.push(differenceOf(line, null, heard));
  return { agreeing, differing, unanswered: unanswered.map(({ line }) => line), rules: tellRules(lines, agreed, differing) };
}
