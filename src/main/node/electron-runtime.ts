import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { ROOT } from './build.ts';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const MARKER = join(ROOT, 'node_modules', '.cache', 'mutabakat', 'electron-runtime');
/** The vendor either answers soon or not at all; only then is the download worth its minutes. */
const REACH_MS = 4_000;
const INSTALL_MS = 180_000;

const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);
const packageVersion = (): string => (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;

/** The runtime's program, where it is on this computer: it does not come with the npm package. */
export function electronRuntime(): string | undefined {
  const name = read(join(PACKAGE, 'path.txt'));
  const program = name === undefined ? undefined : join(PACKAGE, 'dist', name);
  return program !== undefined && existsSync(program) ? program : undefined;
}

async function canReachVendor(version: string): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(`${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) });
    return true;
  } catch {
    // No network, or none that leads there: which of the two makes no difference here.
    return false;
  }
}

function install(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: 'ignore', timeout: INSTALL_MS });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
}

/**
 * The runtime, fetched from its vendor where it is missing: once for each version. A
 * failure is remembered, so that the next start loses no time; `npx install-electron`
 * tries again by hand.
 */
export async function fetchedRuntime(): Promise<string | undefined> {
  const present = electronRuntime();
  const version = packageVersion();
  if (present !== undefined || read(MARKER) === version) return present;
  if (await canReachVendor(version)) await install();
  const fetched = electronRuntime();
  if (fetched === undefined) {
    mkdirSync(dirname(MARKER), { recursive: true });
    writeFileSync(MARKER, version);
  }
  return fetched;
}
