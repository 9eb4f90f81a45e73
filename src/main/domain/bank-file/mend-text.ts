import type { OpenSheet, OpenWorkbook, RawCell, RawRows, TextRemark } from './raw.ts';

/** Where the Turkish code pages part from Latin-1, whose letters a Turkish file has no use for. */
const fromLatin1: ReadonlyMap<string, string> = new Map([
  ['Ð', 'Ğ'],
  ['Ý', 'İ'],
  ['Þ', 'Ş'],
  ['ð', 'ğ'],
  ['ý', 'ı'],
  ['þ', 'ş'],
]);
const mistakenLatin1 = /[ÐÝÞðýþ]/;
/** Letters other languages use beside those six; where they stand, the six may be meant. */
const foreignLetters = /[ÀÁÃÄÅÆÈÉËÌÍÏÑÒÓÕØÙÚàáãäåæèéëìíïñòóõøùúÿ]/;

/** Words banks and merchants use in whose letters the damage shows, in capitals. */
const telling: ReadonlySet<string> = new Set(
  (
    'İŞLEM İŞLEMİ İŞLEMLER İŞLEMİN İŞLENME İŞYERİ İŞLETME İŞ SATIŞ SATIŞI İADE İADESİ KISMİ PEŞİN İPTAL İPTALİ TARİH TARİHİ TİPİ TİCARİ ' +
    'TİCARET SİPARİŞ SAYISI SIRA SIRASI SAATİ ADI AÇIKLAMA AÇIKLAMASI ŞUBE ŞUBESİ GEÇİŞ BAŞARILI BAŞARISIZ ONAYLANDI HATALI TAKSİT ' +
    'TAKSİTLİ TAKSİDİ PROVİZYON KARŞILIĞI ALIŞVERİŞ MÜŞTERİ MAĞAZA DEĞERİ BİRİMİ BİLGİSİ NUMARASI KATKI PAYI KARTI TUTARI ORANI ' +
    'ŞİRKETİ LİMİTED ŞTİ SANAYİ İSTANBUL İZMİR İNŞAAT GIDA TURİZM DIŞ ÖĞRENCİ EĞİTİM SAĞLIK YAPI KREDİ KREDİSİ BANKASI İLE'
  ).split(' '),
);

