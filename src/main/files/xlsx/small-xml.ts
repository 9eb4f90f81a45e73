import { AppError } from '../../../shared/errors.ts';
import { limits, tooLarge } from './limits.ts';
import { meaningOf } from './text.ts';
import { giveUp } from './unknown.ts';

/** An element of a small part, met in the order of the file. */
export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Names of the elements it stands in, the root first. */
  readonly path: readonly string[];
  /** Meaning of each attribute by its full name. */
  readonly attributes: ReadonlyMap<string, string>;
}

const piece = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<([!/]?)(?:([\w.-]+):)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /\s+([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Value of an attribute by its name without a prefix. */
export function attributeOf(element: Element, name: string): string | undefined {
  for (const [full, value] of element.attributes) if (full === name || full.endsWith(`:${name}`)) return value;
  return undefined;
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (found.has(name)) giveUp(`attribute ${name} twice`);
    found.set(name, meaningOf(double ?? single ?? ''));
  }
  return found;
}

/**
 * The elements of a part that is small enough to be read whole. A document type is refused
 * (entities are made there); what is no proper XML is unknown.
 */
export function* elementsOf(text: string): Generator<Element> {
  const path: string[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!DOCTYPE', at)) throw new AppError('input.unsupported_format', { format: 'xlsx (DOCTYPE)' });
    piece.lastIndex = at;
    const [whole, mark, prefix = '', name, attributes = '', empty] = piece.exec(text) ?? giveUp('a part that is no XML');
    at += whole.length;
    if (name === undefined) {
      if (/<[\w:]*[a-z]/i.test(whole.slice(4))) giveUp('elements in a comment');
      continue;
    }
    if (mark === '!') giveUp('a declaration');
    if (mark === '/') {
      if (path.pop() !== name) giveUp(`closing ${name}`);
      continue;
    }
    yield { name, prefix, path: [...path], attributes: attributesOf(attributes) };
    if (empty === '') path.push(name);
    if (path.length > limits.depth) tooLarge({ depth: path.length, limit: limits.depth });
  }
  if (path.length > 0) giveUp('a part without an end');
}
