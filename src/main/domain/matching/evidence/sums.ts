import { contradictions, daysApart, differs, type Item } from './items.ts';
import type { EvidenceLimits } from './limits.ts';
import { sharing } from './sharing.ts';
import { type Steps, subsetsOf } from './subset-sums.ts';

/** A whole of one side and parts of the other that add up to it. */
export interface Sum<Whole extends Item, Part extends Item> {
  readonly whole: Whole;
  readonly parts: readonly Part[];
  readonly key: SumKey;
  readonly sureness: 'confirmed' | 'likely' | 'ambiguous';
  readonly rivals: number;
}

/** What whole and parts share; the surest first. */
export const sumKeys = ['order', 'code', 'card'] as const;
/** One of {@link sumKeys}. */
export type SumKey = (typeof sumKeys)[number];

/** How wholes of one side and parts of the other are brought together under one key. */
export interface SumSearch<Whole extends Item, Part extends Item> {
  readonly key: SumKey;
  readonly ofWhole: (item: Whole) => string | null;
  readonly ofPart: (item: Part) => string | null;
  /** Parts that may lie any number of days after the whole: instalments. */
  readonly isLate: (part: Part) => boolean;
  /** Whether parts that add up can be the parts of one whole. */
  readonly isWhole: (parts: readonly Part[]) => boolean;
  /** Whether nothing speaks against the parts being of one whole. */
  readonly fitTogether: (parts: readonly Part[]) => boolean;
  /** Parts that by their own words are all there is of a whole, found without a search. */
  readonly entire: (parts: readonly Part[]) => readonly (readonly Part[])[];
}

/** What is left to a pass, and what stood in a group that it could not search to its end: of that nothing is sure. */
export interface SumBudget extends Steps {
  readonly doubtful: Set<Item>;
}

/** What a search found. */
export interface Sums<Whole extends Item, Part extends Item> {
  readonly sums: readonly Sum<Whole, Part>[];
  /** Groups not searched to their end. */
  readonly given_up: number;
}

/** Days between a whole and its parts; a card alone is weaker, so its parts stand nearer. */
const REACH: Readonly<Record<SumKey, number>> = { order: 3, code: 3, card: 1 };
/** Parts in reach of one whole that are looked at, whether they can be its parts or not. */
const LOOKED_AT = 200;

interface Found<Whole, Part> {
  readonly whole: Whole;
  readonly parts: readonly Part[];
  readonly sure: boolean;
}

/** Parts of one key in time order, the late ones once more by themselves. */
interface Parts<Part> {
  readonly all: readonly Part[];
  readonly late: readonly Part[];
}

/**
 * Finds wholes that are the exact sum of parts with the same key. What is entire needs no
 * search; else at most `limits.candidates` parts are tried for a whole and the tries are
 * counted. A group beyond a bound is counted as given up. Items come in time order.
 */
export function findSums<Whole extends Item, Part extends Item>(
  search: SumSearch<Whole, Part>,
  wholes: readonly Whole[],
  parts: readonly Part[],
  limits: EvidenceLimits,
  budget: SumBudget,
): Sums<Whole, Part> {
  const found: Found<Whole, Part>[] = [];
  let given_up = 0;
  for (const [group, others] of sharing(wholes, search.ofWhole, parts, search.ofPart)) {
    if (others.length < 2) continue;
    const before = Math.min(limits.group_steps, budget.left);
    const own: Steps = { left: before };
    const inGroup = searchGroup(search, group, { all: others, late: others.filter(search.isLate) }, limits, own);
    budget.left -= before - Math.max(0, own.left);
    if (!inGroup.complete) {
      given_up += 1;
      for (const item of [...group, ...others]) budget.doubtful.add(item);
    }
    for (const each of inGroup.found) found.push(each);
  }
  return { sums: weighSums(search.key, found, limits.listed, budget.doubtful), given_up };
}

/** Where a whole could not be searched to its end, nobody knows what rivals the sums of its group have: what had to be searched for is not kept. */
function searchGroup<Whole extends Item, Part extends Item>(
  search: SumSearch<Whole, Part>,
  wholes: readonly Whole[],
  parts: Parts<Part>,
  limits: EvidenceLimits,
  steps: Steps,
): { found: Found<Whole, Part>[]; complete: boolean } {
  const searched: Found<Whole, Part>[] = [];
  const entire: Found<Whole, Part>[] = [];
  let complete = true;
  for (const [index, whole] of wholes.entries()) {
    const around = partsAround(search, whole, parts);
    if (around === null) {
      complete = false;
      continue;
    }
    const alone = [wholes[index - 1], wholes[index + 1]].every((other) => other === undefined || daysApart(other, whole) > REACH[search.key]);
    const toFound = (chosen: readonly Part[]): Found<Whole, Part> => ({ whole, parts: chosen, sure: isSure(search, whole, chosen, alone && chosen.length === around.near) });
    const tried = choicesOf(search, whole, around.candidates, limits, steps);
    entire.push(...tried.entire.map(toFound));
    if (tried.searched === null) complete = false;
    else searched.push(...tried.searched.map(toFound));
  }
  return { found: complete ? searched : entire, complete };
}

