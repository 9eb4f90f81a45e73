import type { z } from 'zod';
import type { WordMeaning } from '../../../../shared/bank-profile.ts';
import type { MappableField } from '../../../../shared/bank-row.ts';
import type { browseContract } from '../../../../shared/contract/browse.ts';

/** A chosen file as it would be read. */
export type Inspected = z.output<(typeof browseContract)['import.inspect']['output']>;
export type InspectedColumn = Inspected['columns'][number];

/** field -> header; an empty header leaves the field without a column. */
export type ColumnMap = Readonly<Record<string, string>>;

/** What the user chose against what the program understood; the names are those of the contract. */
export interface Choices {
  readonly profile?: string;
  readonly map?: Record<string, string>;
  readonly decimal?: 'comma' | 'dot';
  readonly date_order?: 'dmy' | 'mdy';
  readonly instalments?: 'whole' | 'whole_at_last' | 'parts';
  readonly words?: Record<string, WordMeaning>;
  readonly unknown_words?: 'ask' | 'reject';
  readonly header_row?: number;
  readonly accept_layout?: boolean;
}

/** The choices with one of them made; undefined leaves it to the program again. */
export function choosing<K extends keyof Choices>(choices: Choices, name: K, value: Choices[K] | undefined): Choices {
  const { [name]: _dropped, ...rest } = choices;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** Several columns of deductions are named together. */
const JOIN = ' + ';
/** References that stay such when their column is chosen as the bank's id. */
const references: readonly string[] = ['rrn', 'order', 'gateway', 'sequence'] satisfies readonly MappableField[];

const without = (joined: string, header: string): string =>
  joined
    .split(JOIN)
    .filter((each) => each !== header)
    .join(JOIN);

/**
 * Gives a column to a field, or to none. The field leaves the column it had, and the
 * column every field that cannot share it; deductions gather their columns.
 */
export function assignColumn(columns: readonly InspectedColumn[], map: ColumnMap, header: string, field: MappableField | null): Record<string, string> {
  const next: Record<string, string> = { ...map };
  const deductions = next['deductions'] ?? columns.filter((each) => each.field === 'deductions').map((each) => each.header).join(JOIN);
  const feeds = new Set<string>(columns.filter((each) => each.header === header).flatMap((each) => [each.field, each.also].filter((one) => one !== null)));
  for (const [name, named] of Object.entries(map)) if (named === header) feeds.add(name);
  for (const name of feeds) {
    if (name === field || (field === 'bank_transaction_id' && references.includes(name))) continue;
    next[name] = name === 'deductions' ? without(deductions, header) : '';
  }
  if (field === 'deductions') next[field] = [without(deductions, header), header].filter((each) => each !== '').join(JOIN);
  else if (field !== null) next[field] = header;
  return next;
}

/** How the bank and its profile were recognised. */
export function recognisedBy({ columns }: Pick<Inspected, 'columns'>, choices: Choices): 'you' | 'saved' | 'known' | 'columns' {
  if (choices.profile !== undefined) return 'you';
  if (columns.some(({ reason }) => reason === 'by_profile')) return 'saved';
  return columns.some(({ reason }) => reason === 'by_layout') ? 'known' : 'columns';
}

export type ReadState = 'reading' | 'ready' | 'question' | 'error';

/** How far the reading of a file has come. */
export function stateOf(asked: { data: Inspected | undefined; error: Error | null }): ReadState {
  if (asked.error !== null) return 'error';
  if (asked.data === undefined) return 'reading';
  return asked.data.summary === null ? 'question' : 'ready';
}

/** Rows a warning names in its sentence, as in `(satırlar: 3, 7, 9, …)`; at most ten, none where it names none. */
export function rowsNamed(message: string): number[] {
  const found = /\((?:satırlar|rows): ([\d, …]+)\)/.exec(message);
  return (found?.[1] ?? '')
    .split(',')
    .map(Number)
    .filter((row) => Number.isSafeInteger(row) && row > 0);
}
