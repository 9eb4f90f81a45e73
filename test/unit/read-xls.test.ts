import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { dateCell, failure, type SheetCell } from '../builders/bank-files.ts';
import { biff5Stream, bookOf, comparable, compound, record, rowsOf, SHEET_ROWS, TITLE, written } from '../builders/files-kinds.ts';

/** The workbook stream of an .xls as SheetJS writes it. */
function streamOf(rows: readonly (readonly SheetCell[])[]): Buffer {
  const container = XLSX.read(written(bookOf(rows), 'biff8'), { type: 'array', bookFiles: true }) as { cfb?: { FileIndex: { name: string; content: Uint8Array }[] } };
  const stream = container.cfb?.FileIndex.find((entry) => entry.name === 'Workbook');
  if (stream === undefined) throw new Error('no workbook stream');
  return Buffer.from(stream.content);
}

/** Where a record begins in a stream, and its length with its head. */
function find(stream: Buffer, id: number, skip = 0): { at: number; length: number } {
  let left = skip;
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    if (stream.readUInt16LE(at) !== id) continue;
    if (left === 0) return { at, length: 4 + stream.readUInt16LE(at + 2) };
    left -= 1;
  }
  throw new Error(`no record ${id}`);
}

/** The stream with a record put in; nothing before the first sheet may move, so it goes into the last sheet. */
function withRecord(stream: Buffer, id: number, data: Uint8Array): Buffer {
  const end = stream.lastIndexOf(record(0x000a, Buffer.alloc(0)));
  return Buffer.concat([stream.subarray(0, end), record(id, data), stream.subarray(end)]);
}

const words = (...values: readonly number[]): Buffer => Buffer.from(new Uint16Array(values).buffer);

