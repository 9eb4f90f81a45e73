import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../src/main/ports.ts';

/** Of a wait that is only written down, this much really passes: a late answer comes late to a patient client too. */
const REAL_WAIT_MS = 20;
const WIDTH = 15;

export interface SharedClock extends Clock {
  /** Moves everybody's hands forward; whole ms. */
  jump(milliseconds: number): void;
}

/**
 * One clock for several processes: the machine's, moved by what a file says. A sleep
 * moves the hands instead of waiting, and who is killed takes none of it along.
 */
export function sharedClock(file: string): SharedClock {
  const ahead = (): number => Number(readFileSync(file, 'utf8'));
  const jump = (milliseconds: number): void => write(file, ahead() + milliseconds);
  return {
    now: () => Date.now() + ahead(),
    jump,
    async sleep(milliseconds, signal) {
      jump(milliseconds);
      await wait(Math.min(milliseconds, REAL_WAIT_MS), undefined, signal === undefined ? {} : { signal });
    },
  };
}

/** A clock's file, with the hands where the machine has them. */
export function newClock(file: string): SharedClock {
  closeSync(openSync(file, 'w'));
  write(file, 0);
  return sharedClock(file);
}

/** In one write of one width: whoever reads meanwhile sees the old time or the new one. */
function write(file: string, milliseconds: number): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, String(Math.round(milliseconds)).padStart(WIDTH), 0);
  } finally {
    closeSync(handle);
  }
}
