/** What a key does to the place in a list of `total` rows; undefined where it moves nothing. `page`: rows in view. */
export function stepOf(key: string, active: number, total: number, page: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(total - 1, Math.max(0, active + step));
}
