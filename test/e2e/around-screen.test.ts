import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { violationsOn } from './axe-check.ts';
import { type App, openApp } from './app.ts';
import { launchChromium } from './browser.ts';
import { goTo, settled, wordsOf } from './screens.ts';

/** What lies around the review: the way to the first preview, its filters, search and history, by mouse and by keyboard alone. */
const WAIT = 120_000;
const words = wordsOf('tr');

let browser: Browser;
let app: App;
let page: Page;
/** Clicks the page has heard, counted by the page itself. */
const clicks = (): Promise<number> => page.evaluate('window.clicksHeard');

beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
  app = await openApp(browser, { language: 'tr', theme: 'light' });
  ({ page } = app);
  await page.evaluate("window.clicksHeard = 0; window.addEventListener('pointerdown', () => { window.clicksHeard += 1; }, true)");
}, WAIT);
afterAll(async () => {
  await app.close();
  await browser.close();
});

const grid = () => page.getByRole('grid', { name: words['preview.lines'] });
/** How many lines the grid has. */
const lines = async (): Promise<number> => {
  await settled(page);
  return Number(await grid().getAttribute('aria-rowcount')) - 1;
};
const countIn = async (testId: string): Promise<number> => Number((await page.getByTestId(testId).locator('td').first().innerText()).replaceAll('.', ''));
const screenIs = (screen: string): Promise<void> => page.waitForURL((url) => url.hash.startsWith(`#/${screen}`));
/** Waits until what the test reads of the page is so. */
const until = async (is: () => Promise<boolean>): Promise<void> => {
  await expect.poll(is, { timeout: 10_000 }).toBe(true);
};

