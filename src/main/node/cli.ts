import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Before anything else is loaded: later starts then skip compiling what did not change.
enableCompileCache();

const { runCommandLine } = await import('./command-line.ts');

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

// Whoever reads our answer may stop early (`| head`); that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort());

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    input: standardInput,
    env: process.env,
    watched: process.stderr.isTTY === true,
  },
  stopped.signal,
);
