import { zipSync } from 'fflate';
import * as XLSX from 'xlsx';
import type { OpenWorkbook, RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { csvText, dateCell, encodeText, type SheetCell, xlsxBytes } from './bank-files.ts';

/** The same small bank file in every kind of file; its truth, as text and as cells. */
export const HEADERS = ['İşlem Tarihi', 'Brüt Tutar', 'Onay Kodu', 'İşlem Tipi', 'Üye İşyeri No'];
export const LINES = [
  ['03.05.2026', '1.234,56', '012345', 'Satış', '0012345678'],
  ['04.05.2026', '89,90', '000777', 'Satış', '0012345678'],
  ['05.05.2026', '-150,00', 'A1B2C3', 'İade', '0012345678'],
] as const;
export const TITLE = 'ÖRNEK BANKASI ÜYE İŞYERİ RAPORU';
/** Kuruş by row, refunds positive as the desk keeps them. */
export const AMOUNTS = [123_456, 8_990, 15_000];

/** What text kinds hold. */
export const TEXT_ROWS: readonly (readonly string[])[] = [[TITLE], [], HEADERS, ...LINES];

/** What spreadsheets hold: real dates and numbers. */
export const SHEET_ROWS: readonly (readonly SheetCell[])[] = [
  [TITLE],
  [],
  HEADERS,
  [dateCell('2026-05-03T15:34:58', 'dd.mm.yyyy hh:mm:ss'), 1234.56, '012345', 'Satış', '0012345678'],
  [dateCell('2026-05-04'), 89.9, '000777', 'Satış', '0012345678'],
  [dateCell('2026-05-05'), -150, 'A1B2C3', 'İade', '0012345678'],
];

export function bookOf(rows: readonly (readonly SheetCell[])[], name = 'Rapor', date1904 = false): XLSX.WorkBook {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as SheetCell[][]), name);
  book.Workbook = { WBProps: { date1904 } };
  return book;
}

/** A workbook as SheetJS writes it in one of its kinds. */
export function written(book: XLSX.WorkBook, bookType: XLSX.BookType): Uint8Array {
  return new Uint8Array(XLSX.write(book, { type: 'array', bookType }) as ArrayBuffer);
}

const entity = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** An HTML table as banks' servers send it under the name .xls. */
export function htmlText(rows: readonly (readonly string[])[], charset = 'utf-8'): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1);
  const lines = rows.map((row) =>
    row.length === 1 ? `<tr><td colspan="${width}"><b>${entity(row[0] ?? '')}</b></td></tr>` : `<tr>${row.map((cell) => `<td style='mso-number-format:"\\@"'>${entity(cell)}</td>`).join('')}</tr>`,
  );
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n<head><meta http-equiv="Content-Type" content="text/html; charset=${charset}">\r\n<style><!-- td { color: red } --></style></head>\r\n<body><table border=1>\r\n${lines.join('\r\n')}\r\n</table></body></html>`;
}

/** A SpreadsheetML 2003 document around rows of its own XML. */
export function spreadsheetMl(rows: string, options = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40"><Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="dd\\.mm\\.yyyy"/></Style><Style ss:ID="t" ss:Parent="d"><NumberFormat ss:Format="General Date"/></Style></Styles><Worksheet ss:Name="Rapor"><Table>${rows}</Table>${options}</Worksheet></Workbook>`;
}

