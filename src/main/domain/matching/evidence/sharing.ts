/**
 * What stands on both sides under one key, group by group in the order of the first
 * side; items keep their order. null is no key. Most keys are on one side alone, so only
 * shared ones are kept.
 */
export function sharing<A, B>(
  first: readonly A[],
  ofFirst: (item: A) => string | null,
  second: readonly B[],
  ofSecond: (item: B) => string | null,
): Iterable<readonly [readonly A[], readonly B[]]> {
  const others = new Map<string, B[]>();
  for (const item of second) put(others, ofSecond(item), item);
  const shared = new Map<string, A[]>();
  if (others.size === 0) return [];
  for (const item of first) {
    const key = ofFirst(item);
    if (key !== null && others.has(key)) put(shared, key, item);
  }
  return [...shared].map(([key, group]) => [group, others.get(key) ?? []] as const);
}

function put<T>(groups: Map<string, T[]>, key: string | null, item: T): void {
  if (key === null) return;
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
