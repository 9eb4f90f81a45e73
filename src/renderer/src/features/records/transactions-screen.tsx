import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalTransaction } from '../../../../shared/contract/transaction.ts';
import { transactionStatuses } from '../../../../shared/enums.ts';
import { ask } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { Amount } from '../../ui/amount.tsx';
import { cardTail, formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { RecordBrowser } from './record-browser.tsx';
import { TransactionPane } from './transaction-pane.tsx';

/** Payven's transactions as they are kept here. */
export function TransactionsScreen({ id }: { id: string | null }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const columns = useMemo<readonly GridColumn<LocalTransaction>[]>(
    () => [
      { id: 'date', header: t('records.date'), width: 134, cell: ({ created }) => formatInstant(created) },
      { id: 'amount', header: t('records.amount'), width: 108, align: 'end', cell: ({ amount }) => <Amount value={amount} /> },
      { id: 'status', header: t('records.status'), width: 116, cell: ({ status }) => outside('status', status) },
      { id: 'operation', header: t('records.operation'), width: 96, cell: ({ operation_type }) => outside('operation', operation_type) },
      { id: 'code', header: t('records.code'), width: 92, cell: ({ auth_code }) => auth_code ?? '–' },
      { id: 'card', header: t('records.card'), width: 84, cell: ({ last4 }) => cardTail(last4) },
      { id: 'merchant', header: t('records.merchant'), width: 140, grow: true, cell: ({ merchant_name }) => merchant_name ?? '–' },
      { id: 'order', header: t('records.order_no'), width: 140, cell: ({ external_id, basket_id }) => external_id ?? basket_id ?? '–' },
    ],
    [t, outside],
  );
  const words = {
    title: t('transactions.title'),
    lead: t('transactions.lead'),
    none: t('transactions.none'),
    noneLead: t('transactions.none_lead'),
    one: t('records.one_transaction'),
  };
  return (
    <RecordBrowser
      name="transactions"
      load={(question, signal) => ask('transaction.list', question, { signal })}
      words={words}
      icon="transactions"
      statuses={transactionStatuses}
      columns={columns}
      id={id}
      pane={(shown) => <TransactionPane id={shown} />}
    />
  );
}
