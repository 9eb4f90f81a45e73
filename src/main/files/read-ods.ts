import { type RawCell, type RawSheet, UNCALCULATED } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { Grid } from './grid.ts';
import { attributesOf, decodeEntities, type Tag, type Text, xmlTokens } from './markup.ts';
import { serialOf } from './read-spreadsheetml.ts';
import { listZip, locateEntry, refuseZipBomb, unpackEntry, type ZipEntry } from './read-zip.ts';

const errorText = /^(?:#[A-Z/0?!]+|(?:Err|Hata):\d+)$/i;
const duration = /^(-)?P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/;

/** A time of day or a duration as a fraction of days; undefined for another text. */
function dayFraction(text: string): number | undefined {
  const match = duration.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2, 6).map((part) => Number(part ?? 0));
  const ms = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000 + Number((match[6] ?? '').slice(0, 3).padEnd(3, '0'));
  return (match[1] === undefined ? ms : -ms) / 86_400_000;
}

const repeated = (attributes: ReadonlyMap<string, string>, name: string): number => {
  const times = Number.parseInt(attributes.get(name) ?? '1', 10);
  return times >= 1 ? times : 1;
};

interface OpenCell {
  readonly attributes: ReadonlyMap<string, string>;
  paragraphs: number;
  text: string;
}

/** Elements within a cell whose text is not the cell's: notes, drawings. */
const asides: ReadonlySet<string> = new Set(['annotation', 'frame', 'shapes', 'custom-shape', 'ruby-text', 'note', 'detective']);

/** Fills sheets from the elements of an OpenDocument spreadsheet. */
class OpenDocument {
  readonly sheets: RawSheet[] = [];
  readonly #hiddenStyles = new Set<string>();
  #tableStyle: string | undefined;
  #grid: Grid | null = null;
  #name = '';
  #hidden = false;
  #row: RawCell[] = [];
  #rowTimes = 1;
  #column = 0;
  #cell: OpenCell | null = null;
  #inParagraph = false;
  #aside = 0;

