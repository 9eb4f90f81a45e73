import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { useAge, useCounts } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { undecidedIn } from '../review/answers.ts';
import { StateTag, Unsent } from '../review/reconciliation-table.tsx';

/** The amount in question of what waits for the user; a dash until it is added up. */
function Stake({ id }: { id: string }) {
  const { data } = useAsk('review.rows', { reconciliation_id: id, filter: { undecided: true }, sort: { by: 'plan', direction: 'up' }, limit: 1 });
  return <Amount value={data?.undecided.stake ?? null} />;
}

/** Open reconciliations by age: what is undecided in each and how much is at stake. */
export function OpenTable({ rows }: { rows: readonly ReconciliationSummary[] }) {
  const { t } = useTranslation();
  const age = useAge();
  const { items } = useCounts();
  return (
    <div className="table-wrap">
      <table className="table table--rows">
        <thead>
          <tr>
            <th scope="col">{t('review.period')}</th>
            <th scope="col">{t('review.scope')}</th>
            <th scope="col">{t('home.age')}</th>
            <th scope="col">{t('review.state')}</th>
            <th scope="col" className="end">
              {t('review.pending')}
            </th>
            <th scope="col" className="end">
              {t('home.stake')}
            </th>
            <th scope="col" className="end">
              {t('review.unsent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.reconciliation_id}>
              <th scope="row" className="nowrap">
                <a href={routeTo('review', row.reconciliation_id)}>{formatRange(row.period_start, row.period_end)}</a>
              </th>
              <td>{row.connector_config_name ?? row.merchant_name ?? '–'}</td>
              <td className="nowrap" title={formatInstant(row.created)}>
                {age(row.created)}
              </td>
              <td>
                <StateTag status={row.overall_status} />
              </td>
              <td className="end" title={items(undecidedIn(row))}>
                {formatCount(undecidedIn(row))}
              </td>
              <td className="end">
                <Stake id={row.reconciliation_id} />
              </td>
              <td className="end">
                <Unsent row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
