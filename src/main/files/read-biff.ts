import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { ByteReader } from './byte-reader.ts';
import { fromLatin1 } from './decode.ts';
import { Grid } from './grid.ts';
import { builtInFormats, dateFormatOf, errorName } from './sheetjs.ts';

/** Numbers of the records that make cells or say how they are read ([MS-XLS] 2.3); all others are passed over. */
const ids = {
  bof: 0x0809, eof: 0x000a, continue: 0x003c, filepass: 0x002f, code_page: 0x0042, date1904: 0x0022, sheet: 0x0085,
  format: 0x041e, cell_format: 0x00e0, strings: 0x00fc, number: 0x0203, packed: 0x027e, packed_row: 0x00bd, label: 0x0204,
  rich_label: 0x00d6, shared_label: 0x00fd, bool_or_error: 0x0205, formula: 0x0006, result_text: 0x0207,
} as const;
/** Beginnings of the streams of Excel 2, 3 and 4. */
const ancient: ReadonlySet<number> = new Set([0x0009, 0x0209, 0x0409]);
const VERSIONS: ReadonlyMap<number, 5 | 8> = new Map([[0x0500, 5], [0x0600, 8]]);

const truncated = (reason: string): AppError => new AppError('input.truncated', { reason });

interface BiffRecord {
  readonly id: number;
  /** Where it begins in the stream; sheets are found by it. */
  readonly at: number;
  /** The record and those that continue it. */
  readonly pieces: readonly DataView[];
}

/** The records of a stream; each must be whole. Behind the last sheet's end stands what fills up the container's sector. */
function* recordsOf(stream: Uint8Array): Generator<BiffRecord, void, void> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let depth = 0;
  for (let at = 0; at + 4 <= stream.length; ) {
    const id = view.getUint16(at, true);
    if (depth === 0 && id !== ids.bof) break;
    const pieces: DataView[] = [];
    const start = at;
    do {
      const length = view.getUint16(at + 2, true);
      if (at + 4 + length > stream.length) throw truncated('broken_record');
      pieces.push(new DataView(stream.buffer, stream.byteOffset + at + 4, length));
      at += 4 + length;
    } while (at + 4 <= stream.length && view.getUint16(at, true) === ids.continue);
    if (id === ids.bof) depth += 1;
    if (id === ids.eof) depth -= 1;
    yield { id, at: start, pieces };
  }
  if (depth > 0) throw truncated('open_sheet');
}

interface ListedSheet {
  readonly at: number;
  readonly name: string;
  readonly hidden: boolean;
}

/** Reads the stream of a workbook of Excel 5 to 2003, its own text decoded, formulas by their cached results. */
class BiffReader {
  readonly #listed: ListedSheet[] = [];
  readonly #codes = new Map(builtInFormats);
  readonly #styles: number[] = [];
  readonly #meanings = new Map<number, ReturnType<typeof dateFormatOf>>();
  #strings: readonly string[] = [];
  #version: 5 | 8 = 8;
  #code_page: number | undefined;
  #date1904 = false;
  #depth = 0;
  #rows = new Map<number, RawCell[]>();
  #grid = new Grid();
  readonly #grids = new Map<number, Grid>();
  #begun = 0;
  /** A formula whose text result comes in the next record. */
  #awaiting: { readonly row: number; readonly column: number } | null = null;

  see({ id, at, pieces }: BiffRecord): void {
    const record = new ByteReader(pieces);
    if (id === ids.bof) return this.#begin(record, at);
    if (id === ids.eof) return this.#end();
    // Within a sheet a chart may stand, with cells of its own.
    if (this.#depth > 1) return;
    switch (id) {
      case ids.filepass:
        throw new AppError('input.password_protected');
      case ids.code_page:
        this.#code_page = record.word();
        return;
      case ids.date1904:
        this.#date1904 = record.word() === 1;
        return;
      case ids.sheet:
        return this.#list(record);
      case ids.format:
        this.#codes.set(record.word(), this.#text(record, this.#version === 8 ? record.word() : record.byte()));
        return;
      case ids.cell_format:
        record.word();
        this.#styles.push(record.word());
        return;
      case ids.strings:
        this.#strings = stringsOf(record);
        return;
      case ids.result_text:
        if (this.#awaiting !== null) this.#put(this.#awaiting.row, this.#awaiting.column, this.#text(record, record.word()));
        this.#awaiting = null;
        return;
      default:
        this.#cell(id, record);
    }
  }

  /** The worksheets, in the order of the file's list of them. */
  sheets(): RawSheet[] {
    return this.#listed.map(({ at, name, hidden }) => {
      const grid = this.#grids.get(at);
      if (grid === undefined) throw truncated('missing_sheet');
      return grid.sheet(name, hidden);
    });
  }

