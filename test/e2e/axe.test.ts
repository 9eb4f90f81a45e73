import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { openApp } from './app.ts';
import { launchChromium } from './browser.ts';
import { visitScreens } from './screens.ts';

/** What WCAG 2.2 AA asks, and what axe holds good practice beside it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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
            const { violations } = await new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode().analyze();
            for (const { id, nodes } of violations) found.push(`${name}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
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
