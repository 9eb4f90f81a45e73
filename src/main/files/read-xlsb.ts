import type { RawCell, RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { ByteReader } from './byte-reader.ts';
import { Grid, sheetLimits } from './grid.ts';
import { attributesOf, xmlTokens } from './markup.ts';
import { listZip, locateEntry, refuseZipBomb, unpackEntry } from './read-zip.ts';
import { builtInFormats, dateFormatOf, errorName } from './sheetjs.ts';

const broken = (reason: string): AppError => new AppError('input.truncated', { reason });

/** One record of a binary part ([MS-XLSB]). */
class PartRecord extends ByteReader {
  readonly id: number;

  constructor(id: number, view: DataView) {
    super([view]);
    this.id = id;
  }

  /** A text of 16-bit characters behind their number; none at all where the number says so. */
  text(): string {
    const length = this.long();
    return length === 0xffffffff ? '' : this.characters(length, 2);
  }
}

/** A number of up to `most` bytes of seven bits each, the first the lowest. */
function packedAt(part: Uint8Array, at: number, most: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < most; index += 1) {
    const byte = part[at + index];
    if (byte === undefined) throw broken('broken_record');
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  return { value, next: at + most };
}

function* recordsOf(part: Uint8Array): Generator<PartRecord, void, void> {
  for (let at = 0; at < part.length; ) {
    const id = packedAt(part, at, 2);
    const length = packedAt(part, id.next, 4);
    at = length.next + length.value;
    if (at > part.length) throw broken('broken_record');
    yield new PartRecord(id.value, new DataView(part.buffer, part.byteOffset + length.next, length.value));
  }
}

type DateFormat = ReturnType<typeof dateFormatOf>;

/** The number format of each cell style, by its place. */
function readStyles(part: Uint8Array): DateFormat[] {
  const codes = new Map(builtInFormats);
  const styles: DateFormat[] = [];
  let inCells = false;
  for (const record of recordsOf(part)) {
    if (record.id === 44) codes.set(record.word(), record.text());
    else if (record.id === 617 || record.id === 618) inCells = record.id === 617;
    else if (record.id === 47 && inCells) {
      record.word();
      styles.push(dateFormatOf(codes.get(record.word()) ?? 'General'));
    }
  }
  return styles;
}

function readStrings(part: Uint8Array): string[] {
  const strings: string[] = [];
  for (const record of recordsOf(part)) {
    if (record.id !== 19) continue;
    record.byte();
    strings.push(record.text());
  }
  return strings;
}

interface Book {
  readonly strings: readonly string[];
  readonly styles: readonly DateFormat[];
  readonly date1904: boolean;
}

/** What a cell's record holds behind its place. A formula's result stands where a value would; the formula follows it. */
function valueOf(record: PartRecord, style: number, { strings, styles, date1904 }: Book): RawCell {
  const numeric = (value: number): RawCell => {
    const format = styles[style];
    return format?.is_date === true ? { serial: value, date1904, shows_time: format.shows_time } : value;
  };
  const textual = (text: string | undefined): RawCell => {
    if (text === undefined) throw broken('missing_string');
    return text === '' ? null : text;
  };
  switch (record.id) {
    case 2:
    case 13:
      return numeric(record.packedNumber());
    case 5:
    case 9:
    case 16:
      return numeric(record.double());
    case 3:
    case 11:
    case 14:
      return { error: errorName(record.byte()) };
    case 4:
    case 10:
    case 15:
      return record.byte() !== 0;
    case 7:
    case 18:
      return textual(strings[record.long()]);
    case 6:
    case 8:
    case 17:
      return textual(record.text());
    case 62:
      record.byte();
      return textual(record.text());
    default:
      return null;
  }
}

const [ROW, BEGIN_DATA, END_DATA, END_SHEET] = [0, 145, 146, 130];
const isCell = (id: number): boolean => (id >= 1 && id <= 18) || id === 62;
/** Cells that stand right of the one before, without a column of their own. */
const isShort = (id: number): boolean => id >= 12 && id <= 18;

function readRows(part: Uint8Array, book: Book): Grid {
  const grid = new Grid();
  let row: RawCell[] = [];
  let column = -1;
  let state: 'before' | 'data' | 'row' | 'after' | 'end' = 'before';
  for (const record of recordsOf(part)) {
    if (record.id === BEGIN_DATA) state = 'data';
    else if (record.id === END_SHEET) state = 'end';
    else if (record.id === ROW || record.id === END_DATA) {
      if (state === 'row') grid.add(row);
      state = record.id === ROW ? 'row' : 'after';
      if (record.id === END_DATA) continue;
      const number = record.long();
      if (number < grid.next) throw broken('row_order');
      if (number >= sheetLimits.rows) throw new AppError('input.too_large', { rows: number + 1, limit: sheetLimits.rows });
      grid.skip(number - grid.next);
      row = [];
      column = -1;
    } else if (state === 'row' && isCell(record.id)) {
      column = isShort(record.id) ? column + 1 : record.long();
      const style = record.word() + (record.byte() << 16);
      record.byte();
      grid.put(row, column, valueOf(record, style, book));
    }
  }
  if (state !== 'end') throw broken('open_sheet');
  return grid;
}

/** Unpacked size of the parts together. */
const MAX_PARTS_BYTES = 400_000_000;

/** The parts a workbook's cells come from; pictures and macros are not unpacked. */
function partsOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const entries = listZip(bytes);
  refuseZipBomb(entries, bytes.length);
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of entries) {
    const name = entry.name.replace(/^\/+/, '');
    if (!/^xl\/(?:_rels\/)?[^/]+\.(?:bin|rels)$|^xl\/(?:.*\/)?[^/]*(?:sheet|string|style)[^/]*\.bin$/i.test(name)) continue;
    total += entry.size;
    if (total > MAX_PARTS_BYTES) throw new AppError('input.too_large', { unpacked: total, limit: MAX_PARTS_BYTES });
    parts.set(name.toLowerCase(), unpackEntry(entry, locateEntry(bytes, entry)));
  }
  return parts;
}

