import type { OpenWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { markedEncoding, wideEncoding } from './decode.ts';
import type { ZipEntry } from './read-zip.ts';

/** What bytes are, told by their content alone; the name of a file is never asked. */
export type FileFormat =
  | { readonly kind: 'zip' | 'compound' | 'biff' | 'markup' | 'text' | 'empty' }
  | { readonly kind: 'unsupported'; readonly format: string };

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['gzip', [0x1f, 0x8b]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68, 0x39]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['sqlite', [...Buffer.from('SQLite format 3\0')]],
  ['exe', [0x4d, 0x5a, 0x90, 0x00]],
  ['exe', [0x7f, 0x45, 0x4c, 0x46]],
];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b];
/** First records of a workbook that has no container around it. */
const biff: readonly (readonly number[])[] = [
  [0x09, 0x08, 0x10, 0x00],
  [0x09, 0x08, 0x08, 0x00],
  [0x09, 0x04, 0x06, 0x00],
  [0x09, 0x02, 0x06, 0x00],
  [0x09, 0x00, 0x04, 0x00],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const SNIFFED = 4096;
const BLANKS = /^[\s\uFEFF\0]*$/u;

/** The first characters of a text, good enough to see ASCII in whatever code page it is. */
function headOf(bytes: Uint8Array): string {
  const wide = markedEncoding(bytes) ?? wideEncoding(bytes);
  const head = bytes.subarray(0, SNIFFED);
  return (wide === undefined || wide === 'utf-8' ? Buffer.from(head).toString('latin1') : new TextDecoder(wide).decode(head)).replace(/^[\s\uFEFF]+|^\u00EF\u00BB\u00BF\s*/, '');
}

/** Control bytes no text has. */
function isBinary(bytes: Uint8Array): boolean {
  let odd = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) odd += 1;
  return odd * 100 > bytes.length;
}

/** Tells what a file's bytes are. */
export function detectFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) return { kind: 'empty' };
  if (startsWith(bytes, ole)) return { kind: 'compound' };
  if (startsWith(bytes, zip) && (bytes[2] ?? 3) < 9) return { kind: 'zip' };
  if (biff.some((signature) => startsWith(bytes, signature))) return { kind: 'biff' };
  const known = signatures.find(([, signature]) => startsWith(bytes, signature));
  if (known !== undefined) return { kind: 'unsupported', format: known[0] };
  const head = headOf(bytes);
  if (/^<(?:[a-z!?])/i.test(head)) return { kind: 'markup' };
  if (/^mime-version:/i.test(head)) return { kind: 'unsupported', format: 'mhtml' };
  const isWide = markedEncoding(bytes) !== undefined || wideEncoding(bytes) !== undefined;
  const sniffed = bytes.subarray(0, SNIFFED);
  if (!isWide && isBinary(sniffed) && !BLANKS.test(head)) return { kind: 'unsupported', format: 'binary' };
  return { kind: 'text' };
}

/** Bytes of the largest file that is opened at all. */
const MAX_BYTES = 200_000_000;

/**
 * What can be read of this kind. Throws `input.too_large`, `input.empty_file`, and
 * `input.unsupported_format` for what is no bank's file.
 */
export function kindOf(bytes: Uint8Array): 'zip' | 'compound' | 'biff' | 'markup' | 'text' {
  if (bytes.length > MAX_BYTES) throw new AppError('input.too_large', { size: bytes.length, limit: MAX_BYTES });
  const format = detectFormat(bytes);
  if (format.kind === 'empty') throw new AppError('input.empty_file');
  if (format.kind === 'unsupported') throw new AppError('input.unsupported_format', { format: format.format });
  return format.kind;
}

/** Refuses a workbook whose sheets all hold nothing: `input.empty_file`. */
export function refuseEmpty({ sheets }: OpenWorkbook): void {
  if (sheets.every(({ rows }) => rows.length === 0)) throw new AppError('input.empty_file');
}

/** Which markup a decoded text is: by its root in XML, by any of its elements in HTML. */
export function markupFormat(text: string): 'html' | 'spreadsheetml' | 'fods' | 'xml' | 'text' {
  const start = text.slice(0, SNIFFED).replaceAll(/<\?[^>]*>|<!--[\s\S]*?-->/g, '').trim();
  const root = /^<(?:[\w-]+:)?([\w-]+)/.exec(start)?.[1] ?? '';
  if (root === 'Workbook' && start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'spreadsheetml';
  if (root === 'document' && start.includes('application/vnd.oasis.opendocument.spreadsheet')) return 'fods';
  if (/^<!doctype html/i.test(start) || /<(?:html|head|body|table|meta|style|div|form|center|font|p|tr|br)\b/i.test(start)) return 'html';
  return /^\s*<\?xml/.test(text) || /^<!DOCTYPE/i.test(start) ? 'xml' : 'text';
}

/** What a zip holds, told by the parts it has. */
export function zipFormat(entries: readonly ZipEntry[]): string {
  const names = entries.map((entry) => entry.name.replace(/^\/+/, ''));
  if (names.some((name) => /^xl\/workbook[^/]*\.xml$/i.test(name))) return 'xlsx';
  if (names.some((name) => /^xl\/workbook[^/]*\.bin$/i.test(name))) return 'xlsb';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  if (names.some((name) => name.endsWith('.iwa'))) return 'numbers';
  return names.includes('content.xml') || names.includes('encrypted-package') ? 'ods' : 'zip';
}
