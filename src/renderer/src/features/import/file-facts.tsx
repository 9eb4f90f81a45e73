import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, withPlainInstants } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { Card } from '../../ui/page.tsx';
import { rowsNamed } from './inspected.ts';

type Understood = Pick<ImportSummary, 'rows' | 'amounts' | 'warnings'>;

const counted = ['sales', 'refunds', 'voids', 'failed', 'fees', 'totals', 'blank', 'rejected', 'left_out'] as const;

/** Says that the kinds add up to the file, or that they do not. */
function AddsUp({ rows }: Pick<Understood, 'rows'>) {
  const { t } = useTranslation();
  const sum = counted.reduce((total, kind) => total + rows[kind], 0);
  const good = sum === rows.data;
  return (
    <ul className="checks card__note">
      <li {...(good ? { 'data-good': true } : { 'data-bad': true })}>
        <Icon name={good ? 'check' : 'cross'} size={14} />
        <span>{good ? t('read.adds_up') : t('read.adds_up_not', { sum: formatCount(sum) })}</span>
      </li>
    </ul>
  );
}

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
            <td />
          </tr>
          {amounts.commission > 0 ? (
            <tr className="muted">
              <th scope="row">{t('import.commission')}</th>
              <td />
              <td className="end">
                <Amount value={amounts.commission} />
              </td>
            </tr>
          ) : null}
        </tfoot>
      </table>
      <AddsUp rows={rows} />
    </Card>
  );
}

/** A remark about the file; the rows it names lead to them where they can be shown. */
function Warning({ warning, shown, onRows }: { warning: Understood['warnings'][number]; shown: WarningsProps['shown']; onRows: WarningsProps['onRows'] }) {
  const { t } = useTranslation();
  const { row, message } = warning;
  const named = rowsNamed(message);
  const rows = named.length > 0 ? named : row === null ? [] : [row];
  const words = named.length > 1 ? t('imported.show_rows') : t('imported.show_row', { n: rows[0] ?? 0 });
  return (
    <li>
      {withPlainInstants(message)}{' '}
      {rows.length === 0 ? null : onRows === undefined || shown?.some((each) => rows.includes(each)) === false ? (
        <span className="tag">{t('import.warning_row', { row: formatCount(rows[0] ?? 0) })}</span>
      ) : (
        <button type="button" className="link-button" onClick={() => onRows(rows)}>
          {words}
        </button>
      )}
    </li>
  );
}

interface WarningsProps extends Pick<Understood, 'warnings'> {
  /** Shows rows of the file, numbered as Excel does. */
  onRows?(rows: readonly number[]): void;
  /** The rows that can be shown; absent: every one. */
  shown?: readonly number[];
}

/** What the program wants to be known about the file. */
export function WarningsCard({ warnings, shown, onRows }: WarningsProps) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <Card title={t('import.warnings')} tools={<span className="tag tag--warn">{formatCount(warnings.length)}</span>}>
      <ul className="stack" style={{ gap: 6 }}>
        {warnings.map((warning, at) => (
          <Warning key={`${warning.code} ${warning.row} ${at}`} warning={warning} shown={shown} onRows={onRows} />
        ))}
      </ul>
    </Card>
  );
}
