import type { ColumnFinding } from '../../../shared/bank-profile.ts';
import { type ColumnMapping, type MappableField, mappableFields } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { exactKey, foldKey, spelling } from './fold.ts';
import type { Layout } from './layouts/layout.ts';
import { batchHeaders, loneReferenceHeaders, synonymFields, synonyms } from './synonyms.ts';

/** Why a column feeds its field. `spelled`: its header is written as the name that was looked for. */
export interface Ground {
  readonly reason: ColumnFinding['reason'];
  readonly spelled: boolean;
}

/** Which column of the file feeds which field, by index into the header row. */
export interface Columns {
  readonly at: ReadonlyMap<MappableField, number>;
  /** Every column of other deductions; they are added up. */
  readonly deductions: readonly number[];
  /** Type-like columns that feed no field; a second opinion on a row's kind. */
  readonly other_kinds: readonly number[];
  readonly headers: readonly string[];
  /** Field -> header as spelled; `deductions` joins several headers with ` + `. */
  readonly mapping: ColumnMapping;
  /** Why, by column index; a column that feeds nothing is not in it. */
  readonly grounds: ReadonlyMap<number, Ground>;
  /** Columns that may hold card numbers, by name or by look; no whole number of theirs is kept. */
  readonly cards: readonly number[];
}

const ID = 'bank_transaction_id';
/**
 * Fields that may share a column: a reference stays one when its column is chosen as the
 * bank's id, and a gross may itself be the original amount of the sale.
 */
const referenceFields: ReadonlySet<MappableField> = new Set(['rrn', 'order', 'gateway', 'sequence']);
const pairs = (a: MappableField, b: MappableField): boolean =>
  (a === ID && referenceFields.has(b)) || (a === 'amount' && b === 'original_amount');
const share = (a: MappableField, b: MappableField): boolean => pairs(a, b) || pairs(b, a);

const JOIN = ' + ';
/** `Katkı Payı TL`, `Tutar (₺)`: the currency of a header is not part of its name. */
const currencySuffix = /[\s_(]+(?:TL|TRY|₺)\s*\)?\s*$/iu;

class Assignment {
  readonly at = new Map<MappableField, number>();
  readonly deductions: number[] = [];
  readonly #headers: readonly string[];
  readonly #keys: readonly (readonly string[])[];
  readonly #taken = new Map<number, MappableField[]>();
  readonly grounds = new Map<number, Ground>();
  /** Fields that stay without a column whatever the synonyms say. */
  readonly closed = new Set<MappableField>();

  constructor(headers: readonly string[]) {
    this.#headers = headers;
    this.#keys = [
      headers.map(spelling),
      headers.map(exactKey),
      headers.map(foldKey),
      headers.map((header) => foldKey(header.replace(currencySuffix, ''))),
    ];
  }

  #isFree(at: number, field: MappableField): boolean {
    return (this.#taken.get(at) ?? []).every((other) => share(field, other));
  }

  /** The column of a header name: spelled so, else so but for case, else folded so, else so but for its currency. */
  locate(name: string, isWanted: (at: number) => boolean): number | undefined {
    const wanted = [spelling(name), exactKey(name), foldKey(name), foldKey(name)];
    for (const [level, keys] of this.#keys.entries()) {
      const key = wanted[level];
      const index = keys.findIndex((candidate, at) => candidate !== '' && candidate === key && isWanted(at));
      if (index >= 0) return index;
    }
    return undefined;
  }

  /** The column of a header name that is free for the field. */
  find(field: MappableField, name: string): number | undefined {
    return this.locate(name, (at) => this.#isFree(at, field));
  }

  take(field: MappableField, index: number, reason: Ground['reason'], name: string): void {
    const spelled = spelling(name) === spelling(this.headerAt(index));
    if (!this.grounds.has(index)) this.grounds.set(index, { reason, spelled });
    this.#taken.set(index, [...(this.#taken.get(index) ?? []), field]);
    if (field === 'deductions') this.deductions.push(index);
    else this.at.set(field, index);
  }

  /** Gives a field the first of its headers that is free; deductions take all of them. */
  offer(field: MappableField, names: readonly string[], reason: Ground['reason']): void {
    if (this.closed.has(field) || this.at.has(field)) return;
    for (const name of names) {
      const index = this.find(field, name);
      if (index === undefined) continue;
      this.take(field, index, reason, name);
      if (field !== 'deductions') return;
    }
  }

  headerAt(index: number): string {
    return this.#headers[index] ?? '';
  }
}

