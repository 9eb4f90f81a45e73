import { NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HistoryEntry, type HistoryKind, historyKinds } from '../../../../shared/contract/history.ts';
import { ask, type Question } from '../../client.ts';
import { go, routeTo } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Action } from '../../ui/action.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Empty, Page } from '../../ui/page.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { usePause } from '../../ui/use-pause.ts';
import { useStatusBar } from '../frame/status-store.ts';
import { linkOf } from './entry-link.ts';
import { useEntryWords } from './use-entry-words.ts';

interface HistoryFilter {
  readonly kind: HistoryKind | null;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

const everything: HistoryFilter = { kind: null, text: '', from: null, to: null };

function questionOf({ kind, text, from, to }: HistoryFilter): Question<'history.list'> {
  const wanted = text.trim();
  return { ...(kind !== null && { kind }), ...(wanted !== '' && { text: wanted }), ...(from !== null && { from }), ...(to !== null && { to }) };
}

function useEntryColumns(): readonly GridColumn<HistoryEntry>[] {
  const { t } = useTranslation();
  const words = useEntryWords();
  return useMemo(
    () => [
      { id: 'when', header: t('history.when'), width: 134, cell: ({ at }) => formatInstant(at) },
      { id: 'who', header: t('history.who'), width: 120, cell: ({ by }) => by },
      {
        id: 'what',
        header: t('history.what'),
        width: 320,
        grow: true,
        cell: (entry) => {
          const link = linkOf(entry);
          const said = words(entry);
          return link === null ? (
            <span title={said}>{said}</span>
          ) : (
            <a href={routeTo(link.screen, link.id ?? undefined)} title={said} tabIndex={-1}>
              {said}
            </a>
          );
        },
      },
      { id: 'remarks', header: t('history.remarks'), width: 240, cell: ({ facts: { remarks } }) => (typeof remarks === 'string' && remarks !== '' ? remarks : '–') },
    ],
    [t, words],
  );
}

/** What the history is narrowed by; `/` goes to the search. */
function HistoryFilters({ filter, onChange }: { filter: HistoryFilter; onChange(next: Partial<HistoryFilter>): void }) {
  const { t } = useTranslation();
  const search = useRef<HTMLInputElement>(null);
  useActions([{ id: 'history.search', group: 'filter', label: t('keys.search'), keys: ['/'], keyOnly: true, run: () => search.current?.focus() }]);
  return (
    <div className="filters" role="search">
      <TextInput
        ref={search}
        label={t('search')}
        placeholder={t('history.search_hint')}
        leftSection={<Icon name="search" size={15} />}
        value={filter.text}
        maxLength={200}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        style={{ flex: '1 1 240px', maxWidth: 360 }}
      />
      <NativeSelect
        label={t('history.kind')}
        value={filter.kind ?? ''}
        data={[{ value: '', label: t('history.every_kind') }, ...historyKinds.map((kind) => ({ value: kind, label: t(`history.kind.${kind}`) }))]}
        onChange={({ currentTarget: { value } }) => onChange({ kind: historyKinds.find((kind) => kind === value) ?? null })}
      />
      <div style={{ width: 108 }}>
        <DayField label={t('day.from')} value={filter.from} onChange={(from) => onChange({ from })} />
      </div>
      <div style={{ width: 108 }}>
        <DayField label={t('day.to')} value={filter.to} onChange={(to) => onChange({ to })} />
      </div>
    </div>
  );
}

/** Everything that was done here, by whom and when; Enter goes to what an entry is about. */
export function HistoryScreen() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(everything);
  const [active, setActive] = useState(0);
  const columns = useEntryColumns();
  const asked = questionOf(usePause(filter));
  const isFiltered = Object.keys(asked).length > 0;
  const list = useWindow<HistoryEntry>(`history ${JSON.stringify(asked)}`, async (offset, limit, signal) => {
    const { total, entries } = await ask('history.list', { ...asked, offset, limit }, { signal });
    return { total, rows: entries };
  });
  useStatusBar(list.total === null ? null : { rows: list.total, sum: null, selected: null, left: null });
  const open = (index: number): void => {
    const entry = list.rowAt(index);
    const link = entry === undefined ? null : linkOf(entry);
    if (link !== null) go(link.screen, link.id ?? undefined);
  };
  const tools = <Action onClick={() => go('outbox')}>{t('outbox.title')}</Action>;
  if (list.total === 0 && !isFiltered) {
    return (
      <Page title={t('history.title')} lead={t('history.lead')} tools={tools}>
        <Empty icon="history" title={t('history.none')} action={<Action look="main" onClick={() => go('home')}>{t('screen.home')}</Action>}>
          {t('history.none_lead')}
        </Empty>
      </Page>
    );
  }
  return (
    <Page full title={t('history.title')} lead={t('history.lead')} tools={tools}>
      <ErrorNote error={list.error} />
      <HistoryFilters
        filter={filter}
        onChange={(next) => {
          setFilter((current) => ({ ...current, ...next }));
          setActive(0);
        }}
      />
      <DataGrid
        label={t('history.title')}
        name="history"
        columns={columns}
        list={list}
        rowId={({ id }) => String(id)}
        active={Math.min(active, Math.max(0, (list.total ?? 1) - 1))}
        onActive={setActive}
        onOpen={open}
        empty={<p className="empty">{t('history.nothing')}</p>}
      />
    </Page>
  );
}
