import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { countKeyOf, type PreviewLine, type PreviewSummary } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import { ask } from '../../client.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { useWindow } from '../../use-window.ts';
import { Amount } from '../../ui/amount.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { cardTail, formatDay, formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { PartsDialog } from './parts-dialog.tsx';

const shownDate = (value: string): string => (value.length > 10 ? formatInstant(value) : formatDay(value));

function useLineColumns(onParts: (line: PreviewLine) => void): readonly GridColumn<PreviewLine>[] {
  const { t } = useTranslation();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  return useMemo(
    () => [
      { id: 'verdict', header: t('column.verdict'), width: 156, cell: (line) => <Verdict verdict={line.verdict} /> },
      { id: 'date', header: t('column.date'), width: 134, cell: ({ bank_date, payven_created }) => shownDate(bank_date ?? payven_created ?? '') },
      { id: 'code', header: t('column.code'), width: 92, cell: ({ auth_code }) => auth_code ?? '–' },
      { id: 'card', header: t('column.card'), width: 72, cell: ({ card }) => cardTail(card) },
      { id: 'payven', header: t('column.payven'), width: 104, align: 'end', cell: ({ db_amount }) => <Amount value={db_amount} /> },
      { id: 'bank', header: t('column.bank'), width: 104, align: 'end', cell: ({ bank_amount }) => <Amount value={bank_amount} /> },
      { id: 'status_payven', header: t('preview.status_payven'), width: 112, cell: ({ db_status }) => outside('status', db_status) },
      { id: 'status_bank', header: t('preview.status_bank'), width: 104, cell: ({ bank_status }) => bankStatus(bank_status) },
      {
        id: 'why',
        header: t('preview.why'),
        width: 220,
        grow: true,
        cell: (line) => (
          <span title={line.reason}>
            {line.parts.length === 0 ? null : (
              <button type="button" className="link-button" tabIndex={-1} onClick={() => onParts(line)}>
                {t('parts.tag', { n: line.parts.length })}
              </button>
            )}{' '}
            {line.assumptions.length > 0 ? <span className="tag tag--warn">{t('preview.assumed')}</span> : null} {line.reason}
          </span>
        ),
      },
      { id: 'row', header: t('preview.bank_row'), width: 88, align: 'end', cell: ({ row }) => (row === null ? '–' : String(row)) },
    ],
    [t, outside, bankStatus, onParts],
  );
}

interface PreviewLinesProps {
  id: string;
  summary: PreviewSummary;
  files: readonly ImportSummary[];
  bucket: Discrepancy | null;
  onBucket(verdict: Discrepancy | null): void;
}

/** The lines of a preview, all or of one bucket; 1 to 5 choose the bucket, 0 all. Enter shows the parts of a sale put together out of instalments. */
export function PreviewLines({ id, summary, files, bucket, onBucket }: PreviewLinesProps) {
  const { t } = useTranslation();
  const [parted, setParted] = useState<PreviewLine | null>(null);
  const columns = useLineColumns(setParted);
  const [active, setActive] = useState(0);
  const list = useWindow<PreviewLine>(`${id} ${bucket}`, async (offset, limit, signal) => {
    const { total, lines } = await ask('preview.lines', { preview_id: id, offset, limit, ...(bucket !== null && { verdict: bucket }) }, { signal });
    return { total, rows: lines };
  });
  const rows = bucket === null ? Object.values(summary.counts).reduce((sum, count) => sum + count, 0) : summary.counts[countKeyOf[bucket]];
  const { db, bank } = bucket === null ? summary.amounts : summary.buckets[bucket];
  useStatusBar({ rows, sum: bucket === 'OrphanDb' ? db : bank, selected: null, left: null });
  const pick = (verdict: Discrepancy | null) => () => {
    onBucket(verdict);
    setActive(0);
  };
  useKeys({ '0': pick(null), ...Object.fromEntries(discrepancies.map((verdict, at) => [String(at + 1), pick(verdict)])) });
  return (
    <>
      <ErrorNote error={list.error} />
      <DataGrid
        label={t('preview.lines')}
        name="preview-lines"
        columns={columns}
        list={list}
        rowId={(line) => String(line.line)}
        active={Math.min(active, Math.max(0, rows - 1))}
        onActive={setActive}
        onOpen={(index) => {
          const line = list.rowAt(index);
          if (line !== undefined && line.parts.length > 0) setParted(line);
        }}
      />
      {parted === null ? null : <PartsDialog line={parted} files={files} onClose={() => setParted(null)} />}
    </>
  );
}
