import { formatKurus } from '../../../shared/money.ts';

/** `12.345`: dots between thousands, in both languages (the house's number style). */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.');
}

/** `1.234,56 TL`. */
export function formatLira(value: number): string {
  return `${formatKurus(value)} TL`;
}

/** A difference: `+1.234,56` or with a true minus; nothing is without a sign. */
export function formatDelta(value: number): string {
  return `${value > 0 ? '+' : ''}${formatKurus(value)}`;
}

/** `2026-05-03` (or an instant that starts so) as `03.05.2026`. */
export function formatDay(value: string): string {
  const [year, month, day] = value.slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}

/** `2026-05-03T15:34:58+03:00` as `03.05.2026 15:34`: the contract's instants are Istanbul's already. */
export function formatInstant(value: string): string {
  return `${formatDay(value)} ${value.slice(11, 16)}`;
}

/** A bank row's instant; the day alone where its file gives no time. */
export function formatRowInstant({ transaction_date, time_known }: { readonly transaction_date: string | null; readonly time_known: boolean }): string {
  if (transaction_date === null) return '–';
  return time_known ? formatInstant(transaction_date) : formatDay(transaction_date);
}

/** With its seconds, where it has to be found in somebody else's log. */
export function formatMoment(value: string): string {
  return `${formatDay(value)} ${value.slice(11, 19)}`;
}

/** `01.05.2026 – 31.05.2026`, or one day. */
export function formatRange(from: string, to: string): string {
  const [first, last] = [formatDay(from), formatDay(to)];
  return first === last ? first : `${first} – ${last}`;
}

/** Reads a day as people type it: 3.5.2026, 03/05/2026, 2026-05-03, 03052026. Null where it is no day. */
export function parseDay(text: string): string | null {
  const trimmed = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed);
  const [year, month, day] = iso === null ? [local?.[3], local?.[2], local?.[1]] : [iso[1], iso[2], iso[3]];
  if (year === undefined || month === undefined || day === undefined) return null;
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value) ? value : null;
}

/**
 * Reads an amount of lira as people type it into kuruş, digit by digit: no float
 * ever holds it. `1.234,56`, `1234,5`, `1,234.56`, `1234.56`; null where it is
 * unclear or beyond what can be kept exactly.
 */
export function parseLira(text: string): number | null {
  const bare = text.replaceAll(/[\s₺]|TL$/gi, '');
  const turkish = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(bare);
  const english = /^(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})$/.exec(bare);
  const found = turkish ?? english;
  if (found === null) return null;
  const kurus = Number(`${(found[1] ?? '').replaceAll(/[.,]/g, '')}${(found[2] ?? '').padEnd(2, '0')}`);
  return Number.isSafeInteger(kurus) ? kurus : null;
}

/** The last digits of a card, the rest as two dots: enough to know it by. */
export function cardTail(card: string | null): string {
  return card === null ? '–' : `•• ${card.slice(-4)}`;
}

/** A masked card on one line: `454360••4748`. */
export function shortMask(card: string): string {
  return card.replaceAll(/[*xX•]{2,}/g, '••');
}

/** What differs, without what made the pair: the first sentence is nearly the same on every row. */
export function shortReason(reason: string | null): string {
  if (reason === null) return '–';
  const end = reason.indexOf('. ');
  return end < 0 ? reason : reason.slice(end + 2);
}

/** A currency as people write it: liras are TL, as in every sum; null, where none is said, is liras too. */
export const shownCurrency = (code: string | null): string => (code === null || code === 'TRY' ? 'TL' : code);

/** A sentence without the command line's hint, `(--force)`: on the screen there is a button for it. */
export function withoutHint(message: string): string {
  return message.replaceAll(/ \(--[^)]*\)/g, '');
}

/** A sentence with its instants as people write them: `2026-05-03T15:34:58.120+03:00` becomes `03.05.2026 15:34`. */
export function withPlainInstants(message: string): string {
  return message.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[\d:.]*\+03:00/g, formatInstant);
}

/** A sentence with its days as people write them: `2026-05-03` becomes `03.05.2026`. */
export function withPlainDays(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, formatDay);
}

/** Whole minutes since an instant. */
export function minutesSince(instant: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000));
}
