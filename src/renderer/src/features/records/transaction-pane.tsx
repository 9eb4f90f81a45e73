import { useTranslation } from 'react-i18next';
import type { Answer } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatDay, formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';
import { Fact, Source } from './fact.tsx';
import { useConnectorName } from './use-connector-name.ts';

type Got = Answer<'transaction.get'>;

function Histories({ histories }: { histories: Got['histories'] }) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.histories')}>
      <h3>{t('records.histories')}</h3>
      {histories === null ? (
        <p className="muted">{t('records.histories_none')}</p>
      ) : (
        <ol className="histories">
          {histories.map(({ created, new_status, message, error_message, operation_amount }) => (
            <li key={`${created} ${new_status}`}>
              <div className="row spread">
                <strong>{outside('status', new_status)}</strong>
                <Amount value={operation_amount} />
              </div>
              <div className="muted">{formatInstant(created)}</div>
              {message === null ? null : <div className="muted">{message}</div>}
              {error_message === null ? null : <div>{error_message}</div>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Refunds({ refunds }: { refunds: Got['refunds'] }) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.refunds_of')}>
      <h3>{t('records.refunds_of')}</h3>
      {refunds.length === 0 ? (
        <p className="muted">{t('records.refunds_of_none')}</p>
      ) : (
        <ul className="stack" style={{ gap: 4 }}>
          {refunds.map(({ id, created, refund_amount, status }) => (
            <li key={id} className="row spread">
              <a href={routeTo('refunds', id)}>{formatInstant(created)}</a>
              <span className="muted">{outside('status', status)}</span>
              <Amount value={refund_amount} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** One transaction with its histories and refunds, asked of Payven and, offline, of this computer. */
export function TransactionPane({ id }: { id: string }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const connectorOf = useConnectorName();
  const { data, error } = useAsk('transaction.get', { ...useConnectionId(), id });
  if (data === undefined) return <div className="pane__part">{error === null ? <Skeleton lines={7} /> : <ErrorNote error={error} />}</div>;
  const { transaction: it } = data;
  return (
    <>
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.one_transaction')}>
        <div className="row spread">
          <h2>
            <Amount value={it.amount} unit /> <span className="tag">{outside('status', it.status)}</span>
          </h2>
          <Source source={data.source} />
        </div>
        <dl className="facts">
          <Fact label={t('records.date')}>{formatInstant(it.created)}</Fact>
          <Fact label={t('records.merchant')}>{it.merchant_name}</Fact>
          <Fact label={t('records.operation')}>{outside('operation', it.operation_type)}</Fact>
          <Fact label={t('records.code')}>{it.auth_code}</Fact>
          <Fact label={t('records.card')}>{it.masked_card_number ?? it.last4}</Fact>
          <Fact label={t('records.holder')}>{data.card_holder_name}</Fact>
          <Fact label={t('records.installments')}>{it.installment_count > 1 ? String(it.installment_count) : null}</Fact>
          <Fact label={t('records.net')}>
            <Amount value={it.net_amount} />
          </Fact>
          <Fact label={t('records.commission')}>
            <Amount value={it.bank_commission_amount} />
          </Fact>
          <Fact label={t('records.completed')}>{it.completed_at === null ? null : formatInstant(it.completed_at)}</Fact>
          <Fact label={t('records.settlement')}>{it.settlement_date === null ? null : formatDay(it.settlement_date)}</Fact>
          <Fact label={t('records.connector')}>{connectorOf(it)}</Fact>
          <Fact label={t('records.order_no')}>{it.external_id ?? it.basket_id}</Fact>
          <Fact label={t('records.provider_id')}>{it.provider_transaction_id}</Fact>
          <Fact label={t('records.rrn')}>{it.rrn}</Fact>
          <Fact label={t('records.host_reference')}>{it.host_reference}</Fact>
          <Fact label={t('records.error')}>{it.error_message}</Fact>
          <Fact label={t('records.id')}>
            <code>{it.id}</code>
          </Fact>
        </dl>
      </section>
      <Refunds refunds={data.refunds} />
      <Histories histories={data.histories} />
    </>
  );
}
