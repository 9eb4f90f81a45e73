import { type Zippable, zipSync } from 'fflate';
import { type Random, seededRandom } from '../../src/sandbox/random.ts';

/**
 * Workbooks written part by part, with everything a program may write and Excel reads:
 * not through a library, whose own habits would hide what others do.
 */
export interface GeneratedWorkbook {
  readonly bytes: Uint8Array;
  /** What it has that our own reader leaves to the library; null where it is to read all of it. */
  readonly odd: string | null;
}

const spaces = {
  main: ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main'],
  relation: ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'http://purl.oclc.org/ooxml/officeDocument/relationships'],
} as const;
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const formats = ['General', '0.00', 'dd.mm.yyyy', 'dd\\.mm\\.yyyy\\ hh:mm:ss', '[$-41F]d mmmm yyyy;@', '0.00 "gün"', '#,##0.00\\ "TL"', '[h]:mm', '[Red]-0', 'yyyy-mm-dd', '@', '_-* #,##0_-'] as const;
const builtIn = [0, 1, 2, 4, 9, 10, 14, 15, 20, 21, 22, 37, 45, 46, 49] as const;
const words = ['Satış', 'İade', 'ÖRNEK ŞİRKETİ', 'TEK', '00123', '4506******1234', 'a b', 'ğüşıöç', 'x', 'çok\nsatır', '😀', '=1+1', '12,50', ' öndeki', 'sondaki ', 'a & b', '<etiket>', '"tırnak"', '_x0041_', 'ı'.repeat(300), ''] as const;

