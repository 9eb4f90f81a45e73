import type { MappableField } from '../../../shared/bank-row.ts';
import { cellText, isBlank, isSerial } from './cells.ts';
import { foldWords } from './fold.ts';
import type { RawCell } from './raw.ts';
import { remember } from './remember.ts';

const currencies = new Map([
  ['tl', 'TRY'],
  ['try', 'TRY'],
  ['ytl', 'TRY'],
  ['949', 'TRY'],
  ['turk lirasi', 'TRY'],
  ['usd', 'USD'],
  ['840', 'USD'],
  ['eur', 'EUR'],
  ['978', 'EUR'],
]);

const signs = new Map([
  ['₺', 'TRY'],
  ['$', 'USD'],
  ['€', 'EUR'],
]);

/** The currency of a row: ISO letters where the word is known, else the text in capitals. Blank is lira. */
export function readCurrency(cell: RawCell | undefined): string {
  const text = cellText(cell);
  return text === '' ? 'TRY' : currencyOf(text);
}

const currencyOf = remember((text: string): string => signs.get(text) ?? currencies.get(foldWords(text)) ?? text.toUpperCase());

/** `state` lost: a spreadsheet or a float notation has already destroyed the digits. */
export interface IdentityText {
  readonly state: 'text' | 'number' | 'lost';
  readonly text: string | null;
}

const nothing: IdentityText = { state: 'text', text: null };
/** `1,23E+15`: what a spreadsheet leaves of a long number when it saves a csv. */
const floatNotation = /^\d(?:[.,]\d+)?E\+\d+$/i;

/**
 * Ids, merchant numbers, terminals, cards: text as it stands. A number is taken only
 * as an exact integer of at most fifteen digits, all that a double is sure to keep.
 */
export function readIdentity(cell: RawCell | undefined): IdentityText {
  if (typeof cell === 'number') {
    if (!Number.isInteger(cell) || Math.abs(cell) >= 1e15) return { state: 'lost', text: null };
    return { state: 'number', text: String(cell) };
  }
  if (typeof cell !== 'string') return nothing;
  const text = cellText(cell);
  if (text === '') return nothing;
  if (text.includes('+') && floatNotation.test(text)) return { state: 'lost', text: null };
  const isDash = text.startsWith('-') || text.startsWith('\u2013');
  return { state: 'text', text: isDash && /^[-\u2013]+$/.test(text) ? null : text };
}

/** Digits an authorisation code has (bank formats, codes that Excel kept as numbers). */
export const CODE_LENGTH = 6;

/** An authorisation code; one that became a number lost its zeros and is padded to `length`, marked. */
export function readAuthCode(cell: RawCell | undefined, length = CODE_LENGTH): { code: string | null; padded: boolean; lost: boolean } {
  const { state, text } = readIdentity(cell);
  if (text === null || state !== 'number') return { code: text, padded: false, lost: state === 'lost' };
  if (text.startsWith('-')) return { code: null, padded: false, lost: true };
  return { code: text.padStart(length, '0'), padded: text.length < length, lost: false };
}

export interface Installments {
  readonly no: number | null;
  readonly count: number | null;
}

const pair = /^(\d{1,3})\s*[/-]\s*(\d{1,3})$/;
const single = /^(\d{1,3})(?:[.,]0+)?(?:\s*(?:taksit|ay))?$/i;

/**
 * A cell of an instalment column. In `3/3`, `1/6` or `6/1` the greater is the count
 * whichever comes first, since no instalment is numbered beyond its count.
 */
export function readInstallmentCell(cell: RawCell | undefined): Installments | 'unreadable' {
  if (isBlank(cell)) return { no: null, count: null };
  if (typeof cell === 'number' && Number.isInteger(cell) && cell > 0 && cell < 1000) return { no: null, count: cell };
  const text = cellText(cell);
  const both = pair.exec(text);
  if (both !== null && !isSerial(cell)) {
    const [a, b] = [Number(both[1]), Number(both[2])];
    if (Math.max(a, b) === 0) return { no: null, count: null };
    return { no: Math.max(Math.min(a, b), 1), count: Math.max(a, b) };
  }
  const one = single.exec(text);
  if (one !== null) return { no: null, count: Number(one[1]) === 0 ? null : Number(one[1]) };
  const words = foldWords(text);
  if (words === 'pesin' || words === 'tek cekim' || words === 'tek') return { no: null, count: 1 };
  return /^-*$/.test(text) ? { no: null, count: null } : 'unreadable';
}

/**
 * A card number as it may be kept: the first six and the last four digits. Banks
 * mask their files; one that does not must not put whole numbers into the database.
 */
export function maskCard(text: string): string {
  // Masked already.
  if (text.includes('*')) return text;
  const digits = text.replaceAll(/[\s-]/g, '');
  return /^\d{13,19}$/.test(digits) ? `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}` : text;
}

/** Luhn's check, which every card number passes (ISO/IEC 7812). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

const CARD_LENGTH = 13;
/** A run of 13 to 19 digits as cards begin, perhaps in groups, that is no part of a longer one. */
const CARD_IN_TEXT = /(?<![\d*])[2-69]\d{3}(?:[ -]?\d){9,15}(?![\d*])/g;

/** Columns that hold words: what else stands in them is somebody's own text, as in a column that no field is read from. */
const WORDS: readonly MappableField[] = ['kind', 'status'];

/** Where ids, codes and amounts are read from; everywhere else a card number may have been typed. */
export function placesOfValues(at: ReadonlyMap<MappableField, number>): ReadonlySet<number> {
  return new Set([...at].flatMap(([field, place]) => (WORDS.includes(field) ? [] : [place])));
}

/** A text in which somebody wrote whole card numbers, each as it may be kept; see {@link maskCard}. */
export function maskCardsIn(text: string): string {
  if (text.length < CARD_LENGTH) return text;
  return text.replaceAll(CARD_IN_TEXT, (run) => (passesLuhn(run.replaceAll(/[ -]/g, '')) ? maskCard(run) : run));
}
