import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { closedStatuses } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { differencesOf } from '../preview/sums.ts';

/** The state of a reconciliation as a small label. */
export function StateTag({ status }: { status: string | null }) {
  const { language } = useLook();
  if (status === null) return null;
  const tone = status === 'Completed' ? 'tag--good' : closedStatuses.includes(status) ? '' : 'tag--open';
  return <span className={`tag ${tone}`}>{say(language, `overall_status.${status}`)}</span>;
}

/** Reconciliations, one a row. */
export function ReconciliationTable({ rows }: { rows: readonly ReconciliationSummary[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-wrap">
      <table className="table table--rows">
        <thead>
          <tr>
            <th scope="col">{t('review.period')}</th>
            <th scope="col">{t('review.scope')}</th>
            <th scope="col">{t('review.state')}</th>
            <th scope="col" className="end">
              {t('review.differences')}
            </th>
            <th scope="col" className="end">
              {t('review.pending')}
            </th>
            <th scope="col" className="end">
              {t('review.payven')}
            </th>
            <th scope="col" className="end">
              {t('review.bank')}
            </th>
            <th scope="col">{t('review.started')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.reconciliation_id}>
              <th scope="row" className="nowrap">
                <a href={routeTo('review', row.reconciliation_id)}>{formatRange(row.period_start, row.period_end)}</a>
              </th>
              <td>{row.connector_config_name ?? row.merchant_name ?? '–'}</td>
              <td>
                <StateTag status={row.overall_status} />
              </td>
              <td className="end">{formatCount(differencesOf(row.counts))}</td>
              <td className="end">{formatCount(row.pending)}</td>
              <td className="end">
                <Amount value={row.total_db_amount} />
              </td>
              <td className="end">
                <Amount value={row.total_bank_amount} />
              </td>
              <td className="nowrap">{formatInstant(row.created)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
