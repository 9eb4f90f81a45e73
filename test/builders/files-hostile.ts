import { unzipSync, zipSync } from 'fflate';
import { xlsxBytes } from './bank-files.ts';
import { bookOf, odsBytes, odsContent, spreadsheetMl, written } from './files-kinds.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sheet = (rows: string): string => `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;

function xlsxWith(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync({ ...unzipSync(xlsxBytes([{ name: 'A', rows: [['x']] }])), ...parts });
}

const laughs = `<!DOCTYPE lolz [<!ENTITY a "${'ha'.repeat(50)}">${[...'bcdefghi'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefgh'[index] ?? ''};`.repeat(10)}">`).join('')}]>`;
const doctyped = (xml: string): string => xml.replace(/(<\?xml[^>]*\?>)/, `$1${laughs}`).replace('LAUGH', '&i;');
const odsCell = '<table:table-cell office:value-type="string" MORE><text:p>x</text:p></table:table-cell>';

/** Small files that would cost all time or memory if they were read as they ask to be, and how each must end. */
export const hostile: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['an xlsx that unpacks to 100 MB of zeros', () => xlsxWith({ 'xl/worksheets/sheet1.xml': new Uint8Array(100_000_000) }), 'input.too_large'],
  ['an xlsx of millions of empty cells', () => xlsxWith({ 'xl/worksheets/sheet1.xml': utf8(sheet(`<row>${'<c/>'.repeat(11_000_000)}</row>`)) }), 'input.'],
  ['an xlsx whose entities unfold', () => xlsxWith({ 'xl/worksheets/sheet1.xml': utf8(doctyped(sheet('<row><c t="inlineStr"><is><t>LAUGH</t></is></c></row>'))) }), 'input.'],
  ['an xlsb that unpacks to 100 MB of zeros', () => zipSync({ ...unzipSync(written(bookOf([['x']]), 'xlsb')), 'xl/worksheets/sheet1.bin': new Uint8Array(100_000_000) }), 'input.too_large'],
  ['an ods that unpacks to 100 MB of zeros', () => zipSync({ 'content.xml': new Uint8Array(100_000_000) }), 'input.too_large'],
  ['an ods with a cell repeated a thousand million times', () => odsBytes(odsContent(`<table:table-row>${odsCell.replace('MORE', 'table:number-columns-repeated="1000000000"')}</table:table-row>`)), 'input.too_large'],
  ['an ods with a row repeated a thousand million times', () => odsBytes(odsContent(`<table:table-row table:number-rows-repeated="1000000000">${odsCell.replace('MORE', '')}</table:table-row>`)), 'input.too_large'],
  ['an ods with a cell below a thousand million blank rows', () => odsBytes(odsContent(`<table:table-row table:number-rows-repeated="1000000000"><table:table-cell/></table:table-row><table:table-row>${odsCell.replace('MORE', '')}</table:table-row>`)), 'input.too_large'],
  ['an ods with a space repeated a thousand million times', () => odsBytes(odsContent(`<table:table-row>${'<table:table-cell office:value-type="string"><text:p>a<text:s text:c="1000000000"/></text:p></table:table-cell>'.repeat(50)}</table:table-row>`)), 'input.no_header'],
  ['an ods whose entities unfold', () => odsBytes(doctyped(odsContent('<table:table-row><table:table-cell office:value-type="string"><text:p>LAUGH</text:p></table:table-cell></table:table-row>'))), 'input.unsupported_format'],
  ['SpreadsheetML whose entities unfold', () => utf8(doctyped(spreadsheetMl('<Row><Cell><Data ss:Type="String">LAUGH</Data></Cell></Row>'))), 'input.unsupported_format'],
  ['SpreadsheetML with a row far below', () => utf8(spreadsheetMl('<Row ss:Index="1000000000"><Cell><Data ss:Type="String">x</Data></Cell></Row>')), 'input.too_large'],
  ['SpreadsheetML with a cell far to the right', () => utf8(spreadsheetMl('<Row><Cell ss:Index="1000000000"><Data ss:Type="String">x</Data></Cell></Row>')), 'input.too_large'],
  ['SpreadsheetML with a cell merged across everything', () => utf8(spreadsheetMl('<Row><Cell ss:MergeAcross="1e300"/><Cell><Data ss:Type="String">x</Data></Cell></Row>')), 'input.too_large'],
  ['SpreadsheetML with a million empty cells', () => utf8(spreadsheetMl('<Row><Cell/><Cell/><Cell/><Cell/></Row>'.repeat(250_000))), 'input.empty_file'],
  ['XML nested beyond all depth', () => utf8(spreadsheetMl(`${'<Row>'.repeat(200_000)}`)), 'input.too_large'],
  ['HTML tables nested beyond all depth', () => utf8('<table><tr><td>'.repeat(200_000)), 'input.too_large'],
  ['HTML cells that span everything', () => utf8(`<table>${'<tr><td rowspan="1000000000" colspan="1000000000">x</td></tr>'.repeat(5000)}</table>`), 'input.'],
  ['HTML with a row of a million cells', () => utf8(`<table><tr>${'<td>x</td>'.repeat(1_000_000)}</tr></table>`), 'input.too_large'],
  ['HTML of brackets that open nothing', () => utf8(`<table><tr><td>${'< '.repeat(2_000_000)}</table>`), 'input.no_header'],
  ['HTML of quotes that never close', () => utf8(`<table>${'<td a="'.repeat(500_000)}`), 'input.truncated'],
  ['HTML of comments that never close', () => utf8(`<table>${'<!-- '.repeat(500_000)}`), 'input.truncated'],
  ['text with a row of a million separators', () => utf8(`a;b\n${';'.repeat(1_000_000)}`), 'input.too_large'],
  ['text of millions of blank lines', () => utf8(`a;b\n${'\n'.repeat(2_500_000)}`), 'input.too_large'],
  ['text that is one endless cell', () => utf8('x'.repeat(30_000_000)), 'input.no_header'],
  ['text of quotes', () => utf8('"'.repeat(10_000_001)), 'input.truncated'],
  ['a zip whose parts have the names of paths', () => xlsxWith({ '../../evil.xml': utf8('<x/>'), '/etc/evil.xml': utf8('<x/>'), '__proto__': utf8('x'), 'xl/worksheets/__proto__.xml': utf8('<x/>') }), 'input.no_header'],
  ['a zip within a zip', () => zipSync({ 'a.xlsx': xlsxWith({}) }), 'input.unsupported_format'],
];
