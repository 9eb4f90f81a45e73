import type { RawSheet } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { CompoundFile } from './compound-file.ts';
import { readBiff } from './read-biff.ts';

/** Names that tell what a compound file without a workbook is. */
const others: readonly (readonly [string, string])[] = [
  ['WordDocument', 'doc'],
  ['PowerPoint Document', 'ppt'],
  ['__properties_version1.0', 'msg'],
  ['VisioDocument', 'vsd'],
];

/** Names in a directory are UTF-16; looking for them in the bytes survives a broken directory. */
const holdsName = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));

function openContainer(bytes: Uint8Array): CompoundFile {
  try {
    return new CompoundFile(bytes);
  } catch (error) {
    if (holdsName(bytes, 'EncryptedPackage')) throw new AppError('input.password_protected', {}, error);
    throw error;
  }
}

/** Reads a compound file: an .xls of Excel 5 to 2003, and a name for whatever else it is. */
export function readCompound(bytes: Uint8Array): RawSheet[] {
  const container = openContainer(bytes);
  const names = new Set(container.names);
  if (names.has('EncryptedPackage') || names.has('EncryptionInfo')) throw new AppError('input.password_protected');
  // A file saved for both Excel 5 and 97 holds both streams; the younger one is the better.
  const stream = container.stream('Workbook') ?? container.stream('Book');
  if (stream !== undefined) return readBiff(stream);
  const format = others.find(([name]) => names.has(name))?.[1] ?? 'ole';
  throw new AppError('input.unsupported_format', { format });
}
