import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { type Look, openApp } from './app.ts';
import { launchChromium } from './browser.ts';
import { visitScreens } from './screens.ts';

/** `node test/e2e/screenshots.ts --out DIR`: a picture of every screen in both languages and themes, with the sample data. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'screenshots' },
    language: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true },
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
  },
});

const chosen = <T extends string>(all: readonly T[], wanted: string[] | undefined): readonly T[] => (wanted === undefined ? all : all.filter((each) => wanted.includes(each)));
const looks: Look[] = chosen(['tr', 'en'] as const, values.language).flatMap((language) =>
  chosen(['light', 'dark'] as const, values.theme).map((theme) => ({ language, theme })),
);

if (isBuildStale()) await buildAll();
const browser = await launchChromium();
try {
  for (const look of looks) {
    const folder = resolve(values.out, `${look.language}-${look.theme}`);
    mkdirSync(folder, { recursive: true });
    const app = await openApp(browser, { ...look, width: Number(values.width), height: Number(values.height) });
    try {
      await visitScreens(app.page, look.language, async (name) => {
        await app.page.screenshot({ path: join(folder, `${name}.png`) });
      });
    } catch (error) {
      await app.page.screenshot({ path: join(folder, 'failed.png') });
      throw error;
    } finally {
      for (const complaint of app.complaints) process.stderr.write(`${look.language} ${look.theme}: ${complaint}\n`);
      await app.close();
    }
    process.stdout.write(`${folder}\n`);
  }
} finally {
  await browser.close();
}
