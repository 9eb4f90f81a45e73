import { zipSync, type Zippable } from 'fflate';
import * as XLSX from 'xlsx';
import type { RawCell, RawSheet, RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { listZip, locateEntry, refuseZipBomb, unpackEntry, type ZipEntry } from './read-zip.ts';
import { guardPart, widthsOf } from './xlsx-limits.ts';

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

interface DateFormat {
  readonly is_date: boolean;
  readonly shows_time: boolean;
}

/** Quoted words, escaped letters and locale marks of a number format say nothing about the date. */
const literals = /"[^"]*"|\\.|\[\$[^\]]*\]|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]/gi;

function dateFormatOf(format: string): DateFormat {
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

/** What a zip holds that has no workbook in it. */
function zipFormat(entries: readonly ZipEntry[]): string {
  const names = entries.map((entry) => entry.name);
  if (names.includes('xl/workbook.bin')) return 'xlsb';
  if (names.includes('content.xml')) return 'ods';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  return names.some((name) => name.endsWith('.iwa')) ? 'numbers' : 'zip';
}

/**
 * Reads an xlsx: values as kept, formulas by their cached results, dates as serials.
 * Its parts are checked for size, damage and more cells than a bank file can have
 * before the library sees them.
 */
export function readXlsx(bytes: Uint8Array): RawWorkbook {
  const entries = listZip(bytes);
  if (!entries.some((entry) => /^\/?xl\/workbook[^/]*\.xml$/i.test(entry.name))) {
    throw new AppError('input.unsupported_format', { format: zipFormat(entries) });
  }
  refuseZipBomb(entries, bytes.length);
  const book = parse(repack(bytes, entries));
  const reader = new CellReader(book.Workbook?.WBProps?.date1904 === true);
  const sheets = book.SheetNames.map((name, index) =>
    readSheet(name, (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0, book.Sheets[name], reader),
  );
  return { format: 'xlsx', encoding: null, sheets };
}

/**
 * The parts that make a workbook, checked and stored without packing: the library
 * then reads exactly what was checked, and pictures and macros never reach it.
 */
function repack(bytes: Uint8Array, entries: readonly ZipEntry[]): Uint8Array {
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const data = locateEntry(bytes, entry);
    if (/\.(?:xml|rels)$/i.test(entry.name)) parts.set(entry.name.replace(/^\/+/, ''), guardPart(unpackEntry(entry, data)));
  }
  const files: Zippable = Object.fromEntries(parts);
  return zipSync(files, { level: 0 });
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
