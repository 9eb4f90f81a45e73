import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How many files of a folder are meant, and their bytes; a folder that is not there holds none. Folders in it are left out. */
export function sizeOf(folder: string, isMeant: (name: string) => boolean): { files: number; bytes: number } {
  const size = { files: 0, bytes: 0 };
  for (const name of namesIn(folder)) {
    if (!isMeant(name)) continue;
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile() !== true) continue;
    size.files += 1;
    size.bytes += found.size;
  }
  return size;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Made with the first file that is kept in it.
    return [];
  }
}
