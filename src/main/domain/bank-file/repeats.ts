/** So many rows of a group are named. */
const ROWS_NAMED = 20;
const EMPTY = 0;
const SLOT = 3;
/** No letter has this code. */
const END = 0x10000;

/** Rows that share a key. */
export interface RepeatedRows {
  /** Row numbers of the first of them, as the file has them. */
  readonly rows: number[];
  readonly count: number;
  readonly key: string;
}

/**
 * Finds the keys that come more than once, of a million without keeping any: each leaves
 * 64 bits behind, by which two different ones of a full sheet meet once in thirty
 * million files. What is found is only ever a remark.
 */
export class RepeatFinder {
  /** Three numbers a slot: both halves of a key's hash and the row it came from first; 0 there where nothing is. */
  #slots: Uint32Array;
  #size = 0;
  readonly #repeated = new Map<number, { readonly rows: number[]; count: number; readonly key: string }>();

  /** `expected`: about how many keys will come. */
  constructor(expected: number) {
    this.#slots = new Uint32Array(SLOT * 2 ** Math.ceil(Math.log2(Math.max(expected, 16) * 2)));
  }

  /** A key may be several texts; the first of them is the one that is told. */
  add(key: readonly string[], row: number): void {
    if (this.#size * 2 * SLOT >= this.#slots.length) this.#grow();
    hash(key);
    const at = this.#placeOf(high, low);
    const first = this.#slots[at + 2] ?? EMPTY;
    if (first === EMPTY) {
      this.#put(at, high, low, row);
      this.#size += 1;
      return;
    }
    const group = this.#repeated.get(first);
    if (group === undefined) {
      this.#repeated.set(first, { rows: [first, row], count: 2, key: key[0] ?? '' });
      return;
    }
    group.count += 1;
    if (group.rows.length < ROWS_NAMED) group.rows.push(row);
  }

  /** Groups of two and more, by their first row. */
  list(): RepeatedRows[] {
    return [...this.#repeated].sort(([a], [b]) => a - b).map(([, group]) => group);
  }

  /** Where a key stands, or is to stand. */
  #placeOf(a: number, b: number): number {
    const slots = this.#slots;
    const mask = slots.length / SLOT - 1;
    let slot = b & mask;
    while (slots[slot * SLOT + 2] !== EMPTY && (slots[slot * SLOT] !== a || slots[slot * SLOT + 1] !== b)) slot = (slot + 1) & mask;
    return slot * SLOT;
  }

  #put(at: number, a: number, b: number, row: number): void {
    this.#slots[at] = a;
    this.#slots[at + 1] = b;
    this.#slots[at + 2] = row;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += SLOT) {
      const [a = 0, b = 0, row = EMPTY] = [old[at], old[at + 1], old[at + 2]];
      if (row !== EMPTY) this.#put(this.#placeOf(a, b), a, b, row);
    }
  }
}

/** Both halves of the hash made last. */
let [high, low] = [0, 0];

/** Makes two hashes of 32 bits of texts in their order (after cyrb53, by bryc, public domain, both halves whole). */
function hash(texts: readonly string[]): void {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      a = Math.imul(a ^ code, 2_654_435_761);
      b = Math.imul(b ^ code, 1_597_334_677);
    }
    // Where one text ends and the next begins.
    a = Math.imul(a ^ END, 2_654_435_761);
    b = Math.imul(b ^ END, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  high = a >>> 0;
  low = b >>> 0;
}
