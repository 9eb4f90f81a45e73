import { useTranslation } from 'react-i18next';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import { say } from '../../../../shared/text/say.ts';
import { tr } from '../../i18n/tr/index.ts';
import { useLook } from '../../preferences.ts';
import { formatCount, formatDay, formatLira } from '../../ui/format.ts';
import type { FilterPart } from './filters.ts';
import type { ReviewFacets } from './use-facets.ts';

type Known = Extract<keyof typeof tr, `status_of.${string}` | `answer_of.${string}`>;
const isKnown = (key: string): key is Known => key in tr && /^(status_of|answer_of)\./.test(key);

/** The parts of a filter in words, as the chips and the facets show them; values nobody knows as they came. */
export function useFilterWords({ whole }: ReviewFacets) {
  const { t } = useTranslation();
  const { language } = useLook();
  const merchants = whole?.merchants;
  const known = (prefix: string, value: string): string => {
    const key = `${prefix}.${value}`;
    return isKnown(key) ? t(key) : value;
  };
  const answer = (value: string): string => known('answer_of', value);
  const status = (value: string): string => known('status_of', value);
  const merchant = (id: string): string => merchants?.find(({ value }) => value === id)?.name ?? id;
  const stake = ({ stake_from: from, stake_to: to }: ReviewFilter): string => {
    if (from !== undefined && to !== undefined) return t('chip.stake', { from: formatLira(from), to: formatLira(to) });
    return from === undefined ? t('chip.stake_to', { to: formatLira(to ?? 0) }) : t('chip.stake_from', { from: formatLira(from) });
  };
  const days = ({ from, to }: ReviewFilter): string => {
    if (from !== undefined && to !== undefined) return t('chip.days', { from: formatDay(from), to: formatDay(to) });
    return from === undefined ? t('chip.days_to', { to: formatDay(to ?? '') }) : t('chip.days_from', { from: formatDay(from) });
  };
  const part = (filter: ReviewFilter, which: FilterPart): string => {
    const parts: Readonly<Record<FilterPart, () => string>> = {
      verdicts: () => (filter.verdicts ?? []).map((verdict) => say(language, `verdict.${verdict}`)).join(', '),
      causes: () => (filter.causes ?? []).map((cause) => say(language, `cause.${cause}`)).join(', '),
      statuses: () => (filter.statuses ?? []).map(status).join(', '),
      answers: () => (filter.answers ?? []).map(answer).join(', '),
      undecided: () => t('chip.undecided'),
      stake: () => stake(filter),
      days: () => days(filter),
      age_from: () => t('chip.age', { n: formatCount(filter.age_from ?? 0) }),
      card: () => t('chip.card', { card: filter.card ?? '' }),
      merchant_id: () => t('chip.merchant', { name: merchant(filter.merchant_id ?? '') }),
      text: () => t('chip.text', { text: filter.text ?? '' }),
      differs_from_preview: () => t('chip.differs'),
      with_suggestion: () => t('chip.suggested'),
    };
    return parts[which]();
  };
  return { answer, status, merchant, merchants: merchants ?? [], part };
}
