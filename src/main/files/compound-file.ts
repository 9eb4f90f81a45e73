import { AppError } from '../../shared/errors.ts';

/** A stream of a compound file (OLE, [MS-CFB]), the container of Office files before 2007. */
interface Entry {
  readonly name: string;
  readonly is_stream: boolean;
  readonly start: number;
  readonly size: number;
}

const HEADER_LENGTH = 512;
const ENTRY_LENGTH = 128;
const MINI_SECTOR = 64;
/** Streams shorter than this lie in the mini stream. */
const MINI_CUTOFF = 4096;
const FIRST_DIFAT = 76;
/** Sector numbers from here on are marks: end of chain, free. */
const MARKS = 0xfffffffa;
const ROOT = 5;
const STREAM = 2;

const broken = (reason: string): AppError => new AppError('input.truncated', { reason });

/**
 * Reads the streams of a compound file one by one. Every chain of sectors is followed
 * at most once through each sector, so a loop ends as `input.truncated`, as does
 * whatever leads out of the file.
 */
export class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorSize: number;
  readonly #sectors: number;
  readonly #fat: readonly number[];
  readonly #entries: readonly Entry[];

  constructor(bytes: Uint8Array) {
    if (bytes.length < HEADER_LENGTH) throw broken('compound_header');
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = this.#view.getUint16(30, true);
    if (shift !== 9 && shift !== 12) throw broken('compound_header');
    this.#sectorSize = 1 << shift;
    // The last sector may end early; some writers do not fill it up.
    this.#sectors = Math.ceil(bytes.length / this.#sectorSize) - 1;
    this.#fat = this.#readFat();
    this.#entries = this.#readDirectory();
  }

  /** Names of all streams and storages. */
  get names(): string[] {
    return this.#entries.map((entry) => entry.name);
  }

  /** A stream's bytes, whole; undefined where there is none of this name. */
  stream(name: string): Uint8Array | undefined {
    const entry = this.#entries.find((each) => each.is_stream && each.name === name);
    if (entry === undefined) return undefined;
    const content = entry.size < MINI_CUTOFF ? this.#mini(entry) : this.#chain(entry.start, entry.size);
    if (content.length < entry.size) throw broken('compound_stream');
    return content.subarray(0, entry.size);
  }

  #sector(number: number): Uint8Array {
    if (number >= this.#sectors) throw broken('compound_sector');
    const start = (number + 1) * this.#sectorSize;
    return this.#bytes.subarray(start, start + this.#sectorSize);
  }

  /** The sectors' successors, put together from the sectors that the header and the DIFAT name. */
  #readFat(): number[] {
    const named: number[] = [];
    for (let index = 0; index < 109; index += 1) named.push(this.#view.getUint32(FIRST_DIFAT + index * 4, true));
    const perSector = this.#sectorSize / 4 - 1;
    let next = this.#view.getUint32(68, true);
    for (let count = 0; next < MARKS; count += 1) {
      if (count > this.#sectors) throw broken('compound_loop');
      const words = wordsOf(this.#sector(next));
      named.push(...words.slice(0, perSector));
      next = words[perSector] ?? MARKS;
    }
    const fat: number[] = [];
    for (const number of named) {
      if (number >= MARKS) continue;
      if (fat.length > this.#sectors) break;
      for (const word of wordsOf(this.#sector(number))) fat.push(word);
    }
    return fat;
  }

  /** The sectors of a chain, as one; at most `size` bytes and what is left of the last sector. */
  #chain(start: number, size: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let at = start; at < MARKS && length < size; ) {
      if (parts.length > this.#sectors) throw broken('compound_loop');
      const sector = this.#sector(at);
      parts.push(sector);
      length += sector.length;
      const next = this.#fat[at];
      if (next === undefined) throw broken('compound_chain');
      at = next;
    }
    return Buffer.concat(parts);
  }

  #readDirectory(): Entry[] {
    const bytes = this.#chain(this.#view.getUint32(48, true), Infinity);
    if (bytes.length === 0 || bytes.length % this.#sectorSize !== 0) throw broken('compound_directory');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries: Entry[] = [];
    for (let at = 0; at + ENTRY_LENGTH <= bytes.length; at += ENTRY_LENGTH) {
      const kind = bytes[at + 66];
      const nameLength = Math.min(view.getUint16(at + 64, true), 64);
      if (kind === 0 || nameLength < 2) continue;
      const name = Buffer.from(bytes.buffer, bytes.byteOffset + at, nameLength - 2).toString('utf16le');
      entries.push({ name: kind === ROOT ? '' : name, is_stream: kind === STREAM, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
    }
    return entries;
  }

  #mini({ start, size }: Entry): Uint8Array {
    const root = this.#entries.find((entry) => entry.name === '');
    if (root === undefined) throw broken('compound_root');
    const store = this.#chain(root.start, root.size);
    const next = wordsOf(this.#chain(this.#view.getUint32(60, true), Infinity));
    const parts: Uint8Array[] = [];
    for (let at = start; at < MARKS && parts.length * MINI_SECTOR < size; at = next[at] ?? MARKS) {
      parts.push(store.subarray(at * MINI_SECTOR, (at + 1) * MINI_SECTOR));
    }
    return Buffer.concat(parts);
  }
}

/** A sector as little-endian words of 32 bits. */
function wordsOf(sector: Uint8Array): number[] {
  const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
  return Array.from({ length: Math.floor(sector.length / 4) }, (_, index) => view.getUint32(index * 4, true));
}
