import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotConsidered } from '../../../../shared/contract/preview.ts';
import type { LocalTransaction } from '../../../../shared/contract/transaction.ts';
import { ask } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { go } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Amount } from '../../ui/amount.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { cardTail, formatInstant, shownCurrency } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useConnectorName } from '../records/use-connector-name.ts';
import { HEAD, ROW } from './not-sent-dialog.tsx';

/** Transactions of the period that take no part, for one reason; Enter opens the transaction. */
export function LeftOutDialog({ previewId, bucket, onClose }: { previewId: string; bucket: keyof NotConsidered; onClose(): void }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const connectorOf = useConnectorName();
  const [active, setActive] = useState(0);
  const columns = useMemo<readonly GridColumn<LocalTransaction>[]>(
    () => [
      { id: 'date', header: t('records.date'), width: 134, cell: ({ created }) => formatInstant(created) },
      { id: 'amount', header: t('records.amount'), width: 108, align: 'end', cell: ({ amount }) => <Amount value={amount} /> },
      { id: 'currency', header: t('field.currency'), width: 96, cell: ({ currency }) => shownCurrency(currency) },
      { id: 'status', header: t('records.status'), width: 116, cell: ({ status }) => outside('status', status) },
      { id: 'code', header: t('records.code'), width: 92, cell: ({ auth_code }) => auth_code ?? '–' },
      { id: 'card', header: t('records.card'), width: 84, cell: ({ last4 }) => cardTail(last4) },
      { id: 'merchant', header: t('records.merchant'), width: 140, grow: true, cell: ({ merchant_name }) => merchant_name ?? '–' },
      { id: 'connector', header: t('records.connector'), width: 120, cell: (row) => connectorOf(row) ?? '–' },
    ],
    [t, outside, connectorOf],
  );
  const list = useWindow<LocalTransaction>(`${previewId} ${bucket}`, async (offset, limit, signal) => {
    const { total, transactions } = await ask('preview.not_considered', { preview_id: previewId, bucket, offset, limit }, { signal });
    return { total, rows: transactions };
  });
  const title = t('proof.left_title', { bucket: t(`proof.left_${bucket}`) });
  return (
    <Dialog open title={title} onClose={onClose} size={960}>
      <p className="muted">{t(`proof.left_note_${bucket}`)}</p>
      <ErrorNote error={list.error} />
      <div className="kept" style={{ height: `min(60vh, ${HEAD + (list.total ?? 0) * ROW}px)` }}>
        <DataGrid
          label={title}
          name="not-considered"
          columns={columns}
          list={list}
          rowId={({ id }) => id}
          active={active}
          onActive={setActive}
          onOpen={(index) => {
            const row = list.rowAt(index);
            if (row !== undefined) go('transactions', row.id);
          }}
        />
      </div>
    </Dialog>
  );
}
