import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UNCALCULATED } from '../../src/main/domain/bank-file/raw.ts';
import { openWorkbook, readApart } from '../../src/main/files/open-workbook.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { AppError } from '../../src/shared/errors.ts';
import { csvText, encodeText, xlsxBytes } from '../builders/bank-files.ts';
import { bookOf, everyKind, htmlText, rowsOf, TEXT_ROWS, written } from '../builders/files-kinds.ts';

const never = new AbortController().signal;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function refusal(reading: Promise<unknown>): Promise<AppError> {
  const error: unknown = await reading.then(() => new Error('it was read'), (reason: unknown) => reason);
  if (error instanceof AppError) return error;
  throw error;
}

/** Some seconds of work: an HTML table of many rows. */
const long = utf8(htmlText(Array.from({ length: 300_000 }, (_, index) => [`satır ${index}`, '1.234,56', '000123', 'Satış'])));

describe('a file that a user chose', () => {
  it.each(Object.entries(everyKind()))('%s is read as in the calling thread', async (_, bytes) => {
    const book = await openWorkbook(bytes, never);
    expect({ ...book, sheets: book.sheets.map((sheet) => ({ ...sheet, rows: [...sheet.rows] })) }).toEqual(readWorkbook(bytes));
  });

  it('is refused by the reading thread in the same words', async () => {
    expect(await refusal(openWorkbook(utf8('<table><tr><td>x'), never))).toMatchObject({ code: 'input.truncated', details: { reason: 'open_table' } });
    expect((await refusal(openWorkbook(xlsxBytes([{ name: 'A', rows: [] }]), never))).code).toBe('input.empty_file');
    expect(await refusal(openWorkbook(utf8('%PDF'), never))).toMatchObject({ code: 'input.unsupported_format', details: { format: 'pdf' } });
    expect(await refusal(openWorkbook(zipSync({ 'word/document.xml': utf8('x') }), never))).toMatchObject({ code: 'input.unsupported_format', details: { format: 'docx' } });
  });

  it('has its letters put right and its open formulas told, streamed or not', async () => {
    const rows = TEXT_ROWS.map((row) => row.map((cell) => Buffer.from(encodeText(cell, 'windows-1254')).toString('latin1')));
    for (const bytes of [xlsxBytes([{ name: 'A', rows }]), written(bookOf(rows), 'biff8'), utf8(csvText(rows))]) {
      const book = await openWorkbook(bytes, never);
      expect(rowsOf(book).map((row) => row.filter((cell) => cell !== null))).toEqual(TEXT_ROWS);
      expect(book.remarks?.map((remark) => remark.code)).toEqual(['text_mended']);
    }
    const parts = unzipSync(xlsxBytes([{ name: 'A', rows: [['x']] }]));
    const sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><v>5</v></c></row></sheetData></worksheet>';
    expect(rowsOf(await openWorkbook(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': utf8(sheet) }), never))).toEqual([[UNCALCULATED, 5]]);
  });

  it('is not changed by being read', async () => {
    for (const bytes of Object.values(everyKind())) {
      const before = Uint8Array.from(bytes);
      await openWorkbook(bytes, never);
      expect(bytes).toEqual(before);
    }
  });
});

describe('reading that does not end', () => {
  it('is cancelled', async () => {
    const stop = new AbortController();
    const reading = refusal(readApart(long, stop.signal));
    setTimeout(() => stop.abort(), 100);
    expect((await reading).code).toBe('state.cancelled');
    expect((await refusal(readApart(long, stop.signal))).code).toBe('state.cancelled');
  });

  it('is given up after its time', async () => {
    expect(await refusal(readApart(long, never, { time_ms: 50, memory_mb: 1024 }))).toMatchObject({ code: 'input.too_slow' });
  });

  it('is given up beyond its memory, and the next file is read', async () => {
    const many = xlsxBytes([{ name: 'A', rows: Array.from({ length: 20_000 }, (_, index) => Array.from({ length: 12 }, (__, column) => `${index}/${column}`)) }]);
    expect(await refusal(readApart(many, never, { time_ms: 60_000, memory_mb: 24 }))).toMatchObject({ code: 'input.too_large', details: { memory_mb: 24 } });
    expect((await readApart(utf8(htmlText(TEXT_ROWS)), never)).format).toBe('html');
  });

  it('of plain text lets others have their turn, and is cancelled', async () => {
    const text = utf8(csvText(Array.from({ length: 400_000 }, (_, index) => [`satır ${index}`, '1.234,56', '000123', 'Satış'])));
    const stop = new AbortController();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
      if (turns === 3) stop.abort();
    }, 1);
    expect((await refusal(openWorkbook(text, stop.signal))).code).toBe('state.cancelled');
    clearInterval(timer);
    expect(turns).toBe(3);
    expect((await openWorkbook(text, never)).sheets[0]?.rows.length).toBe(400_000);
  });
});
