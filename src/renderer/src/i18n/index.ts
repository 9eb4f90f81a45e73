import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { say } from '../../../shared/text/say.ts';
import { lookStore, useLook } from '../preferences.ts';
import { formatCount, minutesSince } from '../ui/format.ts';
import { en } from './en/index.ts';
import { tr } from './tr/index.ts';

/** The page's words; it follows the language of the look. */
export async function startWords(): Promise<I18n> {
  const words = createInstance();
  await words.use(initReactI18next).init({
    lng: lookStore.get().language,
    fallbackLng: 'tr',
    resources: { tr: { translation: tr }, en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  lookStore.subscribe(() => {
    const { language } = lookStore.get();
    if (words.language !== language) words.changeLanguage(language).catch(() => undefined);
  });
  return words;
}

const hasKey = (key: string): key is keyof typeof tr => key in tr;

type Plain = Extract<keyof typeof tr, `status.${string}` | `kind.${string}` | `operation.${string}` | `doing.${string}`>;
const isPlain = (key: string): key is Plain => hasKey(key) && /^(status|kind|operation|doing)\./.test(key);

/** Words for values that come from outside: an unknown one is shown as it came. */
export function useOutside(): (prefix: 'status' | 'kind' | 'operation', value: string | null) => string {
  const { t } = useTranslation();
  return (prefix, value) => {
    if (value === null) return '–';
    const key = `${prefix}.${value}`;
    return isPlain(key) ? t(key) : value;
  };
}

type ShortNote = Extract<keyof typeof tr, `note.${string}`>;
const isShortNote = (key: string): key is ShortNote => hasKey(key) && key.startsWith('note.');

/** What is remarked on a bank's row, in a few words: the code names a sentence of the catalogue of warnings. */
export function useRowNote(): (note: string) => string {
  const { t } = useTranslation();
  const { language } = useLook();
  return (note) => {
    const key = `note.${note}`;
    return isShortNote(key) ? t(key) : say(language, `warning.${note}`);
  };
}

/** A bank by the name its layout gives it; of a layout nobody knows, that it is unknown. */
export function useBankName(): (bank: string) => string {
  const { t } = useTranslation();
  return (bank) => (bank === 'unknown' ? t('read.unknown_bank') : bank);
}

/** A bank's status word; unknown ones as they came. */
export function useBankStatus(): (value: string | null) => string {
  const { language } = useLook();
  return (value) => (value === null ? '–' : say(language, `bank_status.${value}`));
}

/** What a running command does, in words. */
export function useDoing(): (method: string) => string {
  const { t } = useTranslation();
  return (method) => {
    const key = `doing.${method}`;
    return isPlain(key) ? t(key) : t('doing.other');
  };
}

/** Counted words with the house's digit grouping. */
export function useCounts() {
  const { t } = useTranslation();
  return {
    rows: (count: number) => t('rows', { count, n: formatCount(count) }),
    items: (count: number) => t('items', { count, n: formatCount(count) }),
    days: (count: number) => t('days', { count, n: formatCount(count) }),
  };
}

/** How long ago an instant was, in words. */
export function useAge(): (instant: string) => string {
  const { t } = useTranslation();
  return (instant) => {
    const minutes = minutesSince(instant, Date.now());
    if (minutes < 1) return t('age.now');
    if (minutes < 60) return t('age.minutes', { count: minutes, n: formatCount(minutes) });
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return t('age.hours', { count: hours, n: formatCount(hours) });
    const days = Math.floor(hours / 24);
    return t('age.days', { count: days, n: formatCount(days) });
  };
}
