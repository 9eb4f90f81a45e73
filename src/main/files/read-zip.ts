import { crc32, inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';

/** One file of a zip as its central directory declares it. */
export interface ZipEntry {
  readonly name: string;
  /** The name's own bytes, as its local header has to repeat them. */
  readonly name_bytes: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Byte where its local header begins. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const WIDE_END_SIGNATURE = 0x06064b50;
const WIDE_LOCATOR_SIGNATURE = 0x07064b50;
const END_LENGTH = 22;
const WIDE_END_LENGTH = 56;
const WIDE_LOCATOR_LENGTH = 20;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;
const WIDE = 0xffffffff;
const WIDE_FIELD = 1;

/** A workbook has a few dozen parts. */
const MAX_ENTRIES = 10_000;
const MAX_UNPACKED = 1_000_000_000;
/** Spreadsheets pack to a tenth or a fiftieth; only above this size does a ratio matter. */
const RATIO_FROM = 64_000_000;
const MAX_RATIO = 250;

const truncated = (reason: string, cause?: unknown): AppError => new AppError('input.truncated', { reason }, cause);

function endOfDirectory(bytes: Uint8Array, view: DataView): number {
  const first = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= first; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw truncated('no_directory');
}

/** Where the directory lies and how many entries it has; the end of a large or a streamed zip says it in 64 bits. */
function directoryOf(bytes: Uint8Array, view: DataView): { readonly count: number; readonly start: number; readonly end: number } {
  const end = endOfDirectory(bytes, view);
  const locator = end - WIDE_LOCATOR_LENGTH;
  const isWide = locator >= 0 && view.getUint32(locator, true) === WIDE_LOCATOR_SIGNATURE;
  const wide = isWide ? Number(view.getBigUint64(locator + 8, true)) : -1;
  if (isWide && (wide + WIDE_END_LENGTH > locator || view.getUint32(wide, true) !== WIDE_END_SIGNATURE)) throw truncated('directory_out_of_place');
  const last = isWide ? wide : end;
  const count = isWide ? Number(view.getBigUint64(wide + 32, true)) : view.getUint16(end + 10, true);
  const size = isWide ? Number(view.getBigUint64(wide + 40, true)) : view.getUint32(end + 12, true);
  const start = isWide ? Number(view.getBigUint64(wide + 48, true)) : view.getUint32(end + 16, true);
  if (start + size > last) throw truncated('directory_out_of_place');
  if (count > MAX_ENTRIES) throw new AppError('input.too_large', { parts: count, limit: MAX_ENTRIES });
  return { count, start, end: last };
}

/**
 * Sizes and place of an entry. Streaming writers put them into an extra field of 64
 * bits, which holds, in this order, only what does not stand in the entry itself.
 */
function wideSizes(view: DataView, at: number, extra: number, length: number): Pick<ZipEntry, 'size' | 'packed' | 'offset'> {
  const narrow = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  for (let field = extra; field + 4 <= extra + length && narrow.includes(WIDE); ) {
    const fieldLength = view.getUint16(field + 2, true);
    let value = field + 4;
    if (view.getUint16(field, true) === WIDE_FIELD) {
      for (const [index, size] of narrow.entries()) {
        if (size !== WIDE || value + 8 > field + 4 + fieldLength) continue;
        narrow[index] = Number(view.getBigUint64(value, true));
        value += 8;
      }
    }
    field += 4 + fieldLength;
  }
  const [size = 0, packed = 0, offset = 0] = narrow;
  return { size, packed, offset };
}

/** Lists a zip by its central directory; one that is cut off or out of place is `input.truncated`. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = directoryOf(bytes, view);
  let at = start;
  const entries: ZipEntry[] = [];
  const decoder = new TextDecoder();
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw truncated('broken_directory');
    const nameLength = view.getUint16(at + 28, true);
    const name_bytes = bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
    if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0) throw new AppError('input.password_protected');
    const extraLength = view.getUint16(at + 30, true);
    if (at + ENTRY_LENGTH + nameLength + extraLength > end) throw truncated('broken_directory');
    const sizes = wideSizes(view, at, at + ENTRY_LENGTH + nameLength, extraLength);
    entries.push({
      name: decoder.decode(name_bytes).replaceAll('\\', '/'),
      name_bytes,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at += ENTRY_LENGTH + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Refuses a zip that would unpack to more than memory should be spent on. */
export function refuseZipBomb(entries: readonly ZipEntry[], fileSize: number): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > MAX_UNPACKED) throw new AppError('input.too_large', { unpacked: total, limit: MAX_UNPACKED });
  if (total > RATIO_FROM && total / fileSize > MAX_RATIO) {
    throw new AppError('input.too_large', { unpacked: total, limit: fileSize * MAX_RATIO });
  }
}

/** The packed bytes of an entry, after its local header was held against the directory. */
export function locateEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packed } = entry;
  if (offset + LOCAL_LENGTH > bytes.length || view.getUint32(offset, true) !== LOCAL_SIGNATURE) {
    throw truncated('broken_entry');
  }
  const nameEnd = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true);
  // A part under a damaged name would be missing without a word.
  const name = bytes.subarray(offset + LOCAL_LENGTH, nameEnd);
  if (!Buffer.from(entry.name_bytes).equals(name)) throw truncated('broken_entry');
  const start = nameEnd + view.getUint16(offset + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (data.length !== packed) throw truncated('broken_entry');
  return data;
}

/**
 * Unpacks an entry and holds it against its declared size and checksum. The library
 * that reads the sheets does not look at checksums, and a damaged part would only
 * show as rows that are missing.
 */
export function unpackEntry(entry: ZipEntry, data: Uint8Array): Uint8Array {
  const content = entry.method === 0 ? data : inflate(data, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw truncated('checksum');
  return content;
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw truncated('broken_entry', error);
  }
}
