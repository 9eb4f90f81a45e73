import type { Suggestion } from './sides.ts';
import type { Claim } from './suggest.ts';

const isOpen = ({ members }: Claim): boolean => members.every(({ used }) => !used);

/** Whether a claim of other members leaves another one open: a strong one that is likely, or whatever beside a weak one. */
export const opposes = (other: Claim, claim: Claim): boolean =>
  other.key !== claim.key && isOpen(other) && (!claim.isStrong || (other.isStrong && other.suggestion.sureness === 'likely'));

/**
 * Suggestions in their order, each set against those that passes of other keys made of
 * its members: what is likely beside its like is ambiguous. Of the ambiguous ones at
 * most `listed` are kept for a member, the strong ones first; `rivals` tells how many
 * there were.
 */
export function setAgainst(claims: readonly Claim[], listed: number): Suggestion[] {
  const byMember = new Map<object, Claim[]>();
  for (const claim of claims) {
    if (claim.suggestion.sureness !== 'confirmed') for (const member of claim.members) addTo(byMember, member, claim);
  }
  const weighed = claims.map((claim) => weigh(claim, byMember));
  const kept = new Set(weighed.filter(({ suggestion }) => suggestion.sureness !== 'ambiguous'));
  const shown = new Map<object, number>();
  const ambiguous = weighed.filter((claim) => !kept.has(claim));
  for (const claim of [...ambiguous.filter(({ isStrong }) => isStrong), ...ambiguous.filter(({ isStrong }) => !isStrong)]) {
    if (claim.members.some((member) => (shown.get(member) ?? 0) >= listed)) continue;
    for (const member of claim.members) shown.set(member, (shown.get(member) ?? 0) + 1);
    kept.add(claim);
  }
  return weighed.filter((claim) => kept.has(claim)).map(({ suggestion }) => suggestion);
}

function weigh(claim: Claim, byMember: ReadonlyMap<object, readonly Claim[]>): Claim {
  const { suggestion, members } = claim;
  if (suggestion.sureness === 'confirmed') return claim;
  const others = new Set(members.flatMap((member) => byMember.get(member) ?? []).filter((other) => opposes(other, claim)));
  const rivals = Math.max(suggestion.rivals, others.size);
  return rivals === 0 ? claim : { ...claim, suggestion: { ...suggestion, sureness: 'ambiguous', rivals } };
}

/** Adds to the list under a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
