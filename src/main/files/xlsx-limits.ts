import { AppError } from '../../shared/errors.ts';

/** A sheet has no more rows than this; a cell below them comes from no spreadsheet. */
const MAX_ROWS = 1_048_576;
/** Bank files have some thirty columns. */
const MAX_COLUMNS = 512;
/** Cells of one sheet, gaps between them counted: 100,000 rows of fifty columns. */
const MAX_CELLS = 5_000_000;
/** Formatted cells without a value cost the library time but no memory that stays. */
const MAX_TAGS = 10_000_000;
/** Text of one part; somewhat more than this fits in no string at all. */
const MAX_PART_BYTES = 500_000_000;

const [LESS, COLON, SLASH, MORE] = [0x3c, 0x3a, 0x2f, 0x3e];
const WHITE_SPACE: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const LINK = Buffer.from('hyperlink');

const isWord = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f);

/** Where the name of the tag that opens at `at` begins, its namespace prefix left out. */
function nameAt(part: Uint8Array, at: number): number {
  let end = at + 1;
  while (isWord(part[end])) end += 1;
  return part[end] === COLON ? end + 1 : at + 1;
}

function isLink(part: Uint8Array, name: number): boolean {
  return LINK.every((byte, index) => part[name + index] === byte) && WHITE_SPACE.has(part[name + LINK.length]);
}

/**
 * Counts a part's cells before the library builds one object for each, and takes links
 * out: the library makes an empty cell of every place a link covers, and one link may
 * cover a whole sheet. Throws `input.too_large`, and `input.unsupported_format` for a
 * part in a code page the count could not see through.
 */
export function guardPart(part: Uint8Array): Uint8Array {
  if (part.length > MAX_PART_BYTES) throw new AppError('input.too_large', { unpacked: part.length, limit: MAX_PART_BYTES });
  const [first, second] = part;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new AppError('input.unsupported_format', { format: 'xlsx (UTF-16)' });
  }
  // `<c`, and the `<v` or `<t` that make it more than a format.
  let tags = 0;
  let values = 0;
  let guarded = part;
  for (let at = part.indexOf(LESS); at >= 0; at = part.indexOf(LESS, at + 1)) {
    const name = nameAt(part, at);
    const next = part[name + 1];
    if (next === SLASH || next === MORE || WHITE_SPACE.has(next)) {
      if (part[name] === 0x63) tags += 1;
      else if (part[name] === 0x76 || part[name] === 0x74) values += 1;
    } else if (isLink(part, name)) {
      // A stored part is a view of the file itself, which is kept byte for byte.
      if (guarded === part) guarded = Uint8Array.from(part);
      guarded[name] = 0x78;
    }
    if (tags > MAX_TAGS || values > MAX_CELLS) {
      throw new AppError('input.too_large', { cells: Math.max(tags, values), limit: tags > MAX_TAGS ? MAX_TAGS : MAX_CELLS });
    }
  }
  return guarded;
}

/** Index after the last cell that holds something; the gaps of a far cell are not walked through. */
function widthOf<T>(row: readonly (T | undefined)[] | undefined, isFilled: (cell: T | undefined) => boolean): number {
  if (row === undefined) return 0;
  if (row.length <= MAX_COLUMNS) return row.findLastIndex(isFilled) + 1;
  const filled = Object.keys(row).map(Number).filter((index) => Number.isSafeInteger(index) && isFilled(row[index]));
  return (filled.at(-1) ?? -1) + 1;
}

/**
 * The width of every row up to the last one that holds anything, of rows that may be
 * sparse. Throws `input.too_large` before more is filled up than a bank file can hold.
 */
export function widthsOf<T>(
  rows: readonly (readonly (T | undefined)[] | undefined)[],
  isFilled: (cell: T | undefined) => boolean,
): number[] {
  if (rows.length > MAX_ROWS) throw new AppError('input.too_large', { rows: rows.length, limit: MAX_ROWS });
  const widths: number[] = [];
  let cells = 0;
  let last = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const width = widthOf(rows[index], isFilled);
    if (width > MAX_COLUMNS) throw new AppError('input.too_large', { columns: width, limit: MAX_COLUMNS });
    cells += width;
    if (cells > MAX_CELLS) throw new AppError('input.too_large', { cells, limit: MAX_CELLS });
    if (width > 0) last = index + 1;
    widths.push(width);
  }
  widths.length = last;
  return widths;
}
