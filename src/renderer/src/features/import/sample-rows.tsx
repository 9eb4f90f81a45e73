import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBankStatus, useOutside, useRowNote } from '../../i18n/index.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Card } from '../../ui/page.tsx';
import type { Inspected } from './inspected.ts';

interface SampleRowsProps {
  data: Inspected;
  /** A row to bring into view and mark. */
  marked: number | null;
  onHeader(row: number): void;
}

type SampleRow = Inspected['sample'][number];

/** What a row means: kind, day, code, amount, status. */
function MeantCells({ row }: { row: SampleRow }) {
  const noteOf = useRowNote();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  const { kind, transaction_date, auth_code, amount, status, note } = row;
  return (
    <>
      <td className="nowrap">
        {outside('kind', kind)}
        {note === null ? null : <div className="quiet">{noteOf(note)}</div>}
      </td>
      <td className="nowrap">{transaction_date === null ? '–' : formatInstant(transaction_date)}</td>
      <td>{auth_code ?? '–'}</td>
      <td className="end">
        <Amount value={amount} />
      </td>
      <td className="nowrap">{bankStatus(status)}</td>
    </>
  );
}

/** The first rows as they are understood, and as they stand in the file; without a header, to point at it. */
export function SampleRows({ data, marked, onHeader }: SampleRowsProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLTableRowElement>(null);
  const found = data.header_row !== null;
  const width = Math.max(data.headers.length, ...data.sample.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => data.headers[at] ?? '');
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.focus();
  }, [marked]);
  const meant = [t('import.sample_kind'), t('import.sample_date'), t('field.auth_code'), t('import.sum'), t('import.sample_status')];
  return (
    <Card title={t('import.sample')} bare>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t('import.sample')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="end">
                {t('import.sample_row')}
              </th>
              {found ? meant.map((words, at) => <th key={words} scope="col" className={at === 3 ? 'end' : undefined}>{words}</th>) : <th scope="col">{t('import.header_row')}</th>}
              {columns.map((header, at) => (
                <th key={`${at} ${header}`} scope="col" className="quiet">
                  {header === '' ? <span className="sr-only">{t('columns.unnamed')}</span> : header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.sample.map((row) => (
              <tr key={row.row} ref={row.row === marked ? place : undefined} tabIndex={row.row === marked ? -1 : undefined} data-marked={row.row === marked ? true : undefined}>
                <td className="end quiet">{row.row}</td>
                {found ? (
                  <MeantCells row={row} />
                ) : (
                  <td>
                    <Action aria-label={t('ask.header_here_row', { n: row.row })} onClick={() => onHeader(row.row)}>
                      {t('ask.header_here')}
                    </Action>
                  </td>
                )}
                {columns.map((header, at) => (
                  <td key={`${at} ${header}`} className="nowrap muted">
                    {row.cells[at] ?? ''}
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
