import * as XLSX from 'xlsx';
import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { widthsOf } from './xlsx-limits.ts';

const errorNames = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

/** How a spreadsheet shows the error of this number. */
export const errorName = (code: number): string => errorNames.get(code) ?? `#${code}`;

/** Formats every spreadsheet knows by number, of those that make a date (ECMA-376, 18.8.30). */
export const builtInFormats: ReadonlyMap<number, string> = new Map([
  [14, 'm/d/yy'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [18, 'h:mm AM/PM'],
  [19, 'h:mm:ss AM/PM'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'm/d/yy h:mm'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mmss.0'],
]);

interface DateFormat {
  readonly is_date: boolean;
  readonly shows_time: boolean;
}

/** Quoted words, escaped letters and locale marks of a number format say nothing about the date. */
const literals = /"[^"]*"|\\.|\[\$[^\]]*\]|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]/gi;

/** What a number format makes of a number: a date, and one with a time, or neither. */
export function dateFormatOf(format: string): DateFormat {
  const bare = format.replace(literals, '');
  const is_date = XLSX.SSF.is_date(bare);
  return { is_date, shows_time: is_date && /[hs]/i.test(bare) };
}

/** Turns the cells of one workbook into raw cells; each number format is looked at once. */
class CellReader {
  readonly #date1904: boolean;
  readonly #formats = new Map<string, DateFormat>();

  constructor(date1904: boolean) {
    this.#date1904 = date1904;
  }

  read(cell: XLSX.CellObject | undefined): RawCell {
    if (cell === undefined || cell.v === undefined || cell.v === null) return null;
    if (cell.t === 'e') return { error: errorNames.get(Number(cell.v)) ?? String(cell.w ?? cell.v) };
    if (typeof cell.v === 'number') return this.#number(cell.v, cell.z);
    if (typeof cell.v === 'boolean') return cell.v;
    return cell.v === '' ? null : String(cell.v);
  }

  #number(value: number, format: string | number | undefined): RawCell {
    const key = String(format ?? 'General');
    let known = this.#formats.get(key);
    if (known === undefined) {
      known = dateFormatOf(key);
      this.#formats.set(key, known);
    }
    if (!known.is_date) return value;
    return { serial: value, date1904: this.#date1904, shows_time: known.shows_time };
  }
}

/** Formatted cells without a value and formulas that gave an empty text hold nothing to read. */
const isFilled = (cell: XLSX.CellObject | undefined): boolean => cell?.v !== undefined && cell.v !== null && cell.v !== '';

function readSheet(name: string, hidden: boolean, sheet: XLSX.WorkSheet | undefined, reader: CellReader): RawSheet {
  // The library leaves a sheet out that it could not read and says nothing.
  if (sheet === undefined) throw new AppError('input.truncated', { reason: 'missing_sheet', sheet: name });
  // Rows of a dense sheet stand at their own number however far down the used range begins.
  const data: readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  const rows = widthsOf(data, isFilled).map((width, index) => Array.from({ length: width }, (_, column) => reader.read(data[index]?.[column])));
  return { name, hidden, rows };
}

/**
 * Lets the library read an .xlsx that was checked before: values as
 * kept, formulas by their cached results, dates as serials. What it cannot read is
 * `input.truncated`.
 */
export function readBySheetJs(bytes: Uint8Array): RawSheet[] {
  const book = parse(bytes);
  const reader = new CellReader(book.Workbook?.WBProps?.date1904 === true);
  return book.SheetNames.map((name, index) =>
    readSheet(name, (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, book.Sheets[name], reader),
  );
}

function parse(bytes: Uint8Array): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: 'array',
      raw: true,
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
    });
  } catch (error) {
    throw new AppError('input.truncated', { reason: 'unreadable' }, error);
  }
}
