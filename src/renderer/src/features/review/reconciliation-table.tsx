import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { closedStatuses } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { DecisionSign } from '../../ui/verdict.tsx';
import { differencesOf } from '../preview/sums.ts';
import { undecidedIn } from './answers.ts';

/** The state of a reconciliation as a small label. */
export function StateTag({ status }: { status: string | null }) {
  const { language } = useLook();
  if (status === null) return null;
  const tone = status === 'Completed' ? 'tag--good' : closedStatuses.includes(status) ? '' : 'tag--open';
  return <span className={`tag ${tone}`}>{say(language, `overall_status.${status}`)}</span>;
}

/** What was decided here and has not reached Payven, and what met another's. */
export function Unsent({ row: { waiting, conflicts } }: { row: ReconciliationSummary }) {
  const { t } = useTranslation();
  if (waiting + conflicts === 0) return <span className="quiet">–</span>;
  return (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      {waiting === 0 ? null : (
        <span className="verdict" title={t('decision.local')}>
          <DecisionSign mark="local" /> {formatCount(waiting)}
        </span>
      )}
      {conflicts === 0 ? null : (
        <span className="verdict" title={t('conflict.title')}>
          <DecisionSign mark="conflict" /> {formatCount(conflicts)} <span className="sr-only">{t('conflict.title')}</span>
        </span>
      )}
    </span>
  );
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
              {t('review.unsent')}
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
              <td className="end">{formatCount(undecidedIn(row))}</td>
              <td className="end">
                <Unsent row={row} />
              </td>
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
