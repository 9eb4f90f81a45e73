import { ByteScanner, INCOMPLETE, LESS, MORE, SLASH } from './byte-scanner.ts';
import type { StringPool } from './string-pool.ts';
import { isLiteral, meaningOf } from './text.ts';
import { giveUp } from './unknown.ts';

const [AMPERSAND, UNDERSCORE, LOWER_X, UPPER_X, CARRIAGE_RETURN] = [0x26, 0x5f, 0x78, 0x58, 0x0d] as const;
/** A letter by its number or escaped, beyond ASCII: the library mangles it where it stands in a formula's text. */
const beyondAscii = /&#(?:x0*(?:[89a-f][\da-f]|[\da-f]{3,})|0*(?:12[89]|1[3-9]\d|[2-9]\d\d|\d{4,}));|_x(?!00[0-7])[\da-f]{4}_/i;

/** How a comparison with the bytes at a place ended. */
type Match = 'yes' | 'no' | 'incomplete';

/** Names of elements of a part with the part's prefix before them, as bytes to compare with. */
export const patternOf = (prefix: string, start: '<' | '</', name: string): Buffer => Buffer.from(`${start}${prefix}${name}`);

/** Reads texts: of shared strings (`si`), of cells that hold their own (`is`), and of values. */
export abstract class TextScanner extends ByteScanner {
  protected readonly pool: StringPool;
  /** Number in the pool of the text read last. */
  protected text = 0;
  #open: Buffer = Buffer.alloc(0);
  #close: Buffer = Buffer.alloc(0);

  constructor(pool: StringPool) {
    super();
    this.pool = pool;
  }

  /** Sets what depends on the prefix; to be called once the root is known. */
  protected preparePatterns(): void {
    this.#open = patternOf(this.prefix, '<', 't');
    this.#close = patternOf(this.prefix, '</', 't>');
  }

  /** Compares the bytes at `at`. */
  protected match(at: number, pattern: Buffer): Match {
    for (let index = 0; index < pattern.length; index += 1) {
      if (this.work[at + index] !== pattern[index]) return at + index >= this.end ? 'incomplete' : 'no';
    }
    return 'yes';
  }

  /** Where the text that begins at `from` ends: at the next bracket. CDATA belongs to it. */
  protected textEnd(from: number): number {
    for (let at = from; ; at += 1) {
      const byte = this.work[at];
      if (byte === 0) return at >= this.end ? INCOMPLETE : giveUp('a zero in a text');
      if (byte !== LESS) continue;
      if (this.work[at + 1] !== 0x21) return at + 1 >= this.end ? INCOMPLETE : at;
      if (at + 9 > this.end) return INCOMPLETE;
      if (this.work.toString('latin1', at, at + 9) !== '<![CDATA[') giveUp('a comment in a text');
      const close = this.work.indexOf(']]>', at + 9, 'latin1');
      if (close < 0 || close + 3 > this.end) return INCOMPLETE;
      // The library looks for elements before it looks for CDATA.
      if (/[<>]/.test(this.work.toString('latin1', at + 9, close))) giveUp('brackets in CDATA');
      at = close + 2;
    }
  }

