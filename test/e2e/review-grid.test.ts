import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { launchChromium } from './browser.ts';
import { review, withApp, withScene } from './payven-hands.ts';
import { settled } from './screens.ts';

/** The grid of the review by keyboard and mouse, over the real desk: what is shown, selected, copied and remembered. */
const WAIT = 180_000;

let browser: Browser;
beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
}, WAIT);
afterAll(() => browser.close());

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
  await settled(page);
};
const headers = (page: Page) => page.locator('[data-header]').evaluateAll((all) => all.map((each) => (each as unknown as { getAttribute(name: string): string | null }).getAttribute('data-header')));
const header = (page: Page, id: string) => page.locator(`[data-column=${id}]`);
const columnTexts = async (page: Page, id: string): Promise<string[]> => {
  const at = await header(page, id).getAttribute('aria-colindex');
  return page.locator(`[role=gridcell][aria-colindex="${at}"]`).allInnerTexts();
};
const kurus = (text: string): number => Number(text.replaceAll(/[^\d−-]/g, '').replace('−', '-'));

async function sortsAndArranges(page: Page): Promise<void> {
  await press(page, 'Backspace');
  await header(page, 'payven').getByRole('button').click();
  await settled(page);
  expect(await header(page, 'payven').getAttribute('aria-sort')).toBe('descending');
  await page.getByRole('grid').focus();
  await press(page, 'Home');
  const amounts = (await columnTexts(page, 'payven')).map(kurus);
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  expect(new Set(amounts).size).toBeGreaterThan(3);
  const before = await headers(page);
  await header(page, 'date').getByRole('button').focus();
  await page.keyboard.press('Shift+ArrowRight');
  const moved = await headers(page);
  expect(moved.indexOf('date')).toBe(before.indexOf('date') + 1);
  await expect.poll(() => page.locator('[data-header=date]:focus').count()).toBe(1);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitemcheckbox').first().waitFor();
  await page.keyboard.press('Escape');
  await press(page, 'Shift+C');
  await page.getByRole('menuitemcheckbox').nth((await page.getByRole('menuitemcheckbox').count()) - 1).click();
  await page.keyboard.press('Escape');
  expect(await headers(page)).toContain('status');
  await page.reload();
  await page.getByRole('gridcell').first().waitFor();
  expect(await headers(page)).toEqual([...moved, 'status']);
  expect(await header(page, 'payven').getAttribute('aria-sort')).toBe('descending');
}

async function selectsAndCopies(page: Page): Promise<void> {
  await page.getByRole('grid').focus();
  // What matched by itself cannot be selected.
  await press(page, '4');
  await press(page, 'Home', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
  expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(3);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Control+c');
  await page.locator('.review__said').getByText('3').waitFor();
  const table = String(await page.evaluate('navigator.clipboard.readText()')).split(/\r?\n/).map((line) => line.split('\t'));
  expect(table).toHaveLength(4);
  const shown = await columnTexts(page, 'bank');
  const at = (await page.locator('[data-column=bank] .grid__name').innerText()).trim();
  const copied = table.slice(1).map((row) => row[table[0]?.indexOf(at) ?? -1] ?? '');
  expect(copied.map((text) => (text === '' ? '–' : text))).toEqual(shown.slice(0, 3).map((text) => text.replaceAll('.', '').replace('−', '-').trim()));
}

async function keepsViewsAndPanes(page: Page): Promise<void> {
  await page.getByRole('grid').focus();
  await press(page, 'Escape', 'Backspace', '2');
  const rows = await page.getByRole('grid').getAttribute('aria-rowcount');
  await page.keyboard.press('v');
  await page.keyboard.type('Ay sonu');
  await press(page, 'Enter');
  const kept = page.locator('.views__item').getByText('Ay sonu');
  await kept.waitFor();
  await press(page, 'Backspace');
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).not.toBe(rows);
  await kept.click();
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(rows);
  await page.locator('.views__item .icon-button').click();
  await kept.waitFor({ state: 'detached' });
  await page.getByRole('grid').focus();
  await press(page, 'Shift+ArrowLeft', 'Shift+ArrowRight');
  expect(await page.locator('.review__side, .pane--work').count()).toBe(0);
  await press(page, 'Shift+ArrowLeft', 'Shift+ArrowRight');
  expect(await page.locator('.review__side, .pane--work').count()).toBe(2);
}

/** Letters typed into a field decide nothing, whatever they are bound to. */
async function letsFieldsBe(page: Page): Promise<void> {
  await press(page, 'Backspace', '/');
  await page.keyboard.type('bpyq2');
  await page.locator('.chip[data-part=text]').waitFor();
  expect(await page.locator('.chip').count()).toBe(1);
  expect(await page.getByRole('button', { name: /\(Ctrl\+S\)|Ctrl S/ }).count()).toBe(0);
}

/** While another order is read the pane goes on showing its item, and nothing can be decided. */
async function keepsTheItemWhileReading(page: Page): Promise<void> {
  await press(page, 'Backspace');
  await page.getByRole('grid').focus();
  await press(page, 'Home', 'ArrowDown');
  const shown = await page.locator('.pane__scroll').innerText();
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/api/call', async (route) => {
    if (/"review\.(rows|place)"/.test(route.request().postData() ?? '')) await held;
    await route.continue();
  });
  await header(page, 'bank').getByRole('button').click();
  await page.locator('[role=grid][aria-busy=true]').waitFor();
  expect(await page.locator('.pane__scroll').innerText()).toBe(shown);
  expect(await page.locator('.pane__foot [inert]').count()).toBe(1);
  await page.keyboard.press('b');
  go();
  await settled(page);
  await page.unroute('**/api/call');
  expect(await page.locator('.pane__foot [inert]').count()).toBe(0);
  expect(await page.getByRole('button', { name: /\(Ctrl\+S\)|Ctrl S/ }).count()).toBe(0);
}

describe('the grid of the review', () => {
  it('is sorted, arranged, selected, copied and kept as views, and remembers how it was left', { timeout: WAIT }, async () => {
    await withScene({ started: true }, async (scene) => {
      await withApp(browser, scene, { language: 'tr', theme: 'light' }, async ({ page, look }) => {
        await review(page, scene.reconciliation_id);
        await sortsAndArranges(page);
        await selectsAndCopies(page);
        await look('70-grid-selected');
        await keepsViewsAndPanes(page);
        await keepsTheItemWhileReading(page);
        await letsFieldsBe(page);
      });
    });
  });
});
