import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';

/** Work in small pieces: each `yield` is a place where it can be left for good. */
export type Steps<T> = Generator<void, T, void>;

/** So long a reader works before others have their turn, ms. */
const TURN_MS = 20;

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does it in turns with everything else on this thread. Throws `state.cancelled` soon after `signal` fires. */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    if (signal.aborted) throw new AppError('state.cancelled');
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < TURN_MS) continue;
    // A cancel is a message to this thread: it is heard only where the thread lets go.
    await setImmediate();
    since = performance.now();
  }
}
