import { APOSTROPHE, EQUALS, INCOMPLETE, LESS, MORE, QUOTE, SLASH, SPACE } from './byte-scanner.ts';
import { limits, tooLarge } from './limits.ts';
import { doubleAt, wholeAt } from './numbers.ts';
import { CellKind, errorNames, RowDraft, UNCALCULATED_AT } from './packed-rows.ts';
import type { StringPool } from './string-pool.ts';
import type { CellMeaning } from './styles.ts';
import { patternOf, TextScanner } from './text-scanner.ts';
import { giveUp } from './unknown.ts';

const [UPPER_A, UPPER_Z] = [0x41, 0x5a] as const;
const [LETTER_B, LETTER_E, LETTER_N, LETTER_R, LETTER_S, LETTER_T] = [0x62, 0x65, 0x6e, 0x72, 0x73, 0x74] as const;

/** How the value of a cell is written: its `t`. */
type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e';

/** What the sheets of a workbook have in common. */
export interface SheetSurroundings {
  /** How many of the pool's texts are shared strings. */
  readonly shared: number;
  /** By cell format, as `s` of a cell names it. */
  readonly meanings: readonly CellMeaning[];
  /** What they count together, so that none of them can take more than all may. */
  readonly budget: { tags: number; others: number };
}

/** Reads cells, one at a time, into the draft of their row. */
export abstract class CellScanner extends TextScanner {
  protected readonly draft = new RowDraft();
  /** Number of the row that is read, from 1. */
  protected row = 0;
  /** Column of the last cell, from 0. */
  protected column = -1;
  readonly #surroundings: SheetSurroundings;
  #patterns = patternsOf('');

  constructor(pool: StringPool, surroundings: SheetSurroundings) {
    super(pool);
    this.#surroundings = surroundings;
  }

  protected override preparePatterns(): void {
    super.preparePatterns();
    this.#patterns = patternsOf(this.prefix);
  }

  /** A cell, from behind its name on. */
  protected cell(from: number): number {
    const { work } = this;
    let at = from;
    let column = -1;
    // Without a style a number is a number, whatever the first of them says: so the library has it.
    let style = -1;
    let type: CellType = 'n';
    while (work[at] === SPACE) {
      if (at + 5 >= this.end) return INCOMPLETE;
      const name = work[at + 1];
      const isShort = work[at + 2] === EQUALS;
      const quote = work[isShort ? at + 3 : at + 4];
      if (quote !== QUOTE && quote !== APOSTROPHE) giveUp('attributes of a cell');
      const value = isShort ? at + 4 : at + 5;
      let close = value;
      while (work[close] !== quote && work[close] !== 0 && work[close] !== LESS && work[close] !== MORE) close += 1;
      if (work[close] !== quote) return close >= this.end ? INCOMPLETE : giveUp('attributes of a cell');
      if (isShort && name === LETTER_R && column < 0) column = this.#columnOf(value, close);
      else if (isShort && name === LETTER_S) style = this.#styleOf(value, close);
      else if (isShort && name === LETTER_T) type = this.#typeOf(value, close);
      else this.#knownAttribute(at + 1, value - 2);
      at = close + 1;
    }
    const isEmpty = work[at] === SLASH;
    if (isEmpty) at += 1;
    if (work[at] !== MORE) return at >= this.end ? INCOMPLETE : giveUp('tag of a cell');
    const isNamed = column >= 0;
    if (!isNamed) column = this.column + 1;
    const next = isEmpty ? at + 1 : this.#content(at + 1, column, type, style);
    if (next === INCOMPLETE) return INCOMPLETE;
    if (!isNamed && !isEmpty && this.#looksNamed(at, next)) giveUp('something that looks like a place');
    if (isEmpty && (type === 'b' || type === 'e')) giveUp('a value that is not there');
    this.column = column;
    const { budget } = this.#surroundings;
    budget.tags += 1;
    if (budget.tags > limits.tags) tooLarge({ cells: budget.tags, limit: limits.tags });
    return next;
  }

  /** Whether the library would find a place inside a cell that says none itself. */
  #looksNamed(from: number, to: number): boolean {
    const { work } = this;
    for (let at = from; at < to - 2; at += 1) {
      if (work[at] === LETTER_R && work[at + 1] === EQUALS && (work[at + 2] === QUOTE || work[at + 2] === APOSTROPHE)) return true;
    }
    return false;
  }

