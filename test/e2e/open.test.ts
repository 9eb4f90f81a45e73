import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { electronRuntime } from '../../src/main/node/electron-runtime.ts';
import { temporaryFolder } from '../builders/desk.ts';

/** The window without a window: the processes a user starts, as they start them. */
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/;
let running: ChildProcess | undefined;

beforeAll(async () => {
  if (isBuildStale()) await buildAll();
});
afterEach(() => running?.kill('SIGKILL'));

/** Starts a script and waits for the one line that says where the window is. */
async function start(script: string, args: readonly string[]): Promise<{ child: ChildProcess; out: () => string; url: string }> {
  const child = spawn(process.execPath, ['src/main/node/with-node.js', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = ADDRESS.exec(out)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)}: ${out}${err}`)));
  });
  return { child, out: () => out, url };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

describe('mutabakat open', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves the built page until %s, says so in one line, and tidies up', async (signal) => {
    const folder = temporaryFolder();
    try {
      const { child, out, url } = await start('src/main/node/cli.ts', ['open', '--no-browser', '--data', folder.path, '--lang', 'tr']);
      expect(out().trimEnd().split('\n')).toHaveLength(1);
      const page = await (await fetch(url)).text();
      expect(page).toContain('<div id="root">');
      for (const [, asset = ''] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
        expect((await fetch(new URL(asset, url))).status, asset).toBe(200);
      }
      expect(await end(child, signal)).toBe(0);
      expect(readdirSync(join(folder.path, 'launch'))).toEqual([]);
    } finally {
      folder.remove();
    }
  });

  it('tells which port it cannot have', async () => {
    const folder = temporaryFolder();
    try {
      const { child, url } = await start('src/main/node/cli.ts', ['open', '--no-browser', '--data', folder.path]);
      const { port } = new URL(url);
      const second = start('src/main/node/cli.ts', ['open', '--no-browser', '--data', folder.path, '--port', port, '--lang', 'en']);
      await expect(second).rejects.toThrow(`ended with 7: Port ${port} on this computer cannot be had`);
      expect(await end(child, 'SIGTERM')).toBe(0);
    } finally {
      folder.remove();
    }
  });
});

describe('npm start', () => {
  it.skipIf(electronRuntime() !== undefined)('opens the browser where Electron’s runtime is missing, and says so in one line', async () => {
    const folder = temporaryFolder();
    try {
      const { child, out } = await start('src/main/node/launch.ts', ['--no-browser', '--data', folder.path, '--lang', 'en']);
      expect(out().trimEnd().split('\n')).toHaveLength(1);
      expect(out()).toMatch(/^Electron's runtime is not on this computer, so the window is open in your browser: http/);
      expect(await end(child, 'SIGTERM')).toBe(0);
    } finally {
      folder.remove();
    }
  });
});
