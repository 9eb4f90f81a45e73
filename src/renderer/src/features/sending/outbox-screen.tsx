import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxWrite } from '../../../../shared/contract/outbox.ts';
import { ask } from '../../client.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { formatCount, formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { DismissDialog } from './dismiss-dialog.tsx';
import { WritePane } from './write-pane.tsx';
import { isOpenWrite, WriteState } from './write-state.tsx';

function useWriteColumns(): readonly GridColumn<OutboxWrite>[] {
  const { t } = useTranslation();
  return [
    { id: 'state', header: t('outbox.state'), width: 150, cell: ({ state }) => <WriteState state={state} /> },
    { id: 'call', header: t('outbox.call'), width: 144, cell: ({ call }) => t(`outbox.call_${call}`) },
    { id: 'created', header: t('outbox.created'), width: 134, cell: ({ created_at }) => formatInstant(created_at) },
    { id: 'sent', header: t('outbox.sent'), width: 134, cell: ({ first_sent_at }) => (first_sent_at === null ? '–' : formatInstant(first_sent_at)) },
    { id: 'size', header: t('outbox.size'), width: 74, align: 'end', cell: ({ body_bytes }) => t('preview.size_kb', { n: formatCount(Math.max(1, Math.ceil(body_bytes / 1024))) }) },
    { id: 'error', header: t('outbox.error'), width: 160, grow: true, cell: ({ error }) => <span title={error ?? undefined}>{error ?? '–'}</span> },
  ];
}

/** Every write that left or is to leave this computer, and what became of it. */
export function OutboxScreen() {
  const { t } = useTranslation();
  const [active, setActive] = useState(0);
  const [leaving, setLeaving] = useState<OutboxWrite | null>(null);
  const look = useRun();
  const list = useWindow<OutboxWrite>('outbox', async (offset, limit, signal) => {
    const { total, writes } = await ask('outbox.list', { offset, limit }, { signal });
    return { total, rows: writes };
  });
  const at = Math.min(active, Math.max(0, (list.total ?? 1) - 1));
  const current = list.rowAt(at);
  const columns = useWriteColumns();
  useStatusBar(list.total === null ? null : { rows: list.total, sum: null, selected: null, left: null });
  const find = (): void => {
    if (current !== undefined && isOpenWrite(current)) void look.run('outbox.look', { write_id: current.write_id });
  };
  useActions([{ id: 'outbox.find', group: 'list', label: t('keys.outbox'), keys: ['B'], run: find }]);
  if (list.total === 0) {
    return (
      <Page title={t('outbox.title')}>
        <Empty icon="outbox" title={t('outbox.none')} action={<Action look="main" onClick={() => go('home')}>{t('screen.home')}</Action>}>
          {t('outbox.none_lead')}
        </Empty>
      </Page>
    );
  }
  return (
    <Page full title={t('outbox.title')} lead={t('outbox.lead')}>
      <ErrorNote error={list.error} />
      <div className="split">
        <div className="split__list">
          <DataGrid label={t('outbox.title')} name="outbox" columns={columns} list={list} rowId={({ write_id }) => write_id} active={at} onActive={setActive} onOpen={find} />
        </div>
        <aside className="pane" aria-label={t('outbox.one')} tabIndex={0}>
          {current === undefined ? null : <WritePane write={current} busy={look.running !== null} onLook={find} onDismiss={() => setLeaving(current)} />}
          <div className="pane__part stack">
            <Busy running={look.running} />
            <ErrorNote error={look.error} />
          </div>
        </aside>
      </div>
      <DismissDialog write={leaving} onClose={() => setLeaving(null)} />
    </Page>
  );
}
