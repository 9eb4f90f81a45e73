import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { asDeskError, changeStore, type DeskError } from './client.ts';
import { useLook } from './preferences.ts';
import { useStore } from './store.ts';

const PAGE = 100;
/** More pages than any screen shows; what is farther away is forgotten. */
const MOST_PAGES = 12;

interface Loaded<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Loads one window of a list. */
export type LoadWindow<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<Loaded<Row>>;

/** A long list of which only what is looked at is here. */
export interface Windowed<Row> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly error: DeskError | null;
  rowAt(index: number): Row | undefined;
  /** Says which rows are looked at, so that they are loaded. */
  look(first: number, last: number): void;
}

interface Held<Row> {
  key: string;
  round: number;
  total: number | null;
  pages: Map<number, { rows: readonly Row[]; round: number }>;
  asked: Map<number, number>;
}

const empty = <Row>(key: string, round: number): Held<Row> => ({ key, round, total: null, pages: new Map(), asked: new Map() });

function forgetFar<Row>(held: Held<Row>, near: number): void {
  const far = [...held.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
  for (const page of far.slice(0, Math.max(0, far.length - MOST_PAGES))) held.pages.delete(page);
}

/**
 * A list as a window over the database. `key` names the question: another key is
 * another list. After a command the pages in view are read again in place, so that
 * nothing flashes.
 */
export function useWindow<Row>(key: string, load: LoadWindow<Row>): Windowed<Row> {
  const { language } = useLook();
  const round = useStore(changeStore);
  const whole = `${key} ${language}`;
  const held = useRef<Held<Row>>(empty(whole, round));
  const looked = useRef<[number, number]>([0, PAGE - 1]);
  const [, draw] = useState(0);
  const [error, setError] = useState<DeskError | null>(null);
  const loader = useRef(load);
  // Before any effect of a child asks for rows: it must ask the question that is on the screen.
  useLayoutEffect(() => {
    loader.current = load;
  });
  if (held.current.key !== whole) held.current = empty(whole, round);

  const fetchPage = useCallback((page: number) => {
    const mine = held.current;
    if (mine.asked.get(page) === mine.round || mine.pages.get(page)?.round === mine.round) return;
    const asked = mine.round;
    mine.asked.set(page, asked);
    const read = async (): Promise<void> => {
      try {
        const { total, rows } = await loader.current(page * PAGE, PAGE, new AbortController().signal);
        // The list may have become another one, or a newer answer may be on its way.
        if (held.current !== mine || mine.asked.get(page) !== asked) return;
        mine.total = total;
        mine.pages.set(page, { rows, round: asked });
        mine.asked.delete(page);
        forgetFar(mine, Math.floor(looked.current[0] / PAGE));
        setError(null);
        draw((count) => count + 1);
      } catch (reason) {
        mine.asked.delete(page);
        if (held.current === mine) setError(asDeskError(reason));
      }
    };
    void read();
  }, []);

  const look = useCallback(
    (first: number, last: number) => {
      looked.current = [first, last];
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) fetchPage(page);
    },
    [fetchPage],
  );

  useEffect(() => {
    held.current.round = round;
    look(...looked.current);
  }, [whole, round, look]);

  const { total } = held.current;
  const rowAt = useCallback((index: number) => held.current.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE], []);
  return useMemo(() => ({ total, error, rowAt, look }), [total, error, rowAt, look]);
}
