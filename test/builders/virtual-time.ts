import { AppError } from '../../src/shared/errors.ts';
import type { Clock } from '../../src/main/ports.ts';

/** Time that passes only from one event to the next, so that minutes of waiting cost nothing and happen in one order. */
export interface VirtualTime {
  readonly clock: Clock;
  /** Runs `work` after so many ms. */
  after(milliseconds: number, work: () => void): void;
  /** Lets events happen until none is left, or `until` says it is enough. */
  run(until?: () => boolean): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
}

export function virtualTime(start = 1_750_000_000_000): VirtualTime {
  let now = start;
  let order = 0;
  const events: Event[] = [];
  const after = (milliseconds: number, work: () => void): void => {
    order += 1;
    events.push({ at: now + Math.max(0, milliseconds), order, work });
  };
  return {
    after,
    clock: {
      now: () => now,
      sleep: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          const stop = (): void => reject(new AppError('state.cancelled'));
          if (signal?.aborted === true) return stop();
          signal?.addEventListener('abort', stop, { once: true });
          after(milliseconds, resolve);
        }),
    },
    async run(until = () => false) {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (until()) return;
        const next = events.reduce<Event | undefined>(
          (first, each) => (first === undefined || each.at < first.at || (each.at === first.at && each.order < first.order) ? each : first),
          undefined,
        );
        if (next === undefined) return;
        events.splice(events.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.work();
      }
    },
  };
}