/** An OpenDocument spreadsheet around rows of its own XML. */
export function odsContent(rows: string, table = 'table:name="Rapor"'): string {
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table ${table}>${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
}

export function odsBytes(content: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': content, ...more };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])));
}

/** The same document in one file, as .fods. */
export function flatOds(rows: string): string {
  return odsContent(rows).replaceAll('office:document-content', 'office:document').replace('office:version', 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version');
}

/** Rows as LibreOffice writes them: repeated blanks to the right and below, dates as ISO. */
export function odsRows(rows: readonly (readonly SheetCell[])[]): string {
  const cell = (value: SheetCell): string => {
    if (value === null) return '<table:table-cell/>';
    if (typeof value === 'number') return `<table:table-cell office:value-type="float" office:value="${value}" calcext:value-type="float"><text:p>${value.toFixed(2).replace('.', ',')}</text:p></table:table-cell>`;
    if (typeof value === 'object' && typeof value.v === 'number') {
      const iso = new Date(Math.round((value.v - 25_569) * 86_400_000)).toISOString().slice(0, Number.isInteger(value.v) ? 10 : 19);
      return `<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="${iso}" calcext:value-type="date"><text:p>${iso}</text:p></table:table-cell>`;
    }
    return `<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>${entity(String(value))}</text:p></table:table-cell>`;
  };
  const line = (row: readonly SheetCell[]): string => `<table:table-row table:style-name="ro1">${row.map(cell).join('')}<table:table-cell table:number-columns-repeated="${16_384 - row.length}"/></table:table-row>`;
  return `<table:table-column table:number-columns-repeated="16384"/>${rows.map(line).join('\n')}<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
}

/** A BIFF record. */
export function record(id: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
};

/** A compound file with these streams. */
export function compound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) XLSX.CFB.utils.cfb_add(container, `/${name}`, Buffer.from(content));
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** The stream of an Excel 5 workbook: text in windows-1254, dates by the formats 22 and 14. */
export function biff5Stream(rows: readonly (readonly SheetCell[])[]): Buffer {
  const cell = (value: SheetCell, row: number, column: number): Buffer => {
    if (value === null) return Buffer.alloc(0);
    const number = typeof value === 'number' ? value : typeof value === 'object' && typeof value.v === 'number' ? value.v : undefined;
    if (number !== undefined) {
      const double = Buffer.alloc(8);
      double.writeDoubleLE(number);
      const format = typeof value === 'number' ? 0 : Number.isInteger(number) ? 1 : 2;
      return record(0x0203, Buffer.concat([words(row, column, format), double]));
    }
    const text = encodeText(String(value), 'windows-1254');
    return record(0x0204, Buffer.concat([words(row, column, 0, text.length), text]));
  };
  const format = (id: number): Buffer => record(0x00e0, Buffer.concat([words(0, id), Buffer.alloc(12)]));
  const globals = [record(0x0809, words(0x0500, 5, 0, 0)), record(0x0042, words(1254)), format(0), format(14), format(22)];
  const bound = (at: number): Buffer => record(0x0085, Buffer.concat([words(at & 0xffff, at >>> 16, 0), Buffer.from([5]), Buffer.from('Rapor')]));
  const at = Buffer.concat([...globals, bound(0), record(0x000a, Buffer.alloc(0))]).length;
  const sheet = rows.flatMap((row, index) => row.map((value, column) => cell(value, index, column)));
  const end = record(0x000a, Buffer.alloc(0));
  return Buffer.concat([...globals, bound(at), end, record(0x0809, words(0x0500, 0x10, 0, 0)), ...sheet, end]);
}

const biff5 = (rows: readonly (readonly SheetCell[])[]): Uint8Array => compound({ Book: biff5Stream(rows) });

/** One small valid file of each kind that is read. */
export function everyKind(): Readonly<Record<string, Uint8Array>> {
  const book = (): XLSX.WorkBook => bookOf(SHEET_ROWS);
  const text = (separator: string): string => csvText(TEXT_ROWS, separator);
  return {
    xlsx: xlsxBytes([{ name: 'Rapor', rows: SHEET_ROWS }]),
    xlsb: written(book(), 'xlsb'),
    xls: written(book(), 'biff8'),
    'xls (BIFF5)': biff5(SHEET_ROWS),
    ods: odsBytes(odsContent(odsRows(SHEET_ROWS))),
    // SheetJS writes dates into an .ods as plain numbers, and complains about their formats.
    'ods (SheetJS)': written(bookOf(SHEET_ROWS.map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null ? { ...cell, z: 'General' } : cell)))), 'ods'),
    fods: encodeText(flatOds(odsRows(SHEET_ROWS)), 'utf-8'),
    xml: written(book(), 'xlml'),
    'html (SheetJS)': written(bookOf(TEXT_ROWS), 'html'),
    html: encodeText(htmlText(TEXT_ROWS, 'windows-1254'), 'windows-1254'),
    'html (UTF-8)': encodeText(htmlText(TEXT_ROWS), 'utf-8'),
    'xls (tabs)': encodeText(text('\t'), 'windows-1254'),
    'xls (tabs, UTF-16)': encodeText(text('\t'), 'utf-16le'),
    'csv ;': encodeText(text(';'), 'utf-8-bom'),
    'csv ,': encodeText(text(','), 'utf-8'),
    'txt |': encodeText(text('|'), 'windows-1254'),
  };
}

/** The rows of a workbook's sheet as plain arrays. */
export const rowsOf = ({ sheets }: OpenWorkbook, sheet = 0): RawCell[][] => Array.from(sheets[sheet]?.rows ?? [], (row) => [...row]);

/** Cells as they are compared across kinds: dates by their day number, so that a fraction's last digit does not count. */
export function comparable(rows: readonly (readonly RawCell[])[]): unknown[][] {
  return rows.map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null && 'serial' in cell ? { day: Math.round(cell.serial * 86_400), shows_time: cell.shows_time } : cell)));
}
