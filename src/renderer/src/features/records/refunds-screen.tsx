import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalRefund } from '../../../../shared/contract/transaction.ts';
import { refundStatuses } from '../../../../shared/enums.ts';
import { ask } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { RecordBrowser } from './record-browser.tsx';
import { RefundPane } from './refund-pane.tsx';

/** Payven's refunds as they are kept here. */
export function RefundsScreen({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const columns = useMemo<readonly GridColumn<LocalRefund>[]>(
    () => [
      { id: 'date', header: t('records.date'), width: 134, cell: ({ created }) => formatInstant(created) },
      { id: 'amount', header: t('records.refund_amount'), width: 116, align: 'end', cell: ({ refund_amount }) => <Amount value={refund_amount} /> },
      { id: 'original', header: t('records.original_amount'), width: 116, align: 'end', cell: ({ original_amount }) => <Amount value={original_amount} /> },
      { id: 'status', header: t('records.status'), width: 116, cell: ({ status }) => outside('status', status) },
      { id: 'merchant', header: t('records.merchant'), width: 140, cell: ({ merchant_name }) => merchant_name ?? '–' },
      { id: 'reason', header: t('records.reason'), width: 160, grow: true, cell: ({ reason, reason_code }) => reason ?? reason_code ?? '–' },
    ],
    [t, outside],
  );
  const words = {
    title: t('refunds.title'),
    lead: t('refunds.lead'),
    none: t('refunds.none'),
    noneLead: t('refunds.none_lead'),
    one: t('records.one_refund'),
  };
  return (
    <RecordBrowser
      name="refunds"
      load={(question, signal) => ask('refund.list', question, { signal })}
      words={words}
      icon="refunds"
      statuses={refundStatuses}
      columns={columns}
      id={id}
      pane={(shown) => <RefundPane id={shown} />}
    />
  );
}
