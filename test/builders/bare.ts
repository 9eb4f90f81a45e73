import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src/shared/errors.ts';
import type { Clock, RequestLedger } from '../../src/main/ports.ts';

/** What tests need that open no desk. */

/** A folder that is gone when the test is. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'mutabakat-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * A clock that sleeps by moving its own hands: retries take no time, deadlines still
 * count. Give its `now` to the sandbox too where Payven's time is to pass with it.
 */
export function jumpingClock(): Clock & { jump(milliseconds: number): void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    sleep(milliseconds, signal) {
      if (signal?.aborted === true) return Promise.reject(new AppError('state.cancelled'));
      ahead += milliseconds;
      return Promise.resolve();
    },
    jump(milliseconds) {
      ahead += milliseconds;
    },
  };
}

/** A ledger that counts nothing: there is always room for one more call. */
export function roomyLedger(): RequestLedger {
  return { recent: () => [], record: () => undefined, claim: () => null };
}
