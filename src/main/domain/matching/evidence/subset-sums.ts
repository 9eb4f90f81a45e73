/** Additions left to a search; counted down as it goes. */
export interface Steps {
  left: number;
}

/**
 * Every choice of two or more of `amounts` (kuruş, positive) that adds up to `target`
 * exactly, as places in `amounts`. null when `steps` ran out before the end, or when
 * there are more than `ways`: a half list could take chance for certainty. Totals beyond
 * a safe integer are only ever asked whether they are less than a safe one.
 */
export function subsetsOf(amounts: readonly number[], target: number, ways: number, steps: Steps): readonly (readonly number[])[] | null {
  const order = amounts.map((_, place) => place).sort((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0) || a - b);
  const left = order.map((place) => amounts[place] ?? 0);
  const tails = left.map(() => 0);
  for (let at = left.length - 1; at >= 0; at -= 1) tails[at] = (left[at] ?? 0) + (tails[at + 1] ?? 0);
  const found: number[][] = [];
  const chosen: number[] = [];
  const search = (from: number, rest: number): boolean => {
    for (let at = from; at < left.length; at += 1) {
      steps.left -= 1;
      if (steps.left < 0) return false;
      if ((tails[at] ?? 0) < rest) return true;
      const amount = left[at] ?? 0;
      if (amount > rest) continue;
      chosen.push(order[at] ?? 0);
      if (amount === rest && chosen.length > 1) found.push([...chosen]);
      const complete = found.length <= ways && (amount === rest || search(at + 1, rest - amount));
      chosen.pop();
      if (!complete) return false;
    }
    return true;
  };
  return search(0, target) ? found : null;
}
