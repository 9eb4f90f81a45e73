import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { gridScale, listToShow, rowsFrom } from './grid-scale.ts';

/** px of the header, which stays above the rows. */
const HEAD = 30;
/** Rows drawn beyond either end of the view: the browser scrolls before the page hears of it. */
const OVERSCAN = 10;

interface RowsInView {
  readonly first: number;
  /** Behind the last one drawn. */
  readonly end: number;
  /** The row others are counted from in the page: `index - base` is what a drawn row is known by, at so many rows' height below `shift`. */
  readonly base: number;
  /** px from the top of the list to where the base row would stand. */
  readonly shift: number;
  /** px the list takes in the page. */
  readonly height: number;
  /** Rows a page key moves by. */
  readonly page: number;
}

interface ViewInput {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  /** px of a row. */
  readonly size: number;
  /** Kept in view whenever it changes; -1: none. */
  readonly active: number;
}

const viewOf = (box: HTMLDivElement, size: number): number => Math.max(size, box.clientHeight - HEAD);

/** Which rows of a long list are drawn, and where; scrolled to the current one whenever that changes. */
export function useRowsInView({ scroller, total, size, active }: ViewInput): RowsInView {
  const [{ scroll, view }, setBox] = useState({ scroll: 0, view: 600 });
  const drawn = useRef({ first: 0, end: 0, base: 0 });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const measure = (): void => {
      const now = { scroll: box.scrollTop, view: viewOf(box, size) };
      setBox((was) => (was.scroll === now.scroll && was.view === now.view ? was : now));
    };
    // Drawn before the frame is: a row that came into view must not be seen without its cells.
    const moved = (): void => flushSync(measure);
    measure();
    box.addEventListener('scroll', moved, { passive: true });
    const sized = new ResizeObserver(measure);
    sized.observe(box);
    return () => {
      box.removeEventListener('scroll', moved);
      sized.disconnect();
    };
  }, [scroller, size]);
  const scale = gridScale(total, size, view);
  const at = Math.min(scroll, Math.max(0, scale.height - view));
  const from = scale.listAt(at);
  // What is known of the box is used, for asking it lays the whole page out.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || active < 0 || active >= total) return;
    const to = listToShow(active, size, view, from);
    if (to === from) return;
    box.scrollTop = scale.scrollAt(to);
    // Drawn with it at once, not with the next frame.
    setBox({ scroll: box.scrollTop, view });
    // Only when the row or the list is another one: the user may scroll away from it.
  }, [scroller, active, total, size]);
  const first = Math.max(0, Math.floor(from / size) - OVERSCAN);
  const end = Math.min(total, Math.ceil((from + view) / size) + OVERSCAN);
  drawn.current = rowsFrom(drawn.current, first, end);
  const { base } = drawn.current;
  return { first, end, base, shift: at + base * size - from, height: scale.height, page: Math.max(1, Math.floor(view / size) - 1) };
}

/** Tells a list which rows are looked at. */
export function useLookAt(look: (first: number, last: number) => void, { first, end }: Pick<RowsInView, 'first' | 'end'>, stale: boolean): void {
  useEffect(() => {
    look(first, Math.max(first, end - 1));
  }, [look, first, end, stale]);
}
