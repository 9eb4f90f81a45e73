import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { overallStatuses, type OverallStatus, type Scope, scopes } from '../../../../shared/enums.ts';
import type { RemoteReconciliation } from '../../../../shared/contract/reconciliation.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { useAsk, useRun } from '../../query.ts';
import { go, routeTo } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Busy } from '../../ui/busy.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { formatCount, formatInstant, formatRange } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import type { Windowed } from '../../use-window.ts';
import { useConnectionId } from '../frame/desk-context.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { differencesOf } from '../preview/sums.ts';
import { StateTag } from './reconciliation-table.tsx';

/** Stands in the address in place of a reconciliation's id. */
export const REMOTE = 'payven';

/** The two lists of reconciliations: those here, and those at Payven. */
export function WhereTabs({ where }: { where: 'here' | 'payven' }) {
  const { t } = useTranslation();
  return (
    <nav className="tabs" aria-label={t('remote.where')}>
      <a href={routeTo('review')} aria-current={where === 'here' ? 'page' : undefined}>
        {t('remote.here')}
      </a>
      <a href={routeTo('review', REMOTE)} aria-current={where === 'payven' ? 'page' : undefined}>
        {t('remote.at_payven')}
      </a>
    </nav>
  );
}

function useRemoteColumns(): readonly GridColumn<RemoteReconciliation>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      { id: 'period', header: t('review.period'), width: 176, cell: ({ period_start, period_end }) => formatRange(period_start, period_end) },
      { id: 'scope', header: t('review.scope'), width: 170, grow: true, cell: ({ connector_config_name, merchant_name }) => connector_config_name ?? merchant_name ?? '–' },
      { id: 'state', header: t('review.state'), width: 140, cell: ({ overall_status }) => <StateTag status={overall_status} /> },
      { id: 'differences', header: t('review.differences'), width: 84, align: 'end', cell: ({ counts }) => formatCount(differencesOf(counts)) },
      { id: 'payven', header: t('review.payven'), width: 124, align: 'end', cell: ({ total_db_amount }) => <Amount value={total_db_amount} /> },
      { id: 'bank', header: t('review.bank'), width: 124, align: 'end', cell: ({ total_bank_amount }) => <Amount value={total_bank_amount} /> },
      { id: 'created', header: t('review.started'), width: 140, cell: ({ created }) => formatInstant(created) },
      {
        id: 'known',
        header: t('remote.known'),
        width: 150,
        cell: ({ is_known }) =>
          is_known ? (
            <span className="tag tag--good">
              <Icon name="check" size={12} /> {t('remote.is_known')}
            </span>
          ) : (
            <span className="quiet">{t('remote.not_known')}</span>
          ),
      },
    ],
    [t],
  );
}

/** One page of Payven's list as the grid wants it: all of it is here. */
function windowOver(rows: readonly RemoteReconciliation[] | undefined): Windowed<RemoteReconciliation> {
  return { total: rows?.length ?? null, error: null, rowAt: (index) => rows?.[index], look: () => undefined };
}

function FetchForm({ onFetch, busy }: { onFetch(id: string): void; busy: boolean }) {
  const { t } = useTranslation();
  const [id, setId] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onFetch(id.trim());
  };
  return (
    <form className="row" style={{ alignItems: 'flex-end' }} onSubmit={submit}>
      <TextInput label={t('review.fetch_id')} value={id} onChange={(event) => setId(event.currentTarget.value)} required withAsterisk={false} style={{ width: 300 }} />
      <Action type="submit" disabled={busy}>
        {t('review.fetch_go')}
      </Action>
    </form>
  );
}

interface RemoteFilter {
  readonly status: OverallStatus | null;
  readonly scope: Scope | null;
  readonly page: number;
}

