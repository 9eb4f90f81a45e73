import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import type { NotSent } from '../../../../shared/contract/preview.ts';
import { type Answer, ask } from '../../client.ts';
import { useOutside, useRowNote } from '../../i18n/index.ts';
import { go } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Amount } from '../../ui/amount.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatRowInstant, shownCurrency } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';

/** Room for the grid's head and a row in px: a short list makes a low window. */
export const HEAD = 60;
export const ROW = 34;

type KeptRow = Answer<'preview.not_sent'>['rows'][number];

interface NotSentProps {
  previewId: string;
  bucket: keyof NotSent;
  files: readonly ImportSummary[];
  onClose(): void;
}

function useKeptColumns(files: readonly ImportSummary[]): readonly GridColumn<KeptRow>[] {
  const { t } = useTranslation();
  const outside = useOutside();
  const noteOf = useRowNote();
  return useMemo(
    () => [
      { id: 'file', header: t('kept.file'), width: 200, cell: ({ import_id }) => files.find((each) => each.import_id === import_id)?.file_name ?? import_id },
      { id: 'row', header: t('preview.bank_row'), width: 84, align: 'end', cell: ({ row }) => String(row) },
      { id: 'kind', header: t('import.sample_kind'), width: 110, cell: ({ kind }) => outside('kind', kind) },
      { id: 'date', header: t('import.sample_date'), width: 130, cell: formatRowInstant },
      { id: 'code', header: t('field.auth_code'), width: 84, cell: ({ auth_code }) => auth_code ?? '–' },
      { id: 'amount', header: t('import.sum'), width: 104, align: 'end', cell: ({ amount }) => <Amount value={amount} /> },
      { id: 'currency', header: t('field.currency'), width: 96, cell: ({ currency }) => shownCurrency(currency) },
      {
        id: 'why',
        header: t('preview.why'),
        width: 180,
        grow: true,
        cell: ({ apart, note }) => (apart === null ? (note === null ? '–' : noteOf(note)) : t(`kept.why_${apart}`)),
      },
    ],
    [t, outside, noteOf, files],
  );
}

/** The rows of one bucket that stay here, each with its file and row number; Enter opens the row's file. */
export function NotSentDialog({ previewId, bucket, files, onClose }: NotSentProps) {
  const { t } = useTranslation();
  const columns = useKeptColumns(files);
  const [active, setActive] = useState(0);
  const title = t('kept.title', { bucket: t(`preview.not_sent_${bucket}`) });
  const list = useWindow<KeptRow>(`${previewId} ${bucket}`, (offset, limit, signal) => ask('preview.not_sent', { preview_id: previewId, bucket, offset, limit }, { signal }));
  const open = (index: number): void => {
    const row = list.rowAt(index);
    if (row !== undefined) go('import', row.import_id);
  };
  return (
    <Dialog open title={title} onClose={onClose} size={1040}>
      <ErrorNote error={list.error} />
      <div className="kept" style={{ height: `min(60vh, ${HEAD + (list.total ?? 0) * ROW}px)` }}>
        <DataGrid label={title} name="not-sent" columns={columns} list={list} rowId={({ import_id, row }) => `${import_id} ${row}`} active={active} onActive={setActive} onOpen={open} />
      </div>
    </Dialog>
  );
}
