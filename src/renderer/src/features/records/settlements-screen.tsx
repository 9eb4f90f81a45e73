import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settlement } from '../../../../shared/contract/settlement.ts';
import { type Answer, ask } from '../../client.ts';
import { useOutside } from '../../i18n/index.ts';
import { go } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { formatCount, formatRange } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { useConnectionId } from '../frame/desk-context.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { SettlementPane } from './settlement-pane.tsx';

type Sums = Answer<'settlement.list'>['sums'];

/** In the list; Payven need not tell of its own commission, which stands in the pane. */
const amounts = ['gross_amount', 'refund_amount', 'bank_commission_amount', 'net_amount'] as const;

function useSettlementColumns(): readonly GridColumn<Settlement>[] {
  const { t } = useTranslation();
  const outside = useOutside();
  return useMemo(
    () => [
      { id: 'period', header: t('settlements.period'), width: 168, cell: ({ period_start, period_end }) => formatRange(period_start, period_end) },
      { id: 'bank', header: t('settlements.bank'), width: 62, cell: ({ bank_code }) => bank_code ?? '–' },
      { id: 'merchant', header: t('records.merchant'), width: 118, grow: true, cell: ({ merchant_name }) => merchant_name ?? '–' },
      ...amounts.map((name): GridColumn<Settlement> => ({ id: name, header: t(`settlements.${name}`), width: 102, align: 'end', cell: (row) => <Amount value={row[name]} /> })),
      { id: 'status', header: t('records.status'), width: 92, cell: ({ status }) => outside('status', status) },
    ],
    [t, outside],
  );
}

/** The list's sums, of everything under the filter. */
function Totals({ sums }: { sums: Sums }) {
  const { t } = useTranslation();
  return (
    <dl className="facts facts--inline" aria-label={t('settlements.totals')}>
      {amounts.map((name) => (
        <div key={name}>
          <dt>{t(`settlements.${name}`)}</dt>
          <dd>
            <strong>
              <Amount value={sums[name]} unit />
            </strong>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('settlements.counts')}</dt>
        <dd>
          {formatCount(sums.transaction_count)} / {formatCount(sums.refund_count)}
        </dd>
      </div>
    </dl>
  );
}

function useSettlements() {
  const connection = useConnectionId();
  const [range, setRange] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  const [sums, setSums] = useState<Sums | null>(null);
  const [active, setActive] = useState(0);
  const asked = { ...connection, ...(range.from !== null && { from: range.from }), ...(range.to !== null && { to: range.to }) };
  const list = useWindow<Settlement>(`settlements ${JSON.stringify(asked)}`, async (offset, limit, signal) => {
    const answer = await ask('settlement.list', { ...asked, offset, limit }, { signal });
    setSums(answer.sums);
    return { total: answer.total, rows: answer.settlements };
  });
  const at = Math.min(active, Math.max(0, (list.total ?? 1) - 1));
  return { range, setRange, sums, list, at, setActive, filtered: range.from !== null || range.to !== null };
}

/** What the banks paid out, as Payven tells it. */
export function SettlementsScreen() {
  const { t } = useTranslation();
  const { range, setRange, sums, list, at, setActive, filtered } = useSettlements();
  const columns = useSettlementColumns();
  const current = list.rowAt(at);
  useStatusBar(list.total === null ? null : { rows: list.total, sum: sums?.net_amount ?? null, of: 'net', selected: null, left: null });
  if (list.total === 0 && !filtered) {
    return (
      <Page title={t('settlements.title')}>
        <Empty icon="settlements" title={t('settlements.none')} action={<Action look="main" onClick={() => go('sync')}>{t('records.sync')}</Action>}>
          {t('settlements.none_lead')}
        </Empty>
      </Page>
    );
  }
  return (
    <Page full title={t('settlements.title')} lead={t('settlements.lead')}>
      <ErrorNote error={list.error} />
      <div className="split">
        <div className="split__list">
          <div className="filters" role="search">
            <div style={{ width: 108 }}>
              <DayField label={t('day.from')} value={range.from} onChange={(from) => setRange({ ...range, from })} />
            </div>
            <div style={{ width: 108 }}>
              <DayField label={t('day.to')} value={range.to} onChange={(to) => setRange({ ...range, to })} />
            </div>
            {filtered ? <Action onClick={() => setRange({ from: null, to: null })}>{t('review.show_all')}</Action> : null}
          </div>
          {sums === null ? null : <Totals sums={sums} />}
          <DataGrid label={t('settlements.title')} name="settlements" columns={columns} list={list} rowId={({ id }) => id} active={at} onActive={setActive} />
        </div>
        <aside className="pane" aria-label={t('settlements.one')} tabIndex={0}>
          {current === undefined ? <p className="pane__part muted">{t('records.pick')}</p> : <SettlementPane settlement={current} />}
        </aside>
      </div>
    </Page>
  );
}
