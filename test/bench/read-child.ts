import { readFileSync } from 'node:fs';
import process from 'node:process';
import ExcelJS from 'exceljs';
import * as XLSX from 'xlsx';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { readXlsxStream } from '../../src/main/files/xlsx/read.ts';
import { call, testDesk } from '../builders/desk.ts';

/**
 * Reads one .xlsx in one way, in a process of its own, and says how long that took and
 * how much the process grew: `node read-child.ts <way> <file> <data folder>`.
 */
const [way = '', file = '', data_folder = ''] = process.argv.slice(2);
const desk = testDesk(data_folder);

const ways: Readonly<Record<string, () => Promise<number>>> = {
  /** File to validated rows in SQLite, as a user's import. */
  async import() {
    const { imports } = await call(desk, importContract, 'import.run', { files: [file] });
    return imports[0]?.rows.data ?? 0;
  },
  async stream() {
    const read = await readXlsxStream(readFileSync(file), new AbortController().signal);
    if ('unknown' in read) throw new Error(read.unknown);
    return (read.sheets[0]?.rows.length ?? 0) - 1;
  },
  sheetjs() {
    const book = XLSX.read(readFileSync(file), { raw: true, dense: true });
    return Promise.resolve((book.Sheets[book.SheetNames[0] ?? '']?.['!data']?.length ?? 0) - 1);
  },
  async exceljs() {
    let rows = 0;
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache' });
    for await (const sheet of reader) for await (const row of sheet) rows += row.hasValues ? 1 : 0;
    return rows - 1;
  },
};

const read = ways[way];
if (read === undefined) throw new Error(`no such way of reading: ${way}`);
const before = process.memoryUsage().rss;
const start = performance.now();
const rows = await read();
const ms = performance.now() - start;
const growth = process.resourceUsage().maxRSS * 1024 - before;
desk.close();
process.stdout.write(JSON.stringify({ rows, ms, growth }));
