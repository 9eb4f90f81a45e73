import { appendFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../folders.ts';
import type { Log } from '../ports.ts';

const MOST_BYTES = 5_000_000;

/** JSON lines in a file of the data folder; one older file is kept beside it. */
export function fileLog(path: string): Log {
  const write = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    try {
      makeFolder(dirname(path), 0o700);
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(path, `${path}.1`);
      appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`, { mode: 0o600 });
    } catch {
      // A disk that is full or gone is told by the deed that failed on it; a log line is not worth a second fault.
    }
  };
  return {
    info: (event, fields) => write('info', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}
