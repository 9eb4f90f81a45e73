import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { DATABASE_FILE } from '../db/open.ts';

/** What the program keeps at the top of its data folder, beside the database and what SQLite and backups put next to it. */
const OWN = ['files', 'chromium', 'window.json', 'mutabakat.log', 'mutabakat.log.1'];

/** Where a path really leads; of one that is not there yet, as far as it is. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/**
 * Refuses to write over what the program keeps in its data folder. The rest of that folder
 * is the user's, and the workbooks of a page in a browser pass through a launch's own folder
 * in there. Throws AppError('usage.protected_path').
 */
export function refuseOwnFile(data_folder: string, path: string): void {
  // A link at the very end is replaced and not followed; one on the way there is followed.
  const real = join(realPath(dirname(path)), basename(path));
  // Letters as one: some systems do not tell them apart.
  const [first = '', ...below] = relative(realPath(data_folder), real).toLowerCase().split(sep);
  const launches = first === 'launch' && below.length === 0;
  if (first === '' || launches || first.startsWith(DATABASE_FILE) || OWN.includes(first)) {
    throw new AppError('usage.protected_path', { file: path });
  }
}
