import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { formatCount } from '../../ui/format.ts';
import { differencesOf } from '../preview/sums.ts';
import { undecidedIn } from './answers.ts';

/** How many of the differences still wait for a decision, as the facets say it too. */
export function Progress({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const of = differencesOf(summary.counts);
  const done = Math.max(0, of - undecidedIn(summary));
  return (
    <div className="meter">
      <span className="muted">{t('review.progress_of', { left: formatCount(of - done), of: formatCount(of) })}</span>
      <div className="meter__track" role="progressbar" aria-label={t('review.progress')} aria-valuemin={0} aria-valuemax={of} aria-valuenow={done}>
        <span style={{ width: `${of === 0 ? 100 : (done / of) * 100}%` }} />
      </div>
    </div>
  );
}
