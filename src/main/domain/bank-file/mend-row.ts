import { type BankRow, type MappableField, mappableFields } from '../../../shared/bank-row.ts';
import { AppError } from '../../../shared/errors.ts';
import { decideDecimal } from './amounts.ts';
import { cellText } from './cells.ts';
import { decideDateColumn } from './dates.ts';
import type { ReadingPlan } from './plan.ts';
import type { RawCell } from './raw.ts';
import { RowReader } from './read-row.ts';
import { maskCard, maskCardsIn, placesOfValues } from './values.ts';
import { WarningLog } from './warnings.ts';

/** A rejected row as it stood in the file, to be read again once it is mended; `row` as Excel shows it. */
export interface RejectedCells {
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** What is kept of a rejected row: its cells, without a whole card number. */
export function rejectedCells(row: number, cells: readonly RawCell[], plan: ReadingPlan): RejectedCells {
  const { cards, at: places } = plan.columns;
  const values = placesOfValues(places);
  const masked = cells.map((cell, at): RawCell => {
    if (cards.includes(at)) return maskCard(cellText(cell));
    return typeof cell === 'string' && !values.has(at) ? maskCardsIn(cell) : cell;
  });
  return { row, cells: masked };
}

/** A reading plan as text: what decided how cells became values, kept with the import. */
export function freezeReading(plan: ReadingPlan): string {
  return JSON.stringify(plan, (_, value: unknown) => (value instanceof Map ? { entries: [...(value as Map<unknown, unknown>)] } : value));
}

const isFrozenMap = (value: unknown): value is { entries: [unknown, unknown][] } =>
  typeof value === 'object' && value !== null && 'entries' in value && Array.isArray(value.entries);

/** The plan that {@link freezeReading} wrote. */
export function thawReading(text: string): ReadingPlan {
  return JSON.parse(text, (_, value: unknown) => (isFrozenMap(value) ? new Map(value.entries) : value)) as ReadingPlan;
}

/** Fields that are read as amounts; their typed text says its own decimal sign where it can. */
const moneyFields: readonly MappableField[] = ['amount', 'original_amount', 'commission', 'net'];

/** A value a user typed for a field. */
export interface TypedValue {
  readonly field: MappableField;
  readonly text: string;
}

/** Throws AppError('usage.unknown_field'); a row's deductions are several columns and cannot be typed as one. */
export function typedValues(values: Readonly<Record<string, string>>): TypedValue[] {
  return Object.entries(values).map(([name, text]) => {
    const field = mappableFields.find((known) => known === name);
    if (field === undefined || field === 'deductions') throw new AppError('usage.unknown_field', { field: name, known: [...mappableFields] });
    return { field, text };
  });
}

interface Retyped {
  readonly plan: ReadingPlan;
  readonly cells: readonly RawCell[];
  readonly before: Readonly<Record<string, string>>;
}

/** Puts the typed values in the place of the file's cells; a field without a column gets one behind the last. */
function retype(plan: ReadingPlan, original: readonly RawCell[], typed: readonly TypedValue[]): Retyped {
  const cells = Array.from({ length: Math.max(original.length, plan.columns.headers.length) }, (_, index) => original[index] ?? null);
  const at = new Map(plan.columns.at);
  const mapping = { ...plan.columns.mapping };
  const decimals = new Map(plan.decimals);
  const before: Record<string, string> = {};
  let { transaction_date, value_date, gross_source } = plan;
  for (const { field, text } of typed) {
    const index = at.get(field) ?? cells.length;
    before[field] = cellText(cells[index]);
    at.set(field, index);
    mapping[field] ??= field;
    cells[index] = text;
    if (moneyFields.includes(field)) decimals.set(index, decideDecimal([text], field, undefined, decimals.get(index) ?? 'comma'));
    if (field === 'amount') gross_source = 'column';
    if (field === 'transaction_date') transaction_date = decideDateColumn([text], field, undefined, transaction_date.order);
    if (field === 'value_date') value_date = decideDateColumn([text], field, undefined, value_date.order);
  }
  const columns = { ...plan.columns, at, mapping };
  return { plan: { ...plan, columns, decimals, transaction_date, value_date, gross_source }, cells, before };
}

export interface MendedRow {
  readonly row: BankRow;
  /** What stood in the fields before, as text. */
  readonly before: Readonly<Record<string, string>>;
}

/**
 * Reads a rejected row again with the values a user typed, by the reader and the plan its
 * file was read with; its cells stay the file's. Without values it comes out as it was.
 * Where the row is rejected still: AppError('input.mend_refused') with `note` and its
 * parameters, and nothing is changed.
 */
export function mendRow(plan: ReadingPlan, sheet: string, rejected: RejectedCells, typed: readonly TypedValue[]): MendedRow {
  const changed = retype(plan, rejected.cells, typed);
  const log = new WarningLog();
  const asIt = new RowReader(plan, sheet, new WarningLog()).read(rejected.cells, rejected.row).row;
  if (typed.length === 0) return { row: asIt, before: {} };
  const { row } = new RowReader(changed.plan, sheet, log).read(changed.cells, rejected.row);
  if (row.kind === 'rejected' || row.kind === 'total') {
    const why = log.list().find((warning) => warning.code === row.note);
    throw new AppError('input.mend_refused', { row: row.row, note: row.note ?? row.kind, ...why?.params });
  }
  return { row: { ...row, cells: asIt.cells, note: row.note ?? 'mended' }, before: changed.before };
}
