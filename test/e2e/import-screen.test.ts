import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { temporaryFolder } from '../builders/desk.ts';
import { choose, dayOf, fill, look, SHOTS } from './bank-file-page.ts';
import { launchChromium } from './browser.ts';
import { type PayvenScene, setScene } from './payven-scene.ts';
import { goTo, settled, wordsOf } from './screens.ts';

/** A bank's file from the first look to its undoing, as the page offers it. */
const WAIT = 180_000;

let browser: Browser;
let scene: PayvenScene;
const folder = temporaryFolder();
beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
}, WAIT);
afterAll(async () => {
  await browser.close();
  folder.remove();
});
// One each: a profile that was saved in one would read the files of the next.
beforeEach(async () => {
  scene = await setScene({ started: false });
}, WAIT);
afterEach(() => scene.close());

/** Amounts that leave the decimal sign open, a word nobody knows, a row that cannot be read, a merchant number. */
function awkward(name: string): string {
  const day = dayOf(scene.ready.period_start);
  const rows = [
    ['Tarih', 'İşlem', 'Onay Kodu', 'Brüt', 'Üye İşyeri No', 'Açıklama'],
    [day, 'Satış', '401201', '1.250', '0007712345', 'A'],
    [day, 'Satış', '401202', '3.400', '0007712345', 'B'],
    [day, 'Kaydırmalı', '401203', '2.150', '0007712345', 'C'],
    [day, 'Satış', '401204', 'bozuk', '0007712345', 'D'],
    ['olmaz', 'Satış', '401205', '4.100', '0007712345', 'E'],
    [day, 'İade', '401206', '1.100', '0007799999', 'F'],
  ];
  const file = join(folder.path, name);
  writeFileSync(file, `\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}\r\n`);
  return file;
}

async function answerQuestions(page: Page, language: 'tr' | 'en', shot: (name: string) => Promise<void>): Promise<void> {
  const words = wordsOf(language);
  const ready = page.getByText(words['read.state_ready'], { exact: true });
  await page.getByRole('alert').waitFor();
  // While the question is open the columns and the rows stay in view.
  await page.getByRole('heading', { name: words['import.mapping'] }).waitFor();
  await page.getByRole('heading', { name: words['import.sample'], exact: true }).waitFor();
  await shot('01-decimal');
  const decimal = page.getByLabel(words['import.decimal'], { exact: true });
  await decimal.selectOption('dot');
  // Wrong, and seen at once: no amount has three decimals.
  await page.getByRole('alert').getByText(words['note.too_many_decimals']).waitFor();
  await decimal.selectOption('comma');
  const meaning = page.getByLabel(fill(words['ask.means_of'], { word: 'Kaydırmalı' }));
  await meaning.waitFor();
  await settled(page);
  await shot('02-word');
  await meaning.selectOption('refund');
  const row = page.getByRole('row').filter({ hasText: '401203' }).filter({ hasText: 'Kaydırmalı' });
  await row.getByText(words['kind.refund'], { exact: true }).first().waitFor();
  await meaning.selectOption('sale');
  await row.getByText(words['kind.sale'], { exact: true }).first().waitFor();
  await row.getByText('2.150,00').waitFor();
  await ready.waitFor();
  await settled(page);
  expect(await meaning.inputValue()).toBe('sale');
  const note = page.getByLabel(fill(words['columns.field_of'], { header: 'Açıklama' }));
  await note.selectOption('order');
  await page.getByRole('row').filter({ has: note }).getByText('%100').or(page.getByRole('row').filter({ has: note }).getByText('100%')).waitFor();
  await page.getByRole('checkbox', { name: words['profile.save'] }).check();
  await page.getByLabel(words['profile.name']).fill('Deneme Bankası');
  await page.getByText(fill(words['profile.will_be'], { version: 1 })).waitFor();
  await shot('03-ready');
}