  /** Keeps the bytes of a text; where they mean something else than they say, that. */
  protected keepText(from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const byte = this.work[at];
      const odd = byte === AMPERSAND || byte === CARRIAGE_RETURN || byte === LESS;
      if (odd || (byte === UNDERSCORE && (this.work[at + 1] === LOWER_X || this.work[at + 1] === UPPER_X))) {
        this.text = this.pool.addText(meaningOf(this.work.toString('utf8', from, to)));
        return;
      }
    }
    this.text = this.pool.addBytes(this.work, from, to);
  }

  /**
   * Keeps the text of a formula's value. The library resolves it twice, and once before it
   * knows it for UTF-8: where that makes a difference the workbook is left to it.
   */
  protected keepFormulaText(from: number, to: number): void {
    const raw = this.work.toString('utf8', from, to);
    if (isLiteral(raw)) {
      this.text = this.pool.addBytes(this.work, from, to);
      return;
    }
    const meaning = meaningOf(raw);
    if (beyondAscii.test(raw) || raw.includes('<![CDATA[') || /&|_x/i.test(meaning)) giveUp('a text of a formula with entities');
    this.text = this.pool.addText(meaning);
  }

  /**
   * Reads the inside of `<si>` or `<is>` that begins at `at` up to `close`, its closing tag.
   * Plain: the first `<t>`. Rich: every `<t>` of its runs. What is there to be
   * pronounced (`rPh`) is no text.
   */
  protected item(at: number, close: Buffer): number {
    const first = this.skipSpace(at);
    if (first >= this.end) return INCOMPLETE;
    const plain = this.match(first, this.#open);
    if (plain === 'incomplete') return INCOMPLETE;
    const next = this.work[first + this.#open.length];
    if (plain === 'yes' && (next === MORE || next === 0x20 || next === SLASH)) return this.#plain(first, close);
    return this.#rich(first, close);
  }

  #plain(at: number, close: Buffer): number {
    const opened = this.#openText(at);
    if (opened === INCOMPLETE) return INCOMPLETE;
    const isEmpty = this.work[opened - 2] === SLASH;
    const end = isEmpty ? opened : this.#closedText(opened);
    if (end === INCOMPLETE) return INCOMPLETE;
    const behind = isEmpty ? opened : end + this.#close.length;
    const closed = this.match(behind, close);
    if (closed === 'incomplete') return INCOMPLETE;
    const next = closed === 'yes' ? behind + close.length : isEmpty ? giveUp('something behind an empty text') : this.#skipPronounced(behind, close);
    if (next !== INCOMPLETE) this.keepText(opened, end);
    return next;
  }

  /** Byte behind `<t …>`. */
  #openText(at: number): number {
    const behind = at + this.#open.length;
    if (this.work[behind] === MORE) return behind + 1;
    const tag = this.tagAt(at);
    if (tag === undefined) return INCOMPLETE;
    if (!/^(?: xml:space=(?:"preserve"|"default"|'preserve'|'default'))?$/.test(tag.attributes)) giveUp(`attributes of a text${tag.attributes}`);
    return tag.next;
  }

  /** Where a text that `</t>` follows ends. */
  #closedText(from: number): number {
    const end = this.textEnd(from);
    if (end === INCOMPLETE) return INCOMPLETE;
    const closed = this.match(end, this.#close);
    if (closed === 'no') giveUp('an element in a text');
    return closed === 'yes' ? end : INCOMPLETE;
  }

  #skipPronounced(from: number, close: Buffer): number {
    for (let at = this.skipSpace(from); at < this.end; at = this.skipSpace(at)) {
      const closed = this.match(at, close);
      if (closed !== 'no') return closed === 'yes' ? at + close.length : INCOMPLETE;
      const next = this.#skipElement(at, 'rPh', 'phoneticPr');
      if (next === INCOMPLETE) return INCOMPLETE;
      at = next;
    }
    return INCOMPLETE;
  }

  /** Skips an element of one of these names with everything in it. */
  #skipElement(from: number, ...names: readonly string[]): number {
    let depth = 0;
    let at = from;
    do {
      at = this.find(LESS, at);
      const tag = at === INCOMPLETE || at + 1 >= this.end ? undefined : this.tagAt(at);
      if (tag === undefined) return INCOMPLETE;
      if (depth === 0 && (!names.includes(tag.name) || (tag.kind === 'empty' && tag.name === 'rPh') || tag.kind === 'close')) giveUp(`element ${tag.name} in a text`);
      if (tag.kind === 'open') depth += 1;
      if (tag.kind === 'close') depth -= 1;
      at = tag.next;
    } while (depth > 0);
    return at;
  }

  #rich(from: number, close: Buffer): number {
    let raw = '';
    let inRun = false;
    for (let at = from; at < this.end; at = this.skipSpace(at)) {
      if (!inRun) {
        const closed = this.match(at, close);
        if (closed === 'incomplete') return INCOMPLETE;
        if (closed === 'yes') {
          this.text = this.pool.addText(meaningOf(raw));
          return at + close.length;
        }
      }
      const tag = this.tagAt(at);
      if (tag === undefined) return INCOMPLETE;
      if (tag.name === 'r' && `${tag.prefix}:` === (this.prefix === '' ? ':' : this.prefix) && tag.attributes === '' && tag.kind !== 'empty') {
        inRun = tag.kind === 'open';
        at = tag.next;
      } else if (inRun && tag.name === 't' && tag.kind !== 'close') {
        const opened = this.#openText(at);
        const end = tag.kind === 'empty' ? opened : this.#closedText(opened);
        if (opened === INCOMPLETE || end === INCOMPLETE) return INCOMPLETE;
        raw += this.work.toString('utf8', opened, end);
        if (raw.includes('<')) giveUp('CDATA in a run');
        at = tag.kind === 'empty' ? opened : end + this.#close.length;
      } else {
        const next = inRun ? this.#skipElement(at, 'rPr') : this.#skipElement(at, 'rPh', 'phoneticPr');
        if (next === INCOMPLETE) return INCOMPLETE;
        at = next;
      }
    }
    return INCOMPLETE;
  }
}