describe('xls', () => {
  it('with or without a container, small streams and large ones', () => {
    const expected = readWorkbook(written(bookOf(SHEET_ROWS), 'biff8')).sheets;
    expect(readWorkbook(streamOf(SHEET_ROWS)).sheets).toEqual(expected);
    const many = Array.from({ length: 3000 }, (_, index) => [`satır ${index}`, index, 'ğüşıöç']);
    const large = readWorkbook(written(bookOf(many), 'biff8')).sheets[0];
    expect(large?.rows).toEqual(many);
    const mini = compound({ Workbook: withoutRest(streamOf([['a']])) });
    expect(rowsOf(readWorkbook(mini))).toEqual([['a']]);
  });

  it('keeps 1904 dates, errors, booleans, results of formulas and hidden sheets', () => {
    const book = bookOf([[dateCell('2026-05-03'), { t: 'e', v: 0x07 }, true, { t: 'n', v: 3, f: '1+2' }, { t: 's', v: 'x', f: 'UPPER("q")' }]], 'Gizli', true);
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['y']]), 'Açık');
    book.Workbook = { WBProps: { date1904: true }, Sheets: [{ name: 'Gizli', Hidden: 1 }, { name: 'Açık', Hidden: 0 }] };
    for (const type of ['biff8', 'xlsb'] as const) {
      const { sheets } = readWorkbook(written(book, type));
      expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['Gizli', true], ['Açık', false]]);
      expect(sheets[0]?.rows[0]?.slice(1, 3)).toEqual([{ error: '#DIV/0!' }, true]);
      expect(sheets[0]?.rows[0]?.[0]).toMatchObject({ date1904: true, shows_time: false });
      if (type === 'xlsb') expect(sheets[0]?.rows[0]?.slice(3)).toEqual([3, 'x']);
    }
  });

  it('takes a formula\'s result from its record, and a text result from the next', () => {
    const formula = (column: number, result: Buffer): Buffer => Buffer.concat([words(0, column, 0), result, words(0, 0, 0, 2), Buffer.from([0x1e, 1])]);
    const number = Buffer.alloc(8);
    number.writeDoubleLE(1234.56);
    let stream = withRecord(streamOf([['a']]), 0x0006, formula(1, number));
    stream = withRecord(stream, 0x0006, formula(2, Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff])));
    stream = withRecord(stream, 0x0207, Buffer.concat([words(2), Buffer.from([1]), Buffer.from('İş', 'utf16le')]));
    stream = withRecord(stream, 0x0006, formula(3, Buffer.from([2, 0, 0x07, 0, 0, 0, 0xff, 0xff])));
    expect(rowsOf(readWorkbook(stream))).toEqual([['a', 1234.56, 'İş', { error: '#DIV/0!' }]]);
  });

  it('puts shared texts together that are cut anywhere, rich ones and spoken ones too', () => {
    const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
    const strings = [
      Buffer.concat([words(5), Buffer.from([0]), Buffer.from('düz e', 'latin1')]),
      Buffer.concat([words(7), Buffer.from([1]), wide('İğşıöçü')]),
      Buffer.concat([words(3), Buffer.from([8 | 1]), words(2), wide('kal'), Buffer.alloc(8)]),
      Buffer.concat([words(2), Buffer.from([4]), Buffer.from(new Uint32Array([6]).buffer), Buffer.from('ab'), Buffer.alloc(6)]),
      Buffer.concat([words(4), Buffer.from([0]), Buffer.from('0012')]),
    ];
    const expected = ['düz e', 'İğşıöçü', 'kal', 'ab', '0012'];
    const head = Buffer.from(new Uint32Array([5, 5]).buffer);
    const shared = Buffer.concat(strings);
    const bof = (kind: number): Buffer => record(0x0809, Buffer.concat([words(0x0600, kind), Buffer.alloc(12)]));
    const stream = (table: Buffer): Buffer => {
      const bound = (at: number): Buffer => record(0x0085, Buffer.concat([words(at & 0xffff, at >>> 16, 0), Buffer.from([1, 0]), Buffer.from('A')]));
      const end = record(0x000a, Buffer.alloc(0));
      const at = Buffer.concat([bof(5), bound(0), table, end]).length;
      const labels = expected.map((_, column) => record(0x00fd, words(0, column, 0, column, 0)));
      return Buffer.concat([bof(5), bound(at), table, end, bof(0x10), ...labels, end]);
    };
    expect(rowsOf(readWorkbook(stream(record(0x00fc, Buffer.concat([head, shared])))))).toEqual([expected]);
    // Within a text's characters the next piece begins with their width; elsewhere it just goes on.
    let start = 0;
    for (const [index, text] of strings.entries()) {
      const from = start + (index === 2 ? 5 : index === 3 ? 7 : 3);
      const width = index === 1 || index === 2 ? 2 : 1;
      const length = expected[index]?.length ?? 0;
      for (let count = 1; count < length; count += 1) {
        const cut = from + count * width;
        const table = Buffer.concat([record(0x00fc, Buffer.concat([head, shared.subarray(0, cut)])), record(0x003c, Buffer.concat([Buffer.from([width - 1]), shared.subarray(cut)]))]);
        expect(rowsOf(readWorkbook(stream(table))), `${expected[index]} cut at ${count}`).toEqual([expected]);
      }
      start += text.length;
    }
    const rich = Buffer.concat(strings.slice(0, 2)).length + 5 + 6 + 3;
    const table = Buffer.concat([record(0x00fc, Buffer.concat([head, shared.subarray(0, rich)])), record(0x003c, shared.subarray(rich))]);
    expect(rowsOf(readWorkbook(stream(table)))).toEqual([expected]);
  });

  it('of Excel 2 to 4 is named', () => {
    for (const first of [[9, 0, 4, 0], [9, 2, 6, 0], [9, 4, 6, 0]]) {
      expect(failure(() => readWorkbook(Uint8Array.from([...first, 0, 0, 0, 0, 0, 0])))).toMatchObject({ code: 'input.unsupported_format', details: { format: 'xls (Excel 2-4)' } });
    }
  });

  it('of Excel 5 is read in its code page', () => {
    const book = readWorkbook(biff5Stream(SHEET_ROWS));
    expect(rowsOf(book)[0]).toEqual([TITLE]);
    expect(book.remarks).toBeUndefined();
    expect(understand(book).rows).toHaveLength(3);
    const western = biff5Stream([['Þór']]);
    western.writeUInt16LE(1252, find(western, 0x0042).at + 4);
    expect(rowsOf(readWorkbook(western))).toEqual([['Þór']]);
  });

  it('whose text a program wrote byte by byte is mended and told', () => {
    const rows = SHEET_ROWS.map((row) => row.map((cell) => (typeof cell === 'string' ? Buffer.from(new TextDecoder('latin1').decode(encode1254(cell))).toString() : cell)));
    const book = readWorkbook(written(bookOf(rows), 'biff8'));
    expect(rowsOf(book)[0]).toEqual([TITLE]);
    expect(book.remarks?.map((remark) => remark.code)).toEqual(['text_mended']);
  });
});

