import { useTranslation } from 'react-i18next';
import type { Settlement } from '../../../../shared/contract/settlement.ts';
import { useOutside } from '../../i18n/index.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import { Fact } from './fact.tsx';

/** From gross to net: what was taken off stands with a minus. */
const parts = [
  ['gross_amount', 1],
  ['refund_amount', -1],
  ['bank_commission_amount', -1],
  ['platform_commission_amount', -1],
] as const;

/** One settlement: how gross becomes net, and where it is known by. */
export function SettlementPane({ settlement: it }: { settlement: Settlement }) {
  const { t } = useTranslation();
  const outside = useOutside();
  return (
    <>
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('settlements.one')}>
        <h2>
          <Amount value={it.net_amount} unit /> {it.status === null ? null : <span className="tag">{outside('status', it.status)}</span>}
        </h2>
        <dl className="facts">
          {parts.map(([name, sign]) => {
            const value = it[name];
            return (
              <Fact key={name} label={t(`settlements.${name}`)}>
                {value === null ? null : <Amount value={value * sign} />}
              </Fact>
            );
          })}
          <Fact label={t('settlements.net_amount')}>
            <strong>
              <Amount value={it.net_amount} />
            </strong>
          </Fact>
          <Fact label={t('settlements.currency')}>{it.currency}</Fact>
        </dl>
      </section>
      <section className="pane__part" aria-label={t('settlements.about')}>
        <dl className="facts">
          <Fact label={t('settlements.period')}>{formatRange(it.period_start, it.period_end)}</Fact>
          <Fact label={t('settlements.bank')}>{it.bank_code}</Fact>
          <Fact label={t('records.merchant')}>{it.merchant_name ?? it.merchant_id}</Fact>
          <Fact label={t('settlements.counts')}>
            {formatCount(it.transaction_count)} / {formatCount(it.refund_count)}
          </Fact>
          <Fact label={t('settlements.reference')}>{it.bank_reference}</Fact>
          <Fact label={t('settlements.settled')}>{it.settled_at === null ? null : formatInstant(it.settled_at)}</Fact>
          <Fact label={t('settlements.notes')}>{it.notes}</Fact>
          <Fact label={t('records.id')}>
            <code>{it.id}</code>
          </Fact>
        </dl>
      </section>
    </>
  );
}
