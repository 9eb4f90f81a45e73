import { type ErrorCell, type RawCell, type RawRows, UNCALCULATED } from '../../domain/bank-file/raw.ts';
import { limits, tooLarge } from './limits.ts';
import type { StringPool } from './string-pool.ts';

/** What a packed cell holds; its payload follows it. */
export const CellKind = {
  blank: 0,
  /** A double. */
  number: 1,
  /** A whole number of 32 bits. */
  integer: 2,
  /** A number of the pool, 32 bits. */
  text: 3,
  yes: 4,
  no: 5,
  /** Place in {@link errorCells}, one byte. */
  error: 6,
  /** A date whose format shows no time; a double. */
  day: 7,
  /** A date whose format shows a time; a double. */
  instant: 8,
} as const;

/** The errors a formula can end in, as the file spells them. */
export const errorNames = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#GETTING_DATA'] as const;
const errorCells: readonly ErrorCell[] = [...errorNames.map((error) => ({ error })), UNCALCULATED];
/** Place of a formula without a result among the errors. */
export const UNCALCULATED_AT = errorNames.length;

/** Bytes of a kind with its payload. */
const sizes = [1, 9, 5, 5, 1, 1, 2, 9, 9] as const;
/** Blocks double up to the last of these, so that a small sheet takes little room. */
const [FIRST_BLOCK, LAST_BLOCK] = [1 << 14, 1 << 20];
/** Row index and width stand before the cells of a row. */
const ROW_HEAD = 6;
const NOTHING: readonly RawCell[] = [];

interface Block {
  readonly view: DataView;
  used: number;
  /** Index of its last row. */
  last: number;
}

/** One row while it is read: cells may come in any order, and the last one of a place counts. */
export class RowDraft {
  readonly kinds = new Uint8Array(limits.columns);
  readonly values = new Float64Array(limits.columns);
  /** Index after the last cell that holds something. */
  width = 0;

  set(column: number, kind: number, value: number): void {
    if (column >= limits.columns) tooLarge({ columns: column + 1, limit: limits.columns });
    this.kinds[column] = kind;
    this.values[column] = value;
    if (column >= this.width) this.width = column + 1;
  }

  clear(): void {
    this.kinds.fill(0, 0, this.width);
    this.width = 0;
  }
}

/** The rows of a sheet packed into blocks of bytes, in their order; blank rows take no room. */
export class RowStore {
  readonly blocks: Block[] = [];
  readonly pool: StringPool;
  readonly date1904: boolean;
  /** Index after the last row that holds something. */
  length = 0;
  /** Cells from column A to the last of each row. */
  cells = 0;
  /** Whether it is the first sheet of its workbook, whose sheets share their texts. */
  readonly isFirst: boolean;
  readonly #room: number;

  /** `room`: so many cells may be kept; more are `input.too_large`. */
  constructor(pool: StringPool, { date1904, room, isFirst }: { readonly date1904: boolean; readonly room: number; readonly isFirst: boolean }) {
    this.pool = pool;
    this.date1904 = date1904;
    this.isFirst = isFirst;
    this.#room = room;
  }

  /** Keeps a row; `index` is beyond that of every row before. */
  add(index: number, row: RowDraft): void {
    const { width, kinds, values } = row;
    if (width === 0) return;
    const block = this.#blockFor(ROW_HEAD + width * 9, index);
    const { view } = block;
    let at = block.used;
    view.setUint32(at, index, true);
    view.setUint16(at + 4, width, true);
    at += ROW_HEAD;
    for (let column = 0; column < width; column += 1) {
      const kind = kinds[column] ?? 0;
      view.setUint8(at, kind);
      if (kind === CellKind.text) view.setUint32(at + 1, values[column] ?? 0, true);
      else if (kind === CellKind.integer) view.setInt32(at + 1, values[column] ?? 0, true);
      else if (kind === CellKind.error) view.setUint8(at + 1, values[column] ?? 0);
      else if (sizes[kind] === 9) view.setFloat64(at + 1, values[column] ?? 0, true);
      at += sizes[kind] ?? 1;
    }
    block.used = at;
    block.last = index;
    this.length = index + 1;
    this.cells += width;
    if (this.cells > this.#room) tooLarge({ cells: this.cells, limit: limits.cells });
  }

  #blockFor(bytes: number, index: number): Block {
    const last = this.blocks.at(-1);
    if (last !== undefined && last.used + bytes <= last.view.byteLength) return last;
    const size = last === undefined ? FIRST_BLOCK : Math.min(last.view.byteLength * 2, LAST_BLOCK);
    const block = { view: new DataView(new ArrayBuffer(size)), used: 0, last: index };
    this.blocks.push(block);
    return block;
  }
}

const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** Numbers of the texts of a block, cell by cell. */
function* textsIn(view: DataView, used: number): Generator<number, void, void> {
  for (let at = 0; at < used; ) {
    const width = view.getUint16(at + 4, true);
    at += ROW_HEAD;
    for (let column = 0; column < width; column += 1) {
      const kind = view.getUint8(at);
      if (kind === CellKind.text) yield view.getUint32(at + 1, true);
      at += sizes[kind] ?? 1;
    }
  }
}

