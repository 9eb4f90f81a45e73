import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { Amount } from '../../ui/amount.tsx';
import { cardTail, formatDay } from '../../ui/format.ts';
import { Coin } from '../../ui/verdict.tsx';

/** A few items, both sides beside each other. */
export function SampleTable({ rows, label }: { rows: readonly ReviewRow[]; label: string }) {
  const { t } = useTranslation();
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={label}>
      <table className="table">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.date')}</th>
            <th scope="col">{t('column.code')}</th>
            <th scope="col">{t('column.card')}</th>
            <th scope="col" className="end">
              {t('column.payven')}
            </th>
            <th scope="col" className="end">
              {t('column.bank')}
            </th>
            <th scope="col" className="end">
              {t('column.delta')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, verdict, date, auth_code, card, db_amount, bank_amount, delta }) => (
            <tr key={id}>
              <th scope="row" className="nowrap">
                <Coin verdict={verdict ?? ''} /> {date === null ? '–' : formatDay(date)}
              </th>
              <td>{auth_code ?? '–'}</td>
              <td className="nowrap">{cardTail(card)}</td>
              <td className="end">
                <Amount value={db_amount} />
              </td>
              <td className="end">
                <Amount value={bank_amount} />
              </td>
              <td className="end">
                <Amount value={delta} signed />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