/** Choices of candidates that add up to a whole: the entire ones, and all of them (null: not searched to the end). */
function choicesOf<Whole extends Item, Part extends Item>(
  search: SumSearch<Whole, Part>,
  whole: Whole,
  candidates: readonly Part[],
  limits: EvidenceLimits,
  steps: Steps,
): { entire: readonly (readonly Part[])[]; searched: readonly (readonly Part[])[] | null } {
  const all = totalOf(candidates);
  if (candidates.length < 2 || all < whole.amount) return { entire: [], searched: [] };
  if (all === whole.amount) {
    // No fewer of them can add up to it.
    const only = search.isWhole(candidates) ? [candidates] : [];
    return { entire: only, searched: only };
  }
  const entire = search.entire(candidates).filter((chosen) => totalOf(chosen) === whole.amount);
  if (candidates.length > limits.candidates) return { entire, searched: null };
  const subsets = subsetsOf(candidates.map(({ amount }) => amount), whole.amount, limits.rivals, steps);
  const searched = subsets?.map((subset) => subset.toSorted((a, b) => a - b).flatMap((place) => candidates[place] ?? [])).filter(search.isWhole);
  return { entire, searched: searched ?? null };
}

/** Kuruş; beyond a safe integer inexact, but then more than any amount. */
const totalOf = (items: readonly Item[]): number => items.reduce((sum, { amount }) => sum + amount, 0);

/** Parts near enough and small enough for a whole, and how many stand near it at all; null: too many. */
function partsAround<Whole extends Item, Part extends Item>(search: SumSearch<Whole, Part>, whole: Whole, parts: Parts<Part>): { candidates: Part[]; near: number } | null {
  const near = inReach(search.key, whole, parts);
  if (near === null) return null;
  // What has a code, card or reference of its own is a stranger that happens to fit the sum.
  const candidates = near.filter((part) => part.amount > 0 && part.amount < whole.amount && contradictions(part, whole) === 0);
  return { candidates, near: near.length };
}

/** Parts within days of a whole, and the late ones after that; null: more than are looked at. */
function inReach<Part extends Item>(key: SumKey, whole: Item, { all, late }: Parts<Part>): Part[] | null {
  const end = whole.day + REACH[key];
  const [from, to] = [firstFrom(all, whole.day - REACH[key]), firstFrom(all, end + 1)];
  const lateFrom = key === 'card' ? late.length : firstFrom(late, end + 1);
  return to - from + late.length - lateFrom > LOOKED_AT ? null : [...all.slice(from, to), ...late.slice(lateFrom)];
}

/** First place of the parts, in day order, that is not before `day`. */
function firstFrom(parts: readonly Item[], day: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.day ?? Infinity) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A card may meet itself by chance, so its sum is sure only where one day holds that
 * whole and those parts of it and nothing else. A code or an order is sure on the day
 * or the next, with the same card, or over instalments. A slip of the code may be the
 * code of another try, and parts that differ from each other may be sales of their own.
 */
function isSure<Whole extends Item, Part extends Item>(
  { key, isLate, fitTogether }: SumSearch<Whole, Part>,
  whole: Whole,
  parts: readonly Part[],
  isEverything: boolean,
): boolean {
  if (!fitTogether(parts) || parts.some((part) => differs(part.code, whole.code))) return false;
  if (key === 'card') return isEverything && parts.every((part) => part.day === whole.day);
  return parts.every((part) => daysApart(part, whole) <= 1 || (part.card !== null && part.card === whole.card) || isLate(part));
}

/** A sum that shares no member with another is as sure as it is; the others are rivals, a few of them listed. */
function weighSums<Whole extends Item, Part extends Item>(key: SumKey, found: readonly Found<Whole, Part>[], listed: number, doubtful: ReadonlySet<Item>): Sum<Whole, Part>[] {
  const claims = new Map<Item, number[]>();
  for (const [index, { whole, parts }] of found.entries()) {
    for (const member of [whole, ...parts]) {
      const own = claims.get(member);
      if (own === undefined) claims.set(member, [index]);
      else own.push(index);
    }
  }
  const shown = new Map<Item, number>();
  const sums: Sum<Whole, Part>[] = [];
  for (const { whole, parts, sure } of found) {
    const members: Item[] = [whole, ...parts];
    if (members.some((member) => (shown.get(member) ?? 0) >= listed)) continue;
    for (const member of members) shown.set(member, (shown.get(member) ?? 0) + 1);
    const rivals = new Set(members.flatMap((member) => claims.get(member) ?? [])).size - 1;
    const isSettled = sure && !members.some((member) => doubtful.has(member));
    sums.push({ whole, parts, key, rivals, sureness: rivals > 0 ? 'ambiguous' : isSettled ? 'confirmed' : 'likely' });
  }
  return sums;
}
