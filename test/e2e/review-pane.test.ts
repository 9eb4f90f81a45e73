import { join } from 'node:path';
import process from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/main/db/open.ts';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { discrepancies } from '../../src/shared/enums.ts';
import { say } from '../../src/shared/text/say.ts';
import { launchChromium } from './browser.ts';
import { detailsAt, type Hands, review, said, withApp, withScene } from './payven-hands.ts';
import type { PayvenScene } from './payven-scene.ts';
import { settled } from './screens.ts';

/**
 * One item, what it would change and what was done: by keyboard alone, over the real
 * desk and the sandbox. What stands at Payven in the end is asked there.
 */
const WAIT = 180_000;

let browser: Browser;
beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
}, WAIT);
afterAll(() => browser.close());

const TURKISH = { language: 'tr', theme: 'light' } as const;
const ENGLISH = { language: 'en', theme: 'dark' } as const;
const isWhole = process.env['MUTABAKAT_FULL'] === '1';

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
  await settled(page);
};

/** Goes to a bucket by its digit, until the pane shows an item of it; the hands stay on the grid. */
const bucket = async (page: Page, digit: string): Promise<void> => {
  await page.getByRole('grid').focus();
  await press(page, digit);
  await page.locator(`.pane__head [data-verdict="${discrepancies[Number(digit) - 1]}"]`).waitFor();
  await settled(page);
};

const told = (page: Page) => page.locator('.undo__told');

async function decideAndTakeBack({ page, words, look }: Hands, language: 'tr' | 'en'): Promise<void> {
  const batch = (sentence: string, action: string, n: string): RegExp => said(sentence.replace('{{action}}', say(language, `action.${action}`)).replace('{{n}}', n));
  await bucket(page, '2');
  const accept = page.getByRole('button', { name: new RegExp(`^${say(language, 'action.AcceptBank')}`) });
  await expect.poll(() => accept.textContent()).toMatch(/\d → \d/);
  await press(page, 'a');
  await page.getByRole('list', { name: words['remark.usual'] }).waitFor();
  await look('61-usual-remarks');
  await press(page, '1', 'b');
  await told(page).getByText(batch(words['undo.decided_one'], 'AcceptBank', '1')).waitFor();
  await press(page, 'z');
  await told(page).getByText(batch(words['undo.undone_one'], 'AcceptBank', '1')).waitFor();
  await press(page, 'Shift+Z');
  await told(page).getByText(batch(words['undo.redone_one'], 'AcceptBank', '1')).waitFor();
  await press(page, 'Control+z');
  await told(page).getByText(batch(words['undo.undone_one'], 'AcceptBank', '1')).waitFor();
}

async function adjust({ page, words }: Hands, language: 'tr' | 'en'): Promise<void> {
  await bucket(page, '2');
  await press(page, 't');
  const field = page.getByLabel(words['decide.amount']);
  await field.waitFor();
  expect(await field.inputValue()).toMatch(/^\d[\d.]*,\d\d$/);
  await field.fill('12,345');
  await page.keyboard.press('Enter');
  await page.getByText(words['decide.amount_bad']).waitFor();
  await field.fill('12,34');
  await page.getByText(said(words['will.amount_long'].replace('{{to}}', '12,34'))).waitFor();
  await page.keyboard.press('Enter');
  await told(page).getByText(said(words['undo.decided_one'].replace('{{action}}', say(language, 'action.AdjustAmount')))).waitFor();
}

async function pair({ page, words, look }: Hands): Promise<void> {
  await bucket(page, '4');
  await press(page, 'e');
  const list = page.getByRole('listbox', { name: words['pair.list'] });
  await list.getByRole('option').nth(1).waitFor();
  await settled(page);
  await look('64-candidates');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await told(page).getByText(said(words['undo.decided_other'].replace('{{n}}', '2'))).waitFor();
}

async function decideMany({ page, words, look }: Hands): Promise<void> {
  await bucket(page, '5');
  await press(page, 'g');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('table').waitFor();
  await look('65-many');
  const go = dialog.getByRole('button').last();
  const promised = /\d+/.exec((await go.textContent()) ?? '')?.[0] ?? '';
  await go.click();
  await dialog.waitFor({ state: 'hidden' });
  await told(page).getByText(said(words['undo.decided_other'].replace('{{n}}', promised))).waitFor();
}

async function note({ page, look }: Hands): Promise<void> {
  await bucket(page, '3');
  await press(page, 'n');
  await page.keyboard.type('Dekont 17 numaralı klasörde');
  await page.keyboard.press('Enter');
  await page.locator('.notes__text').getByText('Dekont 17').waitFor();
  await settled(page);
  await look('66-note');
  // The grid has the hands again: a letter acts.
  await press(page, 'y');
}

