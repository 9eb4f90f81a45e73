/** Kuruş from and to, both ends included. */
export interface AmountSpan {
  readonly from: number;
  readonly to: number;
}

const GROUPED = /^(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{0,2}))?$/;
const POINTED = /^(\d{1,3}(?:,\d{3})+|\d+)\.(\d{0,2})$/;

/**
 * The amounts a search may mean: `2150`, `2.150`, `2 150`, `2150,5`, `2.150,00 TL`, `₺2150`,
 * `2,150.00`. What is not written is open: `2150` means every kuruş of that lira and
 * `2150,5` the kuruş from 50 to 59. Null where the text is no amount or too large to be
 * kept exactly. Read digit by digit, no float holds it.
 */
export function typedSpan(text: string): AmountSpan | null {
  const bare = text.trim().replace(/^(?:₺|TL)\s*/i, '').replace(/^[-\u2212+]\s*/, '').replace(/\s*(?:₺|TL|TRY)$/i, '').replaceAll(/\s/g, ' ');
  const found = GROUPED.exec(bare) ?? POINTED.exec(bare);
  if (found === null) return null;
  const lira = (found[1] ?? '').replaceAll(/[., ]/g, '');
  const kurus = found[2] ?? '';
  const span = { from: Number(`${lira}${kurus.padEnd(2, '0')}`), to: Number(`${lira}${kurus.padEnd(2, '9')}`) };
  return Number.isSafeInteger(span.to) ? span : null;
}
