import { limits, tooLarge } from './limits.ts';
import { attributeOf, type Element, elementsOf } from './small-xml.ts';
import { giveUp } from './unknown.ts';

/** Where the parts of a workbook lie, and what it says of its sheets. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  /** Null where the workbook has none. */
  readonly shared_strings: string | null;
  readonly styles: string | null;
  readonly date1904: boolean;
}

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

/** The parts of the package by name. */
export interface Parts {
  has(name: string): boolean;
  /** Text of a small part. */
  text(name: string): string;
}

const CONTENT_TYPES = '[Content_Types].xml';
const TYPES_SPACE = 'http://schemas.openxmlformats.org/package/2006/content-types';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const workbookType = /(?:sheet|template|addin)\.(?:macroEnabled\.)?main\+xml$/i;
const sheetRelations: ReadonlySet<string | undefined> = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet',
  'http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet',
]);
/** With one of these in it the library takes the package for another kind of document. */
const otherDocuments = ['META-INF/manifest.xml', 'objectdata.xml', 'Index/Document.iwa'];

interface ContentTypes {
  readonly workbook: string;
  readonly shared_strings: string | null;
  readonly styles: string | null;
}

/** The one part of a kind, or null; which of several counts is not for us to say. */
function only(parts: readonly string[], kind: string): string | null {
  if (parts.length > 1) giveUp(`several parts: ${kind}`);
  return parts[0]?.replace(/^\//, '') ?? null;
}

function readContentTypes(text: string): ContentTypes {
  const found = { workbooks: [] as string[], strings: [] as string[], styles: [] as string[] };
  for (const element of elementsOf(text)) {
    if (element.path.length === 0) {
      const space = element.attributes.get(element.prefix === '' ? 'xmlns' : `xmlns:${element.prefix}`);
      if (element.name !== 'Types' || space !== TYPES_SPACE) giveUp('content types');
    }
    if (element.name !== 'Override') continue;
    const type = attributeOf(element, 'ContentType') ?? '';
    const part = attributeOf(element, 'PartName') ?? '';
    if (workbookType.test(type)) found.workbooks.push(part);
    if (type === `${spreadsheet}sharedStrings+xml`) found.strings.push(part);
    if (type === `${spreadsheet}styles+xml`) found.styles.push(part);
  }
  const workbook = only(found.workbooks, 'workbook') ?? 'xl/workbook.xml';
  if (!workbook.endsWith('.xml')) giveUp(`workbook ${workbook}`);
  return { workbook, shared_strings: only(found.strings, 'shared strings'), styles: only(found.styles, 'styles') };
}

interface Relation {
  readonly type: string | undefined;
  readonly target: string;
}

function readRelations(text: string): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const { name, prefix, attributes } of elementsOf(text)) {
    if (name !== 'Relationship') continue;
    const [id, target] = [attributes.get('Id'), attributes.get('Target')];
    // The library knows these by their plain name alone.
    if (prefix !== '' || id === undefined || target === undefined || relations.has(id)) giveUp('relations of the workbook');
    relations.set(id, { type: attributes.get('Type'), target: attributes.get('TargetMode') === 'External' ? '' : target });
  }
  return relations;
}

/** A target as a path inside the package; `folder` ends with a slash. */
function resolve(target: string, folder: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** Where the sheet of a relation lies; unknown where the library would look for it in another place. */
function pathOf(relation: Relation | undefined, folder: string, parts: Parts): string {
  if (relation === undefined || relation.target === '' || !sheetRelations.has(relation.type)) giveUp('a sheet that is none of cells');
  const path = resolve(relation.target, folder);
  const guesses = [`xl/${relation.target.replace(/\/?xl\//, '')}`, relation.target, `${folder}${relation.target}`];
  const guess = guesses.find((one) => parts.has(one));
  if (!parts.has(path) || (guess !== undefined && guess !== path)) giveUp(`place of the sheet ${relation.target}`);
  return path;
}

interface WorkbookFacts {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly relation: string }[];
  readonly date1904: boolean;
}

function sheetOf(element: Element): WorkbookFacts['sheets'][number] {
  const [name, state] = [element.attributes.get('name'), element.attributes.get('state')];
  const relation = [...element.attributes].find(([full]) => full.endsWith(':id'))?.[1];
  if (name === undefined || relation === undefined) giveUp('a sheet without a name');
  return { name, hidden: state === 'hidden' || state === 'veryHidden', relation };
}

function readWorkbookPart(text: string): WorkbookFacts {
  const sheets: WorkbookFacts['sheets'][number][] = [];
  let date1904 = false;
  for (const element of elementsOf(text)) {
    const { name, path } = element;
    if (path.length === 0 && name !== 'workbook') giveUp(`root ${name}`);
    if (name === 'sheet') {
      if (path.join('/') !== 'workbook/sheets') giveUp('a sheet in an odd place');
      sheets.push(sheetOf(element));
      if (sheets.length > limits.sheets) tooLarge({ sheets: sheets.length, limit: limits.sheets });
    } else if (name === 'workbookPr') {
      if (path.join('/') !== 'workbook') giveUp('properties of the workbook in an odd place');
      date1904 = /^(?:1|true)$/.test(element.attributes.get('date1904') ?? '');
    }
  }
  const names = new Set(sheets.map(({ name }) => name));
  if (sheets.length === 0 || names.size < sheets.length || names.has('__proto__')) giveUp('names of the sheets');
  return { sheets, date1904 };
}

/** Finds the parts of a workbook by content types and relations, wherever they lie. */
export function readWorkbookParts(parts: Parts): WorkbookParts {
  if (otherDocuments.some((name) => parts.has(name)) || !parts.has(CONTENT_TYPES)) giveUp('another kind of document');
  const { workbook, shared_strings, styles } = readContentTypes(parts.text(CONTENT_TYPES));
  for (const part of [workbook, shared_strings, styles]) if (part !== null && !parts.has(part)) giveUp(`missing part ${part}`);
  const folder = workbook.slice(0, workbook.lastIndexOf('/') + 1);
  const relationsPart = `${folder}_rels/${workbook.slice(folder.length)}.rels`;
  if (!parts.has(relationsPart)) giveUp('relations of the workbook');
  const relations = readRelations(parts.text(relationsPart));
  const facts = readWorkbookPart(parts.text(workbook));
  return {
    sheets: facts.sheets.map(({ name, hidden, relation }) => ({ name, hidden, path: pathOf(relations.get(relation), folder, parts) })),
    shared_strings,
    styles,
    date1904: facts.date1904,
  };
}
