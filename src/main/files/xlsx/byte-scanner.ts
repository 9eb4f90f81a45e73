import { AppError } from '../../../shared/errors.ts';
import { limits, tooLarge } from './limits.ts';
import { giveUp } from './unknown.ts';

export const [SPACE, QUOTE, APOSTROPHE, SLASH, COLON, LESS, EQUALS, MORE] = [0x20, 0x22, 0x27, 0x2f, 0x3a, 0x3c, 0x3d, 0x3e] as const;
const [TAB, LINE_FEED, CARRIAGE_RETURN, BANG, QUESTION] = [0x09, 0x0a, 0x0d, 0x21, 0x3f] as const;

/** Where a piece stands whose end has not come yet. */
export const INCOMPLETE = -1;

const MAIN_SPACES: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);

/** Whether a byte is one XML takes for white space. */
export const isSpace = (byte: number | undefined): boolean => byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;

/** A tag as it stands between its brackets. */
export interface Tag {
  /** Without prefix and slash. */
  readonly name: string;
  readonly prefix: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** What stands behind the name. */
  readonly attributes: string;
  /** Byte behind the closing bracket. */
  readonly next: number;
}

const tagShape = /^(\/?)(?:([\w.-]+):)?([\w.-]+)((?:\s[\s\S]*?)?)(\/?)$/;
const namespaces = /\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Goes through the bytes of one part as they are unpacked. What comes is put behind the
 * rest of what came before, with a zero at its end that no XML can hold: a piece (a tag,
 * a cell, a text) that runs into it waits for the next bytes.
 */
export abstract class ByteScanner {
  protected work: Buffer = Buffer.alloc(0);
  /** Byte of the zero. */
  protected end = 0;
  /** Prefix of the elements of spreadsheets, with its colon; empty where they have none. */
  protected prefix = '';
  #at = 0;
  #started = false;

  /** Takes the next bytes of the part. Throws `input.too_large` for a piece without an end. */
  feed(bytes: Uint8Array): void {
    const rest = this.end - this.#at;
    if (rest > limits.piece) tooLarge({ piece: rest, limit: limits.piece });
    const length = rest + bytes.length;
    if (this.work.length <= length) {
      const larger = Buffer.allocUnsafeSlow(length + 1);
      this.work.copy(larger, 0, this.#at, this.end);
      this.work = larger;
    } else {
      this.work.copyWithin(0, this.#at, this.end);
    }
    this.work.set(bytes, rest);
    this.work[length] = 0;
    this.end = length;
    this.#at = 0;
    this.#run();
  }

  /** Says that the part has ended. */
  finish(): void {
    if (this.#at < this.end || !this.isComplete()) giveUp('part without an end');
  }

  /** Whether nothing is open any more. */
  protected abstract isComplete(): boolean;

  /** Takes one piece that begins at `at`; the answer is where the next one begins, or {@link INCOMPLETE}. */
  protected abstract step(at: number): number;

  #run(): void {
    let at = this.#at;
    if (!this.#started) {
      if (this.end < 4) return;
      this.#started = true;
      if (this.work[0] === 0xef && this.work[1] === 0xbb && this.work[2] === 0xbf) at = 3;
    }
    while (at < this.end) {
      const next = this.step(at);
      if (next === INCOMPLETE) break;
      at = next;
    }
    this.#at = at;
  }

  /** Position of a byte at or behind `at`, or {@link INCOMPLETE}. */
  protected find(byte: number, at: number): number {
    const found = this.work.indexOf(byte, at);
    return found < 0 || found >= this.end ? INCOMPLETE : found;
  }

  /** Skips white space between elements; anything else between them is unknown. */
  protected skipSpace(at: number): number {
    let next = at;
    while (isSpace(this.work[next])) next += 1;
    if (next < this.end && this.work[next] !== LESS) giveUp('text between elements');
    return next;
  }

  /**
   * Skips a comment or an instruction that begins at `at`; where neither does, the answer
   * is `at` itself. A document type is refused: entities are made there.
   */
  protected skipRemark(at: number): number {
    const mark = this.work[at + 1];
    if (mark !== BANG && mark !== QUESTION) return mark === 0 && at + 1 >= this.end ? INCOMPLETE : at;
    // Long enough to tell what begins here.
    if (at + 9 > this.end) return INCOMPLETE;
    const start = this.work.toString('latin1', at, at + 9);
    const close = mark === QUESTION ? '?>' : '-->';
    if (mark === BANG && !start.startsWith('<!--')) {
      if (start === '<!DOCTYPE') throw new AppError('input.unsupported_format', { format: 'xlsx (DOCTYPE)' });
      giveUp('CDATA or a declaration between elements');
    }
    const found = this.work.indexOf(close, at + 2, 'latin1');
    if (found < 0 || found + close.length > this.end) return INCOMPLETE;
    this.remark(this.work.toString('utf8', at, found));
    return found + close.length;
  }

  /** A comment or an instruction that is skipped; the library looks for elements inside them too. */
  protected remark(text: string): void {
    if (/sheetData|<[\w:]*(?:si|sst|row|c)[\s/>]/.test(text)) giveUp('elements in a comment');
    const encoding = /^<\?xml\s[^?]*encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
    if (encoding !== undefined && !/^utf-?(?:8|16)/i.test(encoding)) giveUp(`encoding ${encoding}`);
  }

  /** The tag that begins at `at`; undefined while its end has not come. */
  protected tagAt(at: number): Tag | undefined {
    let quote = 0;
    let next = at + 1;
    for (; next < this.end; next += 1) {
      const byte = this.work[next] ?? 0;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === QUOTE || byte === APOSTROPHE) {
        quote = byte;
      } else if (byte === MORE) {
        break;
      } else if (byte === LESS) {
        giveUp('a bracket inside a tag');
      }
    }
    if (next >= this.end) return undefined;
    const match = tagShape.exec(this.work.toString('utf8', at + 1, next)) ?? giveUp('a tag of no known shape');
    const [, closing = '', prefix = '', name = '', attributes = '', empty = ''] = match;
    return { name, prefix, kind: closing !== '' ? 'close' : empty !== '' ? 'empty' : 'open', attributes, next: next + 1 };
  }

  /** Takes the root's tag for what it is and remembers the prefix of its namespace. */
  protected openRoot(tag: Tag, name: string): void {
    if (tag.kind === 'close' || tag.name !== name) giveUp(`root ${tag.name}`);
    let space: string | undefined;
    for (const [, prefix = '', double, single] of tag.attributes.matchAll(namespaces)) {
      if (prefix === tag.prefix) space = double ?? single;
    }
    if (space === undefined || !MAIN_SPACES.has(space)) giveUp(`namespace ${space ?? 'none'}`);
    this.prefix = tag.prefix === '' ? '' : `${tag.prefix}:`;
  }
}
