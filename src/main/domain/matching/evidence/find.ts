import { type EvidencePass, evidencePasses, type Sureness, surenesses } from '../../../../shared/evidence.ts';
import { acrossKinds } from './across-kinds.ts';
import { type BankItem, type Item, type PayvenItem, toItems } from './items.ts';
import { defaultLimits, type EvidenceLimits } from './limits.ts';
import { otherAmounts } from './other-amounts.ts';
import { pairUp } from './pairs.ts';
import { addTo, opposes, setAgainst } from './rivals.ts';
import type { Evidence, OpenSides, Suggestion } from './sides.ts';
import { batchBy, splitBy } from './sum-keys.ts';
import { findSums, type SumBudget, type SumKey, sumKeys } from './sums.ts';
import { type Claim, pairClaim, sumClaim, wholeDayClaim } from './suggest.ts';
import { equalAmounts, type PairStep, sameCardByDay } from './tiers.ts';
import { findWholeDays } from './whole-day.ts';

/**
 * Looks once more at what Payven's own matching leaves open (see sides.ts) and says what
 * seems to belong together, why, and what keeps Payven from matching it. Pure, and the
 * same whatever the order of the input. A member of a confirmed suggestion is in no
 * other one; of one pair only the surest suggestion is kept. Sums exact to the kuruş go
 * before pairs of different amounts, pairs of different kinds come last. Near n log n:
 * what a bound of `limits` keeps from being searched is counted in `given_up`.
 */
export function findEvidence(open: OpenSides, limits: Partial<EvidenceLimits> = {}): Evidence {
  const { transactions, rows } = toItems(open);
  const search = new Search(transactions, rows, { ...defaultLimits, ...limits });
  for (const step of equalAmounts) search.pair(() => step);
  search.pair(sameCardByDay);
  const splits: SumBudget = { left: search.limits.steps, doubtful: new Set() };
  for (const key of sumKeys) search.split(key, splits);
  const batches: SumBudget = { left: search.limits.steps, doubtful: new Set() };
  for (const key of sumKeys) search.batch(key, batches);
  search.wholeDays();
  for (const step of otherAmounts(transactions, rows)) search.pair(() => step);
  for (const step of acrossKinds) search.pair(() => step);
  return { suggestions: search.suggestions(), given_up: search.given_up };
}

const isFree = ({ used }: Item): boolean => !used;

/** What is still free, and what was found. */
class Search {
  readonly given_up: Partial<Record<EvidencePass, number>> = {};
  readonly limits: EvidenceLimits;
  readonly #claims: Claim[] = [];
  /** Claims that are not confirmed, by member. */
  readonly #unsure = new Map<Item, Claim[]>();
  #transactions: readonly PayvenItem[];
  #rows: readonly BankItem[];

  constructor(transactions: readonly PayvenItem[], rows: readonly BankItem[], limits: EvidenceLimits) {
    this.#transactions = transactions;
    this.#rows = rows;
    this.limits = limits;
  }

  /** `stepOf` is given what is still free. */
  pair(stepOf: (transactions: readonly PayvenItem[], rows: readonly BankItem[]) => PairStep): void {
    const step = stepOf(this.#transactions, this.#rows);
    const transactions = step.anyStatus ? this.#transactions : this.#considered();
    const { pairs, given_up } = pairUp(step, transactions, this.#rows, this.limits);
    this.#take(step.pass, pairs.map((pair) => pairClaim(step, pair)), given_up);
  }

  split(key: SumKey, budget: SumBudget): void {
    const { sums, given_up } = findSums(splitBy(key), this.#considered(), this.#rows, this.limits, budget);
    this.#take('split', sums.map((sum) => sumClaim('split', sum, [sum.whole], sum.parts)), given_up);
  }

  batch(key: SumKey, budget: SumBudget): void {
    const { sums, given_up } = findSums(batchBy(key), this.#rows, this.#considered(), this.limits, budget);
    this.#take('batch', sums.map((sum) => sumClaim('batch', sum, sum.parts, [sum.whole])), given_up);
  }

  wholeDays(): void {
    this.#take('batch', findWholeDays(this.#considered(), this.#rows, this.limits.listed).map(wholeDayClaim), 0);
  }

  /** Everything found, by pass, then by the lowest line (members outside the plan last), then by place. */
  suggestions(): Suggestion[] {
    const best = new Map<string, Claim>();
    for (const claim of this.#claims) {
      if (claim.suggestion.sureness !== 'confirmed' && !claim.members.every(isFree)) continue;
      const before = best.get(claim.key);
      if (before === undefined || rankOf(claim.suggestion.sureness) < rankOf(before.suggestion.sureness)) best.set(claim.key, claim);
    }
    return setAgainst([...best.values()].sort(inOrder), this.limits.listed);
  }

  #considered(): readonly PayvenItem[] {
    return this.#transactions.filter(({ considered }) => considered);
  }

  #take(pass: EvidencePass, claims: readonly Claim[], given_up: number): void {
    if (given_up > 0) this.given_up[pass] = (this.given_up[pass] ?? 0) + given_up;
    const told = claims.map((claim) => this.#soften(claim));
    for (const claim of told) {
      this.#claims.push(claim);
      const isConfirmed = claim.suggestion.sureness === 'confirmed';
      for (const member of claim.members) {
        if (isConfirmed) member.used = true;
        else addTo(this.#unsure, member, claim);
      }
    }
    if (!told.some(({ suggestion }) => suggestion.sureness === 'confirmed')) return;
    this.#transactions = this.#transactions.filter(isFree);
    this.#rows = this.#rows.filter(isFree);
  }

  /** What an earlier step leaves open for other members is not sure. */
  #soften(claim: Claim): Claim {
    if (claim.suggestion.sureness !== 'confirmed') return claim;
    const isOpposed = claim.members.some((member) => this.#unsure.get(member)?.some((other) => opposes(other, claim)));
    return isOpposed ? { ...claim, suggestion: { ...claim.suggestion, sureness: 'likely' } } : claim;
  }
}

const rankOf = (sureness: Sureness): number => surenesses.indexOf(sureness);
const passOf = ({ suggestion }: Claim): number => evidencePasses.indexOf(suggestion.pass);

function inOrder(a: Claim, b: Claim): number {
  const byLine = a.line === b.line ? 0 : a.line - b.line;
  return passOf(a) - passOf(b) || byLine || (a.place < b.place ? -1 : a.place > b.place ? 1 : 0);
}
