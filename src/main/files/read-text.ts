import type { RawCell, RawSheet, RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { decodeText } from './decode.ts';
import { Grid, textLimits } from './grid.ts';
import type { Steps } from './steps.ts';

export type Separator = ';' | ',' | '\t' | '|';

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const separators: readonly Separator[] = [';', '\t', '|', ','];
const SAMPLED_LINES = 200;
/** A line without an end is not looked at whole. */
const SAMPLED_LENGTH = 1_000_000;
const QUOTE = 34;
/** White space alone; a file of zeros is as empty. */
const BLANK = /^[\s\0]*$/u;

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
  const lines = sampleLines(text.slice(0, SAMPLED_LENGTH));
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

const ROWS_PER_STEP = 500;

/**
 * Splits separated text into rows of text cells; quotes as RFC 4180 has them. A quote
 * opens only at the start of a cell, so that one inside a name is just a letter. One
 * that never closes is `input.truncated`: the rest of the file would be one cell.
 */
function* splitCells(text: string, separator: Separator, grid: Grid): Steps<void> {
  let row: RawCell[] = [];
  for (let at = 0; at < text.length; ) {
    let cell: string | undefined;
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at);
      if (end < 0) throw new AppError('input.truncated', { reason: 'open_quote', row: grid.next + 1 });
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const stop = endOfCell(text, at, separator);
    const whole = cell === undefined ? text.slice(at, stop) : cell + text.slice(at, stop).trimEnd();
    row.push(whole === '' ? null : unwrap(whole));
    const char = text[stop];
    at = stop + (char === '\r' && text[stop + 1] === '\n' ? 2 : 1);
    if (char === separator && at < text.length && row.length <= textLimits.columns) continue;
    if (char === separator) row.push(null);
    grid.add(row);
    row = [];
    if (grid.next % ROWS_PER_STEP === 0) yield;
  }
}

function endOfCell(text: string, from: number, separator: Separator): number {
  const mark = separator.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === mark || code === 10 || code === 13) return at;
  }
  return text.length;
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return -1;
}

const FIELD_WIDTH = 35;
const MIN_FIELDS = 8;

/** Lines and where they begin; the last one only where it holds something. */
function* linesOf(text: string): Generator<string, void, void> {
  const end = /\r\n|\r|\n/g;
  let start = 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield text.slice(start, found.index);
    start = end.lastIndex;
  }
  if (start < text.length) yield text.slice(start);
}

/** Whether a text is in fields of 35 characters, as İş Bankası writes them: lines of one length, a multiple of it. */
function* isFixed(text: string): Steps<boolean> {
  let length = 0;
  let count = 0;
  for (const line of linesOf(text)) {
    count += 1;
    if (count % ROWS_PER_STEP === 0) yield;
    if (line.trim() === '') continue;
    length ||= line.length;
    if (length % FIELD_WIDTH !== 0 || length < FIELD_WIDTH * MIN_FIELDS) return false;
    if (line.length !== length || /[;\t|]/.test(line)) return false;
  }
  return length > 0;
}

function* splitFixed(text: string, grid: Grid): Steps<void> {
  for (const line of linesOf(text)) {
    grid.add((line.match(/.{1,35}/gu) ?? []).map((cell) => (cell.trim() === '' ? null : cell.trim())));
    if (grid.next % ROWS_PER_STEP === 0) yield;
  }
}

/** Reads separated or fixed-width text as one sheet; every cell is text, zeros and all. */
function* readTextSheet(text: string): Steps<{ format: string; sheet: RawSheet }> {
  const grid = new Grid(textLimits);
  if (yield* isFixed(text)) {
    yield* splitFixed(text, grid);
    return { format: 'txt', sheet: grid.sheet('txt', false) };
  }
  // A spreadsheet's own hint line is not a row to it.
  const hint = /^sep=([;,\t|])\r?\n/i.exec(text);
  const body = hint === null ? text : text.slice(hint[0].length);
  const separator = (hint?.[1] as Separator | undefined) ?? decideSeparator(body) ?? ';';
  yield* splitCells(body, separator, grid);
  const format = separator === ';' || separator === ',' ? 'csv' : 'txt';
  return { format, sheet: grid.sheet(format, false) };
}

/** A workbook of one sheet from text that is decoded. Throws `input.empty_file`, `input.truncated`, `input.too_large`. */
export function* sheetOfText(text: string, encoding: string): Steps<RawWorkbook> {
  if (BLANK.test(text)) throw new AppError('input.empty_file');
  const { format, sheet } = yield* readTextSheet(text);
  return { format, encoding, sheets: [sheet] };
}

/** Reads separated or fixed-width text in whatever code page it is. Throws likewise. */
export function* readText(bytes: Uint8Array): Steps<RawWorkbook> {
  const { text, encoding } = yield* decodeText(bytes);
  return yield* sheetOfText(text, encoding);
}
