/** px a list may be high: a browser keeps no more than some 17 or 33 million, and a float of a transform is exact to 16. */
const MOST_HIGH = 15_000_000;

/** A list of rows of one height in a box of `view` px. Higher than a page can be it is scrolled in larger steps than its px. */
export interface GridScale {
  /** px of the page the list takes. */
  readonly height: number;
  /** px of the list at a scroll position. */
  listAt(scroll: number): number;
  /** Scroll position that shows the px of the list first. */
  scrollAt(list: number): number;
}

/** All numbers are px; `rows` are `size` high each. */
export function gridScale(rows: number, size: number, view: number): GridScale {
  const whole = rows * size;
  const height = Math.min(whole, MOST_HIGH);
  const step = height > view ? (whole - view) / (height - view) : 1;
  return { height, listAt: (scroll) => scroll * step, scrollAt: (list) => list / step };
}

/** The px of the list to begin with so that a row is in view whole, moved as little as can be; `from`: where it begins now. */
export function listToShow(row: number, size: number, view: number, from: number): number {
  const top = row * size;
  // A scroll position is rounded to px of the screen: nearly there is there.
  if (top < from - 1) return top;
  return top + size > from + view + 1 ? Math.max(0, top + size - view) : from;
}

/** Rows that are drawn, and the row they are counted from. */
interface Drawn {
  readonly first: number;
  readonly end: number;
  readonly base: number;
}

/** Counted from so far away, px would no longer be exact. */
const FARTHEST = 100_000;

/**
 * The next rows to be drawn. As long as some stay they are counted from the same row, so
 * that those that stay are left alone; after a jump the old ones are filled anew in their
 * order, which costs less than making others.
 */
export function rowsFrom(was: Drawn, first: number, end: number): Drawn {
  const stays = first < was.end && end > was.first;
  const base = stays ? was.base : first - (was.first - was.base);
  return { first, end, base: Math.abs(first - base) < FARTHEST ? base : first };
}
