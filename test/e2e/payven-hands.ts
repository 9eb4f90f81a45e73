import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Client } from '../builders/sandbox.ts';
import type { App, Look } from './app.ts';
import { violationsOn } from './axe-check.ts';
import { type PayvenScene, setScene } from './payven-scene.ts';
import { goTo, settled, wordsOf } from './screens.ts';

/** Where pictures go, when they are wanted: `SHOTS=DIR`. */
const shots = process.env['SHOTS'];

/** A page at work in a scene. */
export interface Hands {
  readonly app: App;
  readonly page: Page;
  readonly words: ReturnType<typeof wordsOf>;
  /** Looks at the screen as it stands: axe, and a picture where one is wanted. */
  look(name: string): Promise<void>;
}

/** What is said with a number in it, as a pattern. */
export const said = (sentence: string): RegExp => new RegExp(sentence.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&').replaceAll(/\{\{\w+\}\}/g, '.+'));

/** Works on the page, in a look; axe finds nothing wherever it was looked at, and the page complains of nothing. */
export async function withApp(browser: Browser, scene: PayvenScene, look: Look, work: (hands: Hands) => Promise<void>): Promise<void> {
  const app = await scene.open(browser, look);
  const found: string[] = [];
  try {
    await work({
      app,
      page: app.page,
      words: wordsOf(look.language),
      async look(name) {
        await settled(app.page);
        found.push(...(await violationsOn(app.page, name)));
        if (shots === undefined) return;
        const folder = join(shots, `${look.language}-${look.theme}`);
        mkdirSync(folder, { recursive: true });
        await app.page.screenshot({ path: join(folder, `${name}.png`) });
      },
    });
    expect(found).toEqual([]);
    expect(app.complaints).toEqual([]);
  } catch (error) {
    await app.page.screenshot({ path: join('out', `failed-payven-${look.language}.png`) });
    throw error;
  } finally {
    await app.close();
  }
}

/** A scene for as long as the work lasts. */
export async function withScene(options: Parameters<typeof setScene>[0], work: (scene: PayvenScene) => Promise<void>): Promise<void> {
  const scene = await setScene(options);
  try {
    await work(scene);
  } finally {
    await scene.close();
  }
}

const detail = z.object({ id: z.string(), discrepancy: z.string(), detail_status: z.string(), resolution_action: z.string().nullable() });

/** The details as Payven has them. */
export async function detailsAt(client: Client, id: string): Promise<z.infer<typeof detail>[]> {
  const all: z.infer<typeof detail>[] = [];
  for (let page = 1; ; page += 1) {
    const { body } = await client.get(`/reconciliations/${id}/details?page=${page}&page_size=100`);
    const { items, has_next_page } = z.object({ items: z.array(detail), has_next_page: z.boolean() }).parse(body);
    all.push(...items);
    if (!has_next_page) return all;
  }
}

/** Goes to the review of a reconciliation, the hands on its grid. */
export async function review(page: Page, id: string): Promise<void> {
  await goTo(page, `review/${id}`);
  await page.getByRole('gridcell').first().waitFor();
  await settled(page);
  await page.getByRole('grid').focus();
}
