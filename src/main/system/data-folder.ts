import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const NAME = 'mutabakat-masasi';

/** The folder named, else the place where this operating system keeps a program's data. */
export function dataFolder(wish: unknown, env: Readonly<Record<string, string | undefined>>): string {
  if (typeof wish === 'string' && wish !== '') return resolve(wish);
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), NAME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME);
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), NAME);
}