/** What windows-1252 and windows-1254 have at 0x80 to 0x9F. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const upperBytes: ReadonlyMap<string, number> = new Map([...upper].map((char, index) => [char, 0x80 + index]));
/** First bytes of the sequences that Turkish letters are in UTF-8, as letters of those code pages. */
const mistakenUtf8 = /[ÂÃÄÅ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
const beyondAscii = /[^\0-~]/;
const turkishLetters = /[çğıöşüÇĞİÖŞÜ]/;
/** What may come out: a mistake would rather give letters no bank's file has. */
const possible = /^[\u0020-\u007E\s\u00A0-\u00BFçğıöşüâîûÇĞİÖŞÜÂÎÛéÉ–—‘’“”…•™€₺]*$/u;

const capitals = (word: string): string => word.replaceAll('i', 'İ').toUpperCase();

/** Letters of Turkish bytes that were read as Latin-1; undefined where there are none of them, or the text holds right ones. */
function latin1Mended(text: string): string | undefined {
  if (!mistakenLatin1.test(text) || /[ğışĞİŞ]/.test(text)) return undefined;
  return text.replaceAll(/[ÐÝÞðýþ]/g, (char) => fromLatin1.get(char) ?? char);
}

/** Letters of UTF-8 bytes that were read one by one; undefined where a single one of them would be lost. */
function utf8Mended(text: string): string | undefined {
  if (!beyondAscii.test(text)) return undefined;
  let escaped = '';
  for (const char of text) {
    const byte = upperBytes.get(char) ?? char.codePointAt(0) ?? 0;
    if (byte > 0xff) return undefined;
    escaped += byte < 0x80 && char !== '%' ? char : `%${byte.toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    // Bytes that are no UTF-8 were no UTF-8 before either: this text is not of that kind.
    return undefined;
  }
}

/** The same undone so many times over; undefined where it cannot be, or where what comes out is no Turkish text. */
function timesMended(text: string, times: number): string | undefined {
  let mended: string | undefined = text;
  for (let done = 0; done < times && mended !== undefined; done += 1) mended = utf8Mended(mended);
  return mended !== undefined && possible.test(mended) ? mended : undefined;
}

/** Damage done more often than this nobody has seen. */
const MOST_TIMES = 3;

/** How often over a text's letters were read one by one, told by the Turkish letters that come out; undefined for a right one. */
function timesDamaged(text: string): number | undefined {
  if (!mistakenUtf8.test(text)) return undefined;
  for (let times = 1; times <= MOST_TIMES; times += 1) if (turkishLetters.test(timesMended(text, times) ?? '')) return times;
  return undefined;
}

const WORDS_KEPT = 100;

/** Evidence that a file's text was read as Latin-1, gathered over all of it. */
class Latin1Evidence {
  #telling = false;
  #foreign = false;
  readonly #words = new Set<string>();
  readonly #letters = new Set<string>();

  see(text: string): void {
    if (foreignLetters.test(text)) this.#foreign = true;
    const mended = latin1Mended(text);
    if (mended === undefined) return;
    for (const word of text.match(/\p{L}+/gu) ?? []) {
      if (!mistakenLatin1.test(word)) continue;
      if (telling.has(capitals(latin1Mended(word) ?? word))) this.#telling = true;
      if (this.#words.size < WORDS_KEPT) this.#words.add(word);
      for (const letter of word.match(/[ÐÝÞðýþ]/g) ?? []) this.#letters.add(letter);
    }
  }

  /**
   * A word that a bank's file has and no other language decides. Without one it takes
   * several words with several of the letters, and no letter that Turkish does not have:
   * one name from Iceland is a name from Iceland.
   */
  get isEnough(): boolean {
    return this.#telling || (!this.#foreign && this.#words.size >= 3 && this.#letters.size >= 2);
  }
}

/** How a file's texts are put right. */
export type Mend = (text: string) => string;

/**
 * Decides from all the texts of a file whether its Turkish letters went through the wrong
 * code page before the file came here (`Ýþlem`, `Ä°ÅŸlem`), and how that is undone: once
 * for the whole file, only where it gives Turkish and loses nothing.
 */
export class TextEvidence {
  readonly #latin1 = new Latin1Evidence();
  #times: number | undefined;

  see(text: string): void {
    if (!beyondAscii.test(text)) return;
    this.#latin1.see(text);
    this.#times ??= timesDamaged(text);
  }

  /** Null: the texts are right as they stand, as every text of a file that was read rightly is. */
  decide(): Mend | null {
    const times = this.#times;
    if (times !== undefined) return (text) => timesMended(text, times) ?? text;
    return this.#latin1.isEnough ? (text) => latin1Mended(text) ?? text : null;
  }
}

const TEXTS_PER_STEP = 100;
const LONGEST_SHOWN = 60;

/** Counts texts and keeps the first of them to show. */
class Remark {
  #count = 0;
  #params: TextRemark['params'] = {};

  add(params: Readonly<Record<string, string>>): void {
    if (this.#count === 0) {
      this.#params = Object.fromEntries(Object.entries(params).map(([name, text]) => [name, text.slice(0, LONGEST_SHOWN)]));
    }
    this.#count += 1;
  }

  list(code: TextRemark['code']): TextRemark[] {
    return this.#count === 0 ? [] : [{ code, params: { count: this.#count, ...this.#params } }];
  }
}

/** Texts of a sheet that may be anything but plain ASCII. Null: a place where the reading can be left. */
function* textsOf(rows: RawRows): Generator<string | null, void, void> {
  if (rows.oddTexts !== undefined) {
    let count = 0;
    for (const text of rows.oddTexts()) {
      yield text;
      count += 1;
      if (count % TEXTS_PER_STEP === 0) yield null;
    }
    return;
  }
  for (const row of rows) {
    for (const cell of row) if (typeof cell === 'string') yield cell;
    yield null;
  }
}

/**
 * The workbook with its texts put right, and remarks on what was done and on letters that
 * are beyond repair; the same workbook where nothing was wrong. Yields where it can be left.
 */
export function* mendSteps(book: OpenWorkbook): Generator<void, OpenWorkbook, void> {
  const evidence = new TextEvidence();
  const lost = new Remark();
  for (const { name, rows } of book.sheets) {
    evidence.see(name);
    for (const text of textsOf(rows)) {
      if (text === null) yield;
      else {
        evidence.see(text);
        if (text.includes('\uFFFD')) lost.add({ value: text });
      }
    }
  }
  const mend = evidence.decide();
  const mended = new Remark();
  const sheets = mend === null ? book.sheets : yield* mendSheets(book.sheets, mend, mended);
  const remarks = [...mended.list('text_mended'), ...lost.list('letters_lost')];
  return remarks.length === 0 ? book : { ...book, sheets, remarks };
}

function* mendSheets(sheets: readonly OpenSheet[], mend: Mend, remark: Remark): Generator<void, OpenSheet[], void> {
  const change = (text: string): string => {
    const after = mend(text);
    if (after !== text) remark.add({ before: text, after });
    return after;
  };
  const mended: OpenSheet[] = [];
  for (const sheet of sheets) {
    mended.push({ ...sheet, name: mend(sheet.name), rows: sheet.rows.withTexts?.(change) ?? (yield* changeRows(sheet.rows, change)) });
  }
  return mended;
}

function* changeRows(rows: RawRows, change: (text: string) => string): Generator<void, RawRows, void> {
  const changed: RawCell[][] = [];
  for (const row of rows) {
    changed.push(row.map((cell) => (typeof cell === 'string' ? change(cell) : cell)));
    yield;
  }
  return changed;
}
