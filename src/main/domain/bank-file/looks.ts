import type { ColumnLook, LookKind } from '../../../shared/bank-profile.ts';
import { cellText, isBlank, isError, isSerial } from './cells.ts';
import { readDate } from './dates.ts';
import { foldWords } from './fold.ts';
import type { RawCell } from './raw.ts';
import { readClock } from './times.ts';
import { type Meaning, readWord } from './words.ts';

/** So many rows below the header are looked at; what a column holds shows long before. */
export const ROWS_LOOKED_AT = 500;
/** A kind is one of a column when this part of a thousand of its filled cells are of it. */
const MOSTLY = 900;
/** Fewer codes of six digits than this may all be times of day by chance. */
const ENOUGH_TIMES = 5;
/** A longer text is no code, word or name of anything. */
const LONGEST_WORD = 80;
const WORDS_KEPT = 12;

const compactDay = /^(?:19|20)\d{6}(?:\d{4}(?:\d{2})?)?$/;
const amountText = /^[+\-(]?\s*(?:TL|TRY|₺)?\s*[+-]?\d[\d.,' ]*[.,]\d{1,4}\s*\)?\s*(?:TL|TRY|USD|EUR|[₺$€])?\s*-?$/i;
const maskedCard = /^\d{4,6}[\d\s-]*[*xX•#][\d\s*xX•#-]*\d{0,4}$/;
const currencyText = /^(?:TL|TRY|YTL|USD|EUR|GBP|[₺$€£]|949|840|978)$/i;
const pairText = /^\d{1,3}\s*[/-]\s*\d{1,3}$/;
const codeText = /^(?=.*\d)[0-9A-Z]{6}$/i;
const idText = /^(?=.*\d)[0-9A-Z][0-9A-Z._/-]{5,63}$/i;
const clockDigits = /^(?:[01]?\d|2[0-3])[0-5]\d[0-5]\d$/;

/** Kinds one cell alone may speak for; the others come from the column as a whole. */
type CellKind = 'date' | 'time' | 'clock_digits' | 'amount' | 'card' | 'currency' | 'word' | 'pair' | 'code' | 'id' | 'count' | 'number' | 'whole';

const cardSums = (digits: string): boolean => {
  let sum = 0;
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
};

/** Whether a text is a masked card number, or a whole one by its length and check digit. */
export function isCard(text: string): boolean {
  if (maskedCard.test(text)) return true;
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^\d{13,19}$/.test(digits) && cardSums(digits);
}

function* kindsOfNumber(value: number): Generator<CellKind> {
  yield 'number';
  if (!Number.isInteger(value)) return yield 'amount';
  yield 'whole';
  if (Math.abs(value) < 100) yield 'count';
  if (compactDay.test(String(value)) && readDate(String(value), { order: 'dmy', has_times: true }).state === 'ok') yield 'date';
  if (currencyText.test(String(value))) yield 'currency';
}

function* kindsOfText(text: string, own: ReadonlyMap<string, Meaning>): Generator<CellKind> {
  if (text.length > LONGEST_WORD) return;
  if (/\d[-./]\d|^\d{8,14}$/.test(text)) {
    const isDate = (['dmy', 'mdy'] as const).some((order) => readDate(text, { order, has_times: true }).state === 'ok');
    if (isDate) return yield 'date';
  }
  if (text.includes(':') && readClock(text) !== undefined) return yield 'time';
  if (isCard(text)) yield 'card';
  if (currencyText.test(text)) yield 'currency';
  if (amountText.test(text)) return yield 'amount';
  if (pairText.test(text)) yield 'pair';
  if (clockDigits.test(text)) yield 'clock_digits';
  if (codeText.test(text)) yield 'code';
  if (idText.test(text)) yield 'id';
  if (/^\d{1,2}$/.test(text)) yield 'count';
  if (/^\d+$/.test(text)) yield 'whole';
  if (/\p{L}/u.test(text) && readWord(text, own) !== undefined) yield 'word';
}

function* kindsOf(cell: RawCell | undefined, own: ReadonlyMap<string, Meaning>): Generator<CellKind> {
  if (isSerial(cell)) yield cell.serial < 1 ? 'time' : 'date';
  else if (typeof cell === 'number') yield* kindsOfNumber(cell);
  else if (typeof cell === 'string') yield* kindsOfText(cellText(cell), own);
}

/** Kinds of a cell, found out once for each text: most columns repeat themselves. */
function kindsCache(own: ReadonlyMap<string, Meaning>): (cell: RawCell | undefined) => readonly CellKind[] {
  const known = new Map<string, readonly CellKind[]>();
  return (cell) => {
    if (typeof cell !== 'string') return [...kindsOf(cell, own)];
    const kinds = known.get(cell) ?? [...kindsOf(cell, own)];
    known.set(cell, kinds);
    return kinds;
  };
}

interface Tally {
  readonly filled: number;
  readonly distinct: number;
  readonly of: ReadonlyMap<CellKind, number>;
}

/** The kind most of a column's cells are of, the more telling one first; then how many of its cells are. */
function decideKind({ filled, distinct, of }: Tally): [LookKind, number] {
  const count = (kind: CellKind): number => of.get(kind) ?? 0;
  const mostly = (kind: CellKind): boolean => count(kind) * 1000 >= filled * MOSTLY;
  if (filled === 0) return ['blank', 0];
  for (const kind of ['date', 'time', 'card', 'currency'] as const) if (mostly(kind)) return [kind, count(kind)];
  if (mostly('clock_digits') && filled >= ENOUGH_TIMES && distinct > 1) return ['time', count('clock_digits')];
  if (mostly('word')) return ['word', count('word')];
  if (count('pair') > 0 && count('pair') + count('count') >= filled * (MOSTLY / 1000)) return ['pair', count('pair') + count('count')];
  const amounts = count('amount');
  // Whole liras stand among amounts as they are.
  if (amounts > 0 && (amounts + count('whole')) * 1000 >= filled * MOSTLY) return ['amount', amounts + count('whole')];
  if (mostly('count')) return ['count', count('count')];
  const differs = distinct * 2 > filled;
  if (filled > 2 && distinct === 1 && (mostly('id') || mostly('code') || mostly('whole'))) return ['constant', filled];
  if (mostly('code') && differs) return ['code', count('code')];
  if (mostly('id')) return differs ? ['id', count('id')] : ['constant', count('id')];
  return mostly('number') || mostly('whole') ? ['number', Math.max(count('number'), count('whole'))] : ['text', filled];
}

const permilleOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 1000) / whole));

