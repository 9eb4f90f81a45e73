import { describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import { type RawCell, UNCALCULATED } from '../../src/main/domain/bank-file/raw.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { failure } from '../builders/bank-files.ts';
import { bookOf, comparable, HEADERS, odsBytes, odsContent, rowsOf, SHEET_ROWS, spreadsheetMl, written } from '../builders/files-kinds.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sheetsOf = (text: string): (readonly (readonly RawCell[])[])[] => readWorkbook(utf8(text)).sheets.map((sheet) => sheet.rows);
const html = (rows: string): readonly (readonly RawCell[])[] | undefined => sheetsOf(`<html><body><table>${rows}</table></body></html>`)[0];

describe('html', () => {
  it('guesses nothing: amounts, zeros, dates and codes stay the text they are', () => {
    expect(html('<tr><td>1.234,56</td><td>00012</td><td>03.05.2026</td><td>1E5</td><td>TRUE</td><td>1234567890123456789</td><td>1/2</td><td>#YOK</td></tr>')).toEqual([
      ['1.234,56', '00012', '03.05.2026', '1E5', 'TRUE', '1234567890123456789', '1/2', '#YOK'],
    ]);
  });

  it('resolves entities that there are and leaves the others', () => {
    expect(html('<tr><td>&Ccedil;&#304;&#x11F;&amp;&lt;b&gt;</td><td>&nbsp;</td><td>A&nbsp;B</td><td>&yok; AT&T &#0; &#xD800; &#1114112;</td></tr>')).toEqual([
      ['Çİğ&<b>', null, 'A\u00A0B', '&yok; AT&T &#0; &#xD800; &#1114112;'],
    ]);
  });

  it('places spans as a browser does', () => {
    const rows = html('<tr><td rowspan=2>a</td><td colspan="2">b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td>g</td></tr>');
    expect(rows).toEqual([['a', 'b', null, 'c'], [null, 'd', 'e', 'f'], ['g']]);
  });

  it('keeps a table within a cell apart from the cell', () => {
    const [inner, outer] = sheetsOf('<table><tr><td>dış<table><tr><td>iç</td></tr></table></td><td>son</td></tr></table>');
    expect([inner, outer]).toEqual([[['iç']], [['dış', 'son']]]);
  });

  it('reads several tables as sheets, and the one with the header is taken', () => {
    const head = HEADERS.map((header) => `<th>${header}</th>`).join('');
    const book = readWorkbook(utf8(`<table><tr><td>Rapor</td></tr></table><TABLE><TR>${head}</TR><TR><TD>03.05.2026<TD>1,50<TD>000123<TD>Satış<TD>1</TR></TABLE>`));
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['html', 'html 2']);
    const { rows, sheet, warnings } = understand(book);
    expect([sheet, rows[0]?.amount, warnings.map((warning) => warning.code)]).toEqual(['html 2', 150, ['other_sheet']]);
  });

  it('leaves scripts, styles and comments out, and takes line breaks in', () => {
    expect(html('<tr><script>if (a<b) document.write("<td>x</td>")</script><td><!-- <td>y</td> -->bir<br>iki</td><td><p>üç</p><p>dört</p></td><![if !x]><td>a < b</td><![endif]></tr><style>td{}</style>')).toEqual([
      ['bir\niki', 'üç\n\ndört', 'a < b'],
    ]);
  });

  it('takes the number behind a cell only where the page shows no digits of it', () => {
    expect(html('<tr><td x:num="1234.5">1.234,50</td><td x:num="12345678.9">#####</td><td x:num="123456789012">1,23E+11</td><td x:num>00012</td></tr>')).toEqual([
      ['1.234,50', 12_345_678.9, 123_456_789_012, '00012'],
    ]);
  });

  it('reads rows and cells without end tags, attributes without quotes, tags in capitals', () => {
    expect(html('<TR BGCOLOR=#fff><TD NOWRAP title="a > b">1<TD>2<TR><TD>3')).toEqual([['1', '2'], ['3']]);
  });

  it('agrees with SheetJS on what SheetJS writes', () => {
    const rows = SHEET_ROWS.map((row) => row.map((cell) => (cell === null || typeof cell === 'object' ? 'x' : String(cell))));
    const bytes = written(bookOf(rows), 'html');
    const theirs = XLSX.read(bytes, { raw: true, dense: true }).Sheets['Sheet1']?.['!data'] ?? [];
    expect(rowsOf(readWorkbook(bytes))).toEqual(Array.from(theirs, (row) => (row ?? []).map((cell) => cell.v)));
  });

  it('cut off before its table ends is truncated, not shorter', () => {
    const whole = '<html><table><tr><td>a</td></tr><tr><td>b</td></tr></table></html>';
    for (let end = whole.indexOf('<table'); end <= whole.indexOf('</table'); end += 1) {
      expect(failure(() => readWorkbook(utf8(whole.slice(0, end)))).code, whole.slice(0, end)).toMatch(/^input\.(?:truncated|unsupported_format)$/);
    }
    expect(failure(() => readWorkbook(utf8(`${whole}<table><tr><td>c</td></tr>`)))).toMatchObject({ code: 'input.truncated', details: { reason: 'open_table' } });
  });
});

