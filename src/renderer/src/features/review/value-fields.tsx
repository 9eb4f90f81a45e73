import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transactionStatuses } from '../../../../shared/enums.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { useOutside } from '../../i18n/index.ts';
import { Action } from '../../ui/action.tsx';
import { formatDelta, parseLira } from '../../ui/format.ts';

interface AmountFieldProps {
  /** Kuruş that stand in the field at first, all of them marked; null: nothing. */
  usual: number | null;
  /** Kuruş that count until now; null: none, or of many rows. */
  from: number | null;
  /** It is for several items at once. */
  many: boolean;
  onApply(amount: number): void;
}

/** The amount that is to count, to the kuruş, with what it changes. */
export function AmountField({ usual, from, many, onApply }: AmountFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(usual === null ? '' : formatKurus(usual));
  const [bad, setBad] = useState(false);
  const amount = parseLira(text);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setBad(amount === null);
    if (amount !== null) onApply(amount);
  };
  const words = (): string => {
    if (amount === null) return '';
    const to = formatKurus(amount);
    if (many) return t('will.each_amount', { to });
    if (from === null) return t('will.new_amount', { to });
    return amount === from ? t('will.same_amount', { to }) : t('will.amount_long', { from: formatKurus(from), to, delta: formatDelta(amount - from) });
  };
  return (
    <form className="decide__wide stack" style={{ gap: 4 }} onSubmit={submit}>
      <div className="row decide__value">
        <TextInput
          autoFocus
          label={t('decide.amount')}
          placeholder={t('decide.amount_hint')}
          value={text}
          error={bad && amount === null ? t('decide.amount_bad') : null}
          inputMode="decimal"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Action type="submit">{t('decide.apply')}</Action>
      </div>
      <p className="will" role="status">
        {words()}
      </p>
    </form>
  );
}

interface StatusFieldProps {
  /** Payven's word that is chosen at first. */
  usual: string;
  /** Payven's word that counts until now; null: none is known, or of many rows. */
  from: string | null;
  /** It is for several items at once. */
  many: boolean;
  onApply(status: string): void;
}

/** The state that is to count, with what it changes. */
export function StatusField({ usual, from, many, onApply }: StatusFieldProps) {
  const { t } = useTranslation();
  const outside = useOutside();
  const [status, setStatus] = useState(usual);
  const to = outside('status', status);
  const submit = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    onApply(status);
  };
  const will = (): string => {
    if (many) return t('will.each_status', { to });
    return from === null ? t('will.new_status', { to }) : t('will.status_long', { from: outside('status', from), to });
  };
  return (
    <form className="decide__wide stack" style={{ gap: 4 }} onSubmit={submit}>
      <div className="row decide__value">
        <NativeSelect
          autoFocus
          label={t('decide.status')}
          value={status}
          data={transactionStatuses.map((value) => ({ value, label: outside('status', value) }))}
          onChange={(event) => setStatus(event.currentTarget.value)}
          // The browser would open its own list.
          onKeyDown={(event) => (event.key === 'Enter' ? submit(event) : undefined)}
          style={{ flex: 1 }}
        />
        <Action type="submit">{t('decide.apply')}</Action>
      </div>
      <p className="will" role="status">
        {will()}
      </p>
    </form>
  );
}
