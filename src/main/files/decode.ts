import { isUtf8 } from 'node:buffer';
import type { Steps } from './steps.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1254' | 'iso-8859-9';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** The code page a byte order mark names; undefined without one. */
export function markedEncoding(bytes: Uint8Array): TextEncoding | undefined {
  return marks.find(([, mark]) => startsWith(bytes, mark))?.[0];
}

/** Bytes looked at to tell UTF-16 without a mark. */
const SAMPLED = 65_536;

/**
 * UTF-16 without a mark: nearly all of a bank's text is ASCII, whose every second
 * byte is then zero. Undefined where the zeros stand on both sides or nowhere.
 */
export function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, SAMPLED) & ~1;
  if (length < 4) return undefined;
  let [even, odd] = [0, 0];
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd * 2 > pairs && even * 20 < odd) return 'utf-16le';
  return even * 2 > pairs && odd * 20 < even ? 'utf-16be' : undefined;
}

/** 0x80 to 0x9F of windows-1254; where it has no letter stands the control character of ISO-8859-9. */
const upper1254 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008D\u008E\u008F\u0090‘’“”•–—˜™š›œ\u009D\u009EŸ';
const unused1254: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x9d, 0x9e]);
/** Where both Turkish code pages part from Latin-1. */
const turkish = new Map([...'ÐĞÝİÞŞðğýıþş'].flatMap((char, index, all) => (index % 2 === 0 ? [[char, all[index + 1] ?? char] as const] : [])));

/** The letters of Turkish bytes that were read as Latin-1; `ÐÝÞðýþ` become `ĞİŞğış`. */
export function fromLatin1(text: string, encoding: 'windows-1254' | 'iso-8859-9'): string {
  const letters = text.replaceAll(/[ÐÝÞðýþ]/g, (char) => turkish.get(char) ?? char);
  if (encoding === 'iso-8859-9') return letters;
  return letters.replaceAll(/[\u0080-\u009F]/g, (char) => upper1254[char.charCodeAt(0) - 0x80] ?? char);
}

const SLICE = 1 << 20;

function* decodeBy(bytes: Uint8Array, encoding: TextEncoding): Steps<string> {
  let text = '';
  const wide = encoding.startsWith('utf-') ? new TextDecoder(encoding) : undefined;
  for (let at = 0; at < bytes.length; at += SLICE) {
    const slice = bytes.subarray(at, at + SLICE);
    if (wide !== undefined) text += wide.decode(slice, { stream: true });
    else text += fromLatin1(Buffer.from(slice).toString('latin1'), encoding === 'iso-8859-9' ? encoding : 'windows-1254');
    yield;
  }
  return text + (wide?.decode() ?? '');
}

/** Sequences of UTF-8 that are whole, and bytes that belong to none. */
function* countUtf8(bytes: Uint8Array): Steps<{ whole: number; broken: number }> {
  let [whole, broken] = [0, 0];
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < bytes.length; at += SLICE) {
    const text = decoder.decode(bytes.subarray(at, at + SLICE), { stream: true });
    const lost = text.match(/\uFFFD/g)?.length ?? 0;
    broken += lost;
    whole += (text.match(/[^\0-\x7F]/gu)?.length ?? 0) - lost;
    yield;
  }
  return { whole, broken };
}

/**
 * The code page of a Turkish text that is not Unicode. The two differ in 32 bytes only:
 * one that windows-1254 does not have speaks for ISO-8859-9, one that it has for itself;
 * without either the text is the same and the file's own word is taken.
 */
function* turkishEncoding(bytes: Uint8Array, declared: TextEncoding | undefined): Steps<'windows-1254' | 'iso-8859-9'> {
  let upper = false;
  for (let at = 0; at < bytes.length; at += SLICE) {
    for (const byte of bytes.subarray(at, at + SLICE)) {
      if (byte < 0x80 || byte > 0x9f) continue;
      if (unused1254.has(byte)) return 'iso-8859-9';
      upper = true;
    }
    yield;
  }
  return declared === 'iso-8859-9' && !upper ? declared : 'windows-1254';
}

/** Labels under which a file says what its bytes are, where it is worth believing. */
const declarable: ReadonlyMap<string, TextEncoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['iso-8859-9', 'iso-8859-9'],
  ['iso8859-9', 'iso-8859-9'],
  ['latin5', 'iso-8859-9'],
  ['windows-1254', 'windows-1254'],
  ['cp1254', 'windows-1254'],
]);

/** What the first bytes of markup say: the XML declaration, or a `meta` element. */
export function declaredEncoding(bytes: Uint8Array): TextEncoding | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const label = /^[\s\u00EF\u00BB\u00BF]*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)/i.exec(head) ?? /<meta[^>]*?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head);
  return declarable.get(label?.[1]?.toLowerCase() ?? '');
}

/**
 * Decodes text. What the bytes themselves say stands above what the file says of
 * itself: a byte order mark, then UTF-16 by its zeros, then UTF-8 where proper
 * sequences far outnumber broken ones; a declared Turkish code page decides only
 * between the two there are. Whatever else is declared for bytes that are no Unicode
 * (Latin-1, windows-1252) is the usual wrong label of a Turkish file: windows-1254.
 */
export function* decodeText(bytes: Uint8Array, declared?: TextEncoding): Steps<DecodedText> {
  const wide = markedEncoding(bytes) ?? wideEncoding(bytes);
  if (wide !== undefined) return { text: yield* decodeBy(bytes, wide), encoding: wide };
  if (isUtf8(bytes)) return { text: yield* decodeBy(bytes, 'utf-8'), encoding: 'utf-8' };
  const { whole, broken } = yield* countUtf8(bytes);
  const encoding = broken * 10 < whole ? 'utf-8' : yield* turkishEncoding(bytes, declared);
  return { text: yield* decodeBy(bytes, encoding), encoding };
}
