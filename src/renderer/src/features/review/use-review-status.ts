import { useTranslation } from 'react-i18next';
import { useLook } from '../../preferences.ts';
import { formatCount, formatLira } from '../../ui/format.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { possessiveDative } from './possessive.ts';
import type { ReviewFacets } from './use-facets.ts';
import type { Work } from './work.ts';

/** How many of the differences are decided, and kuruş at stake in what is left; undefined until it is counted. */
function decidedIn({ whole }: ReviewFacets): { readonly of: number; readonly done: number; readonly left: number } | undefined {
  if (whole === undefined) return undefined;
  const { answers } = whole;
  const differing = answers.filter(({ value }) => value !== 'matched');
  const of = differing.reduce((sum, { rows }) => sum + rows, 0);
  const undecided = differing.reduce((sum, each) => sum + each.undecided, 0);
  const left = differing.filter((each) => each.undecided > 0).reduce((sum, { stake }) => sum + stake, 0);
  return { of, done: of - undecided, left };
}

/** Tells the status bar how many rows the view has and their sums, what is selected, and what is left to decide. */
export function useReviewStatus(work: Work): void {
  const { t } = useTranslation();
  const { language } = useLook();
  const { list } = work.details;
  const { picked, sums } = work.selection;
  const decided = decidedIn(work.facets);
  const words = (): string | null => {
    if (decided === undefined || decided.of === 0) return null;
    const { of, done, left } = decided;
    const said = { of: formatCount(of), left: formatLira(left) };
    if (done === of) return t('bar.decided_all', said);
    if (done === 0) return t('bar.decided_none', said);
    return t('bar.decided_some', { ...said, done: language === 'tr' ? `${formatCount(done)}’${possessiveDative(done)}` : formatCount(done) });
  };
  useStatusBar(
    list.total === null
      ? null
      : {
          rows: list.total,
          sum: null,
          sums: list.extra?.sums ?? null,
          selected: { count: picked.size, sum: null, sums: picked.size === 0 ? null : sums },
          left: null,
          words: words(),
        },
  );
}
