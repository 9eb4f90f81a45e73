import { bookOf, htmlText, written } from './files-kinds.ts';
import { type CodePage, csvText, dateCell, encodeText, type SheetCell, xlsxBytes } from './bank-files.ts';

export const amountStyles = ['turkish', 'english', 'plain_comma', 'plain_dot', 'padded', 'suffixed', 'minus_last', 'brackets', 'spaced', 'signed'] as const;
export type AmountStyle = (typeof amountStyles)[number];

const grouped = (lira: string, sign: string): string => lira.replaceAll(/\B(?=(\d{3})+$)/g, sign);

/** Kuruş as a bank writes them; a minus stands where the style puts it. */
export function amountText(kurus: number, style: AmountStyle): string {
  const digits = String(Math.abs(kurus)).padStart(3, '0');
  const [lira, rest] = [digits.slice(0, -2), digits.slice(-2)];
  const minus = kurus < 0 ? '-' : '';
  switch (style) {
    case 'turkish':
      return `${minus}${grouped(lira, '.')},${rest}`;
    case 'english':
      return `${minus}${grouped(lira, ',')}.${rest}`;
    case 'plain_comma':
      return `${minus}${lira},${rest}`;
    case 'plain_dot':
      return `${minus}${lira}.${rest}`;
    case 'padded':
      return `${kurus < 0 ? '-' : '+'}${lira.padStart(17, '0')}.${rest}`;
    case 'suffixed':
      return `${minus}${grouped(lira, '.')},${rest} TL`;
    case 'minus_last':
      return `${grouped(lira, '.')},${rest}${minus}`;
    case 'brackets':
      return kurus < 0 ? `(${grouped(lira, '.')},${rest})` : `${grouped(lira, '.')},${rest}`;
    case 'spaced':
      return `${minus}${grouped(lira, ' ')},${rest}`;
    case 'signed':
      return `${kurus < 0 ? '-' : '+'}${grouped(lira, '.')},${rest}`;
  }
}

export const dayStyles = ['dotted', 'slashed', 'compact', 'iso', 'short_year'] as const;
export type DayStyle = (typeof dayStyles)[number];

/** A day, with its time behind it where there is one, as a bank writes it. */
export function dayText(day: string, time: string | null, style: DayStyle): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const behind = time === null ? '' : ` ${time}`;
  switch (style) {
    case 'dotted':
      return `${date}.${month}.${year}${behind}`;
    case 'slashed':
      return `${date}/${month}/${year}${behind}`;
    case 'compact':
      return `${year}${month}${date}${time === null ? '' : time.replaceAll(':', '')}`;
    case 'iso':
      return `${day}${time === null ? '' : `T${time}`}`;
    case 'short_year':
      return `${date}.${month}.${year.slice(2)}${behind}`;
  }
}

export const sheetKinds = ['xlsx', 'xls', 'xlsb', 'ods', 'xml', 'html'] as const;
export const textKinds = ['csv;', 'csv,', 'tab', 'pipe'] as const;
export type FileKind = (typeof sheetKinds)[number] | (typeof textKinds)[number];

const separators: Readonly<Record<(typeof textKinds)[number], string>> = { 'csv;': ';', 'csv,': ',', tab: '\t', pipe: '|' };
const isText = (kind: FileKind): kind is (typeof textKinds)[number] => textKinds.some((each) => each === kind);

/** Whether cells of this kind of file have a type of their own, so that amounts are numbers and days are dates. */
export const isTyped = (kind: FileKind): boolean => !isText(kind) && kind !== 'html';

/** An amount in a typed cell: what a program that adds in lira writes. */
export const amountNumber = (kurus: number): number => Number((kurus / 100).toFixed(2));
export const dayCell = (day: string, time: string | null): SheetCell =>
  time === null ? dateCell(day) : dateCell(`${day}T${time}`, 'dd.mm.yyyy hh:mm:ss');

const asText = (cell: SheetCell): string => (cell === null ? '' : String(cell));
const charset: Readonly<Record<CodePage, string>> = {
  'utf-8': 'utf-8',
  'utf-8-bom': 'utf-8',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16',
  'windows-1254': 'windows-1254',
};

/** Turkish text as it looks after somebody read it in the wrong code page: `Ýþlem`. */
export function misread(text: string): string {
  return Buffer.from(encodeText(text, 'windows-1254')).toString('latin1');
}

/** The rows as a real file. */
export function fileOf(rows: readonly (readonly SheetCell[])[], kind: FileKind, codePage: CodePage): Uint8Array {
  if (isText(kind)) return encodeText(csvText(rows.map((row) => row.map(asText)), separators[kind]), codePage);
  if (kind === 'html') return encodeText(htmlText(rows.map((row) => row.map(asText)), charset[codePage]), codePage);
  if (kind === 'xlsx') return xlsxBytes([{ name: 'Rapor', rows }]);
  return written(bookOf(rows), kind === 'xls' ? 'biff8' : kind === 'xml' ? 'xlml' : kind);
}
