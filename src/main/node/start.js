#!/usr/bin/env node
// Plain JavaScript for any Node: it must be able to say that this Node is too old.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 14)) {
  process.stderr.write(
    `Mutabakat Masası needs Node 22.14 or later, and this is ${process.versions.node}: install a newer Node, then run the same command again.\n`,
  );
  process.exitCode = 7;
} else if (process.features.typescript) {
  await import('./cli.ts');
} else {
  // Node 22.14 to 22.17 can strip types, but only when told so.
  const child = spawn(
    process.execPath,
    ['--experimental-strip-types', '--no-warnings', new URL('cli.ts', import.meta.url).pathname, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
