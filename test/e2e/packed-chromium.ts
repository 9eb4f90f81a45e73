import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { z } from 'zod';

const PACKAGE = join('node_modules', '@sparticuz', 'chromium');
const CACHE = join('node_modules', '.cache');

/**
 * Run in a process of its own: the package unpacks into the temporary folder of its
 * environment, and brings its copies of the system libraries a bare machine lacks (NSS,
 * NSPR, expat) only where it takes the machine for the one it was made for.
 */
const UNPACK = `
const { default: packed } = await import('@sparticuz/chromium');
await packed.executablePath();
`;

/** A Chromium that is ready to be launched, and what its own process needs to find. */
export interface PackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Unpacks the Chromium that came with npm, once for this checkout; `cache` is where to.
 * Whoever finds it there finds it whole: it is unpacked beside its place and renamed. Of
 * test files that come at the same time each unpacks, and the first one's stays.
 */
export async function packedChromium(cache: string = CACHE): Promise<PackedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`no Chromium for ${process.platform} ${process.arch} comes with npm: install Chrome or Chromium, or name one in CHROMIUM`);
  }
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')));
  const folder = resolve(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

async function unpack(folder: string): Promise<void> {
  mkdirSync(resolve(folder, '..'), { recursive: true });
  const staging = mkdtempSync(`${folder}.`);
  try {
    const env = { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK], { env });
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another test file was first; what it left is whole.
    if (!existsSync(folder)) throw error;
  }
}
