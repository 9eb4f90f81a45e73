import { type RawCell, type RawSheet, UNCALCULATED } from '../domain/bank-file/raw.ts';
import { Grid } from './grid.ts';
import { attributesOf, decodeEntities, type Tag, type Text, xmlTokens } from './markup.ts';
import { dateFormatOf } from './sheetjs.ts';

const DAY_MS = 86_400_000;
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?)?Z?$/;
const EPOCH_MS = Date.UTC(1899, 11, 30);
/** 1 March 1900: before it a spreadsheet's day numbers are one less, for a 29 February that never was. */
const LEAP_MS = Date.UTC(1900, 2, 1);

/** The day number of an ISO date with or without a time, counted as `date1904: false`; undefined for another text. */
export function serialOf(text: string): { readonly serial: number; readonly has_time: boolean } | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, Number((match[7] ?? '').padEnd(3, '0')));
  const serial = (ms - EPOCH_MS) / DAY_MS - (ms < LEAP_MS ? 1 : 0);
  return { serial, has_time: match[4] !== undefined };
}

interface Style {
  readonly parent: string | undefined;
  format: string | undefined;
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d{1,3})?$/i;

/** Number formats that SpreadsheetML calls by name. */
const namedFormats = new Map([
  ['general date', 'dd.mm.yyyy hh:mm'],
  ['long date', 'dd.mm.yyyy'],
  ['medium date', 'dd.mm.yyyy'],
  ['short date', 'dd.mm.yyyy'],
  ['long time', 'hh:mm:ss'],
  ['medium time', 'hh:mm'],
  ['short time', 'hh:mm'],
]);

interface OpenCell {
  readonly style: string | undefined;
  readonly has_formula: boolean;
  type: string | null;
  text: string;
}

/** Fills sheets from the elements of a SpreadsheetML 2003 document (Microsoft's XML Spreadsheet). */
class SpreadsheetMl {
  readonly sheets: RawSheet[] = [];
  readonly #styles = new Map<string, Style>();
  readonly #formats = new Map<string | undefined, ReturnType<typeof dateFormatOf>>();
  #style: Style | undefined;
  #date1904 = false;
  #grid = new Grid();
  #name = '';
  #hidden = false;
  #row: RawCell[] = [];
  #rowStyle: string | undefined;
  #column = 0;
  #merged = 0;
  #cell: OpenCell | null = null;
  /** Where text goes: a cell's, a setting's, or nowhere. */
  #into: 'cell' | 'setting' | null = null;
  #setting = '';
  #inComment = false;

  open(tag: Tag): void {
    switch (tag.name) {
      case 'Style': {
        const attributes = attributesOf(tag);
        this.#style = { parent: attributes.get('Parent'), format: undefined };
        this.#styles.set(attributes.get('ID') ?? '', this.#style);
        return;
      }
      case 'NumberFormat':
        if (this.#style !== undefined) this.#style.format = attributesOf(tag).get('Format');
        return;
      case 'Worksheet':
        this.#grid = new Grid();
        this.#name = attributesOf(tag).get('Name') ?? '';
        this.#hidden = false;
        return;
      case 'Row':
        return this.#openRow(tag);
      case 'Cell':
        return this.#openCell(tag);
      case 'Comment':
        this.#inComment = true;
        return;
      case 'Data':
        if (this.#cell === null || this.#inComment) return;
        this.#cell.type = attributesOf(tag).get('Type') ?? 'String';
        this.#into = 'cell';
        return;
      case 'Visible':
      case 'Date1904':
        this.#into = 'setting';
        this.#setting = '';
    }
  }

  text({ kind, text }: Text): void {
    const plain = kind === 'literal' ? text : decodeEntities(text);
    if (this.#into === 'cell' && this.#cell !== null) this.#cell.text += plain;
    else if (this.#into === 'setting') this.#setting += plain;
  }

  close({ name }: Tag): void {
    switch (name) {
      case 'Style':
        this.#style = undefined;
        return;
      case 'Worksheet':
        this.sheets.push(this.#grid.sheet(this.#name, this.#hidden));
        return;
      case 'Row':
        this.#grid.add(this.#row);
        return;
      case 'Cell':
        return this.#closeCell();
      case 'Comment':
        this.#inComment = false;
        return;
      case 'Data':
        if (!this.#inComment) this.#into = null;
        return;
      case 'Visible':
        this.#hidden = this.#setting.trim() !== 'SheetVisible';
        this.#into = null;
        return;
      case 'Date1904':
        this.#date1904 = !/^(?:0|false)$/i.test(this.#setting.trim());
        this.#into = null;
    }
  }

  #openRow(tag: Tag): void {
    const attributes = attributesOf(tag);
    const index = Number(attributes.get('Index') ?? 0);
    if (index - 1 > this.#grid.next) this.#grid.skip(index - 1 - this.#grid.next);
    this.#row = [];
    this.#rowStyle = attributes.get('StyleID');
    this.#column = 0;
  }

  #openCell(tag: Tag): void {
    const attributes = attributesOf(tag);
    const index = Number(attributes.get('Index') ?? 0);
    if (index >= 1) this.#column = index - 1;
    this.#cell = { style: attributes.get('StyleID') ?? this.#rowStyle, has_formula: attributes.has('Formula'), type: null, text: '' };
    this.#merged = Math.max(0, Number(attributes.get('MergeAcross') ?? 0) || 0);
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (cell === null) return;
    this.#grid.put(this.#row, this.#column, this.#valueOf(cell));
    this.#column += 1 + this.#merged;
  }

  #valueOf({ type, text, style, has_formula }: OpenCell): RawCell {
    if (type === null || (text === '' && type !== 'String')) return has_formula ? UNCALCULATED : null;
    if (type === 'Error') return { error: text };
    if (type === 'Boolean') return /^(?:1|true)$/i.test(text.trim());
    if (type === 'Number') return this.#number(Number(text), text, style);
    const date = type === 'DateTime' ? serialOf(text.trim()) : undefined;
    if (date !== undefined) {
      const { is_date, shows_time } = this.#formatOf(style);
      return { serial: date.serial, date1904: false, shows_time: is_date ? shows_time : !Number.isInteger(date.serial) };
    }
    return text === '' ? null : text;
  }

  #number(value: number, text: string, style: string | undefined): RawCell {
    if (!decimal.test(text.trim())) return text;
    const { is_date, shows_time } = this.#formatOf(style);
    return is_date ? { serial: value, date1904: this.#date1904, shows_time } : value;
  }

  #formatOf(style: string | undefined): ReturnType<typeof dateFormatOf> {
    let known = this.#formats.get(style);
    if (known === undefined) {
      const format = this.#inherited(style);
      known = dateFormatOf(namedFormats.get(format.toLowerCase()) ?? format);
      this.#formats.set(style, known);
    }
    return known;
  }

  #inherited(id: string | undefined): string {
    // Styles that are each other's parent end here too.
    let style = this.#styles.get(id ?? 'Default');
    for (let steps = 0; style !== undefined && steps < 20; steps += 1) {
      if (style.format !== undefined) return style.format;
      style = style.parent === undefined ? undefined : this.#styles.get(style.parent);
    }
    return 'General';
  }
}

/** Reads a SpreadsheetML 2003 document: typed values, formulas by their cached results. */
export function readSpreadsheetMl(text: string): RawSheet[] {
  const book = new SpreadsheetMl();
  for (const token of xmlTokens(text)) {
    if (token.kind === 'open') book.open(token);
    else if (token.kind === 'close') book.close(token);
    else book.text(token);
  }
  return book.sheets;
}