/** The user's own choices come first, so that nothing else takes their columns. */
function applyOverrides(assignment: Assignment, headers: readonly string[], map: Readonly<Record<string, string>>): void {
  const claimed: { readonly index: number; readonly field: MappableField }[] = [];
  for (const [name, header] of Object.entries(map)) {
    const field = mappableFields.find((known) => known === name);
    if (field === undefined) throw new AppError('usage.unknown_field', { field: name, known: [...mappableFields] });
    assignment.closed.add(field);
    if (header.trim() === '') continue;
    const whole = headers.some((candidate) => exactKey(candidate) === exactKey(header));
    const wanted = field === 'deductions' && !whole ? header.split(JOIN) : [header];
    for (const one of wanted) {
      const index = assignment.locate(one, () => true);
      const earlier = claimed.find((claim) => claim.index === index && !share(claim.field, field));
      if (earlier !== undefined) {
        throw new AppError('usage.repeated_header', { header: one, fields: [earlier.field, field] });
      }
      if (index === undefined) throw new AppError('input.unknown_header', { header: one, field, headers: [...headers] });
      claimed.push({ index, field });
      assignment.take(field, index, 'by_you', one);
    }
  }
}

/** A reference number that stands alone in its file identifies the row (bank formats: bank_transaction_id). */
function offerLoneReference(assignment: Assignment, headers: readonly string[], layout: Layout): void {
  if (layout.columns[ID] !== undefined || assignment.closed.has(ID)) return;
  const lone = new Set(loneReferenceHeaders.map(foldKey));
  const batch = new Set(batchHeaders.map(foldKey));
  const rivals = new Set([...synonyms.rrn, ...synonyms.gateway, ...synonyms.sequence].map(foldKey));
  const references = headers.map(foldKey).filter((key) => rivals.has(key) && !batch.has(key));
  if (references.length === 1 && lone.has(references[0] ?? '')) assignment.offer(ID, loneReferenceHeaders, 'by_name');
}

/**
 * Maps columns to fields: the user's `map` (field -> header, an empty header keeps a
 * field unmapped), then the layout, then the synonyms. A column feeds one field, but
 * for the bank's id, which shares the column of a reference.
 */
export function assignColumns(
  headers: readonly string[],
  layout: Layout,
  map: Readonly<Record<string, string>>,
): Columns {
  const assignment = new Assignment(headers);
  applyOverrides(assignment, headers, map);
  const reason = layout.saved === true ? 'by_profile' : 'by_layout';
  for (const field of mappableFields) {
    const names = layout.columns[field];
    if (names === undefined) continue;
    assignment.offer(field, names, reason);
    if (names.length === 0 || field === 'deductions') assignment.closed.add(field);
  }
  offerLoneReference(assignment, headers, layout);
  for (const field of synonymFields) assignment.offer(field, synonyms[field], 'by_name');
  const other_kinds: number[] = [];
  for (const name of synonyms.kind) {
    const index = assignment.find('kind', name);
    if (index !== undefined && !other_kinds.includes(index)) other_kinds.push(index);
  }
  return columnsOf(assignment, headers, other_kinds);
}

function columnsOf(assignment: Assignment, headers: readonly string[], other_kinds: readonly number[]): Columns {
  const { at, deductions, grounds } = assignment;
  for (const index of other_kinds) grounds.set(index, { reason: 'second_type', spelled: true });
  const card = at.get('card');
  return { at, deductions, other_kinds, headers, mapping: mappingOf(headers, at, deductions), grounds, cards: card === undefined ? [] : [card] };
}

/** The columns with further ones whose values look like card numbers. */
export function withCards(columns: Columns, places: readonly number[]): Columns {
  return { ...columns, cards: [...new Set([...columns.cards, ...places])] };
}

function mappingOf(headers: readonly string[], at: ReadonlyMap<MappableField, number>, deductions: readonly number[]): ColumnMapping {
  const mapping: ColumnMapping = {};
  for (const field of mappableFields) {
    const index = at.get(field);
    if (index !== undefined) mapping[field] = headers[index] ?? '';
  }
  if (deductions.length > 0) mapping.deductions = deductions.map((index) => headers[index] ?? '').join(JOIN);
  return mapping;
}

/** The columns with further ones that their content speaks for. */
export function withColumns(columns: Columns, found: ReadonlyMap<MappableField, number>, reason: 'by_content' | 'by_sums'): Columns {
  const at = new Map([...columns.at, ...found]);
  const grounds = new Map(columns.grounds);
  for (const index of found.values()) grounds.set(index, { reason, spelled: false });
  const other_kinds = columns.other_kinds.filter((index) => ![...found.values()].includes(index));
  return { ...columns, at, other_kinds, mapping: mappingOf(columns.headers, at, columns.deductions), grounds };
}