function Filters({ filter, onChange }: { filter: RemoteFilter; onChange(next: Partial<RemoteFilter>): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  return (
    <>
      <NativeSelect
        label={t('review.state')}
        value={filter.status ?? ''}
        data={[{ value: '', label: t('records.every_status') }, ...overallStatuses.map((value) => ({ value, label: say(language, `overall_status.${value}`) }))]}
        onChange={({ currentTarget: { value } }) => onChange({ status: overallStatuses.find((each) => each === value) ?? null })}
      />
      <NativeSelect
        label={t('preview.scope')}
        value={filter.scope ?? ''}
        data={[{ value: '', label: t('remote.every_scope') }, ...scopes.map((value) => ({ value, label: value === 'Connector' ? t('preview.scope_connector') : t('preview.scope_merchant') }))]}
        onChange={({ currentTarget: { value } }) => onChange({ scope: scopes.find((each) => each === value) ?? null })}
      />
    </>
  );
}

function Pager({ page, total, hasNext, onPage }: { page: number; total: number; hasNext: boolean; onPage(page: number): void }) {
  const { t } = useTranslation();
  if (page === 1 && !hasNext) return null;
  return (
    <div className="row" style={{ paddingBottom: 12 }}>
      <Action disabled={page === 1} onClick={() => onPage(page - 1)}>
        {t('remote.previous')}
      </Action>
      <span className="muted">{t('remote.page', { n: formatCount(page), total: formatCount(total) })}</span>
      <Action disabled={!hasNext} onClick={() => onPage(page + 1)}>
        {t('remote.next')}
      </Action>
    </div>
  );
}

/** Payven's list under a filter, a page at a time. */
function useRemote() {
  const connection = useConnectionId();
  const [filter, setFilter] = useState<RemoteFilter>({ status: null, scope: null, page: 1 });
  const [active, setActive] = useState(0);
  const { status, scope, page } = filter;
  const asked = useAsk('reconciliation.remote', { ...connection, page, ...(status !== null && { overall_status: status }), ...(scope !== null && { scope }) });
  const change = (next: Partial<RemoteFilter>): void => {
    setFilter((now) => ({ ...now, page: 1, ...next }));
    setActive(0);
  };
  return { ...asked, connection, filter, change, active, setActive };
}

/** Payven's own list, whoever started what; opening one reads it to this computer. */
export function RemoteList() {
  const { t } = useTranslation();
  const { data, error, connection, filter, change, active, setActive } = useRemote();
  const fetching = useRun();
  const rows = data?.reconciliations;
  const list = useMemo(() => windowOver(rows), [rows]);
  const columns = useRemoteColumns();
  const busy = fetching.running !== null;
  const open = async (id: string | undefined): Promise<void> => {
    if (id === undefined || busy) return;
    const found = await fetching.run('reconciliation.fetch', { ...connection, reconciliation_id: id });
    if (found !== null) go('review', found.reconciliation_id);
  };
  const chosen = rows?.[active]?.reconciliation_id;
  useStatusBar(data === undefined ? null : { rows: data.total, sum: null, selected: null, left: null });
  const offline = error?.code === 'payven.unreachable';
  return (
    <Page full title={t('review.title')} lead={t('remote.lead')} tools={<WhereTabs where="payven" />}>
      {offline ? <Note>{t('remote.offline')}</Note> : <ErrorNote error={error} />}
      <Busy running={fetching.running} />
      <ErrorNote error={fetching.error} />
      <div className="filters">
        <Filters filter={filter} onChange={change} />
        <Action look="main" disabled={chosen === undefined || busy} onClick={() => void open(chosen)}>
          {t('remote.open')}
        </Action>
        <span className="push" />
        <FetchForm busy={busy} onFetch={(id) => void open(id)} />
      </div>
      {offline ? null : (
        <DataGrid
          label={t('remote.at_payven')}
          name="remote"
          columns={columns}
          list={list}
          rowId={({ reconciliation_id }) => reconciliation_id}
          active={active}
          onActive={setActive}
          onOpen={(index) => void open(rows?.[index]?.reconciliation_id)}
          empty={<p className="empty">{t('remote.none')}</p>}
        />
      )}
      {data === undefined ? null : <Pager page={filter.page} total={data.total} hasNext={data.has_next_page} onPage={(page) => change({ page })} />}
    </Page>
  );
}
