/** An order with `id` put before `before`; at the end where `before` is null or unknown. */
export function movedBefore(order: readonly string[], id: string, before: string | null): string[] {
  if (id === before) return [...order];
  const rest = order.filter((each) => each !== id);
  const at = before === null ? -1 : rest.indexOf(before);
  return at < 0 ? [...rest, id] : [...rest.slice(0, at), id, ...rest.slice(at)];
}

/** An order with `id` moved past its neighbour among those in view; unchanged at the ends. */
export function movedBy(order: readonly string[], shown: readonly string[], id: string, step: 1 | -1): string[] {
  const at = shown.indexOf(id);
  const neighbour = shown[at + step];
  if (at < 0 || neighbour === undefined) return [...order];
  if (step < 0) return movedBefore(order, id, neighbour);
  return movedBefore(order, id, shown[at + 2] ?? null);
}

/** A remembered order over the columns there are now: the unknown are dropped, new ones stand where they usually do. */
export function completed(order: readonly string[], usual: readonly string[]): string[] {
  const known = order.filter((id) => usual.includes(id));
  let all = [...known];
  for (const [at, id] of usual.entries()) {
    if (all.includes(id)) continue;
    const after = usual.slice(0, at).findLast((each) => all.includes(each));
    const place = after === undefined ? 0 : all.indexOf(after) + 1;
    all = [...all.slice(0, place), id, ...all.slice(place)];
  }
  return all;
}
