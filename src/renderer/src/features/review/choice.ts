import type { OutputOf } from '../../../../shared/contract/method.ts';
import type { reviewContract } from '../../../../shared/contract/review.ts';
import type { pairSums } from './change.ts';

type Answer<K extends 'review.candidates' | 'review.detail'> = OutputOf<(typeof reviewContract)[K]>;
type Candidate = Answer<'review.candidates'>['candidates'][number];

/** A way to pair an item: with several at once, with one, or with none. */
export interface Choice {
  readonly key: string;
  readonly partners: readonly string[];
  readonly group: Answer<'review.detail'>['suggestions'][number] | null;
  readonly candidate: Candidate | null;
  /** Kuruş of both sides together; null: nothing is put together. */
  readonly sums: ReturnType<typeof pairSums> | null;
}

/** What evidence enough speaks for to stand chosen at once: something confirmed or likely. Undefined: the user has to choose. */
export function usualChoice(choices: readonly Choice[]): Choice | undefined {
  const [first] = choices;
  const sure = first?.group?.sureness ?? first?.candidate?.sure;
  return sure === 'confirmed' || sure === 'likely' ? first : undefined;
}