describe('SpreadsheetML', () => {
  const rows = (xml: string): readonly (readonly RawCell[])[] | undefined => sheetsOf(spreadsheetMl(xml))[0];

  it('reads values by their type and dates by their style', () => {
    expect(
      rows(
        '<Row><Cell><Data ss:Type="String">00012</Data></Cell><Cell><Data ss:Type="Number">1234.56</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2026-05-03T00:00:00.000</Data></Cell>' +
          '<Cell ss:StyleID="t"><Data ss:Type="DateTime">2026-05-03T12:00:00.000</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="Number">46145</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>',
      ),
    ).toEqual([
      ['00012', 1234.56, { serial: 46_145, date1904: false, shows_time: false }, { serial: 46_145.5, date1904: false, shows_time: true }, { serial: 46_145, date1904: false, shows_time: false }, true, { error: '#DIV/0!' }],
    ]);
  });

  it('places cells by their index, merged ones by what they cover', () => {
    expect(rows('<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">a</Data></Cell><Cell ss:MergeAcross="2"><Data ss:Type="String">b</Data></Cell><Cell><Data ss:Type="String">c</Data></Cell></Row>')).toEqual([
      [], [], [null, 'a', 'b', null, null, 'c'],
    ]);
  });

  it('tells a formula without a result, and takes others by theirs', () => {
    expect(rows('<Row><Cell ss:Formula="=1+1"/><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell><Cell/></Row>')).toEqual([[UNCALCULATED, 2]]);
  });

  it('leaves comments out and reads text through its markup', () => {
    expect(rows('<Row><Cell><Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">not</ss:Data></Comment><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>ka</B>lın &amp; <![CDATA[<x>]]></ss:Data></Cell></Row>')).toEqual([
      ['kalın & <x>'],
    ]);
  });

  it('knows hidden sheets and the 1904 epoch', () => {
    const xml = spreadsheetMl('<Row><Cell ss:StyleID="d"><Data ss:Type="Number">1</Data></Cell></Row>', '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>');
    const book = readWorkbook(utf8(xml.replace('<Styles>', '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook><Styles>')));
    expect(book.sheets).toMatchObject([{ hidden: true, rows: [[{ serial: 1, date1904: true }]] }]);
  });

  it('numbers that are none stay text', () => {
    expect(rows('<Row><Cell><Data ss:Type="Number">0x10</Data></Cell><Cell><Data ss:Type="Number">1.234,56</Data></Cell><Cell><Data ss:Type="Number"> </Data></Cell></Row>')).toEqual([['0x10', '1.234,56', ' ']]);
  });

  it('reads the very cells SheetJS reads from what SheetJS writes', () => {
    const bytes = written(bookOf(SHEET_ROWS), 'xlml');
    const sheet = XLSX.read(bytes, { dense: true, raw: true, cellNF: true }).Sheets['Rapor'];
    const theirs = (sheet?.['!data'] ?? []).map((row) => (row ?? []).map((cell) => cell.v));
    const ours = rowsOf(readWorkbook(bytes)).map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null && 'serial' in cell ? cell.serial : cell)));
    expect(ours?.filter((row) => row.length > 0)).toEqual(theirs.filter((row) => row.length > 0));
  });

  it('cut off anywhere it is truncated', () => {
    const whole = spreadsheetMl('<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>');
    for (let end = whole.indexOf('<Styles'); end < whole.length; end += 3) {
      expect(failure(() => readWorkbook(utf8(whole.slice(0, end)))).code).toBe('input.truncated');
    }
  });
});

