import { notConsidered, type NotConsidered, notSent, type NotSent, type PreviewProof, type VerdictCounts } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';

/** How many lines are not matched. */
export function differencesOf(counts: VerdictCounts): number {
  return counts.amount_mismatch + counts.status_mismatch + counts.orphan_db + counts.orphan_bank;
}

export type ProofSide = PreviewProof['bank'];
/** What the bars are drawn by. */
export type ProofUnit = 'lira' | 'rows';

/** What a part of a bar leads to: the lines of a verdict, rows that stay here, transactions left out. */
export type ProofPart =
  | { readonly kind: 'verdict'; readonly name: Discrepancy }
  | { readonly kind: 'not_sent'; readonly name: keyof NotSent }
  | { readonly kind: 'not_considered'; readonly name: keyof NotConsidered }
  | { readonly kind: 'gap'; readonly name: 'unaccounted' };

/** A part of a bar; `amount`: kuruş, TRY alone; `size`: what it takes of the bar, never negative. */
export type Segment = ProofPart & { readonly rows: number; readonly amount: number; readonly size: number };

const apartNames = {
  bank: notSent.keyof().options.map((name) => ({ kind: 'not_sent', name }) as const),
  payven: notConsidered.keyof().options.map((name) => ({ kind: 'not_considered', name }) as const),
} as const;

/**
 * One side cut into its parts in the order they are drawn: what matches first, so that it
 * lies over the other side's, what stays apart behind, and last what nothing accounts for.
 */
export function segmentsOf(proof: PreviewProof, side: keyof PreviewProof, unit: ProofUnit): Segment[] {
  const { verdicts, apart, unaccounted } = proof[side];
  const sized = <P extends ProofPart>(part: P, counted: { rows: number; amount: number } | undefined): (P & Omit<Segment, 'kind' | 'name'>)[] =>
    counted === undefined || (counted.rows === 0 && counted.amount === 0) ? [] : [{ ...part, ...counted, size: Math.abs(unit === 'rows' ? counted.rows : counted.amount) }];
  return [
    ...discrepancies.flatMap((name) => sized({ kind: 'verdict', name } as const, verdicts[name])),
    ...apartNames[side].flatMap((part) => sized<ProofPart>(part, apart[part.name])),
    ...sized({ kind: 'gap', name: 'unaccounted' } as const, unaccounted),
  ];
}

/** What of a side takes part, and what stays apart; rows and kuruş. */
export function partsOf({ verdicts, apart }: ProofSide): { inside: { rows: number; amount: number }; outside: { rows: number; amount: number } } {
  const sum = (parts: readonly { rows: number; amount: number }[]) =>
    parts.reduce((all, { rows, amount }) => ({ rows: all.rows + rows, amount: all.amount + amount }), { rows: 0, amount: 0 });
  return { inside: sum(Object.values(verdicts)), outside: sum(Object.values(apart)) };
}
