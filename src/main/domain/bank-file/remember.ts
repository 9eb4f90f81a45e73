/** So many answers are kept: a file has few distinct days and words, and one that has not must cost no memory. */
const MOST = 4096;

/** A pure function that looks its last answers up. */
export function remember<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as V;
    const value = compute(key);
    if (known.size >= MOST) known.clear();
    known.set(key, value);
    return value;
  };
}
