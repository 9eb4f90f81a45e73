import { type ColumnMapping, type MappableField, mappableFields } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { exactKey, foldKey } from './fold.ts';
import type { Layout } from './layouts/layout.ts';
import { batchHeaders, loneReferenceHeaders, synonymFields, synonyms } from './synonyms.ts';

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
}

const ID = 'bank_transaction_id';
/** A reference stays one when its column is chosen as the bank's id: these two kinds of fields share. */
const referenceFields: ReadonlySet<MappableField> = new Set(['rrn', 'order', 'gateway', 'sequence']);
const share = (a: MappableField, b: MappableField): boolean => (a === ID && referenceFields.has(b)) || (b === ID && referenceFields.has(a));

const JOIN = ' + ';
/** `Katkı Payı TL`, `Tutar (₺)`: the currency of a header is not part of its name. */
const currencySuffix = /[\s_(]+(?:TL|TRY|₺)\s*\)?\s*$/iu;

class Assignment {
  readonly at = new Map<MappableField, number>();
  readonly deductions: number[] = [];
  readonly #headers: readonly string[];
  readonly #keys: readonly (readonly string[])[];
  readonly #taken = new Map<number, MappableField[]>();
  /** Fields that stay without a column whatever the synonyms say. */
  readonly closed = new Set<MappableField>();

  constructor(headers: readonly string[]) {
    this.#headers = headers;
    this.#keys = [
      headers.map(exactKey),
      headers.map(foldKey),
      headers.map((header) => foldKey(header.replace(currencySuffix, ''))),
    ];
  }

  #isFree(at: number, field: MappableField): boolean {
    return (this.#taken.get(at) ?? []).every((other) => share(field, other));
  }

  /** The column of a header name that is free for the field: spelled so, else folded so, else so but for its currency. */
  find(field: MappableField, name: string): number | undefined {
    const wanted = [exactKey(name), foldKey(name), foldKey(name)];
    for (const [level, keys] of this.#keys.entries()) {
      const key = wanted[level];
      const index = keys.findIndex((candidate, at) => candidate !== '' && candidate === key && this.#isFree(at, field));
      if (index >= 0) return index;
    }
    return undefined;
  }

  take(field: MappableField, index: number): void {
    this.#taken.set(index, [...(this.#taken.get(index) ?? []), field]);
    if (field === 'deductions') this.deductions.push(index);
    else this.at.set(field, index);
  }

  /** Gives a field the first of its headers that is free; deductions take all of them. */
  offer(field: MappableField, names: readonly string[]): void {
    if (this.closed.has(field) || this.at.has(field)) return;
    for (const name of names) {
      const index = this.find(field, name);
      if (index === undefined) continue;
      this.take(field, index);
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
      const isSame = (index: number): boolean => exactKey(assignment.headerAt(index)) === exactKey(one);
      const earlier = claimed.find((claim) => isSame(claim.index) && !share(claim.field, field));
      if (earlier !== undefined) {
        throw new AppError('usage.repeated_header', { header: one, fields: [earlier.field, field] });
      }
      const index = assignment.find(field, one);
      if (index === undefined) throw new AppError('input.unknown_header', { header: one, field, headers: [...headers] });
      claimed.push({ index, field });
      assignment.take(field, index);
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
  if (references.length === 1 && lone.has(references[0] ?? '')) assignment.offer(ID, loneReferenceHeaders);
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
  for (const field of mappableFields) {
    const names = layout.columns[field];
    if (names === undefined) continue;
    assignment.offer(field, names);
    if (names.length === 0 || field === 'deductions') assignment.closed.add(field);
  }
  offerLoneReference(assignment, headers, layout);
  for (const field of synonymFields) assignment.offer(field, synonyms[field]);
  const other_kinds: number[] = [];
  for (const name of synonyms.kind) {
    const index = assignment.find('kind', name);
    if (index !== undefined && !other_kinds.includes(index)) other_kinds.push(index);
  }
  const mapping: ColumnMapping = {};
  for (const field of mappableFields) {
    const index = assignment.at.get(field);
    if (index !== undefined) mapping[field] = assignment.headerAt(index);
  }
  if (assignment.deductions.length > 0) {
    mapping.deductions = assignment.deductions.map((index) => assignment.headerAt(index)).join(JOIN);
  }
  return { at: assignment.at, deductions: assignment.deductions, other_kinds, headers, mapping };
}
