import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

function opener(file: string): readonly [string, readonly string[]] {
  if (process.platform === 'darwin') return ['open', [file]];
  if (process.platform === 'win32') return ['cmd', ['/c', 'start', '', file]];
  return ['xdg-open', [file]];
}

/**
 * Opens the system's browser at an address, if it can. The address holds the token,
 * and whoever may list processes can read their arguments: so the browser is given a
 * file only this user can read, which leads on to the address.
 */
export function openBrowser(url: string, folder: string): void {
  const file = join(folder, 'open.html');
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}"><title>Mutabakat Masası</title>`;
  writeFileSync(file, page, { mode: 0o600 });
  const [command, args] = opener(file);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // No browser to be found: the address stands in the terminal anyway.
  child.once('error', () => undefined);
  child.unref();
}
