import { unzipSync, zipSync } from 'fflate';
import * as XLSX from 'xlsx';
import { garantiXlsx, vakifbankCsv, yapiKrediXlsx } from './bank-files.ts';
import { compound, everyKind } from './files-kinds.ts';

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  /** From 0 up to, and without, `below`. */
  below(below: number): number {
    return Math.floor(this.#random() * below);
  }

  of<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

type Mutation = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A stretch of bytes, mostly short. */
function stretch(bytes: Uint8Array, dice: Dice): [number, number] {
  const from = dice.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + dice.below(dice.of([4, 32, 512, bytes.length + 1])))];
}

const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
const numbers = ['0', '-1', '99999999999999999999999', '1e308', '-0', 'NaN', 'Infinity', '1048577', '16385', '2147483648', '0000', '1.234', '1,2,3', '٣', '31.02.2026', '9999-99-99', '60', '2958466'];
const snippets = ['<table>', '</table>', '<td', '</td>', '</tr>', '<tr>', '<!--', '-->', '<![CDATA[', ']]>', '&', '&#x41;', '&amp;', '<', '>', '"', "'", '<?xml?>', '<!DOCTYPE x>', '/>', ';', ',', '\t', '|', '\r\n', '\n', '\0', '\uFEFF', '""', '="1"', 'sep=,\r\n', '__proto__', 'İ', '\uFFFD', '</', ' ss:Index="0"', ' ss:Index="99999"', ' colspan="1000"', ' rowspan="70000"', ' table:number-columns-repeated="600"', ' r="XFD1"', ' t="e"', ' t="z"', '<f/>', '<v/>'];

const mutations: readonly Mutation[] = [
  function flip(bytes, dice) {
    const out = Uint8Array.from(bytes);
    for (let times = dice.below(16); times >= 0; times -= 1) {
      const at = dice.below(out.length);
      out[at] = (out[at] ?? 0) ^ (1 << dice.below(8));
    }
    return out;
  },
  (bytes, dice) => bytes.slice(0, dice.below(bytes.length)),
  (bytes, dice) => bytes.slice(dice.below(Math.min(bytes.length, 600))),
  function splice(bytes, dice, other) {
    const [from, to] = stretch(other, dice);
    const at = dice.below(bytes.length + 1);
    return join(bytes.slice(0, at), other.slice(from, to), bytes.slice(at));
  },
  function remove(bytes, dice) {
    const [from, to] = stretch(bytes, dice);
    return join(bytes.slice(0, from), bytes.slice(to));
  },
  function repeat(bytes, dice) {
    const [from, to] = stretch(bytes, dice);
    return join(bytes.slice(0, to), ...Array.from({ length: 1 + dice.below(dice.of([2, 40])) }, () => bytes.slice(from, to)), bytes.slice(to));
  },
  function swap(bytes, dice) {
    const [a, b, c] = [dice.below(bytes.length), dice.below(bytes.length), dice.below(bytes.length)].sort((x, y) => x - y) as [number, number, number];
    return join(bytes.slice(0, a), bytes.slice(b, c), bytes.slice(a, b), bytes.slice(c));
  },
  (bytes, dice) => join(dice.bytes(1 + dice.below(12)), bytes.slice(dice.below(12))),
  function extreme(bytes, dice) {
    const out = Buffer.from(bytes);
    for (let times = dice.below(4); times >= 0; times -= 1) {
      const width = dice.of([1, 2, 4] as const);
      if (out.length < width) return bytes;
      out.writeUIntLE(dice.of(extremes) % 2 ** (8 * width), dice.below(out.length - width + 1), width);
    }
    return new Uint8Array(out);
  },
  function number(bytes, dice) {
    const text = Buffer.from(bytes).toString('latin1');
    const places = [...text.matchAll(/\d+(?:[.,]\d+)*/g)];
    if (places.length === 0) return bytes;
    const { index, 0: found } = dice.of(places);
    return join(bytes.slice(0, index), utf8(dice.of(numbers)), bytes.slice(index + found.length));
  },
  function insert(bytes, dice) {
    const at = dice.below(bytes.length + 1);
    return join(bytes.slice(0, at), utf8(dice.of(snippets)), bytes.slice(at));
  },
];

