import type { OutputOf } from '../../../../shared/contract/method.ts';
import type { reviewContract } from '../../../../shared/contract/review.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';

type Answer = OutputOf<(typeof reviewContract)['review.checklist']>;

/** One line of what stands before closing. */
export interface Check {
  /** Names the sentences `check.<what>` and `check.<what>_good`. */
  readonly what: 'unaccounted' | 'undecided' | 'refused' | 'conflicts' | 'waiting';
  readonly count: number;
  /** Kuruş in question; null where the number alone says it. */
  readonly stake: number | null;
  /** Finalizing sends these itself: they are no obstacle. */
  readonly sends: boolean;
  /** Shows these rows in the list. */
  readonly filter: ReviewFilter;
}

/** What stands between a reconciliation and its end, in the order it is looked at. */
export function checksOf({ unaccounted, undecided, refused, conflicts, waiting }: Answer): readonly Check[] {
  return [
    { what: 'unaccounted', count: unaccounted, stake: null, sends: false, filter: { differs_from_preview: true } },
    { what: 'undecided', count: undecided.rows, stake: undecided.stake, sends: false, filter: { undecided: true } },
    { what: 'refused', count: refused, stake: null, sends: false, filter: { answers: ['refused'] } },
    { what: 'conflicts', count: conflicts, stake: null, sends: false, filter: { answers: ['conflict'] } },
    { what: 'waiting', count: waiting, stake: null, sends: true, filter: { answers: ['local', 'queued'] } },
  ];
}
