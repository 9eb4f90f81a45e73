import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { Grid, sheetLimits } from './grid.ts';
import { attributesOf, decodeEntities, htmlTokens, type Tag } from './markup.ts';

interface Cell {
  text: string;
  readonly columns: number;
  readonly rows: number;
  /** The number behind the text, as Excel writes it into `x:num`. */
  readonly number: string | undefined;
}

/** Elements that stand on lines of their own within a cell. */
const blocks: ReadonlySet<string> = new Set(['br', 'p', 'div', 'li']);
/** Browsers clamp spans likewise. */
const MAX_ROWSPAN = 65_534;
const MAX_NESTED = 50;

const spanOf = (value: string | undefined, most: number): number => {
  const span = Number.parseInt(value ?? '', 10);
  return span >= 1 ? Math.min(span, most) : 1;
};

/** One table, filled as its tags go by. A cell that spans leaves the places it covers blank. */
class Table {
  readonly grid = new Grid();
  /** By column: so many rows below are still covered by a cell above. */
  readonly #covered: number[] = [];
  #row: RawCell[] | null = null;
  #column = 0;
  #cell: Cell | null = null;

  openRow(): void {
    this.closeRow();
    this.#row = [];
    this.#column = 0;
  }

  openCell(tag: Tag): void {
    this.closeCell();
    if (this.#row === null) this.openRow();
    while ((this.#covered[this.#column] ?? 0) > 0) this.#column += 1;
    const attributes = attributesOf(tag);
    this.#cell = {
      text: '',
      columns: spanOf(attributes.get('colspan'), sheetLimits.columns),
      rows: spanOf(attributes.get('rowspan'), MAX_ROWSPAN),
      number: attributes.get('num'),
    };
  }

  write(text: string): void {
    if (this.#cell !== null) this.#cell.text += text;
  }

  closeCell(): void {
    const cell = this.#cell;
    if (cell === null || this.#row === null) return;
    this.#cell = null;
    this.grid.put(this.#row, this.#column, valueOf(cell));
    // A place beyond the last column is of no use, and must not cost anything either.
    const end = Math.min(this.#column + cell.columns, sheetLimits.columns);
    if (cell.rows > 1) for (let at = this.#column; at < end; at += 1) this.#covered[at] = cell.rows;
    this.#column = end;
  }

  closeRow(): void {
    this.closeCell();
    if (this.#row === null) return;
    this.grid.add(this.#row);
    this.#row = null;
    for (let at = 0; at < this.#covered.length; at += 1) this.#covered[at] = Math.max(0, (this.#covered[at] ?? 0) - 1);
  }
}

/**
 * A cell's text is what the reader of the page sees, and stays text: only where the page
 * shows no digits for want of room is the number behind it taken.
 */
function valueOf({ text, number }: Cell): RawCell {
  const shown = text.replaceAll(/ ?\n ?/g, '\n').trim();
  if (number !== undefined && /^#+$|^-?\d(?:[.,]\d+)?E\+\d+$/i.test(shown) && Number.isFinite(Number(number))) {
    return Number(number);
  }
  return shown === '' ? null : shown;
}

/** Reads every table of a page as a sheet of its own; a table within a cell of another is one too. */
export function readHtml(text: string): RawSheet[] {
  const sheets: RawSheet[] = [];
  const tables: Table[] = [];
  for (const token of htmlTokens(text)) {
    const table = tables.at(-1);
    if (token.kind === 'text') table?.write(decodeEntities(token.text.replaceAll(/[ \t\r\n\f]+/g, ' ')));
    else if (token.kind === 'open' || token.kind === 'close') tagRead(token, tables, sheets);
  }
  // Rows that are missing at a file's end show in no other way.
  if (tables.length > 0) throw new AppError('input.truncated', { reason: 'open_table' });
  if (sheets.length === 0) throw new AppError('input.unsupported_format', { format: 'html' });
  return sheets;
}

function tagRead(tag: Tag, tables: Table[], sheets: RawSheet[]): void {
  const { name, kind } = tag;
  const table = tables.at(-1);
  if (name === 'table' && kind === 'open') {
    if (tables.push(new Table()) > MAX_NESTED) throw new AppError('input.too_large', { depth: tables.length, limit: MAX_NESTED });
  } else if (table === undefined) {
    return;
  } else if (name === 'table') {
    table.closeRow();
    tables.pop();
    const sheet = table.grid.sheet(sheets.length === 0 ? 'html' : `html ${sheets.length + 1}`, false);
    if (sheet.rows.length > 0) sheets.push(sheet);
  } else if (name === 'tr') {
    if (kind === 'open') table.openRow();
    else table.closeRow();
  } else if (name === 'td' || name === 'th') {
    if (kind === 'open') table.openCell(tag);
    else table.closeCell();
  } else if (blocks.has(name)) {
    table.write('\n');
  }
}
