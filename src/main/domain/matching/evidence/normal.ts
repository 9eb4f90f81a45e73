/** Fewer characters than this name too many things to tell one transaction from another. */
const SHORTEST_REFERENCE = 4;
const REPEATED = /^(.)\1*$/u;
const DIGITS = /^\d+$/;
/** A card as banks print it: its last four alone, or a mask or whole number that ends with them. */
const CARD_TAIL = /^(?:\d{4}|.*[^\d\s].*\d{4}|\d{9,15}\d{4})$/u;

const clean = (value: string | null): string => (value ?? '').replaceAll(/\s+/g, '').toUpperCase();
const withoutZeros = (value: string): string => (DIGITS.test(value) ? value.replace(/^0+/, '') : value);

/**
 * An authorisation code in the form both sides share: without spaces, in capitals,
 * without leading zeros where it is all digits (spreadsheets lose them). null: none,
 * such as an empty cell, dashes or zeros alone.
 */
export function normalCode(value: string | null): string | null {
  const code = withoutZeros(clean(value));
  return /[\p{L}\d]/u.test(code) ? code : null;
}

/** A reference likewise. null also for what stands in for one: a single character repeated, or fewer than four. */
export function normalReference(value: string | null): string | null {
  const reference = withoutZeros(clean(value));
  return reference.length < SHORTEST_REFERENCE || REPEATED.test(reference) ? null : reference;
}

/** The last four digits of a card; null where they are not printed (a mask over them, a BIN alone, zeros). */
export function cardTail(value: string | null): string | null {
  const card = clean(value);
  if (!CARD_TAIL.test(card)) return null;
  const tail = card.slice(-4);
  return tail === '0000' ? null : tail;
}

/** Whether two normal codes differ as by a slip of the hand: one character, or two neighbours changed about. */
export function isSlip(a: string, b: string): boolean {
  const length = Math.max(a.length, b.length);
  if (length < 5) return false;
  const [left, right] = [a.padStart(length, '0'), b.padStart(length, '0')];
  const differing: number[] = [];
  for (let at = 0; at < length && differing.length <= 2; at += 1) if (left[at] !== right[at]) differing.push(at);
  const [first = 0, second = 0] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first + 1 && left[first] === right[second] && left[second] === right[first];
}
