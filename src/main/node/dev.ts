import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import type { PageHandler } from './loopback/server.ts';
import { serveLoopback } from './loopback/serve.ts';

/** `npm run dev`: hot reload in the desktop, or where its runtime is missing in a browser. */
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort());
const data_folder = join(ROOT, 'out', 'dev-data');

function desktop(): void {
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [tool, 'dev', '--watch', '--', `--data=${data_folder}`], { cwd: ROOT, stdio: 'inherit' });
  stopped.signal.addEventListener('abort', () => child.kill());
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

/**
 * Vite serves the page inside the loopback server, at its address and behind its
 * checks: no second port, no proxy, no other origin. The main side runs from source.
 */
async function browser(): Promise<void> {
  const { createServer } = await import('vite');
  await serveLoopback({
    data_folder,
    env: process.env,
    browser: true,
    signal: stopped.signal,
    announce: (url) => process.stdout.write(`${url}\n`),
    async page(server): Promise<PageHandler> {
      const vite = await createServer({
        configFile: join(ROOT, 'vite.renderer.config.ts'),
        server: { middlewareMode: true, hmr: { server } },
        appType: 'spa',
      });
      stopped.signal.addEventListener('abort', () => void vite.close());
      return (request, response) => vite.middlewares(request, response);
    },
  });
}

if (electronRuntime() === undefined) await browser();
else desktop();
