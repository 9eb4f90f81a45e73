import { useTranslation } from 'react-i18next';
import { countKeyOf } from '../../../../shared/contract/preview.ts';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { useAsk } from '../../query.ts';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Coin, DecisionSign } from '../../ui/verdict.tsx';

interface BucketListProps {
  summary: ReconciliationSummary;
  bucket: Discrepancy | null;
  onBucket(verdict: Discrepancy | null): void;
  /** The list shows conflicts alone. */
  conflicts: boolean;
  onConflicts(): void;
}

/** Details of a verdict that are open at Payven; undefined until they are counted. */
function usePending(reconciliationId: string, verdict: Discrepancy | null): number | undefined {
  const input = { reconciliation_id: reconciliationId, detail_status: 'Pending', limit: 1 };
  return useAsk('reconciliation.show', verdict === null ? null : { ...input, discrepancy: verdict }).data?.total;
}

function Bucket({ summary, verdict, on, onPick }: { summary: ReconciliationSummary; verdict: Discrepancy; on: boolean; onPick(): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const count = summary.counts[countKeyOf[verdict]];
  const open = usePending(summary.reconciliation_id, verdict === 'Matched' ? null : verdict);
  return (
    <button type="button" className="bucket" data-verdict={verdict} data-testid={`bucket-${verdict}`} aria-pressed={on} onClick={onPick}>
      <Coin verdict={verdict} />
      <span>{say(language, `verdict.${verdict}`)}</span>
      {verdict === 'Matched' || count === 0 || open === undefined ? (
        <span className="bucket__count">{formatCount(count)}</span>
      ) : (
        <span title={open === 0 ? t('review.all_decided') : t('review.waiting', { count: open, n: formatCount(open) })}>
          {open === 0 ? (
            <span className="bucket__done">
              <Icon name="check" size={13} /> {formatCount(count)}
            </span>
          ) : (
            <>
              <span className="bucket__count">{formatCount(open)}</span>
              <span className="bucket__left"> / {formatCount(count)}</span>
            </>
          )}
          <span className="sr-only">, {open === 0 ? t('review.all_decided') : t('review.waiting', { count: open, n: formatCount(open) })}</span>
        </span>
      )}
    </button>
  );
}

/** The five verdicts as filters, with what is open in each, and the conflicts where there are any. */
export function BucketList({ summary, bucket, onBucket, conflicts, onConflicts }: BucketListProps) {
  const { t } = useTranslation();
  const total = Object.values(summary.counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className="buckets" role="group" aria-label={t('review.buckets')}>
      <button type="button" className="bucket" data-testid="bucket-all" aria-pressed={bucket === null && !conflicts} onClick={() => onBucket(null)}>
        <span>{t('review.every')}</span>
        <span className="bucket__count">{formatCount(total)}</span>
      </button>
      {discrepancies.map((verdict) => (
        <Bucket key={verdict} summary={summary} verdict={verdict} on={bucket === verdict} onPick={() => onBucket(bucket === verdict ? null : verdict)} />
      ))}
      {summary.conflicts === 0 && !conflicts ? null : (
        <button type="button" className="bucket bucket--conflict" data-testid="bucket-conflicts" aria-pressed={conflicts} aria-keyshortcuts="6" title={t('conflict.bucket_title')} onClick={onConflicts}>
          <DecisionSign mark="conflict" />
          <span>{t('conflict.bucket')}</span>
          <span className="bucket__count">{formatCount(summary.conflicts)}</span>
        </button>
      )}
    </div>
  );
}