  /** `cm` says that a formula fills several cells and `ph` that there is something to pronounce; `vm` makes the value something else. */
  #knownAttribute(from: number, to: number): void {
    const name = this.work.toString('latin1', from, to);
    if (name !== 'cm' && name !== 'ph') giveUp(`attribute ${name} of a cell`);
  }

  /** Column, from 0, of a reference like `AB12` that names the row it stands in. */
  #columnOf(from: number, to: number): number {
    const { work } = this;
    let at = from;
    let column = 0;
    for (; at < from + 3; at += 1) {
      const letter = work[at] ?? 0;
      if (letter < UPPER_A || letter > UPPER_Z) break;
      column = column * 26 + letter - UPPER_A + 1;
    }
    if (column === 0 || wholeAt(work, at, to) !== this.row) giveUp('a cell in another row');
    return column - 1;
  }

  #styleOf(from: number, to: number): number {
    const number = wholeAt(this.work, from, to);
    return number < 0 ? giveUp('style of a cell') : number;
  }

  #typeOf(from: number, to: number): CellType {
    if (to === from + 1) {
      const letter = this.work[from];
      if (letter === LETTER_S) return 's';
      if (letter === LETTER_N) return 'n';
      if (letter === LETTER_B) return 'b';
      if (letter === LETTER_E) return 'e';
    }
    const name = this.work.toString('latin1', from, to);
    return name === 'str' || name === 'inlineStr' ? name : giveUp(`cells of type ${name}`);
  }

  /** What stands between the tags of a cell. */
  #content(from: number, column: number, type: CellType, style: number): number {
    const { work } = this;
    const patterns = this.#patterns;
    let hasValue = false;
    let isFormula = false;
    for (let at = from; ; ) {
      const value = this.match(at, patterns.value);
      if (value === 'yes' && !hasValue && type !== 'inlineStr') {
        const start = at + patterns.value.length;
        const end = this.textEnd(start);
        if (end === INCOMPLETE) return INCOMPLETE;
        const closed = this.match(end, patterns.valueEnd);
        if (closed !== 'yes') return closed === 'incomplete' ? INCOMPLETE : giveUp('an element in a value');
        const behind = end + patterns.valueEnd.length;
        // Nothing may be kept of a cell whose end has not come: it is read again from its start.
        const ends = this.match(behind, patterns.cellEnd);
        if (ends === 'incomplete') return INCOMPLETE;
        if (ends === 'no') giveUp('something behind a value');
        if (isFormula && start === end && type === 'n') this.#set(column, CellKind.error, UNCALCULATED_AT);
        else this.#value(start, end, column, type, style);
        return behind + patterns.cellEnd.length;
      }
      const ends = this.match(at, patterns.cellEnd);
      if (ends === 'yes') {
        if (type === 'b' || type === 'e' || type === 'inlineStr') giveUp('a value that is not there');
        if (isFormula && type === 'n') this.#set(column, CellKind.error, UNCALCULATED_AT);
        return at + patterns.cellEnd.length;
      }
      if (value === 'incomplete' || ends === 'incomplete') return INCOMPLETE;
      if (work[at] !== LESS) giveUp('text in a cell');
      const inline = this.match(at, patterns.inline);
      if (inline === 'incomplete') return INCOMPLETE;
      if (inline === 'yes' && type === 'inlineStr') return this.#inline(at + patterns.inline.length, column);
      const nothing = this.match(at, patterns.noValue);
      const formula = this.match(at, patterns.formula);
      if (formula === 'incomplete' || nothing === 'incomplete') return INCOMPLETE;
      if (nothing === 'yes' && !hasValue && type !== 'inlineStr') {
        hasValue = true;
        at += patterns.noValue.length;
        continue;
      }
      if (formula === 'no' || hasValue) giveUp('an element in a cell');
      const next = this.#formula(at);
      if (next === INCOMPLETE) return INCOMPLETE;
      isFormula = true;
      at = next;
    }
  }

  /** Skips a formula: only what it gave counts. */
  #formula(at: number): number {
    const tag = this.tagAt(at);
    if (tag === undefined) return INCOMPLETE;
    if (tag.name !== 'f') giveUp(`element ${tag.name} in a cell`);
    if (tag.kind === 'empty') return tag.next;
    const end = this.textEnd(tag.next);
    if (end === INCOMPLETE) return INCOMPLETE;
    const closed = this.match(end, this.#patterns.formulaEnd);
    if (closed === 'no') giveUp('an element in a formula');
    return closed === 'yes' ? end + this.#patterns.formulaEnd.length : INCOMPLETE;
  }

  #inline(at: number, column: number): number {
    const next = this.item(at, this.#patterns.inlineEnd);
    if (next === INCOMPLETE) return INCOMPLETE;
    const ends = this.match(next, this.#patterns.cellEnd);
    if (ends !== 'yes') return ends === 'incomplete' ? INCOMPLETE : giveUp('something behind a text');
    this.#keepText(column);
    return next + this.#patterns.cellEnd.length;
  }

  /** Puts the text that was read last into its cell; an empty one is no content. */
  #keepText(column: number): void {
    if (!this.pool.isEmpty(this.text)) this.#set(column, CellKind.text, this.text);
  }

  #set(column: number, kind: number, value: number): void {
    if (column < this.draft.width && this.draft.kinds[column] !== CellKind.blank) giveUp('two cells in one place');
    this.draft.set(column, kind, value);
  }

  #value(from: number, to: number, column: number, type: CellType, style: number): void {
    switch (type) {
      case 'n':
        if (from < to) this.#number(from, to, column, style);
        return;
      case 's': {
        if (from === to) return;
        const text = wholeAt(this.work, from, to);
        if (text < 0 || text >= this.#surroundings.shared) giveUp('a shared string that is not there');
        if (!this.pool.isEmpty(text)) this.#set(column, CellKind.text, text);
        return;
      }
      case 'str':
        if (from === to) return;
        this.keepFormulaText(from, to);
        return this.#keepText(column);
      case 'b': {
        const text = this.work.toString('latin1', from, to);
        if (!/^(?:[01]|true|false)$/.test(text)) giveUp('a truth of another name');
        return this.#set(column, text === '1' || text === 'true' ? CellKind.yes : CellKind.no, 0);
      }
      case 'e': {
        const text = this.work.toString('latin1', from, to);
        const error = errorNames.findIndex((name) => name === text);
        return this.#set(column, CellKind.error, error < 0 ? giveUp('an error of another name') : error);
      }
      default:
        return giveUp(`a value of type ${type}`);
    }
  }

  #number(from: number, to: number, column: number, style: number): void {
    const number = doubleAt(this.work, from, to) ?? giveUp('a number of another shape');
    const meaning = this.#surroundings.meanings[style] ?? 'number';
    if (meaning !== 'number') return this.#set(column, meaning === 'day' ? CellKind.day : CellKind.instant, number);
    // Minus zero is no whole number of 32 bits.
    const isSmall = (number | 0) === number && !Object.is(number, -0);
    this.#set(column, isSmall ? CellKind.integer : CellKind.number, number);
  }
}

/** The tags inside a cell, under a prefix. */
function patternsOf(prefix: string): Readonly<Record<'cellEnd' | 'value' | 'valueEnd' | 'noValue' | 'inline' | 'inlineEnd' | 'formula' | 'formulaEnd', Buffer>> {
  return {
    cellEnd: patternOf(prefix, '</', 'c>'),
    value: patternOf(prefix, '<', 'v>'),
    valueEnd: patternOf(prefix, '</', 'v>'),
    noValue: patternOf(prefix, '<', 'v/>'),
    inline: patternOf(prefix, '<', 'is>'),
    inlineEnd: patternOf(prefix, '</', 'is>'),
    formula: patternOf(prefix, '<', 'f'),
    formulaEnd: patternOf(prefix, '</', 'f>'),
  };
}
