import { useTranslation } from 'react-i18next';
import { formatKurus } from '../../../../shared/money.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import type { Change } from './change.ts';

const NOTHING = '–';

/** What an answer changes, in a few words: they stand on its button. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTranslation();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  const money = (amount: number | null): string => (amount === null ? NOTHING : formatKurus(amount));
  return (change) => {
    switch (change.what) {
      case 'amount':
        return change.from === change.to ? t('will.stays', { amount: money(change.to) }) : t('will.amount', { from: money(change.from), to: money(change.to) });
      case 'status':
        return t('will.amount', { from: change.from === null ? NOTHING : outside('status', change.from), to: bankStatus(change.to) });
      case 'stays':
        return t('will.stays', { amount: money(change.amount) });
      case 'absent':
        return change.side === 'payven' ? t('will.absent_payven') : t('will.absent_bank');
      case 'paired':
        return t('will.paired');
      case 'ignored':
        return t('will.ignored', { amount: money(change.stake) });
      case 'asked':
        if (change.from === null) return t('will.asked_value');
        return t('will.asked', { from: typeof change.from === 'number' ? money(change.from) : outside('status', change.from) });
    }
  };
}
