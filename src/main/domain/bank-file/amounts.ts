import { AppError } from '../../../shared/errors.ts';
import { isBlank, isError, isSerial, numberText } from './cells.ts';
import type { RawCell } from './raw.ts';

/** The sign between lira and kuruş; it is decided for a whole column, never for a cell. */
export type DecimalSign = 'comma' | 'dot';

/** Why an amount cell cannot be taken; each is also a note a rejected row carries. */
export type AmountFault = 'bad_amount' | 'too_many_decimals' | 'amount_too_large' | 'error_cell';

/** An amount cell as read: signed kuruş, and the currency where the cell itself names one. */
export type AmountReading =
  | { readonly state: 'blank' }
  | { readonly state: 'bad'; readonly reason: AmountFault }
  | { readonly state: 'ok'; readonly kurus: number; readonly currency: string | null };

const blank: AmountReading = { state: 'blank' };
const bad = (reason: AmountFault): AmountReading => ({ state: 'bad', reason });

const currencyCodes = new Map([
  ['TL', 'TRY'],
  ['YTL', 'TRY'],
  ['TRY', 'TRY'],
  ['₺', 'TRY'],
  ['$', 'USD'],
  ['USD', 'USD'],
  ['€', 'EUR'],
  ['EUR', 'EUR'],
  ['£', 'GBP'],
  ['GBP', 'GBP'],
]);
const currencyBefore = /^(TL|YTL|TRY|USD|EUR|GBP|[₺$€£])\s*/i;
const currencyAfter = /\s*(TL|YTL|TRY|USD|EUR|GBP|[₺$€£])\.?$/i;

interface Stripped {
  readonly body: string;
  readonly negative: boolean;
  readonly currency: string | null;
}

