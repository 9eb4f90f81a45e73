import { spawn } from 'node:child_process';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { AppError, exitCodeOf } from '../../shared/errors.ts';
import { describeError, say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { dataFolder } from '../system/data-folder.ts';
import { buildAll, isBuildStale, ROOT } from './build.ts';
import { fetchedRuntime } from './electron-runtime.ts';

/** `npm start`: the desktop, or where its runtime cannot be had, the same window in a browser. */
const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string' }, 'no-browser': { type: 'boolean' }, lang: { type: 'string' } },
  strict: true,
});
const spoken = values.lang ?? process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
const language: Language = spoken.startsWith('tr') ? 'tr' : 'en';

async function desktop(program: string): Promise<number> {
  const switches = values.data === undefined ? [] : [`--data=${dataFolder(values.data, process.env)}`];
  const child = spawn(program, [ROOT, ...switches], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function browser(): Promise<number> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort());
  const { serveLoopback } = await import('./loopback/serve.ts');
  await serveLoopback({
    data_folder: dataFolder(values.data, process.env),
    env: process.env,
    ...(values.port !== undefined && { port: Number(values.port) }),
    browser: values['no-browser'] !== true,
    signal: stopped.signal,
    announce: (url) => process.stdout.write(`${say(language, 'word.opened_instead', { url })}\n`),
  });
  return 0;
}

try {
  if (isBuildStale()) await buildAll();
  const program = await fetchedRuntime();
  process.exitCode = program === undefined ? await browser() : await desktop(program);
} catch (error) {
  const code = error instanceof AppError ? error.code : 'unexpected.fault';
  const details = error instanceof AppError ? error.details : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  process.stderr.write(`${describeError(language, code, details)}\n`);
  process.exitCode = exitCodeOf(code);
}
