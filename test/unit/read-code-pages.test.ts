import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import { TextEvidence } from '../../src/main/domain/bank-file/mend-text.ts';
import type { RawWorkbook } from '../../src/main/domain/bank-file/raw.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { csvText, encodeText, xlsxBytes } from '../builders/bank-files.ts';
import { htmlText, LINES, rowsOf, TEXT_ROWS } from '../builders/files-kinds.ts';

const SEED = 20_261_121;
console.info(`seed ${SEED}`);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const cellsOf = (book: RawWorkbook): unknown => rowsOf(book);

/** What a program makes of Turkish bytes that it takes for Latin-1, and of UTF-8 that it takes for windows-1252. */
const asLatin1 = (text: string): string => Buffer.from(encodeText(text, 'windows-1254')).toString('latin1');
const asWindows1252 = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

function mended(...texts: readonly string[]): string[] {
  const evidence = new TextEvidence();
  for (const text of texts) evidence.see(text);
  const mend = evidence.decide();
  return mend === null ? [...texts] : texts.map(mend);
}

describe('a text without a byte order mark', () => {
  const rows = [['İşlem Tarihi', 'Tutar', 'Onay Kodu'], ['03.05.2026', '1,50', '000123']];
  const text = csvText(rows);

  it.each([['utf-16le', 2], ['utf-16be', 2]] as const)('is known as %s by its zeros', (codePage, mark) => {
    const book = readWorkbook(encodeText(text, codePage).slice(mark));
    expect(book.encoding).toBe(codePage);
    expect(cellsOf(book)).toEqual(rows);
  });

  it('is ISO-8859-9 where a byte says so that windows-1254 does not have, and its letters are the same', () => {
    const bytes = encodeText(text, 'windows-1254');
    expect(readWorkbook(bytes).encoding).toBe('windows-1254');
    const marked = readWorkbook(Uint8Array.from([...bytes, 0x81]));
    expect(marked.encoding).toBe('iso-8859-9');
    expect(rowsOf(marked).slice(0, 2)).toEqual(rows);
  });

  it('has the signs of windows-1254 that ISO-8859-9 lacks', () => {
    const bytes = Uint8Array.from([...encodeText('Tutar;Açıklama ', 'windows-1254'), 0x80, 0x93, 0x94, 0x96]);
    expect(cellsOf(readWorkbook(bytes))).toEqual([['Tutar', 'Açıklama €“”–']]);
  });

  it('keeps every byte of windows-1254 apart', () => {
    const bytes = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
    const told = new TextDecoder('windows-1254').decode(bytes);
    const unused = /[\u0081\u008D\u008E\u008F\u0090\u009D\u009E]/;
    for (const [index, letter] of [...told].entries()) {
      if (unused.test(letter) || letter.trim() === '') continue;
      expect(cellsOf(readWorkbook(Uint8Array.from([0x61, 0x3b, 0x62, index + 128])))).toEqual([['a', `b${letter}`]]);
    }
  });
});

describe('markup says in which code page it is', () => {
  it.each([
    ['windows-1254', 'windows-1254', 'windows-1254'],
    ['iso-8859-9', 'windows-1254', 'iso-8859-9'],
    ['utf-8', 'utf-8', 'utf-8'],
    ['utf-8', 'utf-16le', 'utf-16le'],
    // Wrong labels: the bytes stand above them.
    ['utf-8', 'windows-1254', 'windows-1254'],
    ['windows-1254', 'utf-8', 'utf-8'],
    ['iso-8859-1', 'windows-1254', 'windows-1254'],
    ['windows-1252', 'windows-1254', 'windows-1254'],
  ] as const)('meta %s over %s bytes is read as %s', (label, codePage, encoding) => {
    const book = readWorkbook(encodeText(htmlText(TEXT_ROWS, label), codePage));
    expect([book.format, book.encoding]).toEqual(['html', encoding]);
    expect(rowsOf(book).slice(2)).toEqual(TEXT_ROWS.slice(2));
    expect(book.remarks).toBeUndefined();
  });

  it('in its XML declaration too', () => {
    const xml = `<?xml version="1.0" encoding="iso-8859-9"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Şube"><Table><Row><Cell><Data ss:Type="String">İğış</Data></Cell></Row></Table></Worksheet></Workbook>`;
    const book = readWorkbook(encodeText(xml, 'windows-1254'));
    expect([book.encoding, book.sheets[0]?.name, cellsOf(book)]).toEqual(['iso-8859-9', 'Şube', [['İğış']]]);
  });
});

