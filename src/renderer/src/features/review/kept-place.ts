import { z } from 'zod';
import { reviewFilter, type ReviewFilter, reviewSort, type ReviewSort } from '../../../../shared/review-filter.ts';

const keptPlace = z.object({ filter: reviewFilter, sort: reviewSort, detail: z.string().nullable() });

/** How a review was left; `detail`: the id of the row the user was on. */
export interface KeptPlace {
  readonly filter: ReviewFilter;
  readonly sort: ReviewSort;
  readonly detail: string | null;
}

const keyOf = (reconciliationId: string): string => `mutabakat.review.${reconciliationId}`;

/** How this window left a review; null: it was not in it, or what is kept cannot be read. */
export function readPlace(reconciliationId: string): KeptPlace | null {
  try {
    return keptPlace.nullable().parse(JSON.parse(sessionStorage.getItem(keyOf(reconciliationId)) ?? 'null'));
  } catch {
    // What cannot be read is worth nothing: the review opens as it usually does.
    return null;
  }
}

/** Keeps it for as long as the window is open: a reload changes nothing for the user. */
export function keepPlace(reconciliationId: string, place: KeptPlace): void {
  sessionStorage.setItem(keyOf(reconciliationId), JSON.stringify(place));
}