/** Takes rows and cells out of a store's blocks; `next` is where what was taken last ended. */
class Cursor {
  next = 0;
  readonly #textOf: (number: number) => string;
  readonly #date1904: boolean;

  constructor({ pool, date1904 }: RowStore, changed: ReadonlyMap<number, string>) {
    this.#textOf = changed.size === 0 ? (number) => pool.get(number) : (number) => changed.get(number) ?? pool.get(number);
    this.#date1904 = date1904;
  }

  /** The row whose head stands at `at`. */
  row(view: DataView, at: number): RawCell[] {
    const width = view.getUint16(at + 4, true);
    const cells: RawCell[] = [];
    let next = at + ROW_HEAD;
    for (let column = 0; column < width; column += 1) {
      cells.push(this.#cell(view, next));
      next += sizes[view.getUint8(next)] ?? 1;
    }
    this.next = next;
    return cells;
  }

  /** One cell of the row whose head stands at `at`. */
  cellOf(view: DataView, at: number, wanted: number): RawCell {
    const width = view.getUint16(at + 4, true);
    let cell: RawCell = null;
    let next = at + ROW_HEAD;
    for (let column = 0; column < width; column += 1) {
      if (column === wanted) cell = this.#cell(view, next);
      next += sizes[view.getUint8(next)] ?? 1;
    }
    this.next = next;
    return cell;
  }

  /** The cell whose kind stands at `at`. */
  #cell(view: DataView, at: number): RawCell {
    switch (view.getUint8(at)) {
      case CellKind.number:
        return view.getFloat64(at + 1, true);
      case CellKind.integer:
        return view.getInt32(at + 1, true);
      case CellKind.text:
        return this.#textOf(view.getUint32(at + 1, true));
      case CellKind.yes:
        return true;
      case CellKind.no:
        return false;
      case CellKind.error:
        return errorCells[view.getUint8(at + 1)] ?? UNCALCULATED;
      case CellKind.day:
        return { serial: view.getFloat64(at + 1, true), date1904: this.#date1904, shows_time: false };
      case CellKind.instant:
        return { serial: view.getFloat64(at + 1, true), date1904: this.#date1904, shows_time: true };
      default:
        return null;
    }
  }
}

/** Rows of a store, or a stretch of them; each is made of its bytes when it is asked for. */
export class PackedRows implements RawRows {
  readonly #store: RowStore;
  readonly #from: number;
  /** Texts that stand in the place of the pool's, by number. */
  readonly #changed: ReadonlyMap<number, string>;
  readonly length: number;

  constructor(store: RowStore, from = 0, to = store.length, changed: ReadonlyMap<number, string> = new Map()) {
    this.#store = store;
    this.#from = from;
    this.#changed = changed;
    this.length = Math.max(0, to - from);
  }

  slice(start: number, end: number = this.length): PackedRows {
    const to = this.#from + Math.min(Math.max(end, 0), this.length);
    return new PackedRows(this.#store, Math.min(this.#from + Math.max(start, 0), to), to, this.#changed);
  }

  oddTexts(): Iterable<string> {
    return this.#store.isFirst ? this.#store.pool.oddTexts() : [];
  }

  withTexts(change: (text: string) => string): PackedRows {
    const { pool, blocks } = this.#store;
    const changed = new Map(this.#changed);
    for (const { view, used } of blocks) {
      for (const number of textsIn(view, used)) {
        const before = pool.get(number);
        if (isPlain(before)) continue;
        const after = change(before);
        if (after !== before) changed.set(number, after);
      }
    }
    return new PackedRows(this.#store, this.#from, this.#from + this.length, changed);
  }

  [Symbol.iterator](): Generator<readonly RawCell[], void, void> {
    const cursor = new Cursor(this.#store, this.#changed);
    return this.#walk<readonly RawCell[]>(cursor, NOTHING, (view, at) => cursor.row(view, at));
  }

  column(index: number): Generator<RawCell, void, void> {
    const cursor = new Cursor(this.#store, this.#changed);
    return this.#walk<RawCell>(cursor, null, (view, at) => cursor.cellOf(view, at, index));
  }

  /** What `take` finds in each row of the stretch, and `nothing` for the blank ones between them. */
  *#walk<T>(cursor: Cursor, nothing: T, take: (view: DataView, at: number) => T): Generator<T, void, void> {
    let index = this.#from;
    const to = this.#from + this.length;
    for (const { view, used, last } of this.#store.blocks) {
      if (last < index) continue;
      for (let at = 0; at < used; at = cursor.next) {
        const row = view.getUint32(at, true);
        const found = take(view, at);
        if (row < index) continue;
        for (; index < row && index < to; index += 1) yield nothing;
        if (index >= to) return;
        yield found;
        index += 1;
      }
    }
    for (; index < to; index += 1) yield nothing;
  }
}
