import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { openLoopbackShell } from '../../src/main/node/loopback/open.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { call, testDesk } from '../builders/desk.ts';
import { launchChromium } from '../e2e/browser.ts';
import { BIG_REVIEW, fillReview } from './big-review.ts';
import { ASKED } from './match-desk.ts';
import type { Measured } from './run.ts';
import { type BenchPage, benchPage, collectGarbage, rendererMemory } from './ui-page.ts';

const SCROLL_MS = 4_000;
const LONG_FRAME_MS = 50;
const LOOK = JSON.stringify({ language: 'tr', theme: 'light', density: 'compact' });

const sorted = (times: readonly number[]): number[] => times.toSorted((a, b) => a - b);
const quantile = (times: readonly number[], share: number): number => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

async function previewAll(folder: string): Promise<string> {
  const desk = testDesk(folder);
  try {
    const { connection_id, connector_config_id, import_id, from, to } = ASKED;
    const asked = { connection_id, connector_config_id, import_ids: [import_id], scope: 'Connector', from, to };
    return (await call(desk, previewContract, 'preview.make', asked)).preview_id;
  } finally {
    desk.close();
  }
}

/** Every step three times over; the middle one counts. */
async function thrice(step: () => Promise<number>, back?: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    times.push(await step());
    await back?.();
  }
  return quantile(times, 0.5);
}

type Put = (step: string, ms: number, more?: Partial<Measured>) => void;

/** Sorting by every column that can be, the first time it is asked for; then filters, search, jumps, keys, scrolling. */
async function steps(bench: BenchPage, put: Put): Promise<void> {
  for (const name of ['Tarih', 'Onay kodu', 'Kart', 'Payven', 'Banka', 'Fark']) put(`sort by ${name}, first time`, await bench.sort(name));
  put('sort again, the other way', await thrice(() => bench.sort('Fark')));
  for (const [words, selector, back] of [
    ['a bucket', '[data-testid=bucket-AmountMismatch]', '[data-testid=bucket-all]'],
    ['a cause', '[data-facet=missing]', '[data-testid=bucket-all]'],
  ] as const) {
    put(`filter by ${words}`, await thrice(() => bench.filter(selector), () => bench.filter(back)));
  }
  put('search a code', await thrice(() => bench.search('siparis-00000001'), () => bench.search('')));
  put('jump to the end', await thrice(() => bench.jump('End'), () => bench.jump('Home')));
  const keys = await bench.next(60);
  put('next row by key, median', quantile(keys, 0.5));
  put('next row by key, 95 of 100', quantile(keys, 0.95));
  for (const [words, pixels] of [['scrolling by rows', 84], ['scrolling by screens', 2_100]] as const) {
    const { times, blank, seen } = await bench.scroll(SCROLL_MS, pixels);
    put(`${words}, median frame`, quantile(times, 0.5));
    put(`${words}, longest frame`, Math.max(...times));
    put(`${words}, frames over ${LONG_FRAME_MS} ms of ${times.length}`, times.filter((ms) => ms > LONG_FRAME_MS).length, { ratio: blank / seen, against: 'ratio: frames with rows not there yet' });
  }
}

async function measureAll(browser: Browser, folder: string, rows: number): Promise<Measured[]> {
  const results: Measured[] = [];
  const started = performance.now();
  const shell = await openLoopbackShell({ data_folder: folder, env: {} });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'tr-TR', timezoneId: 'Europe/Istanbul' });
    await context.addInitScript(`localStorage['mutabakat.look'] = ${JSON.stringify(LOOK)}`);
    const page = await context.newPage();
    await page.goto(shell.url);
    await page.locator('main h1').first().waitFor();
    const usable = performance.now() - started;
    await page.evaluate(`location.hash = '#/review/${BIG_REVIEW}'`);
    await page.locator('[role=grid] [data-index="0"]').waitFor();
    const bench = await benchPage(page);
    const opened = performance.now();
    // All rows, the matching ones too.
    await page.locator('.chip button').first().click();
    await bench.until();
    const shown = performance.now() - opened;
    const idle = quantile(await bench.idle(60), 0.5);
    const put: Put = (step, ms, more = {}) => results.push({ step, rows, ms, against: 'an idle frame of the page', ratio: ms / idle, ...more });
    put('start to usable', usable);
    put('every row shown', shown);
    await steps(bench, put);
    const memory = async (step: string): Promise<void> => void results.push({ step, rows, ms: 0, against: 'nothing', ratio: 0, rss_mib: await rendererMemory(browser) });
    await memory('memory of the page, as it stands');
    await collectGarbage(page);
    await memory('memory of the page, after a collection');
    await context.close();
  } finally {
    await shell.close();
  }
  return results;
}

/** The review over a reconciliation of `rows` transactions and as many rows of a file, in a real browser. */
export async function benchUi(rows: number): Promise<Measured[]> {
  if (isBuildStale()) await buildAll();
  const folder = mkdtempSync(join(tmpdir(), 'mutabakat-ui-'));
  const browser = await launchChromium();
  try {
    await fillReview(folder, rows, () => previewAll(folder));
    return await measureAll(browser, folder, rows);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
