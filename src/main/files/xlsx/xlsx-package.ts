import { crc32, createInflateRaw } from 'node:zlib';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';
import { listZip, locateEntry, refuseZipBomb, unpackEntry, type ZipEntry } from '../read-zip.ts';
import type { ByteScanner } from './byte-scanner.ts';
import { limits, tooLarge } from './limits.ts';
import { giveUp } from './unknown.ts';
import type { Parts } from './workbook-parts.ts';

/** Bytes handed on at a time: some milliseconds of work. */
const CHUNK = 128 * 1024;

const damaged = (reason: string, cause?: unknown): AppError => new AppError('input.truncated', { reason }, cause);

/** Bytes as text: by their byte order mark, else as UTF-8. */
function textOf(bytes: Uint8Array): string {
  const wide = wideOf(bytes);
  return new TextDecoder(wide ?? 'utf-8').decode(bytes);
}

/** UTF-16, which its mark gives away. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** The parts of an .xlsx, each unpacked when it is asked for and held against its size and checksum. */
export class XlsxPackage implements Parts {
  readonly #bytes: Uint8Array;
  readonly #entries = new Map<string, ZipEntry>();

  /** Throws what {@link listZip} and {@link refuseZipBomb} throw. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const entries = listZip(bytes);
    refuseZipBomb(entries, bytes.length);
    const folded = new Set<string>();
    for (const entry of entries) {
      const name = entry.name.replace(/^\/+/, '');
      // The library finds parts whatever their case; which of two it takes is not for us to say.
      if (folded.has(name.toLowerCase())) giveUp(`two parts ${name}`);
      folded.add(name.toLowerCase());
      this.#entries.set(name, entry);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  text(name: string): string {
    const entry = this.#entry(name);
    if (entry.size > limits.small_part) tooLarge({ unpacked: entry.size, limit: limits.small_part });
    const text = textOf(unpackEntry(entry, locateEntry(this.#bytes, entry)));
    if (/^<\?xml\s[^?]*encoding\s*=\s*["'](?!utf-?(?:8|16))/i.test(text)) giveUp(`encoding of ${name}`);
    return text;
  }

  /** Unpacks a part piece by piece into a scanner; between the pieces others have their turn. */
  async scan(name: string, scanner: ByteScanner, signal: AbortSignal): Promise<void> {
    const entry = this.#entry(name);
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let [size, crc] = [0, 0];
    for await (const chunk of this.#chunks(entry)) {
      if (signal.aborted) throw new AppError('state.cancelled');
      if (size === 0) {
        const wide = wideOf(chunk);
        decoder = wide === undefined ? undefined : new TextDecoder(wide);
      }
      size += chunk.length;
      if (size > entry.size) throw damaged('checksum');
      crc = crc32(chunk, crc);
      scanner.feed(decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true })));
    }
    if (size !== entry.size || crc !== entry.crc) throw damaged('checksum');
    scanner.finish();
  }

  #entry(name: string): ZipEntry {
    return this.#entries.get(name) ?? giveUp(`missing part ${name}`);
  }

  async *#chunks(entry: ZipEntry): AsyncGenerator<Buffer> {
    const packed = locateEntry(this.#bytes, entry);
    if (entry.method === 0) {
      for (let at = 0; at < packed.length; at += CHUNK) {
        yield Buffer.from(packed.buffer, packed.byteOffset + at, Math.min(CHUNK, packed.length - at));
        await nextTurn();
      }
      return;
    }
    if (entry.method !== 8) giveUp(`packing ${entry.method}`);
    const inflate = createInflateRaw({ chunkSize: CHUNK });
    inflate.end(packed);
    try {
      for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
    } catch (error) {
      throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_') ? damaged('broken_entry', error) : error;
    }
  }
}