  #begin(record: ByteReader, at: number): void {
    const version = VERSIONS.get(record.word());
    if (version === undefined) throw truncated('unknown_version');
    if (this.#begun > 0 && version !== this.#version) throw truncated('mixed_versions');
    this.#version = version;
    this.#depth += 1;
    if (this.#depth > 1) return;
    this.#begun += 1;
    this.#rows = new Map();
    this.#grid = new Grid();
    this.#grids.set(at, this.#grid);
  }

  #end(): void {
    this.#depth -= 1;
    if (this.#depth > 0) return;
    for (const number of [...this.#rows.keys()].sort((a, b) => a - b)) {
      this.#grid.skip(number - this.#grid.next);
      this.#grid.add(this.#rows.get(number) ?? []);
    }
  }

  #list(record: ByteReader): void {
    const at = record.long();
    const hidden = (record.byte() & 3) !== 0;
    // Charts, macros and dialogs stand in the same list, and hold no cells.
    const is_worksheet = record.byte() === 0;
    const name = this.#text(record, record.byte());
    if (is_worksheet) this.#listed.push({ at, name, hidden });
  }

  /** Text of so many characters: Unicode in BIFF8, in the file's code page before. */
  #text(record: ByteReader, length: number): string {
    if (this.#version === 8) return charactersOf(record, length);
    const text = record.characters(length, 1);
    return this.#code_page === undefined || this.#code_page === 1254 || this.#code_page === 0x8001 ? fromLatin1(text, 'windows-1254') : text;
  }

  #put(row: number, column: number, cell: RawCell): void {
    let cells = this.#rows.get(row);
    if (cells === undefined) {
      cells = [];
      this.#rows.set(row, cells);
    }
    this.#grid.put(cells, column, cell === '' ? null : cell);
  }

  #cell(id: number, record: ByteReader): void {
    if (id === ids.packed_row) return this.#packedRow(record);
    if (!cellIds.has(id)) return;
    const [row, column, style] = [record.word(), record.word(), record.word()];
    this.#awaiting = null;
    this.#put(row, column, id === ids.formula ? this.#result(record, row, column, style) : this.#value(id, record, style));
  }

  #packedRow(record: ByteReader): void {
    const row = record.word();
    // Style and number of each, then the last one's column, which is told by their count too.
    for (let column = record.word(); record.left >= 6; column += 1) {
      const style = record.word();
      this.#put(row, column, this.#number(record.packedNumber(), style));
    }
  }

  #value(id: number, record: ByteReader, style: number): RawCell {
    switch (id) {
      case ids.number:
        return this.#number(record.double(), style);
      case ids.packed:
        return this.#number(record.packedNumber(), style);
      case ids.bool_or_error: {
        const value = record.byte();
        return record.byte() === 1 ? { error: errorName(value) } : value === 1;
      }
      case ids.shared_label: {
        const text = this.#strings[record.long()];
        if (text === undefined) throw truncated('missing_string');
        return text;
      }
      default:
        return this.#text(record, record.word());
    }
  }

  /** Eight bytes: a number, or behind a mark what else it is. */
  #result(record: ByteReader, row: number, column: number, style: number): RawCell {
    const bytes = new DataView(new ArrayBuffer(8));
    for (let at = 0; at < 8; at += 1) bytes.setUint8(at, record.byte());
    if (bytes.getUint16(6, true) !== 0xffff) return this.#number(bytes.getFloat64(0, true), style);
    const kind = bytes.getUint8(0);
    if (kind === 0) this.#awaiting = { row, column };
    if (kind === 1) return bytes.getUint8(2) === 1;
    return kind === 2 ? { error: errorName(bytes.getUint8(2)) } : null;
  }

  #number(value: number, style: number): RawCell {
    const format = this.#styles[style] ?? 0;
    let meaning = this.#meanings.get(format);
    if (meaning === undefined) {
      meaning = dateFormatOf(this.#codes.get(format) ?? 'General');
      this.#meanings.set(format, meaning);
    }
    return meaning.is_date ? { serial: value, date1904: this.#date1904, shows_time: meaning.shows_time } : value;
  }
}

const cellIds: ReadonlySet<number> = new Set([
  ids.number, ids.packed, ids.label, ids.rich_label, ids.shared_label, ids.bool_or_error, ids.formula,
]);

/** Characters behind a byte that says how wide they are; each piece of the record begins with such a byte anew. */
function charactersOf(record: ByteReader, length: number, flags = record.byte()): string {
  let text = '';
  let width: 1 | 2 = (flags & 1) === 0 ? 1 : 2;
  for (let rest = length; rest > 0; ) {
    const here = Math.min(rest, Math.floor(record.left / width));
    if (here === 0) throw truncated('short_record');
    text += record.characters(here, width);
    rest -= here;
    if (rest > 0) width = (record.byte() & 1) === 0 ? 1 : 2;
  }
  return text;
}

/** The texts that cells share: plain, rich, or with how they are spoken behind them. */
function stringsOf(record: ByteReader): string[] {
  record.long();
  const count = record.long();
  const strings: string[] = [];
  while (strings.length < count && record.left > 0) {
    const length = record.word();
    const flags = record.byte();
    const runs = (flags & 8) === 0 ? 0 : record.word();
    const spoken = (flags & 4) === 0 ? 0 : record.long();
    strings.push(charactersOf(record, length, flags));
    record.skip(runs * 4 + spoken);
  }
  return strings;
}

/** Reads a stream of BIFF records. Throws `input.truncated`, `input.too_large`, `input.password_protected`. */
export function readBiff(stream: Uint8Array): RawSheet[] {
  const first = stream.length < 2 ? 0 : (stream[0] ?? 0) + (stream[1] ?? 0) * 256;
  if (ancient.has(first)) throw new AppError('input.unsupported_format', { format: 'xls (Excel 2-4)' });
  const reader = new BiffReader();
  let is_empty = true;
  for (const record of recordsOf(stream)) {
    reader.see(record);
    is_empty = false;
  }
  if (is_empty) throw truncated('no_record');
  return reader.sheets();
}
