import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The filter by a detail's status. */
export function StatusFilter({ id, value, onChange, labels, all }: { id: string; value: string; onChange(value: string): void; labels: readonly { value: string; label: string }[]; all: string }) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      id={id}
      aria-label={t('review.filter_status')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: all }, ...labels]}
    />
  );
}
