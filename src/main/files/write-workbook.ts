import { strToU8, zipSync } from 'fflate';

/**
 * A value of a cell. Text is always written as text, whatever it begins with.
 * `kurus` is written as exact decimal lira, `instant` (UTC ms) and `day` as dates.
 */
export type CellValue =
  | { readonly text: string }
  | { readonly kurus: number }
  | { readonly count: number }
  | { readonly instant: number }
  | { readonly day: string }
  | { readonly heading: string }
  | null;

export interface SheetContent {
  readonly name: string;
  /** Widths in characters, one a column. */
  readonly widths: readonly number[];
  /** The first row is the header: frozen, and filtered where `filter` says so. */
  readonly rows: readonly (readonly CellValue[])[];
  readonly filter: boolean;
}

const STYLE = { heading: 1, text: 2, kurus: 3, count: 4, instant: 5, day: 6 } as const;

const DAY_MS = 86_400_000;
const ISTANBUL_OFFSET_MS = 3 * 3_600_000;
/** 1970-01-01 as Excel counts days (1900 date system). */
const UNIX_EPOCH_SERIAL = 25_569;
/** Excel refuses a workbook with a longer cell. */
const LONGEST_TEXT = 32_767;

/** Makes an .xlsx of these sheets. */
export function writeWorkbook(sheets: readonly SheetContent[]): Uint8Array {
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(contentTypes(sheets.length)),
    '_rels/.rels': strToU8(
      `${XML}<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(workbookXml(sheets)),
    'xl/_rels/workbook.xml.rels': strToU8(workbookRelations(sheets.length)),
    'xl/styles.xml': strToU8(STYLES),
  };
  for (const [index, sheet] of sheets.entries()) files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(sheetXml(sheet, index === 0));
  return zipSync(files, { level: 6 });
}

const NS = 'http://schemas.openxmlformats.org';
const MAIN = `${NS}/spreadsheetml/2006/main`;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const each = Array.from(
    { length: sheets },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return `${XML}<Types xmlns="${NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each.join('')}</Types>`;
}

function workbookXml(sheets: readonly SheetContent[]): string {
  const list = sheets.map(
    (sheet, index) => `<sheet name="${escape(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  // Excel keeps a filter's range under this hidden name; without it some versions drop the filter.
  const filters = sheets.flatMap((sheet, index) =>
    sheet.filter
      ? [`<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${escape(sheet.name)}'!${absolute(rangeOf(sheet))}</definedName>`]
      : [],
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${NS}/officeDocument/2006/relationships"><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

function workbookRelations(sheets: number): string {
  const relation = `${NS}/officeDocument/2006/relationships`;
  const each = Array.from(
    { length: sheets },
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${XML}<Relationships xmlns="${NS}/package/2006/relationships">${each.join('')}<Relationship Id="rId${sheets + 1}" Type="${relation}/styles" Target="styles.xml"/></Relationships>`;
}

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="dd.mm.yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF1"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border/><border><bottom style="thin"><color rgb="FF8A94A3"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>`;

function sheetXml(sheet: SheetContent, active: boolean): string {
  const columns = sheet.widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`);
  const rows = sheet.rows.map((row, index) => {
    const cells = row.map((value, column) => cellXml(value, `${columnName(column)}${index + 1}`));
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  const filter = sheet.filter ? `<autoFilter ref="${rangeOf(sheet)}"/>` : '';
  return `${XML}<worksheet xmlns="${MAIN}"><dimension ref="${rangeOf(sheet)}"/><sheetViews><sheetView workbookViewId="0"${active ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData>${filter}<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function rangeOf(sheet: SheetContent): string {
  return `A1:${columnName(Math.max(sheet.widths.length - 1, 0))}${Math.max(sheet.rows.length, 1)}`;
}

const absolute = (range: string): string => range.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2');

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

function cellXml(value: CellValue, reference: string): string {
  if (value === null) return '';
  if ('text' in value) return textCell(value.text, reference, STYLE.text);
  if ('heading' in value) return textCell(value.heading, reference, STYLE.heading);
  if ('kurus' in value) return numberCell(lira(value.kurus), reference, STYLE.kurus);
  if ('count' in value) return numberCell(String(value.count), reference, STYLE.count);
  if ('instant' in value) return numberCell(serial(value.instant + ISTANBUL_OFFSET_MS), reference, STYLE.instant);
  return numberCell(serial(Date.parse(`${value.day}T00:00:00Z`)), reference, STYLE.day);
}

const numberCell = (digits: string, reference: string, style: number): string =>
  `<c r="${reference}" s="${style}"><v>${digits}</v></c>`;

function textCell(text: string, reference: string, style: number): string {
  const kept = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(kept)}</t></is></c>`;
}

/** Kuruş as decimal lira by moving the point, never by dividing. */
function lira(kurus: number): string {
  const digits = String(Math.abs(kurus)).padStart(3, '0');
  return `${kurus < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Local ms since 1970 as Excel's day number, the time as its fraction. */
function serial(localMs: number): string {
  const days = Math.floor(localMs / DAY_MS);
  const rest = localMs - days * DAY_MS;
  const whole = UNIX_EPOCH_SERIAL + days;
  return rest === 0 ? String(whole) : (whole + rest / DAY_MS).toFixed(9);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const codeOf = (char: string): string => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** For XML, and for Excel's own `_xHHHH_` escapes of characters that XML cannot hold. */
function escape(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, (char) => `_x${codeOf(char)}_`)
    .replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
    .toWellFormed();
}
