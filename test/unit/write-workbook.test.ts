import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { type CellValue, writeWorkbook } from '../../src/main/files/write-workbook.ts';

const seed = 7_001;
console.info(`workbook writing: seed ${seed}`);

function written(rows: CellValue[][]): { sheet: XLSX.WorkSheet; xml: string; book: XLSX.WorkBook } {
  const bytes = writeWorkbook([{ name: 'Kalemler', widths: [20, 20], rows, filter: true }]);
  const book = XLSX.read(bytes, { cellNF: true, cellStyles: true, sheetStubs: false });
  const sheet = book.Sheets['Kalemler'];
  const xml = unzipSync(bytes)['xl/worksheets/sheet1.xml'];
  if (sheet === undefined || xml === undefined) throw new Error('no sheet');
  return { sheet, xml: strFromU8(xml), book };
}

describe('a workbook of ours, read back by another program', () => {
  it('never lets text become a formula', () => {
    const evil = ['=1+1', '+A1', '-1', '@SUM(A1)', '=HYPERLINK("x")', '\t=1', '="0"'];
    const { sheet, xml } = written([[{ heading: 'h' }], ...evil.map((text): CellValue[] => [{ text }])]);
    for (const [index, text] of evil.entries()) {
      expect(sheet[`A${index + 2}`]).toMatchObject({ t: 's', v: text });
      expect(sheet[`A${index + 2}`].f).toBeUndefined();
    }
    expect(xml).not.toContain('<f>');
  });

  it('keeps every text to the letter', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => value !== '' && value.isWellFormed());
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        const { sheet } = written([[{ heading: 'h' }], ...texts.map((value): CellValue[] => [{ text: value }])]);
        for (const [index, value] of texts.entries()) expect(sheet[`A${index + 2}`].v).toBe(value.replaceAll('\r\n', '\n'));
      }),
      { seed, numRuns: 60 },
    );
    const odd = ['0007123', 'İşlem ğüşöç', 'a\u0001b', '_x0041_', '  space  ', '<&>"\'', 'two\nlines'];
    const { sheet } = written([[{ heading: 'h' }], ...odd.map((value): CellValue[] => [{ text: value }])]);
    expect(odd.map((_, index) => sheet[`A${index + 2}`].v)).toEqual(odd);
  });

  it('writes kuruş as exact lira with a number format', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }), (kurus) => {
        const { sheet } = written([[{ heading: 'h' }], [{ kurus }]]);
        expect(Math.round(sheet['A2'].v * 100)).toBe(kurus);
        expect(sheet['A2'].z).toBe('#,##0.00');
      }),
      { seed, numRuns: 200 },
    );
    expect(written([[{ kurus: 9_007_199_254_740_991 }]]).xml).toContain('<v>90071992547409.91</v>');
    expect(written([[{ kurus: -5 }]]).xml).toContain('<v>-0.05</v>');
  });

  it('writes instants in Istanbul time and days as days, both with date formats', () => {
    const { sheet } = written([[{ instant: Date.parse('2026-05-03T21:34:58Z') }, { day: '2026-05-03' }]]);
    expect(XLSX.SSF.format('yyyy-mm-dd hh:mm:ss', sheet['A1'].v)).toBe('2026-05-04 00:34:58');
    expect(XLSX.SSF.format('yyyy-mm-dd hh:mm:ss', sheet['B1'].v)).toBe('2026-05-03 00:00:00');
    expect(XLSX.SSF.is_date(sheet['A1'].z)).toBe(true);
    expect(XLSX.SSF.is_date(sheet['B1'].z)).toBe(true);
  });

  it('has a frozen header, a filter over all rows and column widths', () => {
    const { sheet, xml } = written([[{ heading: 'a' }, { heading: 'b' }], [{ text: 'x' }, { count: 3 }]]);
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet['!autofilter']).toEqual({ ref: 'A1:B2' });
    expect(sheet['!cols']?.map((column) => column.width)).toEqual([20, 20]);
    expect(sheet['B2']).toMatchObject({ t: 'n', v: 3 });
  });
});
