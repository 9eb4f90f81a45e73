/** Entries of one piece of a column; small enough that a new piece is no burden. */
const PIECE = 8192;
const BITS = Math.log2(PIECE);

/** Values of one kind by index, from 0. */
export interface Column<T> {
  readonly length: number;
  /** Only for an index below `length`. */
  readonly at: (index: number) => T;
}

interface Piece<T> {
  [index: number]: T;
}

/**
 * A column that grows piece by piece: an array that grows leaves copies of itself behind,
 * which at a million rows weigh as much as the rows.
 */
export class GrowingColumn<T> implements Column<T> {
  readonly #pieces: Piece<T>[] = [];
  readonly #make: () => Piece<T>;
  #length = 0;

  constructor(make: () => Piece<T>) {
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): T {
    return this.#pieces[index >> BITS]?.[index & (PIECE - 1)] as T;
  }

  push(item: T): void {
    const piece = this.#pieces[this.#length >> BITS] ?? this.#grow();
    piece[this.#length & (PIECE - 1)] = item;
    this.#length += 1;
  }

  #grow(): Piece<T> {
    const piece = this.#make();
    this.#pieces.push(piece);
    return piece;
  }
}

/** Kuruş and UTC ms are whole numbers below 2^53, which 64 bit floats hold exactly. */
export const numberColumn = (): GrowingColumn<number> => new GrowingColumn<number>(() => new Float64Array(PIECE));

/** Text, each value as it is handed in. */
export const textColumn = <T extends string | null>(): GrowingColumn<T> => new GrowingColumn<T>(() => Array.from<T>({ length: PIECE }));

/** Text of few different values, each held once: SQLite hands out a copy a row. */
export class WordColumn<T extends string | null> implements Column<T> {
  readonly #words: T[] = [];
  readonly #numbers = new Map<T, number>();
  readonly #column = new GrowingColumn<number>(() => new Uint32Array(PIECE));

  get length(): number {
    return this.#column.length;
  }

  at(index: number): T {
    return this.#words[this.#column.at(index)] as T;
  }

  push(word: T): void {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#words.push(word) - 1;
      this.#numbers.set(word, number);
    }
    this.#column.push(number);
  }
}