const letters1254 = new Map([...'ĞİŞğış'].map((letter, index) => [letter, [0xd0, 0xdd, 0xde, 0xf0, 0xfd, 0xfe][index] ?? 0]));
const encode1254 = (text: string): Uint8Array => Uint8Array.from([...text], (char) => letters1254.get(char) ?? char.charCodeAt(0));

/** Without what fills the stream up to a large one. */
const withoutRest = (stream: Buffer): Buffer => stream.subarray(0, stream.lastIndexOf(record(0x000a, Buffer.alloc(0))) + 4);

describe('a binary workbook that is not what it should be', () => {
  it('under a password says so', () => {
    const stream = streamOf([['a']]);
    const { at, length } = find(stream, 0x0042);
    const locked = Buffer.concat([stream.subarray(0, at), record(0x002f, Buffer.alloc(54)), stream.subarray(at + length)]);
    expect(failure(() => readWorkbook(locked)).code).toBe('input.password_protected');
    expect(failure(() => readWorkbook(compound({ Workbook: locked }))).code).toBe('input.password_protected');
    expect(failure(() => readWorkbook(compound({ EncryptionInfo: new Uint8Array(100), EncryptedPackage: new Uint8Array(5000) }))).code).toBe('input.password_protected');
  });

  it('cut off anywhere is truncated, never a shorter table', () => {
    const whole = written(bookOf(Array.from({ length: 400 }, (_, index) => [`satır ${index}`, index])), 'biff8');
    const rows = JSON.stringify(readWorkbook(whole).sheets);
    for (let end = 600; end < whole.length - 2048; end += 997) {
      expect(failure(() => readWorkbook(whole.slice(0, end))).code, String(end)).toBe('input.truncated');
    }
    const stream = streamOf(SHEET_ROWS);
    const used = withoutRest(stream).length;
    for (let end = 8; end < used; end += 41) expect(failure(() => readWorkbook(stream.subarray(0, end))).code, String(end)).toBe('input.truncated');
    expect(JSON.stringify(readWorkbook(Buffer.concat([whole, Buffer.alloc(512)])).sheets)).toBe(rows);
  });

  it('whose last record or chain of sectors ends too early says which', () => {
    const stream = withoutRest(streamOf(SHEET_ROWS));
    stream.writeUInt16LE(1, stream.length - 2);
    expect(failure(() => readWorkbook(stream))).toMatchObject({ code: 'input.truncated', details: { reason: 'broken_record' } });
    const bytes = Buffer.from(written(bookOf(Array.from({ length: 400 }, (_, index) => [`satır ${index}`])), 'biff8'));
    const fat = (bytes.readUInt32LE(76) + 1) * 512;
    let cut = 0;
    for (let sector = 0; sector < 127; sector += 1) {
      if (bytes.readUInt32LE(fat + sector * 4) !== sector + 1) continue;
      const ended = Buffer.from(bytes);
      ended.writeUInt32LE(0xfffffffe, fat + sector * 4);
      const { code, details } = failure(() => readWorkbook(ended));
      expect(code).toMatch(/^input\./);
      if (details['reason'] === 'compound_stream') cut += 1;
    }
    expect(cut).toBeGreaterThan(5);
  });

  it('with a chart within a sheet keeps the chart\'s numbers out of it', () => {
    const stream = streamOf([['a']]);
    const chart = Buffer.concat([record(0x0809, Buffer.concat([words(0x0600, 0x20), Buffer.alloc(12)])), record(0x0203, Buffer.concat([words(5, 5, 0), Buffer.alloc(8)])), record(0x000a, Buffer.alloc(0))]);
    const end = stream.lastIndexOf(record(0x000a, Buffer.alloc(0)));
    expect(rowsOf(readWorkbook(Buffer.concat([stream.subarray(0, end), chart, stream.subarray(end)])))).toEqual([['a']]);
  });

  it('with sectors that lead in a circle or out of the file is truncated', () => {
    const bytes = Buffer.from(written(bookOf(Array.from({ length: 400 }, (_, index) => [`satır ${index}`])), 'biff8'));
    const fat = (bytes.readUInt32LE(76) + 1) * 512;
    for (const target of [0, 1, 2, 3, 5, 40, 0x7fffffff]) {
      const looped = Buffer.from(bytes);
      for (let sector = 0; sector < 127; sector += 1) if (looped.readUInt32LE(fat + sector * 4) < 0xfffffffa) looped.writeUInt32LE(target, fat + sector * 4);
      expect(failure(() => readWorkbook(looped)).code, String(target)).toMatch(/^input\.(?:truncated|unsupported_format)$/);
    }
    const directory = Buffer.from(bytes);
    const first = directory.readUInt32LE(48);
    directory.writeUInt32LE(first, fat + first * 4);
    expect(failure(() => readWorkbook(directory)).code).toBe('input.truncated');
    const difat = Buffer.from(bytes);
    difat.writeUInt32LE(3, 68);
    difat.writeUInt32LE(0xffffffff, 72);
    expect(failure(() => readWorkbook(difat)).code).toMatch(/^input\./);
  });

  it('with a link over a whole sheet, drawings and macros costs nothing and gives the same cells', () => {
    const stream = streamOf(SHEET_ROWS);
    const expected = comparable(rowsOf(readWorkbook(stream)) ?? []);
    const link = Buffer.concat([words(0, 0xffff, 0, 0xffff), Buffer.alloc(40)]);
    for (const [id, data] of [[0x01b8, link], [0x001c, words(9, 9, 0, 7, 0)], [0x00ec, Buffer.alloc(100)], [0x0221, words(0, 0xffff, 0, 0)], [0x0200, words(0, 0xffff, 0xffff, 0, 256, 0, 0)]] as const) {
      expect(comparable(rowsOf(readWorkbook(withRecord(stream, id, data))) ?? [])).toEqual(expected);
    }
  });

  it('with a cell far to the right or far too many cells is too large', () => {
    const far = withRecord(streamOf([['a']]), 0x0203, Buffer.concat([words(1, 60_000, 0), Buffer.alloc(8)]));
    expect(failure(() => readWorkbook(far))).toMatchObject({ code: 'input.too_large', details: { columns: 60_001 } });
    const cells = Array.from({ length: 11_000 }, (_, row) => record(0x0203, Buffer.concat([words(row, 500, 0), Buffer.alloc(8)])));
    const stream = streamOf([['a']]);
    const end = stream.lastIndexOf(record(0x000a, Buffer.alloc(0)));
    const bomb = Buffer.concat([stream.subarray(0, end), ...cells, stream.subarray(end)]);
    expect(failure(() => readWorkbook(bomb))).toMatchObject({ code: 'input.too_large', details: { limit: 5_000_000 } });
  });
});

