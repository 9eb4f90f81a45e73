import { formatKurus } from '../money.ts';
import { en } from './en/index.ts';
import type { Language } from './language.ts';
import { tr } from './tr/index.ts';

const catalogues: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  tr: new Map(Object.entries(tr)),
  en: new Map(Object.entries(en)),
};

/** What a sentence may be filled with. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * A sentence of the catalogue with its places filled: `{name}` as it is,
 * `{name|kurus}` as lira. A key without a sentence, such as an enum value that is
 * not known yet, is shown by its last part, as it came.
 */
export function say(language: Language, key: string, params: Params = {}): string {
  const template = catalogues[language].get(key);
  if (template === undefined) return key.slice(key.indexOf('.') + 1);
  return template.replaceAll(/\{(\w+)(\|kurus)?\}/g, (_, name: string, money: string | undefined) => {
    const value = params[name];
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.join(', ');
    return money !== undefined && typeof value === 'number' ? `${formatKurus(value)} TL` : String(value);
  });
}

/**
 * An error in three parts: what happened, what it means for the data, what to do.
 * Payven's own words and its correlation id are added where there are any.
 */
export function describeError(language: Language, code: string, details: Params): string {
  const key = `error.${code}`;
  const known = catalogues[language].has(key);
  const sentence = say(language, known ? key : 'error.unexpected.fault', { code, ...details });
  const file = typeof details['file'] === 'string' && !sentence.includes(details['file']) ? `${details['file']}: ` : '';
  const said = typeof details['payven_message'] === 'string' && details['payven_message'] !== '' ? ` Payven: ${details['payven_message']}.` : '';
  const id = typeof details['correlation_id'] === 'string' ? ` (${say(language, 'word.correlation_id')} ${details['correlation_id']})` : '';
  return `${file}${sentence}${said}${id}`;
}
