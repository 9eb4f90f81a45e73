import { useEffect, useRef, useState } from 'react';
import type { Answer, DeskError, MethodName, Question } from '../../client.ts';
import { useAsk } from '../../query.ts';

interface Latest<T> {
  /** The newest answer there is; it may still be the one to an earlier question. */
  readonly data: T | undefined;
  /** The answer to the question as it stands now is still to come. */
  readonly late: boolean;
  readonly error: DeskError | null;
}

/**
 * Asks as `useAsk` does, for a question that follows quick moves: the answer to an
 * earlier one stays until the next is there, and of questions nearer to each other
 * than `run` ms only the one they end on is asked.
 */
export function useLatest<K extends MethodName>(name: K, input: Question<K> | null, run = 120): Latest<Answer<K>> {
  const key = JSON.stringify(input);
  const [asked, setAsked] = useState({ key, input });
  const changed = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const now = performance.now();
    const isRunning = now - changed.current < run;
    changed.current = now;
    const settle = (): void => setAsked((held) => (held.key === key ? held : { key, input }));
    if (!isRunning) {
      settle();
      return undefined;
    }
    const timer = setTimeout(settle, run);
    return () => clearTimeout(timer);
    // The key is the input in words; the object is a new one on every drawing.
  }, [key, run]);
  const { data, error } = useAsk(name, asked.input);
  const [last, setLast] = useState<Answer<K>>();
  if (data !== undefined && data !== last) setLast(data);
  const mine = asked.key === key;
  return { data: data ?? last, late: !mine || (data === undefined && error === null), error: mine ? error : null };
}
