import type { Discrepancy } from '../../../../shared/enums.ts';
import { type Cause, isExpectedAbsence } from '../../../../shared/evidence.ts';
import type { ReviewFilter, ReviewOrder, ReviewSort } from '../../../../shared/review-filter.ts';

/** A change to a filter; `undefined` lifts that part of it. */
export type FilterChange = { readonly [K in keyof ReviewFilter]?: ReviewFilter[K] | undefined };

const isEmpty = (value: unknown): boolean => value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** The filter with a change; parts that narrow nothing are left out. */
export function changed(filter: ReviewFilter, change: FilterChange): ReviewFilter {
  return Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => !isEmpty(value)));
}

/** Where the review begins: with what is open at Payven, else with everything. */
export const firstFilter = (open: boolean): ReviewFilter => (open ? { statuses: ['Pending'] } : {});

/** The filter once a reconciliation is closed: how far the answers had come says nothing any more, and its lists would be empty. */
export const afterClosing = (filter: ReviewFilter): ReviewFilter => changed(filter, { statuses: undefined, answers: undefined, undecided: undefined });

/** As previewed. */
export const PLAN: ReviewSort = { by: 'plan', direction: 'up' };
/** What to look at first. */
export const QUEUE: ReviewSort = { by: 'queue', direction: 'up' };

/** The filter narrowed to a verdict; null: to none. */
export function toVerdict(filter: ReviewFilter, verdict: Discrepancy | null): ReviewFilter {
  const isOpenOnly = filter.statuses?.length === 1 && filter.statuses[0] === 'Pending';
  // What matched by itself never waits: under "open" its list would always be empty.
  const lifted: FilterChange = verdict === 'Matched' ? { undecided: undefined, ...(isOpenOnly && { statuses: undefined }) } : {};
  const answers = filter.answers?.filter((answer) => answer !== 'conflict');
  return changed(filter, { verdicts: verdict === null ? undefined : [verdict], causes: undefined, answers, ...lifted });
}

/** The filter narrowed to one cause of a verdict; the same once more lifts it. */
export function toCause(filter: ReviewFilter, verdict: string, cause: Cause): ReviewFilter {
  const isOn = filter.causes?.length === 1 && filter.causes[0] === cause && filter.verdicts?.[0] === verdict;
  return changed(filter, isOn ? { causes: undefined } : { verdicts: [verdict], causes: [cause] });
}

/** Conflicts alone, whatever else there is; once more: everything. */
export const toConflicts = (filter: ReviewFilter): ReviewFilter => (filter.answers?.[0] === 'conflict' ? {} : { answers: ['conflict'] });

/** One value of a list in the filter, chosen alone or lifted. */
export function toOnly<T extends string>(values: readonly T[] | undefined, value: T): T[] | undefined {
  return values?.length === 1 && values[0] === value ? undefined : [value];
}

/** What the tree of buckets and causes is counted under: everything but what it chooses, and how far the answers are. */
export const treeFilter = (filter: ReviewFilter): ReviewFilter =>
  changed(filter, { verdicts: undefined, causes: undefined, statuses: undefined, answers: undefined, undecided: undefined });

/** Parts of a filter, each of which can be lifted by itself. */
export const filterParts = [
  'verdicts',
  'causes',
  'statuses',
  'answers',
  'undecided',
  'stake',
  'days',
  'age_from',
  'card',
  'merchant_id',
  'text',
  'differs_from_preview',
  'with_suggestion',
] as const;
export type FilterPart = (typeof filterParts)[number];

/** The parts of a filter that narrow the view, in the order they are shown. */
export function partsOf(filter: ReviewFilter): FilterPart[] {
  return filterParts.filter((part) => {
    if (part === 'stake') return filter.stake_from !== undefined || filter.stake_to !== undefined;
    if (part === 'days') return filter.from !== undefined || filter.to !== undefined;
    return !isEmpty(filter[part]);
  });
}

/** The filter without one of its parts; causes go with the verdict they explain. */
export function without(filter: ReviewFilter, part: FilterPart): ReviewFilter {
  if (part === 'stake') return changed(filter, { stake_from: undefined, stake_to: undefined });
  if (part === 'days') return changed(filter, { from: undefined, to: undefined });
  return changed(filter, part === 'verdicts' ? { verdicts: undefined, causes: undefined } : { [part]: undefined });
}

/** A click on a header: up, then down, then as previewed again. Amounts begin with the largest. */
export function nextSort(sort: ReviewSort, by: ReviewOrder, downFirst: boolean): ReviewSort {
  const [first, second] = downFirst ? (['down', 'up'] as const) : (['up', 'down'] as const);
  if (sort.by !== by) return { by, direction: first };
  return sort.direction === first ? { by, direction: second } : PLAN;
}

interface CauseCount {
  readonly value: string;
  readonly verdict: string;
}

/** The causes under a verdict, those of expected absences apart from what is truly missing. */
export function causesUnder<T extends CauseCount>(causes: readonly T[], verdict: string): { readonly open: T[]; readonly expected: T[] } {
  const mine = causes.filter((cause) => cause.verdict === verdict);
  return { open: mine.filter(({ value }) => !isExpectedAbsence(value)), expected: mine.filter(({ value }) => isExpectedAbsence(value)) };
}