describe('around the review', { timeout: WAIT }, () => {
  it('comes from the first start to the first preview in three clicks', async () => {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button(words['home.sample']).click();
    await button(words['import.run']).click();
    await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).click();
    await grid().waitFor();
    expect(await clicks()).toBe(3);
  });

  it('shows the whole of the first preview in a small window, and scrolls nothing but its lists', async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    const bottomOf = async (place: Locator): Promise<number> => {
      const box = await place.boundingBox();
      return box === null ? Infinity : box.y + box.height;
    };
    expect(await bottomOf(page.locator('.proof'))).toBeLessThan(420);
    expect(await bottomOf(page.getByTestId('bucket-OrphanBank'))).toBeLessThan(692);
    expect(await bottomOf(grid().getByRole('row').nth(8))).toBeLessThan(692);
    const preview = page.url().split('#/')[1] ?? '';
    for (const screen of [preview, 'import', 'transactions', 'history', 'settings']) {
      await goTo(page, screen);
      await page.mouse.move(30, 300);
      await page.mouse.wheel(0, 900);
      expect(await page.evaluate('[document.documentElement.scrollHeight, document.scrollingElement.scrollTop]'), screen).toEqual([720, 0]);
      if (screen === preview) expect(await page.evaluate("document.querySelector('main').scrollHeight - document.querySelector('main').clientHeight")).toBe(0);
    }
    await goTo(page, preview);
    await grid().waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('filters by every part of the proof and by causes, by mouse', async () => {
    const all = await lines();
    await page.getByTestId('proof-payven-AmountMismatch').click();
    expect(await lines()).toBe(await countIn('bucket-AmountMismatch'));
    await page.getByTestId('bucket-OrphanDb').click();
    expect(await lines()).toBe(await countIn('bucket-OrphanDb'));
    const cause = page.locator('[data-testid^=cause-]').first();
    const caused = Number((await cause.locator('td').first().innerText()).replaceAll('.', ''));
    await cause.click();
    expect(await lines()).toBe(caused);
    await cause.click();
    expect(await lines()).toBe(all);
    await page.getByTestId('left-other_scope').click();
    const left = page.getByRole('dialog').getByRole('grid');
    await left.getByRole('gridcell').first().waitFor();
    expect(Number(await left.getAttribute('aria-rowcount')) - 1).toBe(Number((await page.getByTestId('left-other_scope').innerText()).split(' ').at(-1)));
    await page.keyboard.press('Escape');
    await until(() => page.evaluate("document.activeElement?.getAttribute('data-testid') === 'left-other_scope'"));
    await page.getByTestId('proof-bank-totals').click();
    await page.getByRole('dialog').getByRole('gridcell').first().waitFor();
    await page.keyboard.press('Escape');
    await grid().getByRole('gridcell').nth(2).click();
    await page.getByTestId('line-pane').waitFor();
    expect(await violationsOn(page, 'preview with a line')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('line-pane').waitFor({ state: 'detached' });
  });

  it('filters, opens a line and its neighbour, and runs through the causes, by keyboard alone', async () => {
    const before = await clicks();
    await grid().focus();
    await page.keyboard.press('4');
    expect(await lines()).toBe(await countIn('bucket-OrphanDb'));
    await page.keyboard.press('Enter');
    const pane = page.getByTestId('line-pane');
    await pane.waitFor();
    const first = await pane.innerText();
    await page.keyboard.press('ArrowDown');
    await until(async () => (await pane.innerText()) !== first);
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    const pressed = page.locator('[data-testid^=cause-] [aria-pressed=true]');
    await pressed.waitFor();
    const one = await pressed.innerText();
    await page.keyboard.press('c');
    expect(await pressed.innerText()).not.toBe(one);
    await page.keyboard.press('0');
    expect(await pressed.count()).toBe(0);
    await page.keyboard.press('Shift+S');
    await page.getByRole('dialog', { name: words['preview.start_title'] }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await clicks()).toBe(before);
  });

  it('searches everything at once and comes to the record, by keyboard alone', async () => {
    const code = (await grid().getByRole('row').nth(1).getByRole('gridcell').nth(2).innerText()).trim();
    await page.keyboard.press('/');
    await screenIs('search');
    await page.locator('main input:focus').waitFor();
    await page.keyboard.type(code);
    // Of the whole code: while it is typed, whatever begins like it is shown.
    for (const kind of ['transactions', 'bank_rows']) await expect.poll(() => page.getByTestId(`hits-${kind}`).locator('a').count(), { timeout: 15_000 }).toBe(1);
    expect(await violationsOn(page, 'search')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await screenIs('transactions/');
    await page.getByRole('complementary').getByText(code).waitFor();
    await page.goBack();
    await page.getByTestId('hits-bank_rows').waitFor();
  });

  it('shows a bank row over the search, and hits in the palette', async () => {
    await page.getByTestId('hits-bank_rows').locator('a').first().click();
    await page.getByRole('dialog').getByRole('table').waitFor();
    await page.keyboard.press('Escape');
    const code = (await page.getByRole('textbox').inputValue()).trim();
    await goTo(page, '');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(code);
    await page.getByRole('option', { name: new RegExp(`${words['search.transactions']}.*${code}`) }).first().click();
    await screenIs('transactions/');
    await goTo(page, 'search/00000000-0000-4000-8000-000000000000');
    await page.getByRole('button', { name: new RegExp(words['search.fetch'].split('{{')[0] ?? '') }).click();
    await screenIs('transactions/00000000');
  });

  it('filters the history and follows an entry, by mouse and by keyboard', async () => {
    await goTo(page, 'history');
    const history = page.getByRole('grid', { name: words['history.title'] });
    await history.getByRole('gridcell').first().waitFor();
    await page.getByRole('combobox', { name: words['history.kind'] }).selectOption({ label: words['history.kind.preview'] });
    await until(async () => (await history.getAttribute('aria-rowcount')) === '2');
    await history.getByRole('link').click();
    await screenIs('preview/');
    await grid().waitFor();
    await goTo(page, 'history');
    await history.focus();
    await page.keyboard.press('/');
    await page.keyboard.type('ORNEK-BANKA');
    await until(async () => (await history.getAttribute('aria-rowcount')) === '2');
    await history.focus();
    await page.keyboard.press('Enter');
    await screenIs('import/');
  });

  it('shows where the data lies and takes a connection out of use, saying what stays', async () => {
    await goTo(page, 'settings');
    await page.getByText('mutabakat-e2e-').waitFor();
    expect(await violationsOn(page, 'settings')).toEqual([]);
    await page.getByRole('button', { name: new RegExp(`^${words['settings.remove']}:`) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(words['settings.remove_keeps']).waitFor();
    await dialog.getByRole('button', { name: words['settings.remove_go'], exact: true }).click();
    await page.getByText(words['connection.none']).waitFor();
    await goTo(page, 'history');
    await page.getByText(words['history.connection.removed'].split('{{')[0] ?? '').waitFor();
    expect(app.complaints).toEqual([]);
  });
});
