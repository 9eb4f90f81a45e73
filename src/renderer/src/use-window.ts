import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { asDeskError, changeStore, type DeskError } from './client.ts';
import { useLook } from './preferences.ts';
import { useStore } from './store.ts';
import { PAGE, pagesAround, type Stretch } from './window-pages.ts';

/** Far more than any screen shows, for a way back that is there at once; what is farther away is forgotten. */
const MOST_PAGES = 16;
/** Windows asked for at once: scrolling past many must not queue behind what is no longer looked at. */
const AT_ONCE = 3;

interface Loaded<Row, Extra> {
  readonly total: number;
  readonly rows: readonly Row[];
  /** What else the answer says of the whole list. */
  readonly extra?: Extra;
}

/** Loads one window of a list. */
export type LoadWindow<Row, Extra = unknown> = (offset: number, limit: number, signal: AbortSignal) => Promise<Loaded<Row, Extra>>;

/** A long list of which only what is looked at is here. */
export interface Windowed<Row, Extra = unknown> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly error: DeskError | null;
  readonly extra?: Extra | undefined;
  /** What is shown answers the question before this one: it may be looked at, not acted on. */
  readonly stale?: boolean;
  /** Grows whenever rows came or changed: what was drawn of {@link rowAt} is old. */
  readonly version?: number;
  rowAt(index: number): Row | undefined;
  /** Says which rows are looked at, so that they are loaded. */
  look(first: number, last: number): void;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly round: number;
}

interface Held<Row, Extra> {
  readonly key: string;
  round: number;
  total: number | null;
  extra: Extra | undefined;
  readonly pages: Map<number, Page<Row>>;
  readonly asked: Map<number, { readonly round: number; readonly abort: AbortController }>;
  /** Page → the round in which reading it failed. */
  readonly failed: Map<number, number>;
}

const empty = <Row, Extra>(key: string, round: number): Held<Row, Extra> => ({ key, round, total: null, extra: undefined, pages: new Map(), asked: new Map(), failed: new Map() });

function forgetFar<Row, Extra>(held: Held<Row, Extra>, near: number): void {
  const far = [...held.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
  for (const page of far.slice(0, Math.max(0, far.length - MOST_PAGES))) held.pages.delete(page);
}

function stopAll<Row, Extra>(held: Held<Row, Extra>): void {
  for (const { abort } of held.asked.values()) abort.abort();
}

/** How a list follows the one before it. */
interface WindowOptions {
  /** The rows of the question before stay, marked as stale, until the first answer to the new one. */
  readonly keep?: boolean;
  /** The row a list opens on; null: not known yet, and nothing is read before it is. */
  readonly start?: number | null;
}

/** Rows read around the one a list opens on: a screen to either side. */
const AROUND = 50;

/**
 * A list as a window over the database. `key` names the question: another key is
 * another list. After a command the pages in view are read again in place, so that
 * nothing flashes.
 */
export function useWindow<Row, Extra = unknown>(key: string, load: LoadWindow<Row, Extra>, { keep = false, start = 0 }: WindowOptions = {}): Windowed<Row, Extra> {
  const { language } = useLook();
  const round = useStore(changeStore);
  const whole = `${key} ${language}`;
  const held = useRef<Held<Row, Extra>>(empty(whole, round));
  const before = useRef<Held<Row, Extra> | null>(null);
  /** Null: nothing is looked at yet. */
  const looked = useRef<Stretch | null>(null);
  const [version, draw] = useState(0);
  const [error, setError] = useState<DeskError | null>(null);
  const loader = useRef(load);
  // Before any effect of a child asks for rows: it must ask the question that is on the screen.
  useLayoutEffect(() => {
    loader.current = load;
  });
  if (held.current.key !== whole) {
    stopAll(held.current);
    if (keep && held.current.total !== null) before.current = held.current;
    held.current = empty(whole, round);
    looked.current = null;
  }

  const ask = useCallback((): void => {
    const mine = held.current;
    const stretch = looked.current;
    if (stretch === null) return;
    const isFresh = (page: number): boolean => [mine.pages.get(page)?.round, mine.asked.get(page)?.round, mine.failed.get(page)].includes(mine.round);
    const read = async (page: number): Promise<void> => {
      const asked = { round: mine.round, abort: new AbortController() };
      mine.asked.get(page)?.abort.abort();
      mine.asked.set(page, asked);
      const isWanted = (): boolean => held.current === mine && mine.asked.get(page) === asked;
      try {
        const { total, rows, extra } = await loader.current(page * PAGE, PAGE, asked.abort.signal);
        // The list may have become another one, or a newer answer may be on its way.
        if (!isWanted()) return;
        mine.pages.set(page, { rows, round: asked.round });
        mine.asked.delete(page);
        // A list is shown once all that is in view of it is there.
        if (mine.total === null && mine.asked.size > 0) return;
        mine.total = total;
        mine.extra = extra;
        before.current = null;
        forgetFar(mine, Math.floor((looked.current?.first ?? 0) / PAGE));
        setError(null);
        draw((count) => count + 1);
      } catch (reason) {
        if (!isWanted()) return;
        // What fails is not asked again before something changes: it may fail for ever.
        mine.failed.set(page, asked.round);
        setError(asDeskError(reason));
        mine.asked.delete(page);
      }
      ask();
    };
    // What is on its way and was passed meanwhile is let be: it is nearly here, and stopping it is a call as well.
    for (const page of pagesAround(stretch, mine.total)) {
      if (mine.asked.size >= AT_ONCE) return;
      if (!isFresh(page)) void read(page);
    }
  }, []);

  const look = useCallback(
    (first: number, last: number) => {
      // Until the new list is there, what is looked at is the old one.
      if (held.current.total === null && before.current !== null) return;
      looked.current = { first, last, moved: first - (looked.current?.first ?? first) };
      ask();
    },
    [ask],
  );

  useEffect(() => {
    if (start === null) return;
    looked.current ??= { first: Math.max(0, start - AROUND), last: start + AROUND, moved: 0 };
    held.current.round = round;
    ask();
  }, [whole, start, round, ask]);

  const stale = held.current.total === null && before.current !== null;
  const source = stale && before.current !== null ? before.current : held.current;
  const { total, extra } = source;
  const rowAt = useCallback((index: number) => source.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE], [source]);
  return useMemo(() => ({ total, error, extra, stale, version, rowAt, look }), [total, error, extra, stale, version, rowAt, look]);
}
