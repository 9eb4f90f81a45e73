import { Buffer } from 'node:buffer';

/**
 * Rows of one window until they are stored, page by page as JSON outside the heap: a
 * big day is hundreds of pages, and as objects the heap would grow to several times
 * their size. Rows are flat: texts, numbers, nothing.
 */
export class PackedRows<Row extends { readonly id: string }> implements Iterable<Row> {
  readonly #pages: Buffer[] = [];
  readonly #ids = new Set<string>();

  add(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    this.#pages.push(Buffer.from(JSON.stringify(rows)));
    for (const { id } of rows) this.#ids.add(id);
  }

  /** How many different ids there are. */
  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** In the order they came; an id that came again is there again, as it was then. */
  *[Symbol.iterator](): Iterator<Row> {
    for (const page of this.#pages) yield* JSON.parse(page.toString()) as Row[];
  }
}
