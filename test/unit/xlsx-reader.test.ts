import { unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PackedRows, RowDraft, RowStore } from '../../src/main/files/xlsx/packed-rows.ts';
import { readXlsxStream } from '../../src/main/files/xlsx/read.ts';
import { StringPool } from '../../src/main/files/xlsx/string-pool.ts';
import { xlsxBytes } from '../builders/bank-files.ts';
import { byLibrary, streamed } from '../builders/xlsx-compare.ts';
import { zip64 } from '../builders/zip64.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const base = unzipSync(xlsxBytes([{ name: 'A', rows: [['x', 'y'], [1.5, true]] }]));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const sheetOf = (rows: string, after = ''): string => `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`;
const withParts = (parts: Zippable): Uint8Array => zipSync({ ...base, ...parts });
const withRows = (rows: string): Uint8Array => withParts({ 'xl/worksheets/sheet1.xml': bytesOf(sheetOf(rows)) });

async function rowsOf(bytes: Uint8Array): Promise<unknown> {
  const read = await streamed(bytes);
  return typeof read === 'string' ? read : read[0]?.rows;
}

describe('parts', () => {
  it.each(['utf-16le', 'utf-16be'] as const)('in %s are read, which the library cannot', async (encoding) => {
    const text = sheetOf('<row r="1"><c r="A1" t="inlineStr"><is><t>Satış ğüşıöç</t></is></c><c r="B1"><v>7</v></c></row>'.repeat(1));
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const part = new Uint8Array(encoding === 'utf-16le' ? wide : wide.swap16());
    expect(await rowsOf(withParts({ 'xl/worksheets/sheet1.xml': part }))).toEqual([['Satış ğüşıöç', 7]]);
  });

  it('lie wherever the relations say', async () => {
    const relations = new TextDecoder().decode(base['xl/_rels/workbook.xml.rels']);
    const sheet = bytesOf(sheetOf('<row r="1"><c r="A1"><v>7</v></c></row>'));
    const moved = (target: string, part: string): Uint8Array =>
      withParts({ 'xl/_rels/workbook.xml.rels': bytesOf(relations.replace('worksheets/sheet1.xml', target)), [part]: sheet });
    expect(await rowsOf(moved('baska/./tablo.xml', 'xl/baska/tablo.xml'))).toEqual([[7]]);
    expect(await rowsOf(moved('/xl/kok.xml', 'xl/kok.xml'))).toEqual([[7]]);
    expect(await rowsOf(moved('../disarida.xml', 'disarida.xml'))).toEqual([[7]]);
    expect(await rowsOf(moved('yok.xml', 'xl/var.xml'))).toMatch(/place of the sheet/);
  });

  it('may be as large as a zip of 64 bits says', async () => {
    const files = unzipSync(xlsxBytes([{ name: 'A', rows: [['x', 1], ['y', 2]] }]));
    for (const wide of ['directory', 'entries', 'both'] as const) expect(await rowsOf(zip64(files, wide))).toEqual([['x', 1], ['y', 2]]);
  });

  it('with a document type are refused, wherever it stands', async () => {
    const type = '<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    for (const [name, part] of Object.entries(base)) {
      if (!/workbook|sheet1|Types|styles|sharedStrings/.test(name)) continue;
      const text = new TextDecoder().decode(part).replace(/(<\?xml[^>]*>)/, `$1${type}`);
      await expect(readXlsxStream(withParts({ [name]: bytesOf(text) }), new AbortController().signal), name).rejects.toMatchObject({ code: 'input.unsupported_format' });
    }
  });
});

