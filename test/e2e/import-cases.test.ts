import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { say } from '../../src/shared/text/say.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { choose, dayOf, fill, look } from './bank-file-page.ts';
import { launchChromium } from './browser.ts';
import { type PayvenScene, setScene } from './payven-scene.ts';
import { goTo, settled, wordsOf } from './screens.ts';

/** What a month brings beside the plain case: several files, changed layouts, instalments, refusals. */
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

/** A plain file of sales; its columns are named as wanted. */
function plain(name: string, codes: readonly string[], header = ['Tarih', 'İşlem', 'Onay Kodu', 'Brüt']): string {
  const rows = [header, ...codes.map((code) => [dayOf(scene.ready.period_start), 'Satış', code, '10,50'])];
  const file = join(folder.path, name);
  writeFileSync(file, `${rows.map((row) => row.join(';')).join('\n')}\n`);
  return file;
}

describe('several files at once', () => {
  it('are understood each by itself, and those that are ready do not wait for a bad one', { timeout: WAIT }, async () => {
    const words = wordsOf('tr');
    const app = await scene.open(browser, { language: 'tr', theme: 'dark' });
    const { page } = app;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const cut = join(folder.path, 'kesik.xlsx');
    writeFileSync(cut, 'PK\u0003\u0004');
    try {
      await goTo(page, 'import');
      await choose(page, 'tr', [plain('bir.csv', ['500001', '500002']), cut, plain('iki.csv', ['500002', '500003']), plain('soru.csv', ['500004'], ['A', 'B', 'C', 'D'])]);
      await button(fill(words['read.run_ready_other'], { n: 2 })).waitFor();
      await page.getByText(words['read.state_error'], { exact: true }).waitFor();
      await button(`${words['read.open']}: soru.csv`).click();
      await page.getByRole('heading', { name: words['ask.header'] }).waitFor();
      await look(page, 'tr-dark-20-several');
      await button(fill(words['read.run_ready_other'], { n: 2 })).click();
      await page.getByText(fill(words['imported.done_many'], { n: 2 })).waitFor();
      // What was not ready is still here, and can be answered: the first row is data.
      await button(fill(words['ask.header_here_row'], { n: 1 })).click();
      await page.getByRole('row').filter({ hasText: '500004' }).first().waitFor();
      await button(`${words['import.drop']}: kesik.xlsx`).click();
      await button(words['import.drop']).click();
      // The second file holds a row of the first: the warning leads to the very row.
      await page.getByRole('link', { name: 'iki.csv' }).click();
      const warnings = page.getByRole('region', { name: words['import.warnings'] });
      await warnings.getByText('bir.csv').waitFor();
      await warnings.getByRole('button', { name: fill(words['imported.show_row'], { n: 2 }) }).first().click();
      await page.getByRole('dialog').getByRole('cell', { name: '500002' }).waitFor();
      await look(page, 'tr-dark-21-overlap');
      expect(app.complaints).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: join('out', 'failed-import-several.png'), fullPage: true });
      throw error;
    } finally {
      await app.close();
    }
  });
});

describe('a saved profile', () => {
  it('stops a file whose layout changed, with the difference, and goes out and comes back as a file', { timeout: WAIT }, async () => {
    const words = wordsOf('en');
    const app = await scene.open(browser, { language: 'en', theme: 'light' });
    const { page } = app;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const header = ['Tarih', 'İşlem', 'Onay Kodu', 'Brüt', 'Terminal', 'Kart No'];
    try {
      await goTo(page, 'import');
      await choose(page, 'en', [plain('once.csv', ['600001', '600002'], header)]);
      await page.getByRole('checkbox', { name: words['profile.save'] }).check();
      await page.getByLabel(words['profile.name']).fill('Layout Bank');
      await button(words['import.run']).click();
      await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).waitFor();
      await choose(page, 'en', [plain('again.csv', ['600003', '600004'], header)]);
      await page.getByText(words['read.by_saved']).waitFor();
      await button(words['import.drop']).click();
      await choose(page, 'en', [plain('later.csv', ['600005', '600006'], [...header.with(2, 'Onay No'), 'Şube'])]);
      await page.getByRole('heading', { name: words['ask.layout'] }).waitFor();
      await page.getByText(fill(words['ask.layout_added'], { header: 'Şube' })).waitFor();
      expect(await button(words['import.run']).isDisabled()).toBe(true);
      await look(page, 'en-light-22-layout');
      await button(words['ask.layout_accept']).click();
      await page.getByText(words['ask.layout_accepted']).waitFor();
      await page.getByRole('checkbox', { name: words['profile.save'] }).check();
      expect(await page.getByLabel(words['profile.name']).inputValue()).toBe('Layout Bank');
      await page.getByText(fill(words['profile.will_be'], { version: 2 })).waitFor();
      await button(words['import.run']).click();
      await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).waitFor();
      await goTo(page, 'banks');
      const file = join(folder.path, 'layout-bank.json');
      await app.exportTo(file, () => button(`${words['profile.export']}: Layout Bank`).click());
      await page.getByText(fill(words['profile.exported'], { name: 'Layout Bank', version: 2 })).waitFor();
      const chooser = page.waitForEvent('filechooser');
      await button(words['profile.import']).click();
      await (await chooser).setFiles(file);
      await page.getByRole('status').getByText(say('en', 'profile.known', { name: 'Layout Bank', version: 2 })).waitFor();
      await button(`${words['profile.show']}: Layout Bank`).click();
      await page.getByRole('dialog').getByText('Onay No').waitFor();
      await look(page, 'en-light-23-profile');
      expect(app.complaints).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: join('out', 'failed-import-profile.png'), fullPage: true });
      throw error;
    } finally {
      await app.close();
    }
  });
});

