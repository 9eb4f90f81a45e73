const [ZERO, NINE, DOT, MINUS] = [0x30, 0x39, 0x2e, 0x2d] as const;
/** A whole number of so many digits, divided by a power of ten, is as exact as any parser's. */
const EXACT_DIGITS = 15;
const powers = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);
const shape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** More digits than any place or number of a text has. */
const LONGEST_WHOLE = 10;

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;

/** The whole number that stands from `from` to `to`: digits alone, no zero before others; -1 for anything else. */
export function wholeAt(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return to === from || to - from > LONGEST_WHOLE || (bytes[from] === ZERO && to > from + 1) ? -1 : number;
}

/** The number that stands from `from` to `to`, to the last bit; undefined where none does. */
export function doubleAt(bytes: Buffer, from: number, to: number): number | undefined {
  const isNegative = bytes[from] === MINUS;
  const start = isNegative ? from + 1 : from;
  let digits = 0;
  let dot = -1;
  let at = start;
  for (; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + byte - ZERO;
    else if (byte === DOT && dot < 0) dot = at;
    else break;
  }
  const count = to - start - (dot < 0 ? 0 : 1);
  if (at < to || count === 0 || count > EXACT_DIGITS) {
    const text = bytes.toString('latin1', from, to);
    return shape.test(text) ? Number.parseFloat(text) : undefined;
  }
  const number = dot < 0 ? digits : digits / (powers[to - dot - 1] ?? 1);
  return isNegative ? -number : number;
}
