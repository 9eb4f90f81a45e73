import { AppError } from '../../shared/errors.ts';

/** A start or end tag; `source` is what stands between its name and its end. */
export interface Tag<Kind extends 'open' | 'close' = 'open' | 'close'> {
  readonly kind: Kind;
  /** Lower-cased in HTML; without its namespace prefix in XML. */
  readonly name: string;
  readonly source: string;
  /** `<br/>`: in XML there comes no end tag, in HTML it says nothing. */
  readonly empty: boolean;
}

/** Text as it stands, entities and all; that of a CDATA section is `literal`. */
export interface Text {
  readonly kind: 'text' | 'literal';
  readonly text: string;
}

export type Token = Tag<'open'> | Tag<'close'> | Text;

const broken = (reason: string): AppError => new AppError('input.truncated', { reason });

/** Letters a tag's name may begin with. */
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code > 127;

const nameAt = /[^\s/>]+/y;

/** Index of the `>` that ends a tag; one within quotes does not. -1: the tag never ends. */
function endOfTag(text: string, from: number): number {
  let quote = 0;
  let last = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at;
    // Elsewhere than behind its sign a quote is a slip of the writer, and opens nothing.
    else if ((code === 34 || code === 39) && last === 61) quote = code;
    if (code > 32) last = code;
  }
  return -1;
}

function tagAt(text: string, open: number, end: number): Tag<'open'> | Tag<'close'> {
  const isClose = text.charCodeAt(open + 1) === 47;
  nameAt.lastIndex = open + (isClose ? 2 : 1);
  const name = nameAt.exec(text)?.[0] ?? '';
  const empty = text.charCodeAt(end - 1) === 47;
  const source = text.slice(open + (isClose ? 2 : 1) + name.length, empty ? end - 1 : end);
  return { kind: isClose ? 'close' : 'open', name, source, empty };
}

/** Where a comment, a declaration or an instruction ends; the text's end where it never does. */
function endOfAside(text: string, open: number): number {
  const [mark, end] = text.startsWith('<!--', open) ? ['-->', open + 4] : text.charCodeAt(open + 1) === 63 ? ['?>', open + 2] : ['>', open + 2];
  const at = text.indexOf(mark, end);
  return at < 0 ? text.length : at + mark.length;
}

/** Elements whose content is no markup. */
const rawElements = new Map(['script', 'style', 'textarea', 'title', 'xmp'].map((name) => [name, new RegExp(`</${name}`, 'gi')]));

/**
 * The tokens of HTML, read as leniently as browsers do: a `<` that opens nothing is
 * text, comments and scripts are left out. A tag without an end is `input.truncated`.
 * Each character is looked at a bounded number of times.
 */
export function* htmlTokens(text: string): Generator<Token, void, void> {
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    const stop = open < 0 ? text.length : open;
    if (stop > at) yield { kind: 'text', text: text.slice(at, stop) };
    if (open < 0) return;
    const next = text.charCodeAt(open + 1);
    if (next === 33 || next === 63) {
      // Excel's `<![if …]>` ends at its first `>` like any declaration.
      at = next === 63 ? endOfDeclaration(text, open) : endOfAside(text, open);
      continue;
    }
    if (!isLetter(next) && !(next === 47 && isLetter(text.charCodeAt(open + 2)))) {
      yield { kind: 'text', text: '<' };
      at = open + 1;
      continue;
    }
    const end = endOfTag(text, open + 1);
    if (end < 0) throw broken('open_tag');
    const tag = tagAt(text, open, end);
    const lower = { ...tag, name: tag.name.toLowerCase() };
    yield lower;
    at = end + 1;
    const raw = lower.kind === 'open' ? rawElements.get(lower.name) : undefined;
    if (raw !== undefined) {
      raw.lastIndex = at;
      at = raw.exec(text)?.index ?? text.length;
    }
  }
}

const endOfDeclaration = (text: string, open: number): number => {
  const at = text.indexOf('>', open);
  return at < 0 ? text.length : at + 1;
};

/** Deeper than any spreadsheet's XML. */
const MAX_DEPTH = 100;

/**
 * The tokens of XML, strictly: each element is closed by its own end tag, and the root's
 * ends the document; whatever is not so is `input.truncated`. An empty element gives two
 * tokens. A DOCTYPE is refused: it has no place in a spreadsheet but to define entities
 * that unfold without end.
 */
export function* xmlTokens(text: string): Generator<Token, void, void> {
  const path: string[] = [];
  let begun = false;
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    const stop = open < 0 ? text.length : open;
    if (stop > at && path.length > 0) yield { kind: 'text', text: text.slice(at, stop) };
    if (open < 0) break;
    if (text.startsWith('<![CDATA[', open)) {
      const end = text.indexOf(']]>', open);
      if (end < 0) throw broken('open_cdata');
      yield { kind: 'literal', text: text.slice(open + 9, end) };
      at = end + 3;
      continue;
    }
    const next = text.charCodeAt(open + 1);
    if (next === 33 || next === 63) {
      if (/^<!DOCTYPE/i.test(text.slice(open, open + 9))) throw new AppError('input.unsupported_format', { format: 'xml (DOCTYPE)' });
      at = endOfAside(text, open);
      continue;
    }
    const end = endOfTag(text, open + 1);
    if (end < 0) throw broken('open_tag');
    const tag = tagAt(text, open, end);
    at = end + 1;
    const name = localName(tag.name);
    begun = true;
    if (tag.kind === 'close') {
      if (path.pop() !== tag.name) throw broken('broken_markup');
      yield { ...tag, name };
    } else {
      yield { ...tag, name };
      if (tag.empty) yield { kind: 'close', name, source: '', empty: false };
      else if (path.push(tag.name) > MAX_DEPTH) throw new AppError('input.too_large', { depth: path.length, limit: MAX_DEPTH });
    }
    if (path.length === 0) return;
  }
  throw broken(begun ? 'open_element' : 'no_element');
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Namespaces that say the same as a standard attribute, in words of their own. */
const extensions = /^(?:calcext|loext|of|msoxl):/;
const attribute = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** A tag's attributes by local name, entities resolved; those of an extension by their whole name. */
export function attributesOf({ source }: Tag): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of source.matchAll(attribute)) {
    const key = extensions.test(name) ? name : localName(name);
    if (!found.has(key)) found.set(key, decodeEntities(double ?? single ?? bare ?? ''));
  }
  return found;
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', euro: '€', copy: '©', reg: '®',
    ccedil: 'ç', Ccedil: 'Ç', ouml: 'ö', Ouml: 'Ö', uuml: 'ü', Uuml: 'Ü', scedil: 'ş', Scedil: 'Ş', gbreve: 'ğ', Gbreve: 'Ğ',
    imath: 'ı', inodot: 'ı', Idot: 'İ', acirc: 'â', Acirc: 'Â', icirc: 'î', Icirc: 'Î', ucirc: 'û', Ucirc: 'Û',
    ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', middot: '·', minus: '−',
  }),
);

/** Resolves the entities there are; none is ever defined by a file. Unknown ones stay as they stand. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? whole : String.fromCodePoint(code);
  });
}
