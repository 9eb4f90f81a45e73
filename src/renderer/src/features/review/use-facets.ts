import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import type { Answer } from '../../client.ts';
import { treeFilter } from './filters.ts';
import { useLatest } from './use-latest.ts';

type Facets = Answer<'review.facets'>;

/** Counted values of the filters; undefined until they are counted. */
export interface ReviewFacets {
  /** Of the whole reconciliation. */
  readonly whole: Facets | undefined;
  /** Under all of the filter but the buckets, causes and states. */
  readonly tree: Facets | undefined;
  /** Under the filter. */
  readonly view: Facets | undefined;
}

const isNothing = (filter: ReviewFilter): boolean => Object.keys(filter).length === 0;

/** Counts what the review can be narrowed to, each question once; the order of the rows asks nothing anew. */
export function useFacets(id: string, filter: ReviewFilter): ReviewFacets {
  const of = (asked: ReviewFilter) => ({ reconciliation_id: id, filter: asked });
  const around = treeFilter(filter);
  const isTreeView = JSON.stringify(around) === JSON.stringify(filter);
  const whole = useLatest('review.facets', of({})).data;
  const tree = useLatest('review.facets', isNothing(around) ? null : of(around)).data;
  const view = useLatest('review.facets', isTreeView ? null : of(filter)).data;
  const aroundIt = isNothing(around) ? whole : tree;
  return { whole, tree: aroundIt, view: isTreeView ? aroundIt : view };
}
