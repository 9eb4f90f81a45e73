import { APOSTROPHE, EQUALS, INCOMPLETE, LESS, MORE, QUOTE, SLASH, SPACE } from './byte-scanner.ts';
import { CellScanner, type SheetSurroundings } from './cell-scanner.ts';
import { limits, tooLarge } from './limits.ts';
import { isDigit, wholeAt } from './numbers.ts';
import type { RowStore } from './packed-rows.ts';
import { patternOf } from './text-scanner.ts';
import { giveUp } from './unknown.ts';

const LETTER_R = 0x72;
/** Attributes of a row that say nothing about a value; one of another namespace must not be called `r`. */
const rowAttribute = /^(?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|\w+:(?!r$)\w+)$/;

/**
 * Reads the rows of one worksheet into a store. What it does not know ends it
 * ({@link giveUp}), and so does everything the library reads in a way of its own: rows
 * that go back, two cells in one place, a cell that names another row.
 */
export class SheetScanner extends CellScanner {
  readonly #store: RowStore;
  readonly #budget: SheetSurroundings['budget'];
  #state: 'before' | 'sheet' | 'rows' | 'cells' | 'after' = 'before';
  /** Open elements of the sheet that hold no rows. */
  #depth = 0;
  /** Whether the rows have come. */
  #seen = false;
  /** Whether the last row stood there as `<row/>`. */
  #behindEmpty = false;
  /** What stood behind the number of the last row that was looked at: mostly the same again. */
  #tail: Buffer = Buffer.alloc(0);
  #patterns = patternsOf('');

  constructor(store: RowStore, surroundings: SheetSurroundings) {
    super(store.pool, surroundings);
    this.#store = store;
    this.#budget = surroundings.budget;
  }

  protected isComplete(): boolean {
    return this.#state === 'after';
  }