/** Takes sign, brackets and currency off; undefined where what is left is no figure. */
function strip(text: string): Stripped | undefined {
  // Dashes and minus signs of typesetting mean a minus here; odd spaces mean a space.
  let body = text.replaceAll(/[\u2212\u2012\u2013\uff0d]/g, '-').replaceAll(/\s+/gu, ' ').trim();
  let signs = 0;
  let negative = false;
  let currency: string | null = null;
  for (;;) {
    const before = body;
    const mark = currencyBefore.exec(body) ?? currencyAfter.exec(body);
    if (mark !== null && currency === null) {
      currency = currencyCodes.get((mark[1] ?? '').toUpperCase()) ?? null;
      body = mark.index === 0 ? body.slice(mark[0].length) : body.slice(0, mark.index);
    }
    if (/^[+-]/.test(body) || /[+-]$/.test(body)) {
      const leading = /^[+-]/.test(body);
      signs += 1;
      negative = (leading ? body[0] : body.at(-1)) === '-';
      body = (leading ? body.slice(1) : body.slice(0, -1)).trim();
    } else if (body.startsWith('(') && body.endsWith(')')) {
      signs += 1;
      negative = true;
      body = body.slice(1, -1).trim();
    }
    if (body === before) break;
  }
  if (signs > 1 || !/^[\d.,' ]*\d$/.test(body)) return undefined;
  return { body, negative, currency };
}

/** A first group that starts with zero is no thousands group: `0.123` has decimals. */
const styles: Readonly<Record<DecimalSign, RegExp>> = {
  comma: /^((?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d*))(?:,(\d+))?$/,
  dot: /^((?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|\d*))(?:\.(\d+))?$/,
};

interface Figure {
  readonly lira: string;
  readonly decimals: string;
}

function figureOf(body: string, sign: DecimalSign): Figure | undefined {
  const match = styles[sign].exec(body);
  if (match === null) return undefined;
  return { lira: (match[1] ?? '').replaceAll(/\D/g, ''), decimals: match[2] ?? '' };
}

function kurusOf(figure: Figure, negative: boolean, currency: string | null): AmountReading {
  const extra = figure.decimals.slice(2);
  // Zeros beyond the kuruş change nothing; exactly three digits may be a thousands group after all.
  if (extra !== '' && (figure.decimals.length === 3 || /[^0]/.test(extra))) return bad('too_many_decimals');
  const digits = (figure.lira + figure.decimals.slice(0, 2).padEnd(2, '0')).replace(/^0+(?=\d)/, '');
  const kurus = Number(digits);
  if (digits.length > 16 || !Number.isSafeInteger(kurus)) return bad('amount_too_large');
  return { state: 'ok', kurus: negative && kurus !== 0 ? -kurus : kurus, currency };
}

function readNumber(value: number): AmountReading {
  if (!Number.isFinite(value)) return bad('bad_amount');
  const size = Math.abs(value);
  // Fifteen digits hold kuruş up to ten trillion lira; above it a fraction would be a guess.
  if (size > Number.MAX_SAFE_INTEGER || (size >= 1e13 && !Number.isInteger(value))) return bad('amount_too_large');
  // Where whole kuruş give the very same double they are what was written.
  const kurus = Math.round(size * 100);
  if (kurus < 1e15 && kurus / 100 === size) return { state: 'ok', kurus: value < 0 ? -kurus : kurus, currency: null };
  const [lira = '0', decimals = ''] = (Number.isInteger(value) ? String(size) : numberText(size)).split('.');
  // A number's digits behind the dot are never a thousands group, so three zeros cannot appear here.
  return kurusOf({ lira, decimals }, value < 0, null);
}

/**
 * Reads one amount cell into signed kuruş, exactly: text digit by digit, a number
 * through its fifteen-digit decimal text. Nothing is ever rounded.
 */
export function readAmount(cell: RawCell | undefined, sign: DecimalSign): AmountReading {
  if (isBlank(cell) || cell === null || cell === undefined) return blank;
  if (isError(cell)) return bad('error_cell');
  if (typeof cell === 'number') return readNumber(cell);
  if (isSerial(cell) || typeof cell === 'boolean') return bad('bad_amount');
  if (/^\s*[-\u2012-\u2015]\s*$/.test(cell)) return blank;
  const stripped = strip(cell);
  const figure = stripped && figureOf(stripped.body, sign);
  if (!stripped || !figure) return bad('bad_amount');
  return kurusOf(figure, stripped.negative, stripped.currency);
}

/** What one text says about the decimal sign of its column; null where it says nothing. */
function evidenceOf(text: string): DecimalSign | 'unclear' | null {
  const stripped = strip(text);
  if (!stripped) return null;
  const comma = figureOf(stripped.body, 'comma');
  const dot = figureOf(stripped.body, 'dot');
  if (comma && dot) return comma.lira === dot.lira && comma.decimals === dot.decimals ? null : 'unclear';
  if (comma) return 'comma';
  return dot ? 'dot' : null;
}

const SAMPLES = 3;

/** What the texts of an amount column say about its decimal sign, gathered one by one. */
export class DecimalEvidence {
  readonly #samples = { comma: new Set<string>(), dot: new Set<string>(), unclear: new Set<string>() };

  add(cell: RawCell | undefined): void {
    if (typeof cell !== 'string') return;
    const evidence = evidenceOf(cell);
    if (evidence !== null && this.#samples[evidence].size < SAMPLES) this.#samples[evidence].add(cell.trim());
  }

  /** See {@link decideDecimal}. */
  decide(header: string, option: DecimalSign | undefined, layout: DecimalSign | undefined): DecimalSign {
    if (option !== undefined) return option;
    const samples = this.#samples;
    const both = samples.comma.size > 0 && samples.dot.size > 0;
    if (!both && samples.comma.size > 0) return 'comma';
    if (!both && samples.dot.size > 0) return 'dot';
    if (layout !== undefined) return layout;
    if (!both && samples.unclear.size === 0) return 'comma';
    const shown = both ? [...samples.comma, ...samples.dot] : [...samples.unclear];
    throw new AppError('input.decimal_unclear', { header, samples: shown.slice(0, 2 * SAMPLES) });
  }
}

/**
 * Decides the decimal sign of a column over all its rows. The user's `option` stands
 * above everything, unanimous evidence above what the layout says; a column that
 * leaves it open or contradicts itself without either is `input.decimal_unclear`.
 */
export function decideDecimal(
  cells: Iterable<RawCell | undefined>,
  header: string,
  option: DecimalSign | undefined,
  layout: DecimalSign | undefined,
): DecimalSign {
  const evidence = new DecimalEvidence();
  if (option === undefined) for (const cell of cells) evidence.add(cell);
  return evidence.decide(header, option, layout);
}
