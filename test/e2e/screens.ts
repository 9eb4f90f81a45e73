import type { Page } from 'playwright-core';
import { tr } from '../../src/renderer/src/i18n/tr/index.ts';
import { en } from '../../src/renderer/src/i18n/en/index.ts';
import { say } from '../../src/shared/text/say.ts';
import type { Look } from './app.ts';

/** The renderer's own words: what the tests look for is what the user reads. */
export const wordsOf = (language: Look['language']): Readonly<Record<keyof typeof tr, string>> => (language === 'tr' ? tr : en);

/** Called at every screen, once it stands still. */
export type Visit = (name: string) => Promise<void>;

/** What of the page's own world is looked at; the tests are typed without the DOM. */
interface PageWorld {
  readonly document: { querySelector(selector: string): unknown; readonly fonts: { readonly status: string } };
}

/** Waits until nothing is loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { document } = globalThis as unknown as PageWorld;
    return document.querySelector('.skeleton, [aria-busy=true]') === null && document.fonts.status === 'loaded';
  });
}

export async function goTo(page: Page, screen: string): Promise<void> {
  await page.evaluate(`location.hash = '#/${screen}'`);
  await page.waitForTimeout(60);
  await settled(page);
}

/** The whole job with the sample data, by mouse; every screen is visited, in the order a new user meets them. */
export async function visitScreens(page: Page, language: Look['language'], visit: Visit): Promise<void> {
  const words = wordsOf(language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const stop = async (name: string): Promise<void> => {
    await settled(page);
    await visit(name);
  };
  await button(words['home.sample']).waitFor();
  await stop('01-welcome');
  await goTo(page, 'import');
  await stop('02-import-empty');
  await goTo(page, 'sync');
  await stop('03-sync-unconnected');
  await goTo(page, 'connection');
  await stop('04-connection');
  await goTo(page, '');
  await button(words['home.sample']).click();
  await page.getByRole('heading', { name: words['import.mapping'] }).waitFor();
  await stop('05-import');
  await button(words['import.run']).click();
  await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).waitFor();
  await stop('05-import-done');
  await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).click();
  await page.getByRole('grid', { name: words['preview.lines'] }).waitFor();
  await stop('06-preview');
  const previewId = page.url().split('/').at(-1) ?? '';
  await page.getByTestId('bucket-AmountMismatch').click();
  await stop('07-preview-bucket');
  await button(words['preview.start']).click();
  await page.getByRole('dialog').waitFor();
  await stop('08-start');
  await button(words['preview.start_go']).click();
  await page.getByRole('grid', { name: words['review.grid'] }).waitFor();
  await page.getByRole('gridcell').first().waitFor();
  await stop('10-review');
  const review = page.url();
  await goTo(page, '');
  await stop('09-home-open');
  await page.goto(review);
  await page.getByRole('gridcell').first().waitFor();
  await visitReview(page, language, stop);
  await visitRecords(page, language, stop);
  await visitDays(page, language, previewId, stop);
  await visitFrame(page, language, stop);
}

async function visitDays(page: Page, language: Look['language'], previewId: string, stop: Visit): Promise<void> {
  const words = wordsOf(language);
  await goTo(page, `daily/${previewId}`);
  await page.getByRole('button', { name: words['daily.cut_again'], exact: true }).waitFor();
  await stop('29-daily');
  await page.getByRole('button', { name: new RegExp(`^${words['daily.start_other'].split('{{n}}')[0]}`) }).click();
  await page.getByRole('dialog').waitFor();
  await stop('29-daily-confirm');
  await page.keyboard.press('Escape');
}

async function visitFrame(page: Page, language: Look['language'], stop: Visit): Promise<void> {
  const words = wordsOf(language);
  await goTo(page, 'connection');
  await stop('30-connections');
  await goTo(page, '');
  await stop('31-home');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await stop('32-palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await stop('33-keys');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words['top.look'], exact: true }).click();
  await stop('34-look');
}

async function visitReview(page: Page, language: Look['language'], stop: Visit): Promise<void> {
  const words = wordsOf(language);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await stop('11-review-selection');
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await page.getByRole('form', { name: words['filter.title'] }).waitFor();
  await stop('11-review-filter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+C');
  await page.getByRole('menu', { name: words['grid.columns'] }).waitFor();
  await stop('11-review-columns');
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await settled(page);
  await page.keyboard.press('t');
  await page.getByLabel(words['decide.amount']).waitFor();
  await stop('12-review-amount');
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
  await page.keyboard.press('g');
  await page.getByRole('dialog').waitFor();
  await stop('13-review-group');
  await page.keyboard.press('Escape');
  for (const [key, action] of [['2', 'AcceptBank'], ['3', 'AcceptDb'], ['4', 'AcceptDb']] as const) {
    await page.keyboard.press(key);
    await settled(page);
    await page.keyboard.press('g');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words['decide.group_action']).selectOption({ label: say(language, `action.${action}`) });
    await dialog.getByRole('button').last().click();
    await dialog.waitFor({ state: 'hidden' });
  }
  await page.keyboard.press('0');
  await stop('14-review-last');
  await visitClosing(page, language, stop);
}

async function visitClosing(page: Page, language: Look['language'], stop: Visit): Promise<void> {
  const words = wordsOf(language);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button(words['review.finalize']).click();
  await page.getByRole('dialog').waitFor();
  await stop('15-finalize');
  await page.keyboard.press('Escape');
  await button(words['review.cancel']).click();
  await page.getByRole('dialog').waitFor();
  await stop('16-cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.getByText(new RegExp(`^${words['decide.title_many'].replace('{{n}}', '\\d+')}$`)).waitFor();
  await page.keyboard.press('y');
  await page.getByText(words['decide.all_decided_other'].split('{{n}}')[0] ?? '').waitFor();
  await stop('17-review-all-decided');
  await button(words['review.finalize']).click();
  await page.getByRole('dialog').waitFor();
  await stop('17-finalize-waiting');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await page.getByText(words['decide.no_more']).waitFor();
  await stop('17-review-sent');
  await button(words['review.finalize']).first().click();
  await page.getByRole('dialog').getByRole('button', { name: words['close.finalize_go'], exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Backspace');
  await stop('18-review-closed');
  const download = page.waitForEvent('download');
  await button(words['review.export']).click();
  await download;
  await stop('19-exported');
}

async function visitRecords(page: Page, language: Look['language'], stop: Visit): Promise<void> {
  const words = wordsOf(language);
  const places = [
    ['20', 'review'],
    ['20', 'review/payven'],
    ['20', 'outbox'],
    ['21', 'preview'],
    ['22', 'import'],
    ['23', 'sync'],
    ['24', 'transactions'],
    ['25', 'refunds'],
    ['25', 'settlements'],
    ['26', 'history'],
    ['26', 'banks'],
    ['26', 'search'],
    ['26', 'search/45'],
    ['26', 'settings'],
  ] as const;
  for (const [number, screen] of places) {
    await goTo(page, screen);
    await stop(`${number}-${screen.replace('/', '-')}`);
  }
  await goTo(page, 'transactions');
  await page.getByRole('textbox', { name: words['search'] }).fill('zzzz');
  await stop('27-transactions-nothing');
  await goTo(page, 'sync');
  await page.getByRole('main').getByRole('button', { name: words['sync.run'], exact: true }).click();
  await page.getByText(words['sync.complete']).waitFor();
  await stop('28-synced');
}
