import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, ask, asDeskError, changeStore, type DeskError, type MethodName, type Question } from './client.ts';
import type { BridgeProgress } from '../../shared/bridge.ts';
import { useLook } from './preferences.ts';
import { useStore } from './store.ts';

interface Asked<T> {
  /** The answer to exactly this question; undefined until it is there. */
  readonly data: T | undefined;
  readonly error: DeskError | null;
  readonly loading: boolean;
  reload(): void;
}

interface Held<T> {
  readonly key: string;
  readonly data: T | undefined;
  readonly error: DeskError | null;
}

/**
 * Asks a query and asks again after every command. A stale answer is never shown:
 * the question under way is cancelled when another takes its place. `null` asks nothing.
 */
export function useAsk<K extends MethodName>(name: K, input: Question<K> | null): Asked<Answer<K>> {
  const { language } = useLook();
  const changes = useStore(changeStore);
  const [round, setRound] = useState(0);
  const question = input === null ? null : JSON.stringify(input);
  const key = `${name} ${question} ${language}`;
  const [held, setHeld] = useState<Held<Answer<K>>>({ key: '', data: undefined, error: null });
  useEffect(() => {
    if (question === null) return undefined;
    const abort = new AbortController();
    ask(name, JSON.parse(question), { signal: abort.signal }).then(
      (data) => !abort.signal.aborted && setHeld({ key, data, error: null }),
      (error: unknown) => !abort.signal.aborted && setHeld({ key, data: undefined, error: asDeskError(error) }),
    );
    return () => abort.abort();
  }, [name, question, key, changes, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const mine = held.key === key;
  return { data: mine ? held.data : undefined, error: mine ? held.error : null, loading: question !== null && !mine, reload };
}

interface Running {
  readonly name: MethodName;
  readonly progress: BridgeProgress | null;
  cancel(): void;
}

interface Runner {
  readonly running: Running | null;
  readonly error: DeskError | null;
  /** Runs a command; null when it failed or was stopped, and `error` says why. */
  run<K extends MethodName>(name: K, input: Question<K>): Promise<Answer<K> | null>;
  fail(error: unknown): void;
  clear(): void;
}

/** Runs commands one at a time with their progress, cancel and error. */
export function useRun(): Runner {
  const [running, setRunning] = useState<Running | null>(null);
  const [error, setError] = useState<DeskError | null>(null);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const fail = useCallback((reason: unknown) => setError(asDeskError(reason)), []);
  const clear = useCallback(() => setError(null), []);
  const run = useCallback(async <K extends MethodName>(name: K, input: Question<K>): Promise<Answer<K> | null> => {
    const abort = new AbortController();
    const started: Running = { name, progress: null, cancel: () => abort.abort() };
    setError(null);
    setRunning(started);
    const onProgress = (progress: BridgeProgress): void => void (alive.current && setRunning({ ...started, progress }));
    try {
      return await ask(name, input, { signal: abort.signal, onProgress });
    } catch (reason) {
      if (alive.current) setError(asDeskError(reason));
      return null;
    } finally {
      if (alive.current) setRunning(null);
    }
  }, []);
  return { running, error, run, fail, clear };
}