describe('cells', () => {
  it('keep numbers to the last bit', async () => {
    const texts = ['0.1', '123.45', '-0', '0.30000000000000004', '46144.00042824074', '123456789012345', '1234567890123456', '1e-7', '99999999999999.99', '2147483648', '-2147483649', '0.000001', '.5'];
    const row = texts.map((text, index) => `<c r="${String.fromCharCode(65 + index)}1"><v>${text}</v></c>`).join('');
    expect(await rowsOf(withRows(`<row r="1">${row}</row>`))).toEqual([texts.map(Number)]);
  });

  it('tell a formula that nobody has calculated', async () => {
    const bytes = withRows('<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v/></c><c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>A1</f><v></v></c></row>');
    const read = await readXlsxStream(bytes, new AbortController().signal);
    expect('unknown' in read ? read : [...(read.sheets[0]?.rows ?? [])]).toEqual([[{ error: '=?' }, { error: '=?' }, { error: '=?' }, 2]]);
  });

  it('are found whatever piece of the part they are cut by', async () => {
    // Every cell is of another length, so that over many rows the pieces end in every place of one.
    const rows = Array.from({ length: 30_000 }, (_, index) => `<row r="${index + 1}" spans="1:3"><c r="A${index + 1}" t="inlineStr"><is><t xml:space="preserve"> ${'ş'.repeat(index % 17)}&amp;</t></is></c><c r="B${index + 1}"><v>${index / 7}</v></c><c r="C${index + 1}" s="0"/></row>`).join('\n');
    const bytes = withRows(rows);
    expect(await streamed(bytes)).toEqual(byLibrary(bytes));
  });

  it.each([
    ['a cell of a type that is not known', '<row r="1"><c r="A1" t="x"><v>1</v></c></row>'],
    ['something between cells', '<row r="1"><c r="A1"><v>1</v></c><!-- x --></row>'],
    ['a cell without an end', '<row r="1"><c r="A1"><v>1</v></row>'],
    ['a value in a value', '<row r="1"><c r="A1"><v><v>1</v></v></c></row>'],
    ['attributes without quotes', '<row r="1"><c r=A1><v>1</v></c></row>'],
    ['a zero byte', '<row r="1"><c r="A1" t="str"><v>a\0b</v></c></row>'],
    ['a letter whose number the library cuts', '<row r="1"><c r="A1" t="inlineStr"><is><t>&#128512;</t></is></c></row>'],
    ['a row without a number behind an empty one', '<row r="3"/><row><c><v>1</v></c></row>'],
    ['an empty row without a number', '<row/><row r="2"><c r="A2"><v>1</v></c></row>'],
    ['half a letter', '<row r="1"><c r="A1" t="inlineStr"><is><t>_xD800_</t></is></c></row>'],
  ])('%s is left to the library', async (_, rows) => {
    expect(await streamed(withRows(rows))).toBeTypeOf('string');
  });
});

describe('shared strings', () => {
  const types = new TextDecoder().decode(base['[Content_Types].xml']);
  const override = '<Override PartName="/xl/metinler.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>';
  const withStrings = (inside: string): Uint8Array =>
    withParts({
      '[Content_Types].xml': bytesOf(types.replaceAll(/<Override[^>]*sharedStrings\+xml"[^>]*>/g, '').replace('</Types>', `${override}</Types>`)),
      'xl/metinler.xml': bytesOf(`<sst xmlns="${MAIN}">${inside}</sst>`),
      'xl/worksheets/sheet1.xml': bytesOf(sheetOf('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')),
    });

  it('are counted from the first', async () => {
    expect(await rowsOf(withStrings('<si><t>sıfır</t></si><si><r><t>b</t></r><r><rPr><b/></rPr><t>ir</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><extLst><ext/></extLst>'))).toEqual([['bir']]);
  });

  it.each([
    ['behind something else', '<si><t>0</t></si><extLst/><si><t>1</t></si>'],
    ['with an attribute', '<si><t>0</t></si><si a="1"><t>1</t></si>'],
    ['without an inside', '<si/><si><t>1</t></si>'],
    ['with a comment in it', '<si><t>0</t></si><si><t>1<!-- x --></t></si>'],
    ['of a name of their own', '<si><t>0</t></si><x><t>1</t></x>'],
  ])('%s are left to the library', async (_, inside) => {
    expect(await streamed(withStrings(inside))).toBeTypeOf('string');
  });
});

describe('packed rows', () => {
  it('give what was put in, whole, in stretches and by column', () => {
    const pool = new StringPool();
    const store = new RowStore(pool, { date1904: false, room: 1_000_000, isFirst: true });
    const draft = new RowDraft();
    const expected: unknown[][] = [];
    for (let row = 0; row < 5_000; row += 1) {
      if (row % 7 === 3) {
        expected.push([]);
        continue;
      }
      draft.set(2, 3, pool.addText(`metin ${row}`));
      draft.set(0, 2, row);
      store.add(row, draft);
      draft.clear();
      expected.push([row, null, `metin ${row}`]);
    }
    const rows = new PackedRows(store);
    expect([...rows]).toEqual(expected);
    expect(Array.from(rows.slice(10, 20))).toEqual(expected.slice(10, 20));
    expect(Array.from(rows.slice(4_000).slice(5))).toEqual(expected.slice(4_005));
    expect(Array.from(rows.slice(3, 4))).toEqual([[]]);
    expect(Array.from(rows.slice(9_000))).toEqual([]);
    expect([...rows.slice(1_000, 1_010).column(2)]).toEqual(expected.slice(1_000, 1_010).map((row) => row[2] ?? null));
  });

  it('keep texts of every length to the last byte', () => {
    const pool = new StringPool();
    const texts = Array.from({ length: 3_000 }, (_, index) => 'ğ'.repeat(index % 900) + index);
    const numbers = texts.map((text) => pool.addText(text));
    expect(numbers.map((number) => pool.get(number))).toEqual(texts);
  });
});
