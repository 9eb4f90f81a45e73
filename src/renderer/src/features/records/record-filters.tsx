import { NativeSelect, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOutside } from '../../i18n/index.ts';
import { DayField } from '../../ui/day-field.tsx';
import { Icon } from '../../ui/icons.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { orders, type RecordFilter } from './use-record-list.ts';

interface RecordFiltersProps {
  filter: RecordFilter;
  statuses: readonly string[];
  onChange(next: Partial<RecordFilter>): void;
}

/** Search, status, days and order of a list; `/` goes to the search. */
export function RecordFilters({ filter, statuses, onChange }: RecordFiltersProps) {
  const { t } = useTranslation();
  const outside = useOutside();
  const search = useRef<HTMLInputElement>(null);
  useActions([{ id: 'records.search', group: 'filter', label: t('keys.search'), keys: ['/'], run: () => search.current?.focus() }]);
  return (
    <div className="filters" role="search">
      <TextInput
        ref={search}
        label={t('search')}
        placeholder={t('records.search_hint')}
        leftSection={<Icon name="search" size={15} />}
        value={filter.text}
        maxLength={200}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        style={{ flex: '1 1 240px', maxWidth: 360 }}
      />
      <NativeSelect
        label={t('records.status')}
        value={filter.status}
        data={[{ value: '', label: t('records.every_status') }, ...statuses.map((value) => ({ value, label: outside('status', value) }))]}
        onChange={(event) => onChange({ status: event.currentTarget.value })}
      />
      <div style={{ width: 108 }}>
        <DayField label={t('day.from')} value={filter.from} onChange={(from) => onChange({ from })} />
      </div>
      <div style={{ width: 108 }}>
        <DayField label={t('day.to')} value={filter.to} onChange={(to) => onChange({ to })} />
      </div>
      <NativeSelect
        label={t('records.order')}
        value={filter.order}
        data={orders.map((value) => ({ value, label: t(`records.${value}`) }))}
        onChange={({ currentTarget: { value } }) => onChange({ order: orders.find((each) => each === value) ?? 'newest' })}
      />
    </div>
  );
}
