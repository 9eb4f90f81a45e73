import { gzipSync, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { decideSeparator } from '../../src/main/files/read-text.ts';
import { AppError } from '../../src/shared/errors.ts';
import { csvText, dateCell, encodeText, encryptedOle, failure, vakifbankCsv, xlsxBytes } from '../builders/bank-files.ts';
import { bookOf, compound, rowsOf, written } from '../builders/files-kinds.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('xlsx', () => {
  it('keeps Excel row numbers wherever the used range begins', () => {
    const { sheets } = readWorkbook(xlsxBytes([{ name: 'A', rows: [['x', 1], [], ['y', 2]], origin: 'C5' }]));
    expect(sheets[0]?.rows).toHaveLength(7);
    expect(sheets[0]?.rows[4]).toEqual([null, null, 'x', 1]);
    expect(sheets[0]?.rows[6]).toEqual([null, null, 'y', 2]);
  });

  it('keeps text as text, numbers as numbers, and tells dates by their format', () => {
    const { format, encoding, sheets } = readWorkbook(
      xlsxBytes([
        {
          name: 'A',
          rows: [
            [
              '00123', 123, true, dateCell('2026-05-03'), dateCell('2026-05-03T15:34:58', 'dd.mm.yyyy hh:mm'),
              dateCell('2026-05-03', '[$-41F]d mmmm yyyy "saat"'), { t: 'n', v: 5, z: '0.00 "gün"' }, { t: 'e', v: 0x2a }, '',
            ],
          ],
        },
      ]),
    );
    expect([format, encoding]).toEqual(['xlsx', null]);
    const cells = sheets[0]?.rows[0] ?? [];
    expect(cells.slice(0, 4)).toEqual(['00123', 123, true, { serial: 46_145, date1904: false, shows_time: false }]);
    expect(cells[4]).toMatchObject({ shows_time: true });
    expect(cells[5]).toMatchObject({ serial: 46_145, shows_time: false });
    expect(cells.slice(6, 8)).toEqual([5, { error: '#N/A' }]);
  });

  it('flags hidden sheets and the 1904 epoch', () => {
    const book = readWorkbook(xlsxBytes([{ name: 'A', rows: [['x']], hidden: true }, { name: 'B', rows: [[dateCell('2026-05-03')]] }], true));
    expect(book.sheets.map((sheet) => [sheet.name, sheet.hidden])).toEqual([['A', true], ['B', false]]);
    expect(book.sheets[1]?.rows[0]?.[0]).toMatchObject({ date1904: true });
  });

  it('takes formulas by their cached results', () => {
    const book = readWorkbook(xlsxBytes([{ name: 'A', rows: [[{ t: 'n', v: 3, f: '1+1' }, { t: 's', v: 'x', f: 'UPPER("q")' }]] }]));
    expect(rowsOf(book)[0]).toEqual([3, 'x']);
  });

  it('reads a header called __proto__ without harm', () => {
    const book = readWorkbook(xlsxBytes([{ name: 'A', rows: [['__proto__', 'Tutar'], ['polluted', 1]] }]));
    expect(rowsOf(book)[0]).toEqual(['__proto__', 'Tutar']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('text', () => {
  it.each(['windows-1254', 'utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'] as const)('in %s', (codePage) => {
    const book = readWorkbook(encodeText(csvText([['İşlem Tarihi', 'Şube', 'ğüşıöçĞÜŞİÖÇ'], ['1', '00123', 'x']]), codePage));
    expect(book.encoding).toBe(codePage === 'utf-8-bom' ? 'utf-8' : codePage);
    expect(rowsOf(book)).toEqual([['İşlem Tarihi', 'Şube', 'ğüşıöçĞÜŞİÖÇ'], ['1', '00123', 'x']]);
  });

  it('stays UTF-8 with a few broken bytes', () => {
    const bytes = Buffer.concat([encodeText('İşlem;ğüşıöç ĞÜŞİÖÇ\n', 'utf-8'), Buffer.from([0xff]), encodeText(';1\n', 'utf-8')]);
    expect(readWorkbook(new Uint8Array(bytes)).encoding).toBe('utf-8');
  });

  it('splits as most lines agree, outside quotes', () => {
    expect(decideSeparator('a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n')).toBe(';');
    expect(decideSeparator(`a;b;c\n${'1,5;2,5;3,5\n'.repeat(20)}`)).toBe(';');
    expect(decideSeparator(`a,b,c\n${'1,2,3\n'.repeat(20)}`)).toBe(',');
    expect(decideSeparator('a,b,c\n"1;5;9","2;5","3;5"\nx,y,z\n')).toBe(',');
    expect(decideSeparator('a\tb\n1,00\t2,00\n')).toBe('\t');
    expect(decideSeparator('a|b|c\n1|2|3\n')).toBe('|');
    expect(decideSeparator('yalnız metin\n')).toBeNull();
    const numbers = Array.from({ length: 50 }, (_, index) => `${index};1.234,56;2,00${index % 2 === 0 ? ';' : ''}`).join('\n');
    expect(decideSeparator(numbers)).toBe(';');
  });

  it('keeps quotes, line breaks in cells, empty lines and phantom columns where they are', () => {
    const book = readWorkbook(text('a;"b;""c""\nd";e;\r\n\r\n="00123";5" TV;;\r\nson'));
    expect(rowsOf(book)).toEqual([['a', 'b;"c"\nd', 'e', null], [null], ['00123', '5" TV', null, null], ['son']]);
  });

  it('begins like other formats without being taken for them', () => {
    for (const start of ['ID', 'TABL', 'PNI', '{"a"', '0x', 'PK adı']) {
      expect(rowsOf(readWorkbook(text(`${start};Tutar\n1;2\n`)))).toEqual([[start, 'Tutar'].map((cell) => cell.replaceAll('"', start === '{"a"' ? '"' : '')), ['1', '2']]);
    }
    expect(rowsOf(readWorkbook(text('sep=,\na,b;c\n')))).toEqual([['a', 'b;c']]);
  });

  it('reads fields of 35 characters', () => {
    const line = (cells: string[]): string => cells.map((cell) => cell.padEnd(35)).join('');
    const head = ['Merkez No', 'İşyeri No', 'İşlem Tarihi', 'İşlem Tipi', 'İşlem Tutarı', 'POS İşlem No', 'Onay Kodu', 'Net Tutar'];
    const book = readWorkbook(encodeText([head, ['1', '0042', '03.05.2026', 'Satış', '100,00', '000555', '000123', '98,00']].map(line).join('\r\n'), 'windows-1254'));
    expect(book.format).toBe('txt');
    expect(understand(book).rows[0]).toMatchObject({ amount: 10_000, auth_code: '000123', bank_transaction_id: '000555' });
  });
});

describe('files that cannot be read', () => {
  const xlsx = xlsxBytes([{ name: 'A', rows: Array.from({ length: 200 }, (_, index) => ['satır', index]) }]);

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'input.empty_file'],
    ['white space', text(' \r\n\t'), 'input.empty_file'],
    ['a mark alone', new Uint8Array([0xef, 0xbb, 0xbf]), 'input.empty_file'],
    ['zeros', new Uint8Array(5000), 'input.empty_file'],
    ['a workbook without a cell', xlsxBytes([{ name: 'A', rows: [] }, { name: 'B', rows: [[''], ['']] }]), 'input.empty_file'],
    ['an old workbook without a cell', written(bookOf([[]]), 'biff8'), 'input.empty_file'],
    ['an encrypted workbook', encryptedOle(), 'input.password_protected'],
    ['half a zip', xlsx.slice(0, xlsx.length / 2), 'input.truncated'],
    ['a zip without its last bytes', xlsx.slice(0, -10), 'input.truncated'],
    ['the first bytes of a zip', xlsx.slice(0, 6), 'input.truncated'],
    ['a csv whose quote never closes', text('a;b\n"1;2\n3;4\n'), 'input.truncated'],
  ])('%s', (_, bytes, code) => {
    expect(failure(() => readWorkbook(bytes)).code).toBe(code);
  });

  it.each<[string, Uint8Array]>([
    ['pdf', text('%PDF-1.7\n')],
    ['png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['gzip', gzipSync(text('x'))],
    ['exe', new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 3])],
    ['sqlite', text('SQLite format 3\0\u0010')],
    ['rtf', text('{\\rtf1}')],
    ['mhtml', text('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n')],
    ['html', text('<!DOCTYPE html><html><body><form action="/login">Oturum süreniz doldu</form></body></html>')],
    ['xml', text('<?xml version="1.0"?><Workbook/>')],
    ['xml', text('<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>')],
    ['binary', new Uint8Array([1, 2, 3, 4, 5, 6])],
    ['doc', compound({ WordDocument: new Uint8Array(5000) })],
    ['ole', compound({ Thumbs: new Uint8Array(5000) })],
    ['docx', zipSync({ 'word/document.xml': text('x') })],
    ['pptx', zipSync({ 'ppt/presentation.xml': text('x') })],
    ['numbers', zipSync({ 'Index/Document.iwa': text('x') })],
    ['opendocument', zipSync({ mimetype: text('application/vnd.oasis.opendocument.text'), 'content.xml': text('<office:document-content xmlns:office="o"><office:body><office:text/></office:body></office:document-content>') })],
    ['zip', zipSync({ 'a.txt': text('x') })],
  ])('%s is named', (format, bytes) => {
    expect(failure(() => readWorkbook(bytes))).toMatchObject({ code: 'input.unsupported_format', details: { format } });
  });

  it('every byte flipped or cut ends in a named error or the same cells, never in other cells', () => {
    expect(rowsOf(readWorkbook(xlsx))).toHaveLength(200);
    const whole = JSON.stringify(readWorkbook(xlsx).sheets);
    for (let at = 8; at < xlsx.length; at += 7) {
      for (const bytes of [xlsx.slice(0, at), xlsx.with(at, (xlsx[at] ?? 0) ^ 0x55)]) {
        try {
          expect(JSON.stringify(readWorkbook(bytes).sheets)).toBe(whole);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }
    }
  });

  it('a part under a damaged name is not a part that is not there', () => {
    for (const name of Object.keys(unzipSync(xlsx))) {
      const renamed = Buffer.from(xlsx);
      renamed.write('?', renamed.lastIndexOf(name) + name.length - 1);
      expect(failure(() => readWorkbook(new Uint8Array(renamed))).code, name).toMatch(/^input\.(?:truncated|unsupported_format)$/);
    }
  });

  it('a workbook whose parts are nonsense', () => {
    const parts = unzipSync(xlsx);
    for (const name of Object.keys(parts)) {
      const broken = zipSync({ ...parts, [name]: text('<<<nonsense') });
      try {
        readWorkbook(broken);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }
  });

  it('more than can be unpacked, as declared', () => {
    const lying = new Uint8Array(xlsx);
    const view = new DataView(lying.buffer);
    const directory = view.getUint32(lying.length - 6, true);
    view.setUint32(directory + 24, 2_000_000_000, true);
    expect(failure(() => readWorkbook(lying))).toMatchObject({ code: 'input.too_large', details: { limit: 1_000_000_000 } });
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(80_000_000) }, { level: 9 });
    expect(failure(() => readWorkbook(bomb)).code).toBe('input.too_large');
    view.setUint32(directory + 24, 10, true);
    expect(failure(() => readWorkbook(lying)).code).toBe('input.truncated');
  });

  it('a directory whose fields lead out of the file', () => {
    const lying = new Uint8Array(xlsx);
    const view = new DataView(lying.buffer);
    let last = view.getUint32(lying.length - 6, true);
    for (let at = last; view.getUint32(at, true) === 0x02014b50; at += 46 + view.getUint16(at + 28, true)) last = at;
    view.setUint32(last + 24, 0xffffffff, true);
    view.setUint16(last + 30, 0xffff, true);
    expect(failure(() => readWorkbook(lying))).toMatchObject({ code: 'input.truncated', details: { reason: 'broken_directory' } });
  });

  it('more bytes than are opened at all', () => {
    expect(failure(() => readWorkbook(new Uint8Array(200_000_001))).code).toBe('input.too_large');
  });
});

it('100,000 rows stay far from quadratic', () => {
  const bytes = vakifbankCsv('utf-8');
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  const many = Array.from({ length: 100_000 }, (_, index) => (lines[4] ?? '').replace('000000000101', String(index).padStart(12, '0')));
  const started = performance.now();
  const file = understand(readWorkbook(text([...lines.slice(0, 4), ...many].join('\r\n'))));
  expect(file.counts.sales).toBe(100_000);
  expect(file.warnings).toEqual([]);
  expect(performance.now() - started).toBeLessThan(15_000);
});
