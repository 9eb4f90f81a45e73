import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const PARENT = 'launch';

/** A folder that lives as long as one launch of a shell. */
export interface LaunchFolder {
  readonly path: string;
  remove(): void;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Makes a folder inside the data folder that only this user can enter, and removes
 * those of launches that ended without tidying up.
 */
export function makeLaunchFolder(data_folder: string): LaunchFolder {
  const parent = join(data_folder, PARENT);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(parent)) {
    const pid = Number.parseInt(name, 10);
    if (!Number.isInteger(pid) || !lives(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const path = mkdtempSync(join(parent, `${process.pid}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
