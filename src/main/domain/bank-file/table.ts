import type { ColumnOrder, WordMeaning } from '../../../shared/bank-profile.ts';
import { AppError } from '../../../shared/errors.ts';
import { assignColumns, type Columns, withCards } from './columns.ts';
import { completeColumns } from './evidence.ts';
import { hasChanged, type LayoutChange, swappedContents } from './fingerprint.ts';
import { spelling } from './fold.ts';
import type { Layout } from './layouts/layout.ts';
import { locate, type LocateOptions, type Place } from './locate.ts';
import type { ReadingPlan } from './plan.ts';
import { layoutOfProfile } from './profile.ts';
import type { OpenWorkbook, RawRows } from './raw.ts';
import { orderColumns } from './sizes.ts';
import { meaningOf } from './words.ts';

export interface TableOptions extends LocateOptions {
  /** Answers about words of type and status columns. */
  readonly words?: Readonly<Record<string, WordMeaning>>;
  /** Reads a file whose layout differs from its profile's: by its headers as they stand, renamed columns as the same ones. */
  readonly acceptLayout?: boolean;
}

/** A file's table with its columns assigned. */
export interface Table extends Place {
  readonly columns: Columns;
}

/** Rows below the header; the last of them may be blank. */
export const dataRows = ({ header }: Pick<Place, 'header'>): RawRows => header.sheet.rows.slice(header.index + 1);

/** The difference in signs, for the user's eyes: `A → B` renamed, `A: 3 → 5` moved, `− A` gone, `+ A` added, `A ⇄ B` swapped. */
function changeText(change: LayoutChange): string {
  return [
    ...change.swapped.map(([a, b]) => `${a} ⇄ ${b}`),
    ...change.renamed.map(({ from, to }) => `${from} → ${to}`),
    ...change.moved.map(({ header, from, to }) => `${header}: ${from} → ${to}`),
    ...change.gone.map((header) => `− ${header}`),
    ...change.added.map((header) => `+ ${header}`),
  ].join('; ');
}

/** What a file's layout was found to differ in; params of the error and of the remark alike. */
function changeParams({ saved }: Place, change: LayoutChange): { profile: string; version: number; changes: string } {
  return { profile: saved?.name ?? '', version: saved?.version ?? 0, changes: changeText(change) };
}

/** A difference that was accepted, for the import to remember. */
export type AcceptedChange = ReturnType<typeof changeParams>;

function refuse(place: Place, change: LayoutChange): never {
  throw new AppError('input.layout_changed', { ...changeParams(place, change), ...change });
}

function layoutFor(place: Place, { words = {} }: TableOptions): Layout {
  const { saved, change } = place;
  const renamed = new Map((change?.renamed ?? []).map(({ from, to }) => [from, to]));
  const layout = saved === null || renamed.size === 0 ? place.layout : layoutOfProfile(saved, renamed);
  const answers = Object.entries(words).map(([word, means]) => [word, meaningOf(means)] as const);
  return answers.length === 0 ? layout : { ...layout, words: { ...layout.words, ...Object.fromEntries(answers) } };
}

/**
 * Finds a file's table and assigns its columns; `dataOf` gives every row below the
 * header. Throws `input.layout_changed` where the headers are not those of the saved
 * profile and nobody accepted that.
 */
export function openTable(
  workbook: OpenWorkbook,
  options: TableOptions,
  dataOf: (place: Place) => RawRows,
): Table {
  const place = locate(workbook, options);
  if (place.change !== null && options.acceptLayout !== true) refuse(place, { ...place.change, swapped: [] });
  const map = options.map ?? {};
  const layout = layoutFor(place, options);
  const cards = place.looks.flatMap(({ kind }, at) => (kind === 'card' ? [at] : []));
  const columns = withCards(assignColumns(place.header.headers, layout, map), cards);
  if (place.saved !== null) return { ...place, layout, columns };
  const contents = { looks: place.looks, all: dataOf(place), closed: new Set(Object.keys(map)) };
  return { ...place, layout, columns: completeColumns(columns, contents) };
}

/** The place a profile's columns have in the file, renamed ones included. */
function placesOf({ saved, header, change }: Place): Map<number, number> {
  const places = new Map<number, number>();
  const taken = new Set<number>();
  const renamed = new Map((change?.renamed ?? []).map(({ from, to }) => [from, to]));
  for (const [from, name] of (saved?.content.headers ?? []).entries()) {
    const wanted = spelling(renamed.get(name) ?? name);
    const to = header.headers.findIndex((one, at) => wanted !== '' && spelling(one) === wanted && !taken.has(at));
    if (to < 0) continue;
    taken.add(to);
    places.set(from, to);
  }
  return places;
}

/**
 * Holds the content of a file's columns against what its saved profile remembers of
 * them. Throws `input.layout_changed` where columns hold each other's values and nobody
 * accepted that. Returns the sizes of the columns, and the accepted difference.
 */
export function checkContents(
  table: Table,
  plan: ReadingPlan,
  accept: boolean,
): { orders: ColumnOrder[]; accepted: AcceptedChange | null } {
  const orders = orderColumns(plan, table.rows);
  if (table.saved === null) return { orders, accepted: null };
  const swapped = swappedContents(table.saved.content, { looks: table.looks, orders }, placesOf(table));
  const headers = table.change ?? { renamed: [], moved: [], gone: [], added: [] };
  const change: LayoutChange = { ...headers, swapped };
  if (!hasChanged(change)) return { orders, accepted: null };
  if (!accept) refuse(table, change);
  return { orders, accepted: changeParams(table, change) };
}