describe('sales in instalments', () => {
  it('are asked about, put together, and show the rows they were made of', { timeout: WAIT }, async () => {
    const words = wordsOf('tr');
    const app = await scene.open(browser, { language: 'tr', theme: 'light' });
    const { page } = app;
    const day = dayOf(scene.ready.period_start);
    const parts = [1, 2, 3].map((part) => [day, 'Satış', '700001', '100,00', `${part}/3`, 'SIP-7']);
    const rows = [['Tarih', 'İşlem', 'Onay Kodu', 'Tutar', 'Taksit', 'Sipariş No'], ...parts, [day, 'Satış', '700002', '45,00', '', 'SIP-8']];
    const file = join(folder.path, 'taksit.csv');
    writeFileSync(file, `${rows.map((row) => row.join(';')).join('\n')}\n`);
    try {
      await goTo(page, 'import');
      await choose(page, 'tr', [file]);
      await page.getByRole('heading', { name: words['ask.instalments'] }).waitFor();
      await page.getByLabel(words['read.instalments'], { exact: true }).first().selectOption('parts');
      await settled(page);
      await page.getByRole('button', { name: words['import.run'], exact: true }).click();
      await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).click();
      await page.getByLabel(words['preview.choose_connector'], { exact: true }).last().selectOption(scene.ready.connector_config_id);
      const grid = page.getByRole('grid', { name: words['preview.lines'] });
      await grid.getByRole('button', { name: fill(words['parts.tag'], { n: 3 }) }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('300,00').waitFor();
      for (const n of [2, 3, 4]) await dialog.getByRole('link', { name: fill(words['parts.row'], { file: 'taksit.csv', n }) }).waitFor();
      await look(page, 'tr-light-24-parts');
      await page.keyboard.press('Escape');
      await page.getByTestId('kept-instalments_grouped').click();
      await dialog.getByRole('gridcell', { name: 'taksit.csv' }).first().waitFor();
      expect(app.complaints).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: join('out', 'failed-import-instalments.png'), fullPage: true });
      throw error;
    } finally {
      await app.close();
    }
  });
});

describe('an import that something rests on', () => {
  it('is not undone, and the page says what rests on it', { timeout: WAIT }, async () => {
    const words = wordsOf('en');
    const used = await setScene({ started: true });
    const app = await used.open(browser, { language: 'en', theme: 'light' });
    const { page } = app;
    try {
      await goTo(page, 'import');
      await page.getByRole('link', { name: /^banka/ }).click();
      await page.getByRole('button', { name: words['imported.undo'], exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words['imported.undo_go'], exact: true }).click();
      await dialog.getByRole('alert').getByText(used.reconciliation_id).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: words['import.counts'] }).waitFor();
      expect(app.complaints).toEqual([]);
    } finally {
      await app.close();
      await used.close();
    }
  });
});

describe('the column of the bank’s id', () => {
  it('is checked against Payven’s ids, and the better one is offered', { timeout: WAIT }, async () => {
    const words = wordsOf('tr');
    const desk = testDesk(scene.data_folder);
    const { rows } = await call(desk, browseContract, 'transaction.list', { limit: 40 });
    desk.close();
    const known = rows.filter(({ provider_transaction_id }) => provider_transaction_id !== null).slice(0, 12);
    const sales = known.map(({ provider_transaction_id, created }, at) => [dayOf(created), 'Satış', `80000${at % 10}`, '10,50', `X-${9000 + at}`, provider_transaction_id ?? '']);
    const file = join(folder.path, 'kimlik.csv');
    writeFileSync(file, `${[['Tarih', 'İşlem', 'Onay Kodu', 'Brüt', 'İşlem No', 'Dış Kayıt'], ...sales].map((row) => row.join(';')).join('\n')}\n`);
    const app = await scene.open(browser, { language: 'tr', theme: 'dark' });
    const { page } = app;
    const offer = fill(words['ids.offer'], { header: 'Dış Kayıt' });
    try {
      await goTo(page, 'import');
      await choose(page, 'tr', [file]);
      await page.getByLabel(fill(words['columns.field_of'], { header: 'İşlem No' })).selectOption('bank_transaction_id');
      await page.getByLabel(fill(words['columns.field_of'], { header: 'Dış Kayıt' })).selectOption('');
      await settled(page);
      await page.getByRole('button', { name: words['import.run'], exact: true }).click();
      await page.getByRole('status').getByRole('button', { name: words['imported.open'], exact: true }).click();
      await page.getByText(offer).waitFor();
      await look(page, 'tr-dark-25-ids');
      await page.getByRole('button', { name: words['import.preview'], exact: true }).click();
      await page.getByLabel(words['preview.choose_connector'], { exact: true }).last().selectOption(scene.ready.connector_config_id);
      await page.getByRole('grid', { name: words['preview.lines'] }).waitFor();
      await page.getByText(offer).waitFor();
      expect(app.complaints).toEqual([]);
    } catch (error) {
      await page.screenshot({ path: join('out', 'failed-import-ids.png'), fullPage: true });
      throw error;
    } finally {
      await app.close();
    }
  });
});
