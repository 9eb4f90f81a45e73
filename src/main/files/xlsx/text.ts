import { giveUp } from './unknown.ts';

const entities: Readonly<Record<string, string>> = { '&quot;': '"', '&apos;': "'", '&gt;': '>', '&lt;': '<', '&amp;': '&' };
const reference = /&(?:quot|apos|gt|lt|amp|#x?([\da-f]+));/gi;
/** A letter no XML can hold, as spreadsheets write it: `_x000D_`. */
const escaped = /_x([\da-f]{4})_/gi;

function letterOf(whole: string, digits: string | undefined): string {
  if (digits === undefined) return entities[whole] ?? giveUp(`entity ${whole}`);
  const code = Number.parseInt(digits, whole.startsWith('&#x') ? 16 : 10);
  // The library cuts what lies beyond sixteen bits, and takes a zero for no letter at all.
  if (whole.startsWith('&#X') || code === 0 || code > 0xffff) giveUp(`entity ${whole}`);
  return String.fromCharCode(code);
}

const plain = (text: string): string =>
  text.replaceAll(reference, letterOf).replaceAll(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Whether text between tags means exactly what it says: no entity, no escaped letter, no odd line end. */
export const isLiteral = (text: string): boolean => !text.includes('&') && !text.includes('_x') && !text.includes('_X') && !text.includes('\r');

/**
 * What the text of an element or an attribute means: entities and `_x000D_` resolved,
 * CDATA as it stands, CR LF as LF.
 */
export function meaningOf(text: string): string {
  let meaning = '';
  let at = 0;
  for (let open = text.indexOf('<![CDATA['); open >= 0; open = text.indexOf('<![CDATA[', at)) {
    const close = text.indexOf(']]>', open);
    if (close < 0) giveUp('CDATA without an end');
    meaning += plain(text.slice(at, open)) + text.slice(open + 9, close);
    at = close + 3;
  }
  meaning = (meaning + plain(text.slice(at))).replaceAll('\r\n', '\n');
  // A letter in halves could not be kept as UTF-8.
  if (!meaning.isWellFormed()) giveUp('half a letter');
  return meaning;
}
