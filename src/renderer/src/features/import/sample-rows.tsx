import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import type { Inspected } from './inspected.ts';

/** The first rows as they are understood, and as they stand in the file. */
export function SampleRows({ data }: { data: Inspected }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  return (
    <Card title={t('import.sample')} bare>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t('import.sample')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="end">
                {t('import.sample_row')}
              </th>
              <th scope="col">{t('import.sample_kind')}</th>
              <th scope="col">{t('import.sample_date')}</th>
              <th scope="col">{t('field.auth_code')}</th>
              <th scope="col" className="end">
                {t('import.sum')}
              </th>
              <th scope="col">{t('import.sample_status')}</th>
              {data.headers.map((header, at) => (
                <th key={`${at} ${header}`} scope="col" className="quiet">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.sample.map(({ row, kind, transaction_date, auth_code, amount, status, note, cells }) => (
              <tr key={row}>
                <td className="end quiet">{row}</td>
                <td className="nowrap">
                  {outside('kind', kind)}
                  {note === null ? null : <div className="quiet">{say(language, `warning.${note}`, {})}</div>}
                </td>
                <td className="nowrap">{transaction_date === null ? '–' : formatInstant(transaction_date)}</td>
                <td>{auth_code ?? '–'}</td>
                <td className="end">
                  <Amount value={amount} />
                </td>
                <td className="nowrap">{bankStatus(status)}</td>
                {data.headers.map((header, at) => (
                  <td key={`${at} ${header}`} className="nowrap muted">
                    {cells[at] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
