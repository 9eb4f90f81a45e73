/** A point in time with a rank that settles equal distances; lower goes first. */
export interface Timed {
  readonly at: number;
  readonly rank: number;
}

interface Bucket<T> {
  readonly at: number;
  readonly left: boolean;
  readonly items: readonly T[];
  head: number;
  prev: Bucket<T> | null;
  next: Bucket<T> | null;
}

interface Candidate<T> {
  readonly distance: number;
  readonly leftRank: number;
  readonly rightRank: number;
  readonly a: Bucket<T>;
  readonly b: Bucket<T>;
}

/**
 * Pairs two sets of points so that of all pairs still possible the nearest in time
 * is always taken first; equal distances go by the left side's rank, then the
 * right's. The result does not depend on the order of the input.
 *
 * The nearest pair of different sides always stands side by side in time, so a heap
 * over neighbours finds it: n log n, also when every point has the same key.
 */
export function pairNearest<L extends Timed, R extends Timed>(left: readonly L[], right: readonly R[]): [L, R][] {
  const onlyLeft = left[0];
  const onlyRight = right[0];
  if (onlyLeft === undefined || onlyRight === undefined) return [];
  if (left.length === 1 && right.length === 1) return [[onlyLeft, onlyRight]];
  const heap = new Heap<Candidate<L | R>>(compareCandidates);
  let bucket: Bucket<L | R> | null = chain<L | R>(left, right);
  for (; bucket !== null; bucket = bucket.next) offer(heap, bucket, bucket.next);
  const pairs: [L, R][] = [];
  for (let best = heap.pop(); best !== undefined; best = heap.pop()) {
    if (isStale(best)) continue;
    const [l, r] = best.a.left ? [best.a, best.b] : [best.b, best.a];
    pairs.push([l.items[l.head] as L, r.items[r.head] as R]);
    for (const used of [best.a, best.b]) {
      used.head += 1;
      if (used.head === used.items.length) unlink(used);
    }
    offerAround(heap, best.a, best.b);
  }
  return pairs;
}

/** All points as a list of buckets in time order; a bucket holds one side's points of one instant. */
function chain<T extends Timed>(left: readonly T[], right: readonly T[]): Bucket<T> | null {
  const sides = [...left.map((item) => ({ item, left: true })), ...right.map((item) => ({ item, left: false }))];
  sides.sort((a, b) => a.item.at - b.item.at || Number(b.left) - Number(a.left) || a.item.rank - b.item.rank);
  let first: Bucket<T> | null = null;
  let last: (Bucket<T> & { items: T[] }) | null = null;
  for (const { item, left: isLeft } of sides) {
    if (last !== null && last.at === item.at && last.left === isLeft) {
      last.items.push(item);
      continue;
    }
    const bucket: Bucket<T> & { items: T[] } = { at: item.at, left: isLeft, items: [item], head: 0, prev: last, next: null };
    if (last === null) first = bucket;
    else last.next = bucket;
    last = bucket;
  }
  return first;
}

function unlink<T>(bucket: Bucket<T>): void {
  if (bucket.prev !== null) bucket.prev.next = bucket.next;
  if (bucket.next !== null) bucket.next.prev = bucket.prev;
}

const isEmpty = <T>(bucket: Bucket<T>): boolean => bucket.head === bucket.items.length;

function isStale<T extends Timed>({ a, b, leftRank, rightRank }: Candidate<T>): boolean {
  if (isEmpty(a) || isEmpty(b) || a.next !== b) return true;
  const [l, r] = a.left ? [a, b] : [b, a];
  return l.items[l.head]?.rank !== leftRank || r.items[r.head]?.rank !== rightRank;
}

function offer<T extends Timed>(heap: Heap<Candidate<T>>, a: Bucket<T> | null, b: Bucket<T> | null): void {
  if (a === null || b === null || a.left === b.left) return;
  const [l, r] = a.left ? [a, b] : [b, a];
  const leftItem = l.items[l.head];
  const rightItem = r.items[r.head];
  if (leftItem === undefined || rightItem === undefined) return;
  heap.push({ distance: b.at - a.at, leftRank: leftItem.rank, rightRank: rightItem.rank, a, b });
}

/** After a pair was taken, the neighbours of what is left of it are new candidates. */
function offerAround<T extends Timed>(heap: Heap<Candidate<T>>, a: Bucket<T>, b: Bucket<T>): void {
  const before = isEmpty(a) ? a.prev : a;
  const after = isEmpty(b) ? b.next : b;
  if (before !== a || after !== b || a.next === b) offer(heap, before, after);
  if (!isEmpty(a)) offer(heap, a.prev, a);
  if (!isEmpty(b)) offer(heap, b, b.next);
}

function compareCandidates<T>(a: Candidate<T>, b: Candidate<T>): number {
  return a.distance - b.distance || a.leftRank - b.leftRank || a.rightRank - b.rightRank;
}

/** A binary min-heap. */
class Heap<T> {
  readonly #items: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  push(item: T): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLess(index, parent)) break;
      index = parent;
    }
  }

  pop(): T | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    items[0] = last;
    let index = 0;
    for (;;) {
      const child = this.#lesserChild(index);
      if (child === undefined || !this.#swapIfLess(child, index)) break;
      index = child;
    }
    return top;
  }

  #lesserChild(index: number): number | undefined {
    const [l, r] = [2 * index + 1, 2 * index + 2];
    const left = this.#items[l];
    const right = this.#items[r];
    if (left === undefined) return undefined;
    return right !== undefined && this.#compare(right, left) < 0 ? r : l;
  }

  #swapIfLess(a: number, b: number): boolean {
    const items = this.#items;
    const [itemA, itemB] = [items[a] as T, items[b] as T];
    if (this.#compare(itemA, itemB) >= 0) return false;
    items[a] = itemB;
    items[b] = itemA;
    return true;
  }
}
