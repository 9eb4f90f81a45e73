import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { failure, xlsxBytes } from '../builders/bank-files.ts';
import { rowsOf } from '../builders/files-kinds.ts';

const parts = unzipSync(xlsxBytes([{ name: 'A', rows: [['x']] }]));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A workbook whose one sheet has these rows as its XML, and this after them. */
function workbook(rows: string, after = '', prefix = ''): Uint8Array {
  const [open, close] = [`<${prefix}sheetData>`, `</${prefix}sheetData>`];
  const space = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  const sheet = `<?xml version="1.0"?><${prefix}worksheet ${space}="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${open}${rows}${close}${after}</${prefix}worksheet>`;
  return zipSync({ ...parts, 'xl/worksheets/sheet1.xml': bytesOf(sheet) });
}

const times = (count: number, row: (number: number) => string): string => Array.from({ length: count }, (_, index) => row(index + 1)).join('');
const first = '<row r="1"><c r="A1"><v>7</v></c></row>';

/** The answer of a read that has to come at once. */
function quickly<T>(read: () => T): T {
  const started = performance.now();
  const answer = read();
  expect(performance.now() - started).toBeLessThan(5_000);
  return answer;
}

describe('a small workbook that would unfold beyond all memory', () => {
  it.each<[string, () => Uint8Array, object]>([
    ['one far cell on each of many rows', () => workbook(times(30_000, (row) => `<row r="${row}"><c r="XFD${row}"><v>1</v></c></row>`)), { columns: 16_384, limit: 512 }],
    ['the last allowed column on each of many rows', () => workbook(times(30_000, (row) => `<row r="${row}"><c r="SR${row}"><v>1</v></c></row>`)), { limit: 5_000_000 }],
    ['a cell below the last row of any sheet', () => workbook(`${first}<row r="99999999"><c r="A99999999"><v>1</v></c></row>`), { rows: 99_999_999, limit: 1_048_576 }],
    ['more formatted cells than are looked at', () => workbook(times(700_000, () => `<row>${'<c s="1"/>'.repeat(15)}</row>`)), { limit: 10_000_000 }],
    ['the same with a namespace', () => workbook(times(700_000, () => `<x:row>${'<x:c s="1"/>'.repeat(15)}</x:row>`), '', 'x:'), { limit: 10_000_000 }],
    ['more values than a bank file has', () => workbook(times(510_000, () => `<row>${'<c><v>1</v></c>'.repeat(10)}</row>`)), { limit: 5_000_000 }],
  ])('%s is too large', (_, make, details) => {
    const bytes = make();
    expect(quickly(() => failure(() => readWorkbook(bytes)))).toMatchObject({ code: 'input.too_large', details });
  });

  it('a link over the whole sheet makes no cells, and the file\'s bytes stay as they are', () => {
    for (const prefix of ['', 'x:']) {
      const rows = prefix === '' ? first : first.replaceAll(/<(\/?)/g, '<$1x:');
      const bytes = workbook(rows, `<${prefix}hyperlinks><${prefix}hyperlink ref="A1:XFD1048576" location="y"/></${prefix}hyperlinks>`, prefix);
      const stored = zipSync(unzipSync(bytes), { level: 0 });
      const before = Uint8Array.from(stored);
      expect(quickly(() => readWorkbook(stored)).sheets[0]?.rows).toEqual([[7]]);
      expect(stored).toEqual(before);
    }
  });

  it('a million rows with nothing but a format are no rows', () => {
    const bytes = workbook(first + times(1_000_000, (row) => `<row r="${row + 1}" s="1" customFormat="1"/>`));
    expect(quickly(() => readWorkbook(bytes)).sheets[0]?.rows).toEqual([[7]]);
  });

  it('formatted cells to the right and below are left out', () => {
    const bytes = workbook(`<row r="1"><c r="A1"><v>7</v></c><c r="C1" t="str"><v></v></c><c r="XFD1" s="1"/></row><row r="3"><c r="B3"><v>8</v></c></row><row r="9"><c r="XFD9" s="1"/></row>`);
    expect(rowsOf(readWorkbook(bytes))).toEqual([[7], [], [null, 8]]);
  });

  it('a sheet in a code page that hides its cells is refused by name', () => {
    const sheet = Buffer.from(`\uFEFF<worksheet><sheetData>${first}</sheetData></worksheet>`, 'utf16le');
    expect(failure(() => readWorkbook(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': sheet }))).code).toBe('input.unsupported_format');
  });
});
