import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Before anything else is loaded: later starts then skip compiling what did not change.
enableCompileCache();

const [{ runCommandLine }, { listenForStop }, { AppError }] = await Promise.all([
  import('./command-line.ts'),
  import('./stop.ts'),
  import('../../shared/errors.ts'),
]);

const stopped = listenForStop(process, () => process.exit(130));

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) return '';
  const stop = (): void => void process.stdin.destroy(new AppError('state.cancelled'));
  stopped.addEventListener('abort', stop);
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  stopped.removeEventListener('abort', stop);
  return Buffer.concat(chunks).toString('utf8');
}

// Whoever reads our answer may stop early (`| head`); that is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    input: standardInput,
    env: process.env,
    watched: process.stderr.isTTY === true,
  },
  stopped,
);

// A thread that was told to stop may still be busy, and a connection kept alive: neither is waited for.
if (stopped.aborted) process.stdout.write('', () => process.stderr.write('', () => process.exit()));