export const columnLetters = (column: number): string => (column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** Things our reader leaves to the library, each with how a cell, a row or a part gets it. */
const oddities = [
  'date cell',
  'value metadata',
  'element in a cell',
  'element in a row',
  'alternate content',
  'comment between rows',
  'rows that go back',
  'place of another row',
  'two cells in one place',
  'missing shared string',
  'odd number',
  'unknown error',
  'entity in a formula text',
  'chart sheet',
  'several string parts',
  'foreign namespace',
  'upper case place',
] as const;
type Oddity = (typeof oddities)[number];

class Generator {
  readonly #random: Random;
  readonly #strings: string[] = [];
  readonly #prefix: string;
  readonly #strict: 0 | 1;
  readonly odd: Oddity | null;

  constructor(random: Random, odd: boolean) {
    this.#random = random;
    this.#prefix = random.chance(0.2) ? random.pick(['x:', 'ss:', 'main:']) : '';
    this.#strict = random.chance(0.15) ? 1 : 0;
    this.odd = odd ? random.pick(oddities) : null;
  }

  #tag(name: string): string {
    return `${this.#prefix}${name}`;
  }

  #element(name: string, attributes: string, inside: string | null): string {
    return inside === null ? `<${this.#tag(name)}${attributes}/>` : `<${this.#tag(name)}${attributes}>${inside}</${this.#tag(name)}>`;
  }

  #root(name: string, inside: string, attributes = ''): string {
    const space = `xmlns${this.#prefix === '' ? '' : `:${this.#prefix.slice(0, -1)}`}="${spaces.main[this.#strict]}"`;
    const random = this.#random;
    const remark = random.chance(0.1) ? '<!-- made by hand -->' : '';
    const prolog = random.pick(['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n', '<?xml version="1.0"?>', '', "<?xml version='1.0' encoding='utf-8'?>\n<?other thing?>"]);
    return `${prolog}${remark}<${this.#tag(name)} ${space} xmlns:r="${spaces.relation[this.#strict]}"${attributes}>${inside}</${this.#tag(name)}>${random.chance(0.1) ? '\n<!-- end -->\n' : ''}`;
  }

  /** A text as XML writes it, in one of the ways there are. */
  #escaped(text: string): string {
    const random = this.#random;
    const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const way = random.int(0, 9);
    if (way === 0) return plain.replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
    if (way === 1) return [...plain].map((char) => (char.charCodeAt(0) > 0x7f && char.length === 1 ? `&#${char.charCodeAt(0)};` : char)).join('');
    if (way === 2) return plain.replaceAll('\n', random.pick(['_x000D_\n', '\r\n', '&#10;', '_x000a_']));
    if (way === 3 && !/[<>]/.test(text)) return `<![CDATA[${text}]]>`;
    return plain;
  }

  #text(): string {
    return this.#random.chance(0.3) ? `${this.#random.int(0, 999_999)}`.padStart(6, '0') : this.#random.pick(words);
  }

  /** The inside of `si` or `is`: plain or rich, perhaps with what is to be pronounced. */
  #item(text: string): string {
    const random = this.#random;
    const preserve = random.chance(0.4) ? random.pick([' xml:space="preserve"', " xml:space='preserve'"]) : '';
    const t = (part: string): string => (part === '' && random.chance(0.5) ? this.#element('t', '', null) : this.#element('t', preserve, this.#escaped(part)));
    const pronounced = random.chance(0.1) ? this.#element('rPh', ' sb="0" eb="1"', this.#element('t', '', 'okunuş')) + this.#element('phoneticPr', ' fontId="1"', null) : '';
    const gap = random.chance(0.1) ? '\n  ' : '';
    if (text !== '' && random.chance(0.25)) {
      const cut = random.int(0, text.length);
      const whole = /[\ud800-\udbff]$/.test(text.slice(0, cut)) ? cut + 1 : cut;
      const style = this.#element('rPr', '', this.#element('b', '', null) + this.#element('sz', ' val="10"', null));
      // CDATA in a run is left to the library.
      const run = (part: string): string => this.#element('t', preserve, part.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
      return gap + this.#element('r', '', run(text.slice(0, whole))) + gap + this.#element('r', '', style + run(text.slice(whole))) + pronounced + gap;
    }
    const first = t(text);
    return gap + first + (first.endsWith('/>') ? '' : pronounced + gap);
  }

  #sharedString(text: string): number {
    this.#strings.push(this.#element('si', '', this.#item(this.#random.chance(0.05) ? 'r="B5"' : text)));
    return this.#strings.length - 1;
  }

  #number(): string {
    const random = this.#random;
    return random.pick([
      () => String(random.int(-1000, 100_000)),
      () => (random.int(-1_000_000, 100_000_000) / 100).toFixed(2),
      () => String(random.int(-1_000_000, 100_000_000) / 100),
      () => String(46_000 + random.int(0, 86_399) / 86_400),
      () => `${random.int(1, 9)}.${random.int(0, 999)}E${random.pick(['+', '-', ''])}${random.int(0, 12)}`,
      () => random.pick(['0', '-0', '0.1', '123456789012345678', '9007199254740993', '0.30000000000000004', '.5', '5.', '1e3', '007', '2147483648', '-2147483648', '+5']),
    ])();
  }

  /** Type and inside of a cell. */
  #content(): readonly [type: string, inside: string | null] {
    const random = this.#random;
    const v = (text: string): string => this.#element('v', '', text);
    const formula = random.chance(0.1) ? this.#element('f', random.pick(['', ' t="shared" ref="A1:A9" si="0"', ' ca="1"']), random.pick(['SUM(A1:A9)', 'A1&amp;"x"', 'IF(A1&gt;1,2,3)'])) : '';
    switch (random.int(0, 9)) {
      case 0:
      case 1:
        return random.chance(0.5) ? ['', v(this.#number())] : [' t="n"', formula + v(this.#number())];
      case 2:
      case 3:
      case 4:
        return [' t="s"', v(String(this.#sharedString(this.#text())))];
      case 5:
        return [' t="inlineStr"', this.#element('is', '', this.#item(this.#text()))];
      case 6:
        return [' t="str"', formula + v(this.#text().replaceAll('&', 've').replaceAll('<', '(').replaceAll('_x', 'x'))];
      case 7:
        return [' t="b"', v(random.pick(['0', '1', 'true', 'false']))];
      case 8:
        return [' t="e"', formula + v(random.pick(['#N/A', '#DIV/0!', '#REF!', '#NAME?', '#NUM!', '#VALUE!', '#NULL!']))];
      default:
        return [random.pick(['', ' t="n"', ' t="s"', ' t="str"']), random.pick([null, '', this.#element('v', '', ''), this.#element('v', '', null)])];
    }
  }

  #cell(place: string, odd: Oddity | null): string {
    const random = this.#random;
    const style = random.chance(0.5) ? ` s="${random.int(0, 30)}"` : '';
    const extra = random.chance(0.05) ? random.pick([' cm="1"', ' ph="1"']) : '';
    switch (odd) {
      case 'date cell':
        return this.#element('c', `${place}${style} t="d"`, this.#element('v', '', '2026-05-03'));
      case 'value metadata':
        return this.#element('c', `${place} vm="1"`, this.#element('v', '', '5'));
      case 'element in a cell':
        return this.#element('c', place, this.#element('v', '', '5') + this.#element('extLst', '', ''));
      case 'missing shared string':
        return this.#element('c', `${place} t="s"`, this.#element('v', '', '99999'));
      case 'odd number':
        return this.#element('c', place, this.#element('v', '', random.pick(['12abc', ' 12', '1,5', 'NaN'])));
      case 'unknown error':
        return this.#element('c', `${place} t="e"`, this.#element('v', '', '#SPILL!'));
      case 'entity in a formula text':
        return this.#element('c', `${place} t="str"`, this.#element('v', '', random.pick(['&amp;lt;', '&#351;', '_x0131_'])));
      default: {
        const [type, inside] = this.#content();
        // With attributes in another order the same is meant.
        const attributes = random.chance(0.1) ? `${type}${style}${place}${extra}` : `${place}${style}${type}${extra}`;
        return this.#element('c', attributes.replaceAll('"', random.chance(0.05) ? "'" : '"'), inside);
      }
    }
  }

  #row(number: number, named: boolean, cellsNamed: boolean, odd: Oddity | null): string {
    const random = this.#random;
    const attributes = (named ? ` r="${number}"` : '') + random.pick(['', '', ' spans="1:9"', ' ht="15" customHeight="1"', ' hidden="1"', ' s="3" customFormat="1"', ' foo:dyDescent="0.25"']);
    const gap = random.chance(0.1) ? '\n' : '';
    if (odd === null && named && random.chance(0.1)) return this.#element('row', attributes, random.pick([null, '']));
    const places = new Set<number>();
    for (let count = random.int(0, 9); count > 0; count -= 1) places.add(random.chance(0.05) ? random.int(20, 120) : random.int(0, 12));
    const columns = [...places].sort((a, b) => (cellsNamed && random.chance(0.1) ? b - a : a - b));
    const at = random.int(0, Math.max(0, columns.length - 1));
    const place = (column: number): string => (cellsNamed ? ` r="${columnLetters(column)}${number}"` : '');
    const cells = columns.map((column, index) => {
      if (index === at && odd === 'place of another row') return this.#element('c', ` r="${columnLetters(column)}${number + 1}"`, this.#element('v', '', '7'));
      if (index === at && odd === 'upper case place') return this.#element('c', ` R="A${number}"`, this.#element('v', '', '7'));
      if (index === at && odd === 'two cells in one place') return this.#element('c', place(column), this.#element('v', '', '7')).repeat(2);
      return this.#cell(place(column), index === at ? odd : null);
    });
    if (odd === 'element in a row') cells.push(this.#element('extLst', '', ''));
    return this.#element('row', attributes, gap + cells.join(gap) + gap);
  }

  #sheetData(): string {
    const random = this.#random;
    // Without numbers rows count themselves; cells without places likewise.
    const [named, cellsNamed] = [random.chance(0.85), random.chance(0.85)];
    const rows: string[] = [];
    let number = 0;
    const count = random.int(0, 14);
    const oddRow = random.int(0, Math.max(0, count - 1));
    for (let index = 0; index < count; index += 1) {
      number += named && random.chance(0.2) ? random.int(2, 40) : 1;
      const odd = index === oddRow && this.odd !== 'rows that go back' ? this.odd : null;
      rows.push(this.#row(number, named, cellsNamed && (named || odd !== 'place of another row'), odd));
      if (index === oddRow && this.odd === 'rows that go back') rows.push(this.#row(number, true, true, null).replace(/ r="\d+"/, ` r="${number}"`));
      if (index === oddRow && this.odd === 'comment between rows') rows.push('<!-- <c r="A1"><v>5</v></c> -->');
    }
    const inside = rows.join(random.chance(0.2) ? '\n' : '');
    if (this.odd === 'alternate content') return `<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x">${this.#element('sheetData', '', inside)}</mc:Choice></mc:AlternateContent>`;
    return rows.length === 0 && random.chance(0.5) ? this.#element('sheetData', '', null) : this.#element('sheetData', '', inside);
  }

  sheet(): string {
    const random = this.#random;
    const before = [
      random.chance(0.3) ? this.#element('sheetPr', '', this.#element('tabColor', ' rgb="FF00FF00"', null)) : '',
      random.chance(0.6) ? this.#element('dimension', ` ref="${random.pick(['A1:C3', 'A1', 'B2:XFD9', 'Z99:A1'])}"`, null) : '',
      random.chance(0.3) ? this.#element('sheetViews', '', this.#element('sheetView', ' workbookViewId="0"', null)) : '',
      random.chance(0.3) ? this.#element('cols', '', this.#element('col', ' min="1" max="3" width="9.1"', null)) : '',
    ];
    const after = [
      random.chance(0.3) ? this.#element('mergeCells', ' count="1"', this.#element('mergeCell', ' ref="A1:C1"', null)) : '',
      random.chance(0.2) ? this.#element('conditionalFormatting', ' sqref="A1"', this.#element('cfRule', ' type="expression" priority="1"', this.#element('formula', '', 'A1&gt;5'))) : '',
      random.chance(0.2) ? this.#element('hyperlinks', '', this.#element('hyperlink', ' ref="A1:B2" location="x"', null)) : '',
      random.chance(0.3) ? this.#element('pageMargins', ' left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"', null) : '',
      random.chance(0.2) ? this.#element('headerFooter', '', this.#element('oddHeader', '', '&amp;LBanka')) : '',
      random.chance(0.2) ? '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>' : '',
      random.chance(0.2) ? this.#element('extLst', '', '<ext uri="{1}"><a:b xmlns:a="urn:a"><a:c/></a:b></ext>') : '',
    ];
    const gap = random.chance(0.2) ? '\n  ' : '';
    const body = [...before, this.#sheetData(), ...after].filter((part) => part !== '').join(gap);
    const root = this.#root('worksheet', gap + body + gap, ' xmlns:foo="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"');
    return this.odd === 'foreign namespace' ? root.replace(/spreadsheetml\/(2006\/)?main/, 'somethingelse') : root;
  }

  sharedStrings(): string {
    return this.#root('sst', this.#strings.join(this.#random.chance(0.2) ? '\n' : ''), ` count="${this.#strings.length}"`);
  }

  get hasStrings(): boolean {
    return this.#strings.length > 0;
  }

  styles(): string {
    const random = this.#random;
    const own = formats.map((format, index) => this.#element('numFmt', ` numFmtId="${random.chance(0.1) ? random.pick(builtIn) || 170 : 164 + index * (index === 3 ? 100 : 1)}" formatCode="${this.#escapedAttribute(format)}"`, null));
    const xfs = Array.from({ length: 25 }, () => {
      const number = random.chance(0.5) ? random.pick(builtIn) : random.pick([164, 165, 166, 464, 168, 169, 170, 171, 172, 173, 174, 175]);
      const inside = random.chance(0.2) ? this.#element('alignment', ' horizontal="right"', null) : null;
      return this.#element('xf', `${random.chance(0.95) ? ` numFmtId="${number}"` : ''} fontId="0" fillId="0" borderId="0" xfId="0"`, inside);
    });
    return this.#root(
      'styleSheet',
      this.#element('numFmts', ` count="${own.length}"`, own.join('')) +
        this.#element('fonts', ' count="1"', this.#element('font', '', this.#element('sz', ' val="11"', null))) +
        this.#element('fills', ' count="1"', this.#element('fill', '', this.#element('patternFill', ' patternType="none"', null))) +
        this.#element('borders', ' count="1"', this.#element('border', '', '')) +
        this.#element('cellStyleXfs', ' count="1"', this.#element('xf', ' numFmtId="14"', null)) +
        this.#element('cellXfs', ' count="25"', xfs.join('')) +
        this.#element('dxfs', ' count="1"', this.#element('dxf', '', this.#element('numFmt', ' numFmtId="14" formatCode="0"', null))),
    );
  }

  #escapedAttribute(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  }

  workbook(names: readonly string[]): string {
    const random = this.#random;
    const sheets = names.map((name, index) => this.#element('sheet', ` name="${this.#escapedAttribute(name)}" sheetId="${index + 1}"${random.pick(['', '', '', ' state="hidden"', ' state="veryHidden"', ' state="visible"'])} r:id="rId${index + 7}"`, null));
    const properties = random.chance(0.5) ? this.#element('workbookPr', random.pick(['', ' date1904="1"', ' date1904="true"', ' date1904="0"', ' defaultThemeVersion="124226"']), null) : '';
    const path = random.chance(0.3) ? '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="urn:x" url="C:\\"/></mc:Choice></mc:AlternateContent>' : '';
    const defined = random.chance(0.2) ? this.#element('definedNames', '', this.#element('definedName', ' name="x"', "'A'!$A$1")) : '';
    return this.#root('workbook', properties + path + this.#element('sheets', '', sheets.join('')) + defined);
  }

  pack(): Uint8Array {
    const random = this.#random;
    const count = random.int(1, 3);
    const names = Array.from({ length: count }, (_, index) => ['Rapor', 'Özet & <1>', 'Sayfa "3"'][index] ?? 'x');
    const folder = random.pick(['worksheets/', 'worksheets/', 'worksheets/', '', 'sayfalar/iç/']);
    const files = names.map((_, index) => `${folder}${random.pick(['sheet', 'tablo'])}${index + 1}.xml`);
    const sheets = files.map(() => this.sheet());
    const hasStyles = random.chance(0.9);
    const stringsPart = random.pick(['sharedStrings.xml', 'sharedStrings.xml', 'metinler.xml']);
    const relation = (id: number, kind: string, target: string): string => `<Relationship Id="rId${id}" Type="${spaces.relation[this.#strict && kind === 'worksheet' ? 1 : 0]}/${kind}" Target="${target}"/>`;
    const targetOf = (file: string): string => (random.chance(0.1) ? `/xl/${file}` : file);
    const kinds = files.map((_, index) => (this.odd === 'chart sheet' && index === 0 ? 'chartsheet' : 'worksheet'));
    const override = (part: string, type: string): string => `<Override PartName="/xl/${part}" ContentType="${SHEET_TYPE}.${type}+xml"/>`;
    const parts: Record<string, string> = {
      'xl/workbook.xml': this.workbook(names),
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${files.map((file, index) => relation(index + 7, kinds[index] ?? '', targetOf(file))).join('')}${relation(1, 'sharedStrings', stringsPart)}${relation(2, 'styles', 'styles.xml')}</Relationships>`,
      ...Object.fromEntries(files.map((file, index) => [`xl/${file}`, sheets[index] ?? ''])),
      ...(hasStyles && { 'xl/styles.xml': this.styles() }),
      ...(this.hasStrings && { [`xl/${stringsPart}`]: this.sharedStrings() }),
      '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>${override('workbook.xml', 'sheet.main')}${files.map((file) => override(file, 'worksheet')).join('')}${hasStyles ? override('styles.xml', 'styles') : ''}${this.hasStrings ? override(stringsPart, 'sharedStrings') : ''}${this.odd === 'several string parts' ? override('other.xml', 'sharedStrings') : ''}</Types>`,
    };
    const encode = (text: string): Uint8Array => new TextEncoder().encode((random.chance(0.1) ? '\uFEFF' : '') + text);
    const packed: Zippable = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, [encode(text), { level: random.chance(0.2) ? 0 : 6 }]]));
    return zipSync(packed);
  }
}

/** A workbook of a seed; with `odd` it has one thing in it that our own reader does not know. */
export function generateWorkbook(seed: number, odd: boolean): GeneratedWorkbook {
  const generator = new Generator(seededRandom(seed), odd);
  return { bytes: generator.pack(), odd: generator.odd };
}
