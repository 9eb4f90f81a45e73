import type { BankProfile, ColumnLook, ColumnOrder } from '../../../shared/bank-profile.ts';
import { spelling } from './fold.ts';

/** What differs between a file and the profile it nearly is; headers as they are spelled. */
export interface LayoutChange {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Places in the header row, from 1. */
  readonly moved: readonly { readonly header: string; readonly from: number; readonly to: number }[];
  readonly gone: readonly string[];
  readonly added: readonly string[];
  /** Columns that keep their headers and hold each other's values. */
  readonly swapped: readonly (readonly [string, string])[];
}

/** Headers that repeat are told apart by their order; blank ones name nothing. */
function numbered(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header) => {
    const key = spelling(header);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return key === '' ? '' : `${key}\u0000${times}`;
  });
}

/** Whether a header row is that of the profile: the same headers in the same order. */
export function sameHeaders(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((header, at) => spelling(header) === spelling(b[at] ?? ''));
}

/** How much of two header rows is common, from 0 to 1, against the longer one. */
export function headerOverlap(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a, b].map((headers) => new Set(numbered(headers).filter((key) => key !== '')));
  if (left === undefined || right === undefined || left.size === 0) return 0;
  return [...left].filter((key) => right.has(key)).length / Math.max(left.size, right.size);
}

/** Indices of a longest rising run: what kept its order while the rest moved. */
function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, value] of values.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.push(tails[low - 1]);
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = before[at]) kept.add(at);
  return kept;
}

/** Which keys stand behind the same neighbour: the place a renamed column keeps. */
function byNeighbour(keys: readonly string[], isCommon: (key: string) => boolean): Map<string, number[]> {
  const found = new Map<string, number[]>();
  let neighbour = '';
  for (const [at, key] of keys.entries()) {
    if (key === '') continue;
    if (isCommon(key)) neighbour = key;
    else found.set(neighbour, [...(found.get(neighbour) ?? []), at]);
  }
  return found;
}

/** Whether two looks may be of one column; nothing speaks against a blank one. */
export function mayBeOne(a: ColumnLook | undefined, b: ColumnLook | undefined): boolean {
  if (a === undefined || b === undefined || a.kind === 'blank' || b.kind === 'blank') return true;
  return a.kind === b.kind;
}

/**
 * What differs between the header rows of a profile and a file. A column is renamed
 * when another header stands in its place, behind the same neighbour, and its values
 * may be of the same column; else one is gone and another added.
 */
export function compareHeaders(
  saved: Pick<BankProfile, 'headers' | 'looks'>,
  headers: readonly string[],
  looks: readonly ColumnLook[],
): Omit<LayoutChange, 'swapped'> {
  const [was, is] = [numbered(saved.headers), numbered(headers)];
  const placeNow = new Map(is.map((key, at) => [key, at] as const));
  const placeThen = new Map(was.map((key, at) => [key, at] as const));
  const common = was.filter((key) => key !== '' && placeNow.has(key));
  const places = (key: string): { from: number; to: number } => ({ from: (placeThen.get(key) ?? 0) + 1, to: (placeNow.get(key) ?? 0) + 1 });
  const kept = longestRising(common.map((key) => places(key).to));
  const outOfOrder = common.filter((_, index) => !kept.has(index));
  const displaced = common.filter((key) => places(key).from !== places(key).to);
  // Two columns that changed places are those two, not one of them and what stands between.
  const movedKeys = new Set(displaced.length <= outOfOrder.length ? displaced : outOfOrder);
  const moved = [...movedKeys].map((key) => ({ header: headers[placeNow.get(key) ?? 0] ?? '', ...places(key) }));
  const stayed = new Set(common.filter((key) => !movedKeys.has(key)));
  const isStill = (key: string): boolean => stayed.has(key);
  const isKnown = (key: string): boolean => placeNow.has(key) && placeThen.has(key);
  const [gaps, fresh] = [byNeighbour(was, isStill), byNeighbour(is, isStill)];
  const renamed: { from: string; to: string }[] = [];
  const paired = new Set<string>();
  for (const [neighbour, left] of gaps) {
    const gone = left.filter((at) => !isKnown(was[at] ?? ''));
    const added = (fresh.get(neighbour) ?? []).filter((at) => !isKnown(is[at] ?? ''));
    for (const [index, from] of gone.entries()) {
      const to = added[index];
      if (to === undefined || !mayBeOne(saved.looks[from], looks[to])) continue;
      renamed.push({ from: saved.headers[from] ?? '', to: headers[to] ?? '' });
      paired.add(`from ${from}`).add(`to ${to}`);
    }
  }
  const gone = saved.headers.filter((_, at) => was[at] !== '' && !placeNow.has(was[at] ?? '') && !paired.has(`from ${at}`));
  const added = headers.filter((_, at) => is[at] !== '' && !placeThen.has(is[at] ?? '') && !paired.has(`to ${at}`));
  return { renamed, moved, gone, added };
}