/**
 * What the values of one column look like. `own` are the words the bank is known to
 * use. Of the texts themselves only type and status words are kept.
 */
export function lookAt(cells: readonly (RawCell | undefined)[], own: ReadonlyMap<string, Meaning>): ColumnLook {
  const texts = new Map<string, number>();
  const of = new Map<CellKind, number>();
  const kindsAt = kindsCache(own);
  let filled = 0;
  let lengths: [number, number] = [0, 0];
  for (const cell of cells) {
    if (isBlank(cell) || isError(cell)) continue;
    const text = cellText(cell);
    lengths = filled === 0 ? [text.length, text.length] : [Math.min(lengths[0], text.length), Math.max(lengths[1], text.length)];
    filled += 1;
    texts.set(text, (texts.get(text) ?? 0) + 1);
    for (const kind of kindsAt(cell)) of.set(kind, (of.get(kind) ?? 0) + 1);
  }
  const [kind, sure] = decideKind({ filled, distinct: texts.size, of });
  const words = kind === 'word' ? [...texts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => foldWords(text)) : [];
  return {
    kind,
    filled: permilleOf(filled, cells.length),
    sure: permilleOf(sure, filled),
    distinct: permilleOf(texts.size, filled),
    lengths,
    words: [...new Set(words)].slice(0, WORDS_KEPT),
  };
}

/** Looks of every column, from the first rows that are not blank. */
export function lookAtColumns(
  width: number,
  rows: readonly (readonly RawCell[])[],
  own: ReadonlyMap<string, Meaning>,
): ColumnLook[] {
  return Array.from({ length: width }, (_, at) => lookAt(rows.map((row) => row[at]), own));
}
