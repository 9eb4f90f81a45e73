/** Rows of a list read in one go: more than two screens of them. */
export const PAGE = 200;
/** Pages read ahead of a slow movement, and of one by screens. */
const AHEAD = { slow: 2, fast: 8 } as const;
/** Rows passed in one step from which on a movement is one by screens. */
const FAST = 20;

/** Rows looked at, and how they moved; rows down (negative: up) since they were looked at last. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly moved: number;
}

/** The pages of a stretch of rows; after them those the movement comes to next, and the one it left. */
export function pagesAround({ first, last, moved }: Stretch, total: number | null): readonly number[] {
  const [from, to] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
  const inView = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const end = total === null ? from : Math.max(0, Math.ceil(total / PAGE) - 1);
  const way = moved < 0 ? -1 : 1;
  const [next, left] = way === 1 ? [to, from - 1] : [from, to + 1];
  const ahead = Array.from({ length: Math.abs(moved) >= FAST ? AHEAD.fast : AHEAD.slow }, (_, at) => next + way * (at + 1));
  return [...inView, ...(total === null ? [] : [...ahead, left])].filter((page) => page >= 0 && (page <= end || inView.includes(page)));
}
