import { readdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../builders/desk.ts';
import { launchPacked } from './browser.ts';
import { packedChromium } from './packed-chromium.ts';

const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere) console.info(`the Chromium of npm skipped: it is for Linux x64, this is ${process.platform} ${process.arch}`);

function pageServer(): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>page</p>'));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.runIf(isHere)('the Chromium the tests bring along', () => {
  it('is whole for whoever finds it, also for two at a time', { timeout: 120_000 }, async () => {
    const cache = temporaryFolder();
    const [one, other] = await Promise.all([packedChromium(cache.path), packedChromium(cache.path)]);
    expect(other).toEqual(one);
    expect(statSync(one.executablePath).mode & 0o100).toBe(0o100);
    expect(readdirSync(cache.path)).toEqual([basename(dirname(one.executablePath))]);
    expect(readdirSync(one.env['LD_LIBRARY_PATH'] ?? '')).toContain('libnss3.so');
    cache.remove();
  });

  it('outlives a context, keeps the rules between origins and leaves this process\'s environment alone', { timeout: 120_000 }, async () => {
    const before = { ...process.env };
    const servers = await Promise.all([pageServer(), pageServer()]);
    const [here, other] = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const browser = await launchPacked();
    for (const _ of [1, 2]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(here ?? '');
      const hear = (url: string | undefined) => page.evaluate((from) => fetch(from ?? '').then(() => 'answer', () => 'refused'), url);
      expect([await hear(here), await hear(other)]).toEqual(['answer', 'refused']);
      await context.close();
    }
    await browser.close();
    for (const server of servers) server.close();
    expect(process.env).toEqual(before);
  });
});