const bytewise: Mutation = (bytes, dice, other) => (bytes.length === 0 ? bytes : dice.of(mutations)(bytes, dice, other));

/** Changes what is within a zip and packs it again, so that its checksums are right. */
const withinZip: Mutation = (bytes, dice, other) => {
  const parts = new Map<string, Uint8Array>(Object.entries(unzipSync(bytes)));
  const name = dice.of([...parts.keys()]);
  const part = parts.get(name) ?? new Uint8Array();
  switch (dice.below(8)) {
    case 0:
      parts.delete(name);
      break;
    case 1:
      parts.set(`${name}${dice.of(['2', '/', '.bak', '\u0130'])}`, part);
      break;
    case 2:
      parts.set(dice.of([...parts.keys()]), part);
      break;
    default:
      parts.set(name, bytewise(part, dice, other));
  }
  return zipSync(Object.fromEntries(parts), { level: 1 });
};

/** Changes the workbook stream of a compound file and wraps it again. */
const withinCompound: Mutation = (bytes, dice, other) => {
  const book = XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' }) as { FileIndex: { name: string; content: Uint8Array }[] };
  const entry = book.FileIndex.find(({ name }) => name === 'Workbook' || name === 'Book');
  if (entry === undefined) return bytewise(bytes, dice, other);
  return compound({ [entry.name]: withinRecords(Uint8Array.from(entry.content), dice, other) });
};

/** Changes one record of a stream: its kind, its length, or what it holds. */
const withinRecords: Mutation = (stream, dice, other) => {
  const out = Buffer.from(stream);
  const starts: number[] = [];
  for (let at = 0; at + 4 <= out.length; at += 4 + out.readUInt16LE(at + 2)) starts.push(at);
  const at = dice.of(starts);
  const length = out.readUInt16LE(at + 2);
  const record = out.subarray(at, at + 4 + length);
  switch (dice.below(5)) {
    case 0:
      return join(out.subarray(0, at), out.subarray(at + 4 + length));
    case 1:
      return join(out.subarray(0, at), record, out.subarray(at));
    case 2:
      out.writeUInt16LE(dice.of([0x0006, 0x00bd, 0x00fc, 0x00fd, 0x0203, 0x0204, 0x027e, 0x0207, 0x0809, 0x000a, 0x003c, 0x0085, 0x002f, 0x041e, 0x00e0]), at);
      return new Uint8Array(out);
    default:
      return join(out.subarray(0, at + 4), bytewise(Uint8Array.from(record.subarray(4)), dice, other).slice(0, length), out.subarray(at + 4 + length));
  }
};

const seeds: readonly Uint8Array[] = [...Object.values(everyKind()), garantiXlsx(true), yapiKrediXlsx(), vakifbankCsv(), vakifbankCsv('utf-16le')];

/** The mutated file of a seed and a number: the same ones always give the same bytes. */
export function mutatedFile(seed: number, number: number): Uint8Array {
  const dice = new Dice(Math.imul(seed, 0x9e3779b1) ^ number);
  const original = dice.of(seeds);
  const other = dice.of(seeds);
  const isZip = original[0] === 0x50 && original[1] === 0x4b;
  const isCompound = original[0] === 0xd0;
  let bytes = original;
  // The container itself in one of three; what is in it in the others, for the container would refuse the rest.
  const inner = isZip ? withinZip : isCompound ? withinCompound : bytewise;
  bytes = (dice.below(3) === 0 ? bytewise : inner)(bytes, dice, other);
  if (isZip || isCompound) return bytes;
  for (let times = dice.below(3); times > 0; times -= 1) bytes = bytewise(bytes, dice, other);
  return bytes;
}
