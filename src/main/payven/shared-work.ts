import { AppError } from '../../shared/errors.ts';
import type { RetryNotice } from './http.ts';

/** Who waits for shared work: told of its waits, and free to stop waiting. */
export interface Asker {
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Running<T> {
  readonly end: Promise<T>;
  readonly askers: Set<Asker>;
  readonly stop: AbortController;
}

/**
 * Work that is done once however many ask while it runs. One who stops waiting leaves
 * the others their work; when nobody is left it is stopped.
 */
export function sharedWork<T>(work: (asker: Asker) => Promise<T>): (asker: Asker) => Promise<T> {
  let running: Running<T> | null = null;

  const begin = (): Running<T> => {
    const askers = new Set<Asker>();
    const stop = new AbortController();
    const end = work({ onRetry: (notice) => askers.forEach((asker) => asker.onRetry?.(notice)), signal: stop.signal });
    const begun = { askers, stop, end };
    const ended = (): void => {
      if (running === begun) running = null;
    };
    // Its failure is told to whoever asked; here it only ends.
    void end.then(ended, ended);
    return begun;
  };

  return (asker) => {
    if (asker.signal?.aborted === true) return Promise.reject(new AppError('state.cancelled'));
    running ??= begin();
    const { askers, stop, end } = running;
    const joined = running;
    askers.add(asker);
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        askers.delete(asker);
        if (askers.size === 0) {
          stop.abort();
          if (running === joined) running = null;
        }
        reject(new AppError('state.cancelled'));
      };
      asker.signal?.addEventListener('abort', leave, { once: true });
      const settled = (): void => asker.signal?.removeEventListener('abort', leave);
      end.then(resolve, reject).finally(settled);
    });
  };
}
