import { NativeSelect, Popover, TextInput } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reviewOrders } from '../../../../shared/review-filter.ts';
import { Key } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { FilterForm } from './filter-form.tsx';
import { changed, partsOf, PLAN, QUEUE, without } from './filters.ts';
import { useFilterWords } from './use-filter-words.ts';
import type { Work } from './work.ts';

/** ms after the last letter before the list is searched. */
const PAUSE = 160;

/** What the keys of the bar go to. */
export interface BarRefs {
  readonly text: RefObject<HTMLInputElement | null>;
  readonly order: RefObject<HTMLSelectElement | null>;
}

interface FilterBarProps {
  work: Work;
  refs: BarRefs;
  open: boolean;
  onOpen(open: boolean): void;
}

function SearchField({ work, field }: { work: Work; field: BarRefs['text'] }) {
  const { t } = useTranslation();
  const { filter, setFilter, focusGrid } = work;
  const standing = filter.text ?? '';
  const [text, setText] = useState(standing);
  useEffect(() => setText(standing), [standing]);
  useEffect(() => {
    if (text.trim() === standing) return undefined;
    const timer = setTimeout(() => setFilter(changed(filter, { text: text.trim() })), PAUSE);
    return () => clearTimeout(timer);
  }, [text, standing, filter, setFilter]);
  return (
    <TextInput
      ref={field}
      className="filter-bar__text"
      aria-label={t('filter.text_label')}
      aria-keyshortcuts="/"
      placeholder={t('filter.text')}
      leftSection={<Icon name="search" size={14} />}
      rightSection={<Key>/</Key>}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') setText('');
        else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') focusGrid();
        else return;
        event.preventDefault();
      }}
    />
  );
}

function FilterButton({ work, open, onOpen }: Omit<FilterBarProps, 'refs'>) {
  const { t } = useTranslation();
  const close = (): void => {
    onOpen(false);
    work.focusGrid();
  };
  return (
    <Popover opened={open} onChange={(next) => (next ? onOpen(true) : close())} position="bottom-start" trapFocus withinPortal={false} transitionProps={{ duration: 0 }} returnFocus={false}>
      <Popover.Target>
        <button type="button" className="tool-button" aria-expanded={open} aria-keyshortcuts="F" title={`${t('filter.open')} (F)`} onClick={() => onOpen(!open)}>
          <Icon name="filter" size={14} /> {t('filter.open')} <Key>F</Key>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.title')}>
        <FilterForm facets={work.facets} filter={work.filter} onFilter={work.setFilter} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The active parts of the filter, each removed by a click. */
function Chips({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { filter, setFilter } = work;
  const words = useFilterWords(work.facets);
  const parts = partsOf(filter);
  if (parts.length === 0) return <div className="chips" />;
  return (
    <ul className="chips" aria-label={t('filter.active')}>
      {parts.map((part) => {
        const what = words.part(filter, part);
        return (
          <li key={part} className="chip" data-part={part}>
            <span className="chip__text">{what}</span>
            <button type="button" className="icon-button" aria-label={t('filter.remove', { what })} title={t('filter.remove', { what })} onClick={() => setFilter(without(filter, part))}>
              <Icon name="cross" size={11} />
            </button>
          </li>
        );
      })}
      {parts.length < 2 ? null : (
        <li>
          <button type="button" className="link-button" onClick={() => setFilter({})}>
            {t('filter.clear')}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The order of the rows; the queue puts first what matters most. */
function Order({ work, field }: { work: Work; field: BarRefs['order'] }) {
  const { t } = useTranslation();
  const { sort, setSort, details } = work;
  const isQueue = sort.by === 'queue';
  const left = details.list.extra?.undecided.rows;
  return (
    <div className="filter-bar__order">
      <button type="button" className="tool-button" aria-pressed={isQueue} aria-keyshortcuts="Q" title={`${t('queue.hint')} (Q)`} onClick={() => setSort(isQueue ? PLAN : QUEUE)}>
        {t('queue.on')}
        {isQueue && left !== undefined ? <strong aria-label={t('queue.left', { n: formatCount(left) })}>{formatCount(left)}</strong> : null} <Key>Q</Key>
      </button>
      <NativeSelect
        ref={field}
        aria-label={t('order.title')}
        aria-keyshortcuts="O"
        title={`${t('order.title')} (O)`}
        value={sort.by}
        data={reviewOrders.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          const by = reviewOrders.find((each) => each === value);
          if (by !== undefined) setSort({ ...sort, by });
        }}
      />
      <button
        type="button"
        className="tool-button"
        aria-label={`${t('order.flip')}, ${t(`order.${sort.direction}`)}`}
        aria-keyshortcuts="Shift+O"
        title={`${t('order.flip')} (Shift+O)`}
        onClick={() => setSort({ ...sort, direction: sort.direction === 'up' ? 'down' : 'up' })}
      >
        <Icon name={sort.direction} size={14} />
      </button>
    </div>
  );
}

/** Above the grid: search, filter, what of it is active, and the order. */
export function FilterBar({ work, refs, open, onOpen }: FilterBarProps) {
  return (
    <div className="filter-bar">
      <FilterButton work={work} open={open} onOpen={onOpen} />
      <SearchField work={work} field={refs.text} />
      <Order work={work} field={refs.order} />
      <Chips work={work} />
    </div>
  );
}
