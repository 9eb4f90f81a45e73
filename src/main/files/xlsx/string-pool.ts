import { limits, tooLarge } from './limits.ts';

const BLOCK_BITS = 20;
const BLOCK = 1 << BLOCK_BITS;
const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;
const PLAIN = 0x7f;
/** Texts looked up lately, by number: what stands in every row is made a string once. */
const RECENT = 1 << 13;

/**
 * Texts of a workbook as UTF-8 bytes, by number: three million strings of their own
 * would be several times as large. A text is made a string when it is asked for.
 */
export class StringPool {
  readonly #blocks: Buffer[] = [];
  /** Where each text begins, counted over all blocks (a text never crosses from one into the next), and its length: a page for so many texts. */
  readonly #pages: Uint32Array[] = [];
  /** Numbers of the texts that are not plain ASCII. */
  readonly #odd: number[] = [];
  #count = 0;
  #end = 0;
  /** Bytes left in the last block. */
  #room = 0;
  readonly #recent_numbers = new Int32Array(RECENT).fill(-1);
  readonly #recent: string[] = Array.from({ length: RECENT }, () => '');

  get size(): number {
    return this.#count;
  }

  /** Keeps bytes `from` to `to` of `source` as a text; the answer is its number. */
  addBytes(source: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const start = this.#place(length);
    const block = this.#blocks[start >>> BLOCK_BITS];
    const at = start & (BLOCK - 1);
    // A text is short: calling into native code would cost more than its bytes do.
    let bits = 0;
    if (block !== undefined) {
      for (let index = 0; index < length; index += 1) {
        const byte = source[from + index] ?? 0;
        bits |= byte;
        block[at + index] = byte;
      }
    }
    if (bits > PLAIN) this.#odd.push(this.#count);
    return this.#note(start, length);
  }

  addText(text: string): number {
    const bytes = Buffer.from(text);
    return this.addBytes(bytes, 0, bytes.length);
  }

  /** The text of a number; a number that was never given is a mistake of the caller's. */
  get(number: number): string {
    const slot = number & (RECENT - 1);
    if (this.#recent_numbers[slot] === number) return this.#recent[slot] ?? '';
    const page = this.#pages[number >>> PAGE_BITS];
    const entry = (number & (PAGE - 1)) * 2;
    const start = page?.[entry] ?? 0;
    const at = start & (BLOCK - 1);
    const text = this.#blocks[start >>> BLOCK_BITS]?.toString('utf8', at, at + (page?.[entry + 1] ?? 0)) ?? '';
    this.#recent_numbers[slot] = number;
    this.#recent[slot] = text;
    return text;
  }

  /** The texts that are not plain ASCII. */
  *oddTexts(): Generator<string, void, void> {
    for (const number of this.#odd) yield this.get(number);
  }

  isEmpty(number: number): boolean {
    return this.#pages[number >>> PAGE_BITS]?.[(number & (PAGE - 1)) * 2 + 1] === 0;
  }

  #place(length: number): number {
    if (length > limits.piece) tooLarge({ text: length, limit: limits.piece });
    if (length > this.#room) {
      this.#end = this.#blocks.length * BLOCK;
      this.#room = BLOCK;
      this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK));
    }
    const start = this.#end;
    this.#end += length;
    this.#room -= length;
    return start;
  }

  #note(start: number, length: number): number {
    const number = this.#count;
    const entry = (number & (PAGE - 1)) * 2;
    if (entry === 0) this.#pages.push(new Uint32Array(PAGE * 2));
    const page = this.#pages[number >>> PAGE_BITS];
    if (page !== undefined) {
      page[entry] = start;
      page[entry + 1] = length;
    }
    this.#count += 1;
    return number;
  }
}