describe('xlsb', () => {
  it('reads the very cells SheetJS reads from what SheetJS writes', () => {
    const rows = Array.from({ length: 300 }, (_, index) => [index, index / 100, -index * 1e10, index % 2 === 0, `satır ${index}`, null, dateCell('2026-05-03T15:34:58', 'dd.mm.yyyy hh:mm'), { t: 'e' as const, v: 0x2a }, { t: 'n' as const, v: index, z: '0.00' }]);
    const bytes = written(bookOf(rows), 'xlsb');
    const theirs = XLSX.read(bytes, { dense: true, raw: true, cellNF: true }).Sheets['Rapor']?.['!data'] ?? [];
    const ours = rowsOf(readWorkbook(bytes)).map((row) => row.map((cell) => (cell === null || typeof cell !== 'object' ? cell : 'serial' in cell ? cell.serial : cell.error)));
    expect(ours).toEqual(theirs.map((row) => Array.from(row, (cell) => (cell?.t === 'e' ? '#N/A' : cell?.v ?? null))));
  });

  it('reads numbers in four bytes, texts in their cells and results of formulas', () => {
    const cell = (id: number, column: number, data: Uint8Array): Buffer => Buffer.concat([Buffer.from([id, 8 + data.length]), Buffer.from(new Uint32Array([column, 0]).buffer), data]);
    const long = (value: number): Buffer => Buffer.from(new Int32Array([value]).buffer);
    const text = (value: string): Buffer => Buffer.concat([long(value.length), Buffer.from(value, 'utf16le')]);
    const double = Buffer.alloc(8);
    double.writeDoubleLE(1234.56);
    const cells = [
      cell(2, 0, long((12_345 << 2) | 3)), cell(2, 1, long((-7 << 2) | 2)), cell(2, 2, Buffer.concat([Buffer.from([0, 0, 0xf8]), Buffer.from([0x3f])])),
      cell(6, 3, text('İş')), cell(8, 4, Buffer.concat([text('00012'), Buffer.alloc(6)])), cell(9, 5, Buffer.concat([double, Buffer.alloc(6)])), cell(11, 6, Buffer.from([0x07, 0, 0])), cell(62, 7, Buffer.concat([Buffer.from([1]), text('zengin'), Buffer.alloc(8)])),
    ];
    const row = Buffer.concat([Buffer.from([0, 25]), Buffer.alloc(25)]);
    const sheetData = Buffer.concat([Buffer.from([0x81, 1, 0, 0x91, 1, 0]), row, ...cells, Buffer.from([13, 8]), Buffer.alloc(4), long((1 << 2) | 2), Buffer.from([0x92, 1, 0, 0x82, 1, 0])]);
    expect(rowsOf(readWorkbook(withSheet(sheetData)))).toEqual([[123.45, -7, 1.5, 'İş', '00012', 1234.56, { error: '#DIV/0!' }, 'zengin', 1]]);
  });

  it('whose text claims to be longer than its record is truncated', () => {
    const long = Buffer.concat([Buffer.from([6, 12]), Buffer.alloc(8), Buffer.from([0xff, 0xff, 0xff, 0x7f])]);
    const row = Buffer.concat([Buffer.from([0, 25]), Buffer.alloc(25)]);
    const sheetData = Buffer.concat([Buffer.from([0x91, 1, 0]), row, long, Buffer.from([0x92, 1, 0, 0x82, 1, 0])]);
    expect(failure(() => readWorkbook(withSheet(sheetData)))).toMatchObject({ code: 'input.truncated', details: { reason: 'short_record' } });
  });

  const parts = unzipSync(written(bookOf(SHEET_ROWS), 'xlsb'));
  const sheet = Object.keys(parts).find((name) => name.endsWith('worksheets/sheet1.bin')) ?? '';
  const withSheet = (part: Uint8Array): Uint8Array => zipSync({ ...parts, [sheet]: part });
  const original = Buffer.from(parts[sheet] ?? new Uint8Array());

  it('with a link over a whole sheet gives the same cells', () => {
    const link = Buffer.concat([Buffer.from([0xee, 0x03, 28]), Buffer.from(new Uint32Array([0, 1_048_575, 0, 16_383, 0, 0, 0]).buffer)]);
    const end = original.lastIndexOf(Buffer.from([0x82, 0x01, 0x00]));
    expect(end).toBeGreaterThan(0);
    const linked = withSheet(Buffer.concat([original.subarray(0, end), link, original.subarray(end)]));
    expect(readWorkbook(linked).sheets).toEqual(readWorkbook(withSheet(original)).sheets);
  });

  it('with a row beyond the last one, or records that are cut off, is refused', () => {
    const row = Buffer.concat([Buffer.from([0, 25]), Buffer.from(new Uint32Array([0x7fffffff]).buffer), Buffer.alloc(21)]);
    const begin = original.indexOf(Buffer.from([0x91, 0x01, 0x00])) + 3;
    expect(failure(() => readWorkbook(withSheet(Buffer.concat([original.subarray(0, begin), row, original.subarray(begin)])))).code).toBe('input.too_large');
    for (const end of [original.length - 1, original.length - 10]) expect(failure(() => readWorkbook(withSheet(original.subarray(0, end)))).code).toBe('input.truncated');
  });
});
