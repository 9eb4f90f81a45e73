import { answerStates, type ReviewFilter } from '../../../../shared/review-filter.ts';
import { causes } from '../../../../shared/evidence.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { parseLira } from '../../ui/format.ts';
import { changed } from './filters.ts';

/** A filter as it is being typed. */
export interface FilterDraft {
  readonly verdict: string;
  readonly cause: string;
  readonly status: string;
  readonly answer: string;
  readonly stake_from: string;
  readonly stake_to: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly age: string;
  readonly card: string;
  readonly merchant: string;
  readonly undecided: boolean;
  readonly differs: boolean;
  readonly suggested: boolean;
}

/** What is wrong with a draft: by field, the reason's name. */
export type DraftFaults = { readonly [K in keyof FilterDraft]?: 'amount' | 'crossed' | 'age' | 'card' };

/** A filter to be typed over; several values of one kind are shown as any, and stand until one is chosen. */
export function draftOf(filter: ReviewFilter): FilterDraft {
  const one = (values: readonly string[] | undefined): string => (values?.length === 1 ? (values[0] ?? '') : '');
  return {
    verdict: one(filter.verdicts),
    cause: one(filter.causes),
    status: one(filter.statuses),
    answer: one(filter.answers),
    stake_from: filter.stake_from === undefined ? '' : formatKurus(filter.stake_from),
    stake_to: filter.stake_to === undefined ? '' : formatKurus(filter.stake_to),
    from: filter.from ?? null,
    to: filter.to ?? null,
    age: filter.age_from === undefined ? '' : String(filter.age_from),
    card: filter.card ?? '',
    merchant: filter.merchant_id ?? '',
    undecided: filter.undecided === true,
    differs: filter.differs_from_preview === true,
    suggested: filter.with_suggestion === true,
  };
}

const amountOf = (text: string): number | null | undefined => (text.trim() === '' ? undefined : parseLira(text));

function faultsIn(draft: FilterDraft): DraftFaults {
  const [from, to] = [amountOf(draft.stake_from), amountOf(draft.stake_to)];
  return {
    ...(from === null && { stake_from: 'amount' as const }),
    ...(to === null && { stake_to: 'amount' as const }),
    ...(typeof from === 'number' && typeof to === 'number' && from > to && { stake_to: 'crossed' as const }),
    ...(draft.from !== null && draft.to !== null && draft.from > draft.to && { to: 'crossed' as const }),
    ...(/^\d{0,5}$/.test(draft.age.trim()) ? {} : { age: 'age' as const }),
    ...(/^\d{0,19}$/.test(draft.card.trim()) ? {} : { card: 'card' as const }),
  };
}

/** The filter a draft makes of the present one, or what is wrong with it. Amounts in lira become kuruş, days stay Istanbul's. */
export function filterOf(draft: FilterDraft, before: ReviewFilter): { readonly filter: ReviewFilter } | { readonly faults: DraftFaults } {
  const faults = faultsIn(draft);
  if (Object.keys(faults).length > 0) return { faults };
  const listed = <T extends string>(chosen: string, known: readonly T[], several: readonly T[] | undefined): T[] | undefined => {
    const found = known.find((each) => each === chosen);
    return found === undefined ? (several !== undefined && several.length > 1 ? [...several] : undefined) : [found];
  };
  const named = (chosen: string, several: readonly string[] | undefined): string[] | undefined =>
    chosen === '' ? (several !== undefined && several.length > 1 ? [...several] : undefined) : [chosen];
  const filter = changed(before, {
    verdicts: named(draft.verdict, before.verdicts),
    causes: listed(draft.cause, causes, before.causes),
    statuses: named(draft.status, before.statuses),
    answers: listed(draft.answer, answerStates, before.answers),
    stake_from: amountOf(draft.stake_from) ?? undefined,
    stake_to: amountOf(draft.stake_to) ?? undefined,
    from: draft.from ?? undefined,
    to: draft.to ?? undefined,
    age_from: draft.age.trim() === '' ? undefined : Number(draft.age.trim()),
    card: draft.card.trim(),
    merchant_id: draft.merchant,
    undecided: draft.undecided,
    differs_from_preview: draft.differs,
    with_suggestion: draft.suggested,
  });
  return { filter };
}