async function mendRows(page: Page, language: 'tr' | 'en', shot: (name: string) => Promise<void>): Promise<void> {
  const words = wordsOf(language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await page.getByRole('heading', { name: words['rejected.title'] }).waitFor();
  await settled(page);
  await shot('05-imported');
  await button(fill(words['rejected.mend_row'], { n: 5 })).click();
  const form = page.getByRole('form', { name: fill(words['rejected.mend_row'], { n: 5 }) });
  const amount = form.getByLabel(words['field.amount'], { exact: true });
  expect(await amount.inputValue()).toBe('bozuk');
  await amount.fill('hâlâ bozuk');
  await form.getByRole('button', { name: words['rejected.mend_go'] }).click();
  await form.getByText(words['rejected.refused'].split('{{why}}')[1] ?? '', { exact: false }).waitFor();
  await shot('06-mend-refused');
  await amount.fill('5.600,00');
  await page.keyboard.press('Enter');
  await form.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: words['changes.title'] }).waitFor();
  await page.getByRole('cell', { name: 'bozuk → 5.600,00' }).waitFor();
  await button(fill(words['rejected.leave_row'], { n: 6 })).first().click();
  await page.getByLabel(words['rejected.leave_reason']).fill('Günü belli değil');
  await page.keyboard.press('Enter');
  await page.getByText(words['rejected.none_left']).waitFor();
  await shot('07-mended');
  await button(fill(words['changes.take_back_row'], { n: 6 })).click();
  await button(fill(words['rejected.mend_row'], { n: 6 })).waitFor();
}

async function previewIt(page: Page, language: 'tr' | 'en', shot: (name: string) => Promise<void>): Promise<void> {
  const words = wordsOf(language);
  await page.getByRole('button', { name: words['import.preview'], exact: true }).click();
  const grid = page.getByRole('grid', { name: words['preview.lines'] });
  // Asked for once: the next file is previewed by itself, with the connector of the preview before.
  await Promise.any([grid.waitFor(), page.getByLabel(words['preview.choose_connector'], { exact: true }).last().selectOption(scene.ready.connector_config_id)]);
  await grid.waitFor();
  await settled(page);
  const numbers = page.getByRole('button', { name: `${words['merchants.title']} (`, exact: false });
  await numbers.click();
  const merchants = page.getByRole('heading', { name: words['merchants.found'] });
  await merchants.waitFor();
  await page.getByText(words['merchants.unclear']).waitFor();
  await shot('08-preview');
  const connector = page.getByLabel(fill(words['merchants.connector_of'], { number: '0007712345' }));
  await connector.selectOption(scene.ready.connector_config_id);
  await page.getByRole('button', { name: fill(words['merchants.save_of'], { number: '0007712345' }) }).click();
  await page.getByRole('button', { name: fill(words['merchants.remove_of'], { number: '0007712345' }) }).waitFor();
  const before = page.url();
  await page.getByRole('button', { name: words['preview.make_again'], exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
  await numbers.click();
  await page.getByText(words['merchants.here'], { exact: true }).waitFor();
  await page.getByTestId('kept-rejected').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('gridcell', { name: 'awkward.csv' }).waitFor();
  await dialog.getByRole('gridcell', { name: '6', exact: true }).waitFor();
  await shot('09-not-sent');
  await page.keyboard.press('Escape');
}

describe('a bank file on the screen', () => {
  it.each([
    { language: 'tr', theme: 'light' },
    { language: 'en', theme: 'dark' },
  ] as const)('is asked about, corrected, saved, imported, mended, previewed and undone, $language $theme', { timeout: WAIT }, async ({ language, theme }) => {
    const words = wordsOf(language);
    const app = await scene.open(browser, { language, theme });
    const { page } = app;
    if (SHOTS !== undefined) await page.setViewportSize({ width: 1440, height: 1700 });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const shot = (name: string): Promise<void> => look(page, `${language}-${theme}-${name}`);
    try {
      await goTo(page, 'import');
      await choose(page, language, [awkward('awkward.csv')]);
      await answerQuestions(page, language, shot);
      await button(words['import.run']).click();
      await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).waitFor();
      await shot('04-done');
      await page.getByRole('status').getByRole('button', { name: fill(words['imported.fix_other'], { n: 2 }) }).click();
      const imported = page.url();
      await mendRows(page, language, shot);
      await previewIt(page, language, shot);
      await goTo(page, 'banks');
      await page.getByRole('rowheader', { name: /^Deneme Bankası/ }).waitFor();
      await shot('10-settings');
      await page.goto(imported);
      await button(words['imported.undo']).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(words['imported.undo_previews']).waitFor();
      await shot('11-undo');
      await dialog.getByRole('button', { name: words['imported.undo_go'], exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await settled(page);
      await page.getByRole('status').getByText(fill(words['imported.undone'], { name: 'awkward.csv', rows: 6, previews: 2 })).waitFor();
      expect(await page.getByRole('link', { name: 'awkward.csv' }).count()).toBe(0);
      expect(app.complaints).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: join('out', `failed-import-${language}.png`), fullPage: true });
      throw error;
    } finally {
      await app.close();
    }
  });
});
