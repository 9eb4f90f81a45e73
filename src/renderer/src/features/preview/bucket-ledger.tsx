import { useTranslation } from 'react-i18next';
import { countKeyOf, type PreviewSummary } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import { Verdict } from '../../ui/verdict.tsx';

interface BucketLedgerProps {
  summary: PreviewSummary;
  bucket: Discrepancy | null;
  onBucket(verdict: Discrepancy): void;
}

/** The five verdicts as a ledger: rows and sums of both sides, and their difference. */
export function BucketLedger({ summary, bucket, onBucket }: BucketLedgerProps) {
  const { t } = useTranslation();
  const { counts, buckets, amounts } = summary;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Card bare>
      <div className="table-wrap">
        <table className="table ledger">
          <thead>
            <tr>
              <th scope="col">{t('preview.verdict')}</th>
              <th scope="col" className="end">
                {t('preview.proof_rows')}
              </th>
              <th scope="col" className="end">
                {t('preview.payven')}
              </th>
              <th scope="col" className="end">
                {t('preview.bank')}
              </th>
              <th scope="col" className="end">
                {t('preview.delta')}
              </th>
            </tr>
          </thead>
          <tbody>
            {discrepancies.map((verdict) => {
              const { db, bank } = buckets[verdict];
              return (
                <tr key={verdict} data-verdict={verdict} data-on={bucket === verdict ? true : undefined} data-testid={`bucket-${verdict}`} onClick={() => onBucket(verdict)}>
                  <th scope="row">
                    <button
                      type="button"
                      className="ledger__pick"
                      aria-pressed={bucket === verdict}
                      onClick={(event) => {
                        event.stopPropagation();
                        onBucket(verdict);
                      }}
                    >
                      <Verdict verdict={verdict} />
                    </button>
                  </th>
                  <td className="end">{formatCount(counts[countKeyOf[verdict]])}</td>
                  <td className="end">{verdict === 'OrphanBank' ? null : <Amount value={db} />}</td>
                  <td className="end">{verdict === 'OrphanDb' ? null : <Amount value={bank} />}</td>
                  <td className="end">{bank === db ? <span className="quiet">–</span> : <Amount value={bank - db} signed />}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('preview.total')}</th>
              <td className="end">{formatCount(total)}</td>
              <td className="end">
                <Amount value={amounts.db} />
              </td>
              <td className="end">
                <Amount value={amounts.bank} />
              </td>
              <td className="end">
                <Amount value={amounts.bank - amounts.db} signed />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
