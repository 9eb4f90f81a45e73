import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import type { IconName } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { RecordFilters } from './record-filters.tsx';
import { type LoadRecords, useRecordList } from './use-record-list.ts';

interface RecordBrowserProps<Row> {
  /** Names the list's remembered columns. */
  name: string;
  load: LoadRecords<Row>;
  words: { title: string; lead: string; none: string; noneLead: string; one: string };
  icon: IconName;
  statuses: readonly string[];
  columns: readonly GridColumn<Row>[];
  /** A record asked for by its address. */
  id: string | null;
  pane(id: string): ReactNode;
}

/** A searched list beside the one record the user is on. */
export function RecordBrowser<Row extends { id: string }>({ name, load, words, icon, statuses, columns, id, pane }: RecordBrowserProps<Row>) {
  const { t } = useTranslation();
  const records = useRecordList(name, load);
  const { list, active, sum, filtered } = records;
  const [pinned, setPinned] = useState(id);
  const current = list.rowAt(active)?.id ?? null;
  // Running through the list with an arrow held down must not ask Payven for every row.
  const shown = useDeferredValue(pinned ?? current);
  useStatusBar(list.total === null ? null : { rows: list.total, sum, selected: null, left: null });
  if (list.total === 0 && !filtered && pinned === null) {
    return (
      <Page title={words.title}>
        <Empty icon={icon} title={words.none} action={<Action look="main" onClick={() => go('sync')}>{t('records.sync')}</Action>}>
          {words.noneLead}
        </Empty>
      </Page>
    );
  }
  return (
    <Page full title={words.title} lead={words.lead}>
      <ErrorNote error={list.error} />
      <div className="split">
        <div className="split__list">
          <RecordFilters
            filter={records.filter}
            statuses={statuses}
            onChange={(next) => {
              setPinned(null);
              records.change(next);
            }}
          />
          <DataGrid
            label={words.title}
            name={name}
            columns={columns}
            list={list}
            rowId={(row) => row.id}
            active={pinned === null ? active : -1}
            onActive={(index) => {
              setPinned(null);
              records.setActive(index);
            }}
          />
        </div>
        <aside className="pane" aria-label={words.one} tabIndex={0}>
          {shown === null ? <p className="pane__part muted">{t('records.pick')}</p> : pane(shown)}
        </aside>
      </div>
    </Page>
  );
}
