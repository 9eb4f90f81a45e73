import type { EventEmitter } from 'node:events';

/**
 * npm, our own launcher and the terminal may each pass on the same Ctrl+C, ms apart. A
 * person's second one comes later than this, ms.
 */
const ECHO_MS = 100;

/**
 * The first SIGINT or SIGTERM aborts the signal, so that what runs can end where nothing
 * is half done; a second one calls `end`.
 */
export function listenForStop(source: Pick<EventEmitter, 'on'>, end: () => void): AbortSignal {
  const stopped = new AbortController();
  let first = 0;
  const hear = (): void => {
    if (!stopped.signal.aborted) {
      first = performance.now();
      stopped.abort();
    } else if (performance.now() - first > ECHO_MS) end();
  };
  source.on('SIGINT', hear);
  source.on('SIGTERM', hear);
  return stopped.signal;
}