/** Rows that must speak before two columns are said to have changed places. */
const ENOUGH = 2;

/** Whether what was the greater column is now the lesser one, in nearly every row. */
function isReversed(then: ColumnOrder, now: ColumnOrder): boolean {
  const clear = (more: number, less: number): boolean => more >= ENOUGH && more >= (more + less) * 0.9;
  return clear(then.greater, then.lesser) && clear(now.lesser, now.greater);
}

/** Whether a look is, beyond doubt, that of another column: another kind, other lengths, other words. */
function differs(a: ColumnLook, b: ColumnLook): boolean {
  if (a.kind !== b.kind) return true;
  if (a.words.length > 0 && b.words.length > 0) return !a.words.some((word) => b.words.includes(word));
  // Amounts and dates of two columns look alike; their sizes tell them apart.
  if (a.kind === 'amount' || a.kind === 'date' || a.kind === 'time') return false;
  const apart = a.lengths[1] < b.lengths[0] || b.lengths[1] < a.lengths[0];
  return apart || Math.abs(a.distinct - b.distinct) > 600;
}

const speaks = (look: ColumnLook): boolean => look.kind !== 'blank';

/**
 * Pairs of columns that hold each other's values under unchanged headers, told by the
 * looks and sizes kept with the profile. `placeOf` gives a profile's column its place
 * in the file. Of the profile's columns only those that feed a field are compared.
 */
export function swappedContents(
  saved: BankProfile,
  now: { readonly looks: readonly ColumnLook[]; readonly orders: readonly ColumnOrder[] },
  placeOf: ReadonlyMap<number, number>,
): (readonly [string, string])[] {
  const found = new Map<string, readonly [string, string]>();
  const add = (a: number, b: number): void => {
    const [first, second] = [Math.min(a, b), Math.max(a, b)];
    found.set(`${first} ${second}`, [saved.headers[first] ?? '', saved.headers[second] ?? '']);
  };
  for (const then of saved.orders) {
    const [above, below] = [placeOf.get(then.above), placeOf.get(then.below)];
    const order = now.orders.find((one) => one.above === above && one.below === below);
    if (order !== undefined && isReversed(then, order)) add(then.above, then.below);
  }
  const mapped = new Set(Object.values(saved.columns).flat());
  const places = [...placeOf].filter(([from]) => speaks(saved.looks[from] ?? blankLook));
  for (const [index, [a, aNow]] of places.entries()) {
    for (const [b, bNow] of places.slice(index + 1)) {
      if (!mapped.has(saved.headers[a] ?? '') && !mapped.has(saved.headers[b] ?? '')) continue;
      const looks = [saved.looks[a], saved.looks[b], now.looks[aNow], now.looks[bNow]];
      if (isExchanged(looks)) add(a, b);
    }
  }
  return [...found.values()];
}

const blankLook: ColumnLook = { kind: 'blank', filled: 0, sure: 0, distinct: 0, lengths: [0, 0], words: [] };

function isExchanged([a, b, aNow, bNow]: readonly (ColumnLook | undefined)[]): boolean {
  if (a === undefined || b === undefined || aNow === undefined || bNow === undefined) return false;
  if (!speaks(aNow) || !speaks(bNow) || !differs(a, b)) return false;
  return differs(a, aNow) && differs(b, bNow) && !differs(a, bNow) && !differs(b, aNow);
}

/** Whether anything differs at all. */
export function hasChanged(change: LayoutChange): boolean {
  return [change.renamed, change.moved, change.gone, change.added, change.swapped].some((list) => list.length > 0);
}
