import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, three folders up. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const SOURCES = ['src', 'package.json', 'electron.vite.config.ts', 'vite.renderer.config.ts'];
/** Written last and first; whichever is older decides. */
const BUILT = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  let latest = found.mtimeMs;
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)));
  return latest;
}

/** Whether something in the sources is younger than what was built from them, or nothing was built. */
export function isBuildStale(root: string = ROOT): boolean {
  const built = BUILT.map((file) => join(root, file));
  if (!built.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return SOURCES.some((source) => newest(join(root, source)) > oldest);
}

/** Builds all three bundles into `out`. */
export async function buildAll(): Promise<void> {
  const { build } = await import('electron-vite');
  await build({ root: ROOT, logLevel: 'error' });
}
