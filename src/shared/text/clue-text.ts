import type { Clue } from '../evidence.ts';
import type { Language } from './language.ts';
import { say } from './say.ts';

/** `2026-05-03` as the page writes it, 03.05.2026. */
const writtenDay = (day: string): string => day.split('-').toReversed().join('.');

/** Days and statuses as people read them. */
function inWords(language: Language, name: string, value: string | number): string | number {
  if (name === 'day') return writtenDay(String(value));
  if (name === 'status') return say(language, `transaction_status.${value}`);
  return name === 'bank_status' ? say(language, `bank_status.${value}`) : value;
}

/** A clue in words. */
export function clueText(language: Language, { code, params }: Clue): string {
  return say(language, `clue.${code}`, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, inWords(language, name, value)])));
}
