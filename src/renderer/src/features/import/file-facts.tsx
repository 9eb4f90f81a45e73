import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';

type Understood = Pick<ImportSummary, 'rows' | 'amounts' | 'warnings'>;

const counted = ['sales', 'refunds', 'voids', 'failed', 'fees', 'totals', 'blank', 'rejected'] as const;

/** The file's rows by kind with their sums; the kinds add up to the whole. */
export function CountsCard({ rows, amounts }: Pick<Understood, 'rows' | 'amounts'>) {
  const { t } = useTranslation();
  const sums: Readonly<Record<string, number>> = { sales: amounts.sales, refunds: amounts.refunds, voids: amounts.voids };
  return (
    <Card title={t('import.counts')} bare>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('import.sample_kind')}</th>
            <th scope="col" className="end">
              {t('import.count')}
            </th>
            <th scope="col" className="end">
              {t('import.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {counted
            .filter((kind) => rows[kind] > 0 || kind === 'sales')
            .map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`import.rows_${kind}`)}</th>
                <td className="end">{formatCount(rows[kind])}</td>
                <td className="end">{sums[kind] === undefined ? null : <Amount value={sums[kind]} />}</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('import.rows_data')}</th>
            <td className="end">{formatCount(rows.data)}</td>
            <td className="end">
              {amounts.commission > 0 ? (
                <span className="muted" style={{ fontWeight: 400 }}>
                  {t('import.commission')} <Amount value={amounts.commission} />
                </span>
              ) : null}
            </td>
          </tr>
        </tfoot>
      </table>
    </Card>
  );
}

/** What the program wants to be known about the file. */
export function WarningsCard({ warnings }: Pick<Understood, 'warnings'>) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <Card title={t('import.warnings')} tools={<span className="tag tag--warn">{formatCount(warnings.length)}</span>}>
      <ul className="stack" style={{ gap: 6 }}>
        {warnings.map(({ code, row, message }, at) => (
          <li key={`${code} ${row} ${at}`}>
            {message} {row === null ? null : <span className="tag">{t('import.warning_row', { row: formatCount(row) })}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