describe('OpenDocument', () => {
  const rows = (xml: string): readonly (readonly RawCell[])[] | undefined => rowsOf(readWorkbook(odsBytes(odsContent(xml))));

  it('reads values as kept, not as shown', () => {
    expect(
      comparable(
        rows(
          '<table:table-row><table:table-cell office:value-type="currency" office:value="1234.56"><text:p>1.235 TL</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>00012</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="date" office:date-value="2026-05-03T15:34:58"><text:p>3 Mayıs</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT15H34M58S"><text:p>15:34</text:p></table:table-cell>' +
            '<table:table-cell office:value-type="percentage" office:value="0.0199"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>',
        ) ?? [],
      ),
    ).toEqual([[1234.56, '00012', { day: 46_145 * 86_400 + 56_098, shows_time: true }, { day: 56_098, shows_time: true }, 0.0199, true]]);
  });

  it('puts paragraphs, spaces, tabs and line breaks together and leaves notes out', () => {
    expect(
      rows('<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>not</text:p></office:annotation>\n <text:p>a<text:s text:c="2"/>b<text:tab/>c<text:span>d</text:span></text:p>\n<text:p>e<text:line-break/>f &amp; g</text:p></table:table-cell></table:table-row>'),
    ).toEqual([['a  b\tcd\ne\nf & g']]);
  });

  it('tells errors, and formulas without a result', () => {
    expect(
      rows(
        '<table:table-row><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#SAYI/0!</text:p></table:table-cell>' +
          '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"><text:p>Err:502</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/><table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/></table:table-row>',
      ),
    ).toEqual([[{ error: '#SAYI/0!' }, { error: 'Err:502' }, UNCALCULATED, 2]]);
  });

  it('repeats what is repeated and leaves covered cells blank', () => {
    const cell = (text: string, more = ''): string => `<table:table-cell office:value-type="string" ${more}><text:p>${text}</text:p></table:table-cell>`;
    expect(
      rows(`<table:table-row table:number-rows-repeated="2">${cell('a', 'table:number-columns-repeated="2"')}<table:table-cell table:number-columns-repeated="2"/>${cell('b')}</table:table-row><table:table-row>${cell('c', 'table:number-columns-spanned="2"')}<table:covered-table-cell office:value-type="string"><text:p>gizli</text:p></table:covered-table-cell>${cell('d')}</table:table-row>`),
    ).toEqual([['a', 'a', null, null, 'b'], ['a', 'a', null, null, 'b'], ['c', null, 'd']]);
  });

  it('knows hidden sheets', () => {
    const row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>';
    expect(readWorkbook(odsBytes(odsContent(row, 'table:name="Gizli" table:style-name="ta2"'))).sheets).toMatchObject([{ name: 'Gizli', hidden: true }]);
  });

  it('under a password says so', () => {
    const manifest = '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
    expect(failure(() => readWorkbook(odsBytes('\u0001garbled', { 'META-INF/manifest.xml': manifest }))).code).toBe('input.password_protected');
    expect(failure(() => readWorkbook(odsBytes('x', { 'encrypted-package': 'x' }))).code).toBe('input.password_protected');
  });
});

it('a formula without a result rejects its row by name, and is never zero', () => {
  const head = HEADERS.map((header) => `<Cell><Data ss:Type="String">${header}</Data></Cell>`).join('');
  const line = (amount: string): string => `<Row>${['03.05.2026', null, '000123', 'Satış', '1'].map((text) => (text === null ? amount : `<Cell><Data ss:Type="String">${text}</Data></Cell>`)).join('')}</Row>`;
  const { rows, warnings } = understand(
    readWorkbook(utf8(spreadsheetMl(`<Row>${head}</Row>${line('<Cell><Data ss:Type="Number">1.5</Data></Cell>')}${line('<Cell ss:Formula="=RC[-1]"/>')}${line('<Cell><Data ss:Type="Error">#DIV/0!</Data></Cell>')}`))),
  );
  expect(rows.map((row) => [row.kind, row.note])).toEqual([['sale', null], ['rejected', 'formula_without_result'], ['rejected', 'error_cell']]);
  expect(warnings.map((warning) => warning.code)).toEqual(['formula_without_result', 'error_cell']);
});
