import type { ReviewRow } from '../../../../shared/contract/review.ts';
import { formatDay, formatInstant } from '../../ui/format.ts';

/** When it happened: with the time where the file or Payven gives one. */
export function rowDate({ date }: Pick<ReviewRow, 'date'>): string {
  if (date === null) return '–';
  return date.length > 10 ? formatInstant(date) : formatDay(date);
}

/** Kuruş as a table in Turkish reads an amount: `-1234,56`; nothing where there is none. */
export function tableAmount(kurus: number | null): string {
  if (kurus === null) return '';
  const digits = String(Math.abs(kurus)).padStart(3, '0');
  return `${kurus < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

/** One column of a table to be copied. */
export interface TextColumn<Row> {
  readonly header: string;
  readonly isNumber: boolean;
  text(row: Row): string;
}

const bare = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ').trim();
/** Text that a table would take for a formula is marked as text: a bank's file may hold anything. */
const safe = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Rows as a table for the clipboard: plain with tabs, and as HTML whose texts keep their leading zeros in Excel. */
export function tableOf<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): { readonly plain: string; readonly html: string } {
  const cells = rows.map((row) => columns.map(({ isNumber, text }) => ({ isNumber, text: bare(text(row)) })));
  const heads = columns.map(({ header }) => bare(header));
  const plain = [heads.map(safe), ...cells.map((row) => row.map(({ isNumber, text }) => (isNumber ? text : safe(text))))].map((row) => row.join('\t')).join('\r\n');
  const htmlRow = (row: readonly { isNumber: boolean; text: string }[]): string =>
    `<tr>${row.map(({ isNumber, text }) => (isNumber ? `<td>${escaped(text)}</td>` : `<td style="mso-number-format:'\\@'">${escaped(text)}</td>`)).join('')}</tr>`;
  const html = `<table><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr>${cells.map(htmlRow).join('')}</table>`;
  return { plain, html };
}
