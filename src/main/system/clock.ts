import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports.ts';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted === true) throw new AppError('state.cancelled', {}, error);
      throw error;
    }
  },
};
