import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { openApp } from './app.ts';
import { violationsOn } from './axe-check.ts';
import { launchChromium } from './browser.ts';
import { visitScreens } from './screens.ts';

describe('every screen, by axe-core', () => {
  let browser: Browser;
  beforeAll(async () => {
    if (isBuildStale()) await buildAll();
    browser = await launchChromium();
  }, 120_000);
  afterAll(() => browser.close());

  for (const language of ['tr', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      it(`finds nothing in ${language}, ${theme}`, { timeout: 240_000 }, async () => {
        const app = await openApp(browser, { language, theme, height: 640 });
        const found: string[] = [];
        try {
          await visitScreens(app.page, language, async (name) => {
            found.push(...(await violationsOn(app.page, name)));
          });
          expect(found).toEqual([]);
          expect(app.complaints).toEqual([]);
        } finally {
          await app.close();
        }
      });
    }
  }
});
