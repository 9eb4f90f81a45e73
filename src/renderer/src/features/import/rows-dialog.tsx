import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportedRow, ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { ask, asDeskError, type DeskError } from '../../client.ts';
import { useOutside, useRowNote } from '../../i18n/index.ts';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatRowInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';

interface RowsDialogProps {
  imported: Pick<ImportSummary, 'import_id' | 'headers'>;
  /** Rows as Excel numbers them; null: closed. */
  rows: readonly number[] | null;
  onClose(): void;
}

type Held = { readonly key: string; readonly rows: readonly ImportedRow[] | null; readonly error: DeskError | null };

async function readRows(import_id: string, numbers: readonly number[], signal: AbortSignal): Promise<ImportedRow[]> {
  const answers = await Promise.all(numbers.map((row) => ask('import.rows', { import_id, after_row: row - 1, limit: 1 }, { signal })));
  // A row that is blank is not kept: the next one would come in its place.
  return answers.flatMap(({ rows }) => rows).filter(({ row }) => numbers.includes(row));
}

function useRows(import_id: string, numbers: readonly number[] | null): Held {
  const key = `${import_id} ${numbers?.join(' ') ?? ''}`;
  const [held, setHeld] = useState<Held>({ key: '', rows: null, error: null });
  useEffect(() => {
    const [, ...wanted] = key.split(' ');
    const named = wanted.filter((each) => each !== '').map(Number);
    if (named.length === 0) return undefined;
    const abort = new AbortController();
    readRows(import_id, named, abort.signal).then(
      (rows) => !abort.signal.aborted && setHeld({ key, rows, error: null }),
      (error: unknown) => !abort.signal.aborted && setHeld({ key, rows: null, error: asDeskError(error) }),
    );
    return () => abort.abort();
  }, [import_id, key]);
  return held.key === key ? held : { key, rows: null, error: null };
}

/** The very rows a warning is about: what they mean, and as they stand in the file. */
export function RowsDialog({ imported: { import_id, headers }, rows: numbers, onClose }: RowsDialogProps) {
  const { t } = useTranslation();
  const noteOf = useRowNote();
  const outside = useOutside();
  const { rows, error } = useRows(import_id, numbers);
  const title = numbers?.length === 1 ? t('imported.row_title', { n: numbers[0] ?? 0 }) : t('imported.rows_title');
  return (
    <Dialog open={numbers !== null} title={title} onClose={onClose} size={960}>
      <ErrorNote error={error} />
      {rows === null ? (
        error === null ? <Skeleton /> : null
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={title}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col" className="end">
                  {t('import.sample_row')}
                </th>
                <th scope="col">{t('import.sample_kind')}</th>
                <th scope="col">{t('import.sample_date')}</th>
                <th scope="col" className="end">
                  {t('import.sum')}
                </th>
                {headers.map((header, at) => (
                  <th key={`${at} ${header}`} scope="col" className="quiet">
                    {header === '' ? <span className="sr-only">{t('columns.unnamed')}</span> : header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ row, kind, note, transaction_date, time_known, amount, cells }) => (
                <tr key={row}>
                  <td className="end quiet">{row}</td>
                  <td className="nowrap">
                    {outside('kind', kind)}
                    {note === null ? null : <div className="quiet">{noteOf(note)}</div>}
                  </td>
                  <td className="nowrap">{formatRowInstant({ transaction_date, time_known })}</td>
                  <td className="end">
                    <Amount value={amount} />
                  </td>
                  {headers.map((header, at) => (
                    <td key={`${at} ${header}`} className="nowrap muted">
                      {cells[at] ?? ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}
