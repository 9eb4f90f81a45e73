/** Before so long an estimate would jump about, ms. */
const SETTLING = 2_000;

/** How long the rest takes, as fast as it went from `begun` to `now`, ms; null where nothing was done since, or it began only a moment ago. */
export function timeLeft(begun: { readonly done: number; readonly at: number }, { done, total }: { readonly done: number; readonly total: number | null }, now: number): number | null {
  const [taken, moved] = [now - begun.at, done - begun.done];
  if (total === null || moved <= 0 || taken < SETTLING) return null;
  return Math.ceil((taken * Math.max(0, total - done)) / moved);
}
