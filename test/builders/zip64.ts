import { crc32 } from 'node:zlib';

/** What is said in 64 bits: the end of the directory, the sizes of each entry, or both. */
export type Wide = 'directory' | 'entries' | 'both';

const WIDE = 0xffffffff;

const numbers = (...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );

/** A zip of 64 bits with these files, stored as they are, its headers made by hand. */
export function zip64(files: Readonly<Record<string, Uint8Array>>, wide: Wide): Uint8Array {
  const entries = wide !== 'directory';
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(name);
    const crc = crc32(content);
    const size = content.length;
    const local = numbers([4, 0x04034b50], [2, 45], [2, 0x0800], [2, 0], [4, 0], [4, crc], [4, entries ? WIDE : size], [4, entries ? WIDE : size], [2, bytes.length], [2, entries ? 20 : 0]);
    const localExtra = entries ? numbers([2, 1], [2, 16], [8, size], [8, size]) : Buffer.alloc(0);
    const extra = entries ? numbers([2, 1], [2, 24], [8, size], [8, size], [8, offset]) : Buffer.alloc(0);
    pieces.push(local, bytes, localExtra, Buffer.from(content));
    directory.push(
      numbers([4, 0x02014b50], [2, 45], [2, 45], [2, 0x0800], [2, 0], [4, 0], [4, crc], [4, entries ? WIDE : size], [4, entries ? WIDE : size]),
      numbers([2, bytes.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, entries ? WIDE : offset]),
      bytes,
      extra,
    );
    offset += local.length + bytes.length + localExtra.length + size;
  }
  const count = Object.keys(files).length;
  const listed = Buffer.concat(directory);
  const end = offset + listed.length;
  const isWide = wide !== 'entries';
  const wideEnd = isWide
    ? Buffer.concat([
        numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, listed.length], [8, offset]),
        numbers([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
      ])
    : Buffer.alloc(0);
  const narrow = isWide
    ? numbers([4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, WIDE], [4, WIDE], [2, 0])
    : numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, offset], [2, 0]);
  return new Uint8Array(Buffer.concat([...pieces, listed, wideEnd, narrow]));
}
