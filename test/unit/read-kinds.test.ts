import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { AMOUNTS, bookOf, comparable, everyKind, LINES, rowsOf, SHEET_ROWS, TEXT_ROWS, written } from '../builders/files-kinds.ts';
import { type SheetCell, xlsxBytes } from '../builders/bank-files.ts';

const kinds = Object.entries(everyKind());

const SEED = 20_261_121;
console.info(`seed ${SEED}`);

/** Cells every kind can hold; a time is kept to the second. */
const cell = fc.oneof(
  fc.constant(null),
  fc.string({ unit: fc.constantFrom(...'abçğıİöşü0123456789 .,;<>&"\'_=-€'), minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text),
  fc.integer({ min: -1e12, max: 1e12 }),
  fc.integer({ min: -1e11, max: 1e11 }).map((kurus) => kurus / 100),
  fc.boolean(),
  fc.constantFrom(0x07, 0x2a, 0x17).map((v): SheetCell => ({ t: 'e', v })),
  fc.integer({ min: 40_000, max: 50_000 }).map((v): SheetCell => ({ t: 'n', v, z: 'dd.mm.yyyy' })),
  fc.integer({ min: 40_000 * 86_400, max: 50_000 * 86_400 }).map((seconds): SheetCell => ({ t: 'n', v: seconds / 86_400, z: 'dd.mm.yyyy hh:mm:ss' })),
);

it.each(['biff8', 'xlsb', 'xlml'] as const)('any workbook gives the same cells as .%s and as .xlsx', (type) => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { minLength: 1, maxLength: 30 }).filter((rows) => rows.flat().some((one) => one !== null)), (rows) => {
      const expected = comparable(rowsOf(readWorkbook(written(bookOf(rows), 'xlsx'))));
      expect(comparable(rowsOf(readWorkbook(written(bookOf(rows), type))))).toEqual(expected);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

describe('one bank file in every kind', () => {
  it.each(kinds)('%s is understood to the kuruş, codes with their zeros', (kind, bytes) => {
    const book = readWorkbook(bytes);
    expect(book.format).toBe(kind.startsWith('xls (tabs') ? 'txt' : kind.split(' ')[0]);
    const { rows, warnings } = understand(book);
    expect(rows.map((row) => row.amount)).toEqual(AMOUNTS);
    expect(rows.map((row) => row.auth_code)).toEqual(LINES.map((line) => line[2]));
    expect(rows.map((row) => row.kind)).toEqual(['sale', 'sale', 'refund']);
    expect(rows.map((row) => row.bank_merchant_no)).toEqual(['0012345678', '0012345678', '0012345678']);
    expect(rows.map((row) => new Date(row.transaction_at ?? 0).toISOString().slice(0, 10))).toEqual(['2026-05-03', '2026-05-04', '2026-05-05']);
    expect(warnings).toEqual([]);
  });

  it.each(kinds.filter(([kind]) => /^(?:xlsb|xls$|xls \(BIFF|ods$|fods|xml)/.test(kind)))('%s gives the very cells of the xlsx', (_, bytes) => {
    const expected = readWorkbook(xlsxBytes([{ name: 'Rapor', rows: SHEET_ROWS }]));
    const book = readWorkbook(bytes);
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['Rapor']);
    expect(comparable(rowsOf(book))).toEqual(comparable(rowsOf(expected)));
  });

  it.each(kinds.filter(([kind]) => /^(?:html|csv|txt|xls \(tabs)/.test(kind)))('%s keeps every cell as the text it is', (_, bytes) => {
    expect(rowsOf(readWorkbook(bytes)).map((row) => row.filter((cell) => cell !== null))).toEqual(TEXT_ROWS);
  });
});
