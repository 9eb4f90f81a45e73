import type { ConnectionRow } from '../db/connection.ts';
import type { CommandContext } from './context.ts';

/**
 * Payven takes five starts a minute from an organisation (Payven guide, rate limits).
 * It counts a start when it arrives there, a moment after it left here.
 */
const START_LIMIT = { most: 5, within_ms: 62_000 };

/**
 * Waits until one more start may leave, and counts it; every attempt takes a turn of
 * its own. All programs on this data folder share the count, and the wait is shown.
 */
export function startTurn({ clock, ledger, progress, signal }: CommandContext, { api_url, slug }: ConnectionRow): () => Promise<void> {
  const organisation = [api_url, slug ?? ''].join(' ');
  const { most } = START_LIMIT;
  return async () => {
    for (;;) {
      const now = clock.now();
      const free_at = ledger.claim('start', organisation, now, START_LIMIT);
      if (free_at === null) return;
      const wait_ms = free_at - now;
      progress({ step: 'wait', done: most, total: most, wait_ms });
      await clock.sleep(wait_ms, signal);
    }
  };
}