describe('text that was read in the wrong code page before it came', () => {
  const broken: readonly (readonly [string, (text: string) => string])[] = [
    ['Latin-1', asLatin1],
    ['UTF-8 as windows-1252', asWindows1252],
    ['UTF-8 as Latin-1', (text) => Buffer.from(text).toString('latin1')],
    ['the same twice', (text) => asWindows1252(asWindows1252(text))],
  ];

  it.each(broken)('%s is put right in a csv and told', (_, damage) => {
    const book = readWorkbook(encodeText(damage(csvText(TEXT_ROWS)), 'utf-8'));
    expect(cellsOf(book)).toEqual([TEXT_ROWS[0], [null], ...TEXT_ROWS.slice(2)]);
    const { warnings, rows } = understand(book);
    expect(warnings).toMatchObject([{ code: 'text_mended', params: { after: TEXT_ROWS[0]?.[0] } }]);
    expect(rows).toHaveLength(LINES.length);
  });

  it.each(broken)('%s is put right in the cells of a real workbook and told', (_, damage) => {
    const rows = TEXT_ROWS.map((row) => row.map(damage));
    const book = readWorkbook(xlsxBytes([{ name: damage('Döküm şubesi'), rows }]));
    expect(book.sheets[0]?.name).toBe('Döküm şubesi');
    expect(cellsOf(book)).toEqual(TEXT_ROWS);
    expect(book.remarks?.map((remark) => remark.code)).toEqual(['text_mended']);
  });

  it.each([
    ['Ýþlem', 'İşlem'],
    ['SATIÞ ÝADE', 'SATIŞ İADE'],
    ['Ýade', 'İade'],
    ['Ä°ÅŸlem', 'İşlem'],
    ['Ã¶deme', 'ödeme'],
    ['Ã„Â°ÅŸlem', 'Ã„Â°ÅŸlem'],
    ['Ã„Â°Ã…Å¸lem', 'İşlem'],
    ['%Ã¶', '%ö'],
  ])('%s is %s', (text, right) => {
    expect(mended(text)).toEqual([right]);
  });

  it('letters beyond repair are told and stay as they are', () => {
    const bytes = Buffer.concat([encodeText(csvText(TEXT_ROWS), 'utf-8'), latin1('06.05.2026;1,00;000001;Sat\xff;1\r\n')]);
    const { warnings, rows } = understand(readWorkbook(new Uint8Array(bytes)));
    expect(warnings.map((warning) => warning.code)).toContain('letters_lost');
    expect(rows.at(-1)?.cells[3]).toBe('Sat\uFFFD');
  });
});

describe('text that is right is never mended', () => {
  it.each([
    [['Þórður Guðmundsson', 'Ýmir']],
    [['Guðný']],
    [['Nový Dvořák', 'Bílý']],
    [['Kâğıt', 'Âlâ’nın', 'TÜRKÇÜ’NÜN °C']],
    [['José Ångström', 'São Paulo', 'CAFÉ']],
    [['İşlem', 'Þór']],
    [['ÖÇÜ “–” € ½ »']],
  ])('%j', (texts) => {
    expect(mended(...texts)).toEqual(texts);
  });

  const alphabet = [...'abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîûÂÎÛqwxQWX0123456789 .,;:/%()-+*#\'"&’“”–…€₺°½»§\u00A0\t'];
  const turkish = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 });

  it('whatever Turkish is written', () => {
    fc.assert(fc.property(fc.array(turkish, { maxLength: 20 }), (texts) => {
      expect(mended(...texts)).toEqual(texts);
    }), { seed: SEED, numRuns: 3000 });
  });

  it('and mending what was damaged gives it back, with a word that tells', () => {
    for (const damage of [asLatin1, asWindows1252]) {
      const survives = (text: string): boolean => damage === asWindows1252 || !/[’“”–…€₺]/.test(text);
      fc.assert(fc.property(fc.array(turkish.filter(survives), { maxLength: 20 }), (texts) => {
        expect(mended(...[...texts, 'İşlem'].map(damage))).toEqual([...texts, 'İşlem']);
      }), { seed: SEED, numRuns: 2000 });
    }
  });
});
