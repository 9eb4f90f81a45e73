import { useTranslation } from 'react-i18next';
import { sumKurus } from '../../../../shared/money.ts';
import type { Answer } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { Amount } from '../../ui/amount.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';
import { Fact, Source } from './fact.tsx';

type Got = Answer<'refund.get'>;

function Siblings({ siblings, refund }: Pick<Got, 'siblings' | 'refund'>) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.siblings')}>
      <h3>{t('records.siblings')}</h3>
      {siblings.length === 0 ? (
        <p className="muted">{t('records.siblings_none')}</p>
      ) : (
        <>
          <ul className="stack" style={{ gap: 4 }}>
            {siblings.map(({ id, created, refund_amount, status }) => (
              <li key={id} className="row spread">
                <a href={routeTo('refunds', id)}>{formatInstant(created)}</a>
                <span className="muted">{outside('status', status)}</span>
                <Amount value={refund_amount} />
              </li>
            ))}
          </ul>
          <p className="row spread">
            <span>{t('records.of_total')}</span>
            <strong>
              <Amount value={sumKurus([refund.refund_amount, ...siblings.map((each) => each.refund_amount)])} />
            </strong>
          </p>
        </>
      )}
    </section>
  );
}

function Original({ original }: Pick<Got, 'original'>) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.original')}>
      <h3>{t('records.original')}</h3>
      {original === null ? (
        <p className="muted">{t('records.original_none')}</p>
      ) : (
        <dl className="facts">
          <Fact label={t('records.date')}>
            <a href={routeTo('transactions', original.id)}>{formatInstant(original.created)}</a>
          </Fact>
          <Fact label={t('records.amount')}>
            <Amount value={original.amount} unit />
          </Fact>
          <Fact label={t('records.status')}>{outside('status', original.status)}</Fact>
          <Fact label={t('records.code')}>{original.auth_code}</Fact>
          <Fact label={t('records.card')}>{original.masked_card_number ?? original.last4}</Fact>
        </dl>
      )}
    </section>
  );
}

/** One refund with its original transaction and its siblings. */
export function RefundPane({ id }: { id: string }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const { data, error } = useAsk('refund.get', { ...useConnectionId(), id });
  if (data === undefined) return <div className="pane__part">{error === null ? <Skeleton lines={6} /> : <ErrorNote error={error} />}</div>;
  const { refund: it } = data;
  return (
    <>
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('records.one_refund')}>
        <div className="row spread">
          <h2>
            <Amount value={it.refund_amount} unit /> <span className="tag">{outside('status', it.status)}</span>
          </h2>
          <Source source={data.source} />
        </div>
        <dl className="facts">
          <Fact label={t('records.date')}>{formatInstant(it.created)}</Fact>
          <Fact label={t('records.completed')}>{it.completed_at === null ? null : formatInstant(it.completed_at)}</Fact>
          <Fact label={t('records.merchant')}>{it.merchant_name}</Fact>
          <Fact label={t('records.original_amount')}>
            <Amount value={it.original_amount} unit />
          </Fact>
          <Fact label={t('records.reason')}>{it.reason ?? it.reason_code}</Fact>
          <Fact label={t('records.error')}>{it.error_message}</Fact>
          <Fact label={t('records.id')}>
            <code>{it.id}</code>
          </Fact>
        </dl>
      </section>
      <Original original={data.original} />
      <Siblings siblings={data.siblings} refund={it} />
    </>
  );
}