  protected step(at: number): number {
    if (this.#state === 'cells') return this.#inRow(at);
    if (this.#state === 'rows') return this.#inRows(at);
    if (this.#depth > 0) {
      const next = this.find(LESS, at);
      if (next !== at) return next === INCOMPLETE ? this.end : next;
    }
    const start = this.skipSpace(at);
    if (start >= this.end) return start === at ? INCOMPLETE : start;
    const skipped = this.skipRemark(start);
    return skipped === start ? this.#tag(start) : skipped;
  }

  /** A tag outside the rows. */
  #tag(at: number): number {
    const tag = this.tagAt(at);
    if (tag === undefined) return INCOMPLETE;
    this.#budget.others += 1;
    if (this.#budget.others > limits.others) tooLarge({ elements: this.#budget.others, limit: limits.others });
    if (this.#state === 'before') {
      this.openRoot(tag, 'worksheet');
      this.preparePatterns();
      this.#patterns = patternsOf(this.prefix);
      this.#state = tag.kind === 'empty' ? 'after' : 'sheet';
    } else if (this.#state === 'after') {
      giveUp('something behind the sheet');
    } else if (tag.name === 'sheetData') {
      const own = this.#depth === 0 && !this.#seen && (tag.prefix === '' ? '' : `${tag.prefix}:`) === this.prefix;
      if (!own || tag.kind === 'close' || /[<>]/.test(tag.attributes)) giveUp('rows in an odd place');
      this.#seen = true;
      if (tag.kind === 'open') this.#state = 'rows';
    } else if (tag.kind === 'close' && this.#depth === 0) {
      if (tag.name !== 'worksheet') giveUp(`closing ${tag.name}`);
      this.#state = 'after';
    } else {
      if (tag.kind === 'open') this.#depth += 1;
      if (tag.kind === 'close') this.#depth -= 1;
      if (this.#depth > limits.depth) tooLarge({ depth: this.#depth, limit: limits.depth });
    }
    return tag.next;
  }

  #inRows(at: number): number {
    const start = this.skipSpace(at);
    if (start >= this.end) return start === at ? INCOMPLETE : start;
    const opens = this.match(start, this.#patterns.row);
    if (opens === 'yes') return this.#openRow(start + this.#patterns.row.length);
    const closes = this.match(start, this.#patterns.dataEnd);
    if (opens === 'incomplete' || closes === 'incomplete') return INCOMPLETE;
    if (closes === 'no') giveUp('something between rows');
    this.#state = 'sheet';
    return start + this.#patterns.dataEnd.length;
  }

  /** The tag of a row, from behind its name on. */
  #openRow(from: number): number {
    const { work } = this;
    let at = from;
    let number = 0;
    if (work[at] === SPACE && work[at + 1] === LETTER_R && work[at + 2] === EQUALS && (work[at + 3] === QUOTE || work[at + 3] === APOSTROPHE)) {
      const quote = work[at + 3];
      const first = at + 4;
      for (at = first; isDigit(work[at]); ) at += 1;
      number = wholeAt(work, first, at);
      if (work[at] !== quote || number <= 0) return at >= this.end ? INCOMPLETE : giveUp('number of a row');
      at += 1;
    }
    const close = this.#rowTail(at);
    if (close === INCOMPLETE) return INCOMPLETE;
    const isEmpty = work[close - 2] === SLASH;
    // The library does not count an empty row that says no number.
    if (number === 0 && (isEmpty || this.#behindEmpty)) giveUp('rows without a number');
    const row = number === 0 ? this.row + 1 : number;
    if (row <= this.row) giveUp('rows that go back');
    if (row > limits.rows) tooLarge({ rows: row, limit: limits.rows });
    this.row = row;
    this.#behindEmpty = isEmpty;
    this.column = -1;
    if (!isEmpty) this.#state = 'cells';
    return close;
  }

  /** Byte behind the tag of a row whose further attributes begin at `at`. */
  #rowTail(at: number): number {
    const tail = this.match(at, this.#tail);
    if (tail === 'yes' && this.#tail.length > 0) return at + this.#tail.length;
    const end = this.find(MORE, at);
    if (end === INCOMPLETE) return INCOMPLETE;
    const text = this.work.toString('utf8', at, end);
    const bare = text.replace(/\/$/, '').replaceAll(/ ([\w:]+)=(?:"[^"<]*"|'[^'<]*')/g, (_, name: string) => (rowAttribute.test(name) ? '' : ' '));
    if (bare !== '') giveUp(`attributes of a row${text}`);
    if (!text.endsWith('/')) this.#tail = Buffer.from(this.work.subarray(at, end + 1));
    return end + 1;
  }

  #inRow(at: number): number {
    const { work } = this;
    // Cells follow one another without a gap; what else there may be is looked at with more care.
    const opens = this.match(at, this.#patterns.cell);
    const behind = work[at + this.#patterns.cell.length];
    if (opens === 'yes' && (behind === SPACE || behind === MORE || behind === SLASH)) return this.cell(at + this.#patterns.cell.length);
    if (opens === 'incomplete' || (opens === 'yes' && behind === 0)) return INCOMPLETE;
    const start = this.skipSpace(at);
    if (start !== at) return start;
    const closes = this.match(at, this.#patterns.rowEnd);
    if (closes === 'incomplete') return INCOMPLETE;
    if (closes === 'no') giveUp('something between cells');
    this.#store.add(this.row - 1, this.draft);
    this.draft.clear();
    this.#state = 'rows';
    return at + this.#patterns.rowEnd.length;
  }
}

/** The tags of rows, and of cells where they begin, under a prefix. */
function patternsOf(prefix: string): Readonly<Record<'row' | 'rowEnd' | 'dataEnd' | 'cell', Buffer>> {
  return {
    row: patternOf(prefix, '<', 'row'),
    rowEnd: patternOf(prefix, '</', 'row>'),
    dataEnd: patternOf(prefix, '</', 'sheetData>'),
    cell: patternOf(prefix, '<', 'c'),
  };
}