  open(tag: Tag): void {
    const { name } = tag;
    if (this.#cell !== null && asides.has(name)) this.#aside += 1;
    if (this.#aside > 0) return;
    if (this.#cell !== null) return this.#openInCell(tag);
    if (name === 'style') this.#tableStyle = attributesOf(tag).get('name');
    else if (name === 'table-properties' && attributesOf(tag).get('display') === 'false') this.#hiddenStyles.add(this.#tableStyle ?? '');
    else if (name === 'table') this.#openTable(tag);
    else if (name === 'table-row') {
      this.#row = [];
      this.#rowTimes = repeated(attributesOf(tag), 'number-rows-repeated');
      this.#column = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      this.#cell = { attributes: attributesOf(tag), paragraphs: 0, text: '' };
    }
  }

  text({ kind, text }: Text): void {
    // Only a paragraph's text is the cell's; white space between elements is the writer's.
    if (this.#cell === null || this.#aside > 0 || !this.#inParagraph) return;
    this.#cell.text += kind === 'literal' ? text : decodeEntities(text.replaceAll(/[ \t\r\n]+/g, ' '));
  }

  close({ name }: Tag): void {
    if (this.#aside > 0) {
      if (asides.has(name)) this.#aside -= 1;
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell(name !== 'table-cell');
    else if (name === 'p') this.#inParagraph = false;
    else if (name === 'table-row') this.#grid?.add(this.#row, this.#rowTimes);
    else if (name === 'table' && this.#grid !== null) {
      this.sheets.push(this.#grid.sheet(this.#name, this.#hidden));
      this.#grid = null;
    }
  }

  #openTable(tag: Tag): void {
    const attributes = attributesOf(tag);
    this.#grid = new Grid();
    this.#name = attributes.get('name') ?? '';
    this.#hidden = attributes.get('display') === 'false' || this.#hiddenStyles.has(attributes.get('style-name') ?? '');
  }

  #openInCell(tag: Tag): void {
    const cell = this.#cell;
    if (cell === null) return;
    if (tag.name === 'p') {
      if (cell.paragraphs > 0) cell.text += '\n';
      cell.paragraphs += 1;
      this.#inParagraph = true;
    } else if (tag.name === 's') {
      cell.text += ' '.repeat(Math.min(Number.parseInt(attributesOf(tag).get('c') ?? '1', 10) || 1, 1000));
    } else if (tag.name === 'tab') cell.text += '\t';
    else if (tag.name === 'line-break') cell.text += '\n';
  }

  #closeCell(covered: boolean): void {
    const cell = this.#cell;
    this.#cell = null;
    if (cell === null || this.#grid === null) return;
    const times = repeated(cell.attributes, 'number-columns-repeated');
    // What lies under a merged cell is seen by nobody.
    if (!covered) this.#grid.put(this.#row, this.#column, valueOf(cell), times);
    this.#column += times;
  }
}

function valueOf({ attributes, text }: OpenCell): RawCell {
  const has_formula = attributes.has('formula');
  if (attributes.get('calcext:value-type') === 'error' || (has_formula && errorText.test(text.trim()))) return { error: text.trim() };
  const type = attributes.get('value-type');
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage': {
      const value = attributes.get('value') ?? '';
      return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : unclear(text);
    }
    case 'boolean':
      return attributes.get('boolean-value') === 'true';
    case 'date': {
      const date = serialOf(attributes.get('date-value') ?? '');
      return date === undefined ? unclear(text) : { serial: date.serial, date1904: false, shows_time: date.has_time };
    }
    case 'time': {
      const serial = dayFraction(attributes.get('time-value') ?? '');
      return serial === undefined ? unclear(text) : { serial, date1904: false, shows_time: true };
    }
    default: {
      const whole = attributes.get('string-value') ?? text;
      if (whole === '' && has_formula && type === undefined) return UNCALCULATED;
      return whole === '' ? null : whole;
    }
  }
}

/** A typed cell without its value is taken by what it shows. */
const unclear = (text: string): RawCell => (text === '' ? null : text);

/** Reads the content of an OpenDocument spreadsheet: content.xml of an .ods, or a flat .fods. */
export function readOpenDocument(text: string): RawSheet[] {
  const book = new OpenDocument();
  for (const token of xmlTokens(text)) {
    if (token.kind === 'open') book.open(token);
    else if (token.kind === 'close') book.close(token);
    else book.text(token);
  }
  // A text document has the same parts, and no sheet.
  if (book.sheets.length === 0) throw new AppError('input.unsupported_format', { format: 'opendocument' });
  return book.sheets;
}

/** Text of one part; a string of twice as much fits in no memory. */
const MAX_CONTENT_BYTES = 250_000_000;

const partOf = (bytes: Uint8Array, entry: ZipEntry): string => {
  if (entry.size > MAX_CONTENT_BYTES) throw new AppError('input.too_large', { unpacked: entry.size, limit: MAX_CONTENT_BYTES });
  return new TextDecoder().decode(unpackEntry(entry, locateEntry(bytes, entry)));
};

/** Reads an .ods. Throws `input.password_protected` where its manifest says that its parts are encrypted. */
export function readOds(bytes: Uint8Array): RawSheet[] {
  const entries = listZip(bytes);
  refuseZipBomb(entries, bytes.length);
  const manifest = entries.find((entry) => entry.name === 'META-INF/manifest.xml');
  const isLocked = manifest !== undefined && /<[\w:]*encryption-data\b/.test(partOf(bytes, manifest));
  if (isLocked || entries.some((entry) => entry.name === 'encrypted-package')) throw new AppError('input.password_protected');
  const content = entries.find((entry) => entry.name === 'content.xml');
  if (content === undefined) throw new AppError('input.truncated', { reason: 'missing_content' });
  return readOpenDocument(partOf(bytes, content));
}
