/** What bytes are, told by their content alone; the name of a file is never asked. */
export type FileFormat =
  | { readonly kind: 'zip' | 'text' | 'encrypted' | 'empty' }
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
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['xls', [0x09, 0x08, 0x10, 0x00]],
  ['xls', [0x09, 0x08, 0x08, 0x00]],
  ['xls', [0x09, 0x04, 0x06, 0x00]],
  ['xls', [0x09, 0x02, 0x06, 0x00]],
  ['xls', [0x09, 0x00, 0x04, 0x00]],
];
const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const zip = [0x50, 0x4b];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** Names in an OLE directory are UTF-16; looking for them in the bytes survives a broken directory. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
}

function oleFormat(bytes: Uint8Array): FileFormat {
  if (holdsName(bytes, 'EncryptedPackage')) return { kind: 'encrypted' };
  const isSheet = holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book');
  return { kind: 'unsupported', format: isSheet ? 'xls' : 'ole' };
}

const SNIFFED = 4096;
const BLANKS = /^[\s\uFEFF\0]*$/u;

/** Markup in the first bytes of a text, whatever code page it is in. */
function markupOf(head: string): string | undefined {
  const start = head.replace(/^[\s\uFEFF]+|^\u00EF\u00BB\u00BF\s*/, '').slice(0, 1000).toLowerCase();
  if (!start.startsWith('<')) return undefined;
  if (/<(?:!doctype html|html|head|body|table|meta|style|div)\b/.test(start)) return 'html';
  return start.startsWith('<?xml') ? 'xml' : undefined;
}

/** Control bytes no text has; UTF-16 is known by its mark before this is asked. */
function isBinary(bytes: Uint8Array): boolean {
  let odd = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) odd += 1;
  return odd * 100 > bytes.length;
}

/** Tells what a file's bytes are. */
export function detectFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) return { kind: 'empty' };
  if (startsWith(bytes, ole)) return oleFormat(bytes);
  if (startsWith(bytes, zip) && (bytes[2] ?? 3) < 9) return { kind: 'zip' };
  const known = signatures.find(([, signature]) => startsWith(bytes, signature));
  if (known !== undefined) return { kind: 'unsupported', format: known[0] };
  const head = bytes.subarray(0, SNIFFED);
  const isWide = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  const text = Buffer.from(head).toString(isWide && head[0] === 0xff ? 'utf16le' : 'latin1');
  const markup = markupOf(text);
  if (markup !== undefined) return { kind: 'unsupported', format: markup };
  if (!isWide && isBinary(head) && !BLANKS.test(text)) return { kind: 'unsupported', format: 'binary' };
  return { kind: 'text' };
}