interface Relation {
  readonly type: string;
  readonly part: Uint8Array | undefined;
}

function relationsOf(parts: ReadonlyMap<string, Uint8Array>, workbook: string): ReadonlyMap<string, Relation> {
  const source = parts.get(workbook.replace('xl/', 'xl/_rels/').concat('.rels'));
  const relations = new Map<string, Relation>();
  if (source === undefined) return relations;
  for (const token of xmlTokens(new TextDecoder().decode(source))) {
    if (token.kind !== 'open' || token.name !== 'Relationship') continue;
    const attributes = attributesOf(token);
    const target = (attributes.get('Target') ?? '').toLowerCase();
    const part = parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);
    relations.set(attributes.get('Id') ?? '', { type: (attributes.get('Type') ?? '').replace(/^.*\//, ''), part });
  }
  return relations;
}

/** Reads an .xlsb, a zip of binary parts: values as kept, formulas by their cached results. */
export function readXlsb(bytes: Uint8Array): RawSheet[] {
  const parts = partsOf(bytes);
  const [workbook] = [...parts.keys()].filter((name) => /^xl\/workbook[^/]*\.bin$/.test(name));
  const relations = relationsOf(parts, workbook ?? '');
  const partOf = (type: string): Uint8Array => [...relations.values()].find((relation) => relation.type === type)?.part ?? new Uint8Array();
  const found: { readonly name: string; readonly hidden: boolean; readonly relation: Relation | undefined }[] = [];
  let date1904 = false;
  for (const record of recordsOf(parts.get(workbook ?? '') ?? new Uint8Array())) {
    if (record.id === 153) date1904 = (record.long() & 1) === 1;
    if (record.id !== 156) continue;
    const hidden = (record.long() & 3) !== 0;
    record.long();
    const relation = relations.get(record.text());
    found.push({ hidden, relation, name: record.text() });
  }
  const book: Book = { strings: readStrings(partOf('sharedStrings')), styles: readStyles(partOf('styles')), date1904 };
  // Charts and dialogs are sheets too, and hold no cells.
  return found.filter(({ relation }) => relation === undefined || relation.type === 'worksheet').map(({ name, hidden, relation }) => {
    if (relation?.part === undefined) throw broken('missing_sheet');
    return readRows(relation.part, book).sheet(name, hidden);
  });
}
