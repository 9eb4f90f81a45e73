import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useBankName } from '../../i18n/index.ts';
import { routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import { previewImports } from '../preview/intent.ts';

/** The files that were imported, newest first. */
export function EarlierImports({ imports }: { imports: readonly ImportSummary[] }) {
  const { t } = useTranslation();
  const bankName = useBankName();
  const sorted = [...imports].sort((a, b) => b.created_at.localeCompare(a.created_at));
  return (
    <Card title={t('import.earlier')} bare>
      <div className="table-wrap">
        <table className="table table--rows">
          <thead>
            <tr>
              <th scope="col">{t('import.file')}</th>
              <th scope="col">{t('import.bank')}</th>
              <th scope="col">{t('import.at')}</th>
              <th scope="col" className="end">
                {t('import.count')}
              </th>
              <th scope="col" className="end">
                {t('import.rows_sales')} (TL)
              </th>
              <th scope="col" className="end">
                {t('import.rows_refunds')} (TL)
              </th>
              <th scope="col">
                <span className="sr-only">{t('import.preview')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ import_id, file_name, bank, created_at, rows, amounts }) => (
              <tr key={import_id}>
                <th scope="row">
                  <a href={routeTo('import', import_id)}>{file_name}</a>
                </th>
                <td>{bankName(bank)}</td>
                <td>{formatInstant(created_at)}</td>
                <td className="end">{formatCount(rows.data)}</td>
                <td className="end">
                  <Amount value={amounts.sales} />
                </td>
                <td className="end">
                  <Amount value={amounts.refunds} />
                </td>
                <td className="end">
                  <Action look="bare" aria-label={`${t('import.preview')}: ${file_name}`} onClick={() => previewImports([import_id])}>
                    {t('import.preview')}
                  </Action>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
