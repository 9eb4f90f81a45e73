import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1254';
export type Separator = ';' | ',' | '\t' | '|';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Decodes text by its byte order mark, else as UTF-8, else as windows-1254 (in whose
 * printable range ISO-8859-9 is the same). A few broken bytes do not make a UTF-8
 * file Turkish: it is one when proper sequences far outnumber them.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return { text: new TextDecoder(marked[0]).decode(bytes), encoding: marked[0] };
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = count(text, /\uFFFD/g);
  if (broken === 0 || broken * 10 < count(text, /[^\0-\x7F\uFFFD]/gu)) return { text, encoding: 'utf-8' };
  return { text: new TextDecoder('windows-1254').decode(bytes), encoding: 'windows-1254' };
}

const separators: readonly Separator[] = [';', '\t', '|', ','];
const SAMPLED_LINES = 200;
const QUOTE = 34;

/** The first lines as they are outside quotes, blank ones left out. */
function sampleLines(text: string): string[] {
  const lines: string[] = [];
  let quoted = false;
  let start = 0;
  let outside = '';
  for (let at = 0; at <= text.length && lines.length < SAMPLED_LINES; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 10;
    if (code === QUOTE) {
      if (!quoted) outside += text.slice(start, at);
      quoted = !quoted;
      start = at + 1;
    } else if ((code === 10 || code === 13) && (!quoted || at === text.length)) {
      if (!quoted) outside += text.slice(start, at);
      if (outside.trim() !== '') lines.push(outside);
      outside = '';
      start = at + 1;
    }
  }
  return lines;
}

/** Separators found on lines that agree on their number; one more at a line's end is no disagreement. */
function agreement(lines: readonly string[], separator: Separator): number {
  const byCount = new Map<number, number>();
  for (const line of lines) {
    const found = line.split(separator).length - 1;
    if (found > 0) byCount.set(found, (byCount.get(found) ?? 0) + 1);
  }
  let best = 0;
  for (const [found, agreeing] of byCount) {
    best = Math.max(best, found * agreeing + (found + 1) * (byCount.get(found + 1) ?? 0));
  }
  return best;
}

/** Commas between digits are more often decimal signs than separators. */
function commaWeight(lines: readonly string[]): number {
  const text = lines.join('\n');
  const commas = count(text, /,/g);
  return commas === 0 ? 1 : 1 - count(text, /\d,(?=\d)/g) / commas / 2;
}

/** The separator most lines agree on; one that makes more columns of as many lines wins. Null: none at all. */
export function decideSeparator(text: string): Separator | null {
  const lines = sampleLines(text);
  let best: Separator | null = null;
  let bestScore = 0;
  for (const separator of separators) {
    const score = agreement(lines, separator) * (separator === ',' ? commaWeight(lines) : 1);
    if (score <= bestScore) continue;
    best = separator;
    bestScore = score;
  }
  return best;
}

/** `="00123"` is how an export keeps a spreadsheet from eating zeros; the text is what it means. */
const unwrap = (cell: string): string => (/^="[^"]*"$/.test(cell) ? cell.slice(2, -1) : cell);

/**
 * Splits separated text into rows of text cells; quotes as RFC 4180 has them. A quote
 * opens only at the start of a cell, so that one inside a name is just a letter. One
 * that never closes is `input.truncated`: the rest of the file would be one cell.
 */
export function splitCells(text: string, separator: Separator): RawCell[][] {
  const rows: RawCell[][] = [];
  let row: RawCell[] = [];
  let at = 0;
  const push = (cell: string): void => {
    row.push(cell === '' ? null : unwrap(cell));
  };
  while (at < text.length) {
    let cell: string | undefined;
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at);
      if (end < 0) throw new AppError('input.truncated', { reason: 'open_quote', row: rows.length + 1 });
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    let stop = at;
    for (; stop < text.length; stop += 1) {
      const char = text[stop];
      if (char === separator || char === '\n' || char === '\r') break;
    }
    push(cell === undefined ? text.slice(at, stop) : cell + text.slice(at, stop).trimEnd());
    const char = text[stop];
    at = stop + (char === '\r' && text[stop + 1] === '\n' ? 2 : 1);
    if (char === separator && at < text.length) continue;
    if (char === separator) row.push(null);
    rows.push(row);
    row = [];
  }
  return rows;
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return -1;
}

const FIELD_WIDTH = 35;
const MIN_FIELDS = 8;

/** Fields of 35 characters, as İş Bankası writes them: lines of one length, a multiple of it. */
function splitFixed(text: string): RawCell[][] | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  const length = filled[0]?.length ?? 0;
  if (length % FIELD_WIDTH !== 0 || length < FIELD_WIDTH * MIN_FIELDS) return undefined;
  if (!filled.every((line) => line.length === length && !/[;\t|]/.test(line))) return undefined;
  return lines.map((line) => (line.match(/.{1,35}/gu) ?? []).map((cell) => (cell.trim() === '' ? null : cell.trim())));
}

/** Reads separated or fixed-width text as one sheet; every cell is text, zeros and all. */
export function readTextSheet(text: string): { format: string; sheet: RawSheet } {
  const fixed = splitFixed(text);
  if (fixed !== undefined) return { format: 'txt', sheet: { name: 'txt', hidden: false, rows: fixed } };
  // A spreadsheet's own hint line is not a row to it.
  const hint = /^sep=([;,\t|])\r?\n/i.exec(text);
  const body = hint === null ? text : text.slice(hint[0].length);
  const separator = (hint?.[1] as Separator | undefined) ?? decideSeparator(body) ?? ';';
  const format = separator === ';' || separator === ',' ? 'csv' : 'txt';
  return { format, sheet: { name: format, hidden: false, rows: splitCells(body, separator) } };
}