async function close({ page, words, look }: Hands): Promise<void> {
  await page.getByRole('button', { name: words['review.finalize'], exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(said(words['check.waiting'])).waitFor();
  await dialog.getByRole('checkbox').check();
  await look('67-checklist');
  await dialog.getByRole('button', { name: words['check.show'], exact: true }).last().click();
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  await press(page, 'Control+s');
  await page.getByText(said(words['push.processed_other'])).waitFor();
  await press(page, 'z');
  await told(page).getByText(words['undo.nothing']).waitFor();
  await page.getByRole('button', { name: words['review.finalize'], exact: true }).click();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: words['close.partial_go'], exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(said(words['locked.PartiallyCompleted'])).waitFor();
  await settled(page);
  // Nothing waits any more: the list shows what there is.
  expect(Number(await page.getByRole('grid').getAttribute('aria-rowcount'))).toBeGreaterThan(1);
  await look('68-locked');
}

/** The sentence of the row the user is on. */
const currentRow = (page: Page): Promise<string> =>
  page.evaluate(`document.getElementById(document.querySelector('[role=grid]').getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ?? ''`);

const isInDialog = (page: Page): Promise<boolean> => page.evaluate(`document.activeElement?.closest('[role=dialog]') !== null && document.activeElement !== document.body`);

/** Amounts are found as they are typed; where nobody is found, and where nothing is sure, Enter pairs nothing. */
async function pairsNobodyUnasked({ page, words }: Hands): Promise<void> {
  await bucket(page, '4');
  await press(page, 'e');
  const list = page.getByRole('listbox', { name: words['pair.list'] });
  await list.getByRole('option').nth(1).waitFor();
  await settled(page);
  const amount = (await list.locator('.amount').first().innerText()).trim();
  await page.keyboard.type(amount.replace(/,\d\d$/, '').replaceAll('.', ''));
  await settled(page);
  await expect.poll(async () => (await list.locator('strong').allInnerTexts()).map((text) => text.trim())).toContain(amount);
  await page.getByRole('combobox', { name: words['pair.title'] }).fill('no such partner');
  await expect.poll(() => list.getByRole('option').count()).toBe(1);
  await settled(page);
  expect(await list.locator('[aria-selected=true]').count()).toBe(0);
  await press(page, 'Enter', 'Escape');
  expect(await told(page).textContent()).toBe('');
}

/** A remark stays with the item it was begun on, and is there again on the way back. */
async function keepsRemarksApart({ page, words }: Hands, data_folder: string): Promise<void> {
  await bucket(page, '2');
  await press(page, 'Home', 'a');
  await page.keyboard.type('Yalnız bu kalem için');
  const field = page.getByRole('textbox', { name: words['remark.label'], exact: true });
  await press(page, 'Enter', 'ArrowDown');
  expect(await field.inputValue()).toBe('');
  await press(page, 'ArrowUp');
  expect(await field.inputValue()).toBe('Yalnız bu kalem için');
  await press(page, 'ArrowDown');
  const decided = await currentRow(page);
  await press(page, 'y');
  await told(page).getByText(said(words['undo.decided_one'])).waitFor();
  const db = new BetterSqlite3(join(data_folder, DATABASE_FILE), { readonly: true });
  expect(db.prepare('SELECT remarks FROM decision').pluck().all()).toEqual([null]);
  db.close();
  await press(page, 'End', 'z');
  await told(page).getByText(said(words['undo.undone_one'])).waitFor();
  await expect.poll(() => currentRow(page)).toBe(decided);
}

/** A state is chosen and applied without leaving its field. */
async function setsStateByKeys({ page, words }: Hands): Promise<void> {
  await bucket(page, '3');
  await press(page, 'Home', 'd', 'ArrowDown', 'Enter');
  await told(page).getByText(said(words['undo.decided_one'].replace('{{action}}', say('tr', 'action.ForceStatus')))).waitFor();
  await press(page, 'z');
  await told(page).getByText(said(words['undo.undone_one'])).waitFor();
}

/** Behind a window no key is heard, and no window begins on what cannot be taken back. */
async function keepsKeysWithin({ page, words }: Hands): Promise<void> {
  await page.getByRole('grid').focus();
  const before = await currentRow(page);
  await press(page, 'Shift+F');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(words['close.finalize_lead']).waitFor();
  await settled(page);
  await expect.poll(() => dialog.locator('[type=checkbox]:focus').count()).toBe(1);
  await page.evaluate(`document.querySelector('[role=grid]').focus()`);
  await press(page, 'ArrowDown', 'Space', 'b');
  expect(await isInDialog(page)).toBe(true);
  await page.evaluate(`document.activeElement.blur()`);
  await press(page, 'Tab');
  expect(await isInDialog(page)).toBe(true);
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await currentRow(page)).toBe(before);
  expect(await page.locator('[role=row][aria-selected=true]').count()).toBe(0);
  await expect.poll(() => page.locator('[role=grid]:focus').count()).toBe(1);
}

/** Filter, order and row are as they were after a reload. */
async function outlivesReload({ page }: Hands): Promise<void> {
  await bucket(page, '3');
  await page.locator('[data-column=payven]').getByRole('button').click();
  await page.getByRole('grid').focus();
  await press(page, 'Home', 'ArrowDown', 'ArrowDown');
  const before = await currentRow(page);
  const rows = await page.getByRole('grid').getAttribute('aria-rowcount');
  await page.reload();
  await page.getByRole('gridcell').first().waitFor();
  await settled(page);
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(rows);
  expect(await page.locator('[data-column=payven]').getAttribute('aria-sort')).toBe('descending');
  await expect.poll(() => currentRow(page)).toBe(before);
}

/** Makes the preview foresee that some of the items whose amounts differ would match: Payven then seems to answer otherwise. */
function foresee({ data_folder, preview_id }: PayvenScene, lines: number): void {
  const db = new BetterSqlite3(join(data_folder, DATABASE_FILE));
  db.prepare(`UPDATE preview_line SET verdict = 'Matched' WHERE preview_id = ? AND line IN (SELECT line FROM preview_line WHERE preview_id = ? AND verdict = 'AmountMismatch' LIMIT ?)`).run(preview_id, preview_id, lines);
  db.exec(`UPDATE reconciliation_detail SET agrees = 0 WHERE preview_line IN (SELECT line FROM preview_line WHERE verdict = 'Matched') AND discrepancy <> 'Matched'`);
  db.close();
}

describe('one item in the review', () => {
  it.each(isWhole ? [TURKISH, ENGLISH] : [TURKISH])('is decided, taken back, adjusted, paired, noted and closed by keys, $language', { timeout: WAIT }, async (look) => {
    await withScene({ started: true, transactions: 300, noise: 10 }, async (scene) => {
      await withApp(browser, scene, look, async (hands) => {
        await review(hands.page, scene.reconciliation_id);
        await decideAndTakeBack(hands, look.language);
        await adjust(hands, look.language);
        await pair(hands);
        await decideMany(hands);
        await note(hands);
        await close(hands);
      });
      const answers = (await detailsAt(await scene.colleague(), scene.reconciliation_id)).filter((each) => each.detail_status !== 'AutoMatched').map((each) => each.resolution_action);
      expect(answers.filter((action) => action === 'AdjustAmount')).toHaveLength(1);
      expect(answers.filter((action) => action === 'MarkMatched').length).toBeGreaterThanOrEqual(2);
    });
  });

  it('never decides, pairs or ends what was not meant, and is as it was after a reload', { timeout: WAIT }, async () => {
    await withScene({ started: true, transactions: 300, noise: 10 }, async (scene) => {
      await withApp(browser, scene, TURKISH, async (hands) => {
        await review(hands.page, scene.reconciliation_id);
        await pairsNobodyUnasked(hands);
        await keepsRemarksApart(hands, scene.data_folder);
        await setsStateByKeys(hands);
        await keepsKeysWithin(hands);
        await outlivesReload(hands);
      });
    });
  });

  it.each(isWhole ? [TURKISH, ENGLISH] : [ENGLISH])('says where Payven answered otherwise than the preview, and gives a text to send on, $language', { timeout: WAIT }, async (look) => {
    await withScene({ started: true, transactions: 300, noise: 10 }, async (scene) => {
      foresee(scene, 3);
      await withApp(browser, scene, look, async ({ page, words, look: see }) => {
        await review(page, scene.reconciliation_id);
        await page.getByRole('button', { name: words['review.refresh'], exact: true }).click();
        await page.getByText(said(words['compare.differs_other'].replace('{{n}}', '3'))).waitFor();
        await page.getByRole('button', { name: words['compare.open'], exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('table').getByRole('row').nth(3).waitFor();
        expect(await dialog.getByRole('table').getByRole('row').count()).toBe(4);
        const report = (await dialog.locator('.compare__report').textContent()) ?? '';
        expect(report).not.toBe('');
        for (const code of await dialog.getByRole('rowheader').allTextContents()) expect(report).not.toContain(code.split(' · ').at(-1));
        await see('69-compared');
        await dialog.getByRole('button', { name: words['compare.show'], exact: true }).click();
        await dialog.waitFor({ state: 'hidden' });
        await settled(page);
        expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
      });
    });
  });
});
