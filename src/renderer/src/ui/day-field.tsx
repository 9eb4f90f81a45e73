import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay, parseDay } from './format.ts';

/** A day typed on the numeric keypad: 3.5.2026, 03052026. `onChange` hears days alone. */
export function DayField({ label, value, onChange }: { label: string; value: string | null; onChange(day: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value === null ? '' : formatDay(value));
  const [bad, setBad] = useState(false);
  useEffect(() => {
    setText(value === null ? '' : formatDay(value));
    setBad(false);
  }, [value]);
  const settle = (typed: string): void => {
    const day = parseDay(typed);
    setBad(day === null && typed !== '');
    if (day === null) return;
    setText(formatDay(day));
    if (day !== value) onChange(day);
  };
  return (
    <TextInput
      label={label}
      value={text}
      placeholder={t('day.pattern')}
      error={bad ? t('day.bad') : null}
      inputMode="numeric"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={(event) => settle(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && settle(event.currentTarget.value)}
    />
  );
}
