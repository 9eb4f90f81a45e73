import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { routeTo } from '../../router.ts';
import { PaneSection } from './pane-section.tsx';
import { useLatest } from './use-latest.ts';

type BankRow = NonNullable<ReconciliationDetail['bank']>;

/** The bank's row as it stands in its file: every cell under the file's own header. */
export function BankPart({ bank }: { bank: BankRow }) {
  const { t } = useTranslation();
  const { data } = useLatest('import.get', { import_id: bank.import_id });
  const headers = data?.import_id === bank.import_id ? data.headers : [];
  const cells = bank.cells.map((cell, at) => ({ header: headers[at] ?? '', cell, at })).filter(({ cell }) => cell !== '');
  return (
    <PaneSection name="bank" title={t('side.row')}>
      <p className="muted">
        <a href={routeTo('import', bank.import_id)}>{t('side.row_place', { file: bank.file_name, row: String(bank.row) })}</a>
      </p>
      <dl className="cells">
        {cells.map(({ header, cell, at }) => (
          <div key={at} style={{ display: 'contents' }}>
            <dt>{header}</dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
    </PaneSection>
  );
}

/** The rows of the file a sale in instalments was put together from, or which part this row is. */
export function InstalmentPart({ detail: { bank, bank_parts } }: { detail: ReconciliationDetail }) {
  const { t } = useTranslation();
  const isPart = bank !== null && bank.installment_no !== null && (bank.installment_count ?? 1) > 1;
  if (bank_parts.length < 2 && !isPart) return null;
  return (
    <PaneSection name="parts" title={t('pane.parts')}>
      {isPart ? <p>{t('pane.instalment', { no: String(bank.installment_no), of: String(bank.installment_count) })}</p> : null}
      {bank_parts.length < 2 ? null : (
        <>
          <p>{t('pane.parts_lead', { count: bank_parts.length, n: String(bank_parts.length) })}</p>
          <ul className="stack" style={{ gap: 2 }}>
            {bank_parts.map(({ file_name, row }) => (
              <li key={`${file_name} ${row}`} className="muted">
                {t('side.row_place', { file: file_name, row: String(row) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </PaneSection>
  );
}
