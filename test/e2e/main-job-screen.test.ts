import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { buildAll, isBuildStale } from '../../src/main/node/build.ts';
import { electronRuntime } from '../../src/main/node/electron-runtime.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { say } from '../../src/shared/text/say.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { type App, openApp, openDesktop } from './app.ts';
import { launchChromium } from './browser.ts';
import { settled, wordsOf } from './screens.ts';

/**
 * The whole main job in the built renderer, in both languages, by mouse and by
 * keyboard alone; then the exported workbook, cell by cell, against what SQLite has.
 */
const WAIT = 120_000;
const runtime = electronRuntime();
if (runtime === undefined) console.info('electron specs skipped: its runtime is not installed (npx install-electron fetches it)');

let browser: Browser;
beforeAll(async () => {
  if (isBuildStale()) await buildAll();
  browser = await launchChromium();
}, WAIT);
afterAll(() => browser.close());

interface Hands {
  /** Presses the control with this name. */
  press(role: 'button' | 'link', name: string): Promise<void>;
  /** Answers one difference of the grid with an action. */
  decide(action: 'AcceptBank' | 'AcceptDb' | 'Ignore', bucket: string): Promise<void>;
}

function byMouse(page: Page, language: 'tr' | 'en'): Hands {
  return {
    press: (role, name) => page.getByRole(role, { name, exact: true }).first().click(),
    async decide(action, bucket) {
      await page.getByTestId(`bucket-${bucket}`).click();
      await settled(page);
      await page.getByRole('gridcell').first().click();
      await page.getByRole('button', { name: new RegExp(`^${say(language, `action.${action}`)}`) }).click();
      await settled(page);
    },
  };
}

const ACTION_KEYS = { AcceptBank: 'b', AcceptDb: 'p', Ignore: 'y' } as const;
const BUCKET_KEYS: Readonly<Record<string, string>> = { Matched: '1', AmountMismatch: '2', StatusMismatch: '3', OrphanDb: '4', OrphanBank: '5' };

/** Tab until the wanted control has the focus, then Enter: what a person without a mouse does. */
async function tabTo(page: Page, role: string, name: string): Promise<void> {
  const wanted = page.getByRole(role as 'button', { name, exact: true }).first();
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((element) => (element as unknown as { matches(selector: string): boolean }).matches(':focus'))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never reaches ${role} "${name}"`);
}

function byKeyboard(page: Page): Hands {
  return {
    async press(role, name) {
      await tabTo(page, role, name);
      await page.keyboard.press('Enter');
    },
    async decide(action, bucket) {
      await page.keyboard.press(BUCKET_KEYS[bucket] ?? '0');
      await settled(page);
      await page.keyboard.press(ACTION_KEYS[action]);
      await settled(page);
    },
  };
}

/** Sample data to the closed reconciliation and its workbook. */
async function wholeJob(app: App, language: 'tr' | 'en', hands: Hands, file: string): Promise<void> {
  const { page } = app;
  const words = wordsOf(language);
  await hands.press('button', words['home.sample']);
  await page.getByRole('heading', { name: words['import.mapping'] }).waitFor();
  await settled(page);
  await hands.press('button', words['import.run']);
  await page.getByRole('status').getByRole('button', { name: words['import.preview'], exact: true }).waitFor();
  await hands.press('button', words['import.preview']);
  await page.getByRole('grid', { name: words['preview.lines'] }).waitFor();
  await settled(page);
  await hands.press('button', words['preview.start']);
  await page.getByRole('dialog').waitFor();
  await hands.press('button', words['preview.start_go']);
  await page.getByRole('grid', { name: words['review.grid'] }).waitFor();
  await page.getByRole('gridcell').first().waitFor();
  await settled(page);
  await page.getByRole('grid').focus();
  await hands.decide('AcceptBank', 'AmountMismatch');
  await hands.decide('AcceptDb', 'StatusMismatch');
  await hands.decide('AcceptDb', 'OrphanDb');
  await hands.decide('Ignore', 'OrphanBank');
  await hands.press('button', words['review.finalize']);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByRole('checkbox').first().focus();
  await page.keyboard.press('Space');
  await hands.press('button', words['close.partial_go']);
  await dialog.waitFor({ state: 'hidden' });
  await settled(page);
  await app.exportTo(file, () => hands.press('button', words['review.export']));
}

/** The workbook against the database the page worked on, cell by cell. */
async function compare(file: string, data_folder: string, language: 'tr' | 'en'): Promise<void> {
  const desk = testDesk(data_folder);
  try {
    const { reconciliations } = await call(desk, reconciliationContract, 'reconciliation.list', {});
    const id = reconciliations[0]?.reconciliation_id ?? '';
    const answer = await desk.call('reconciliation.show', { reconciliation_id: id, limit: 10_000 }, { language });
    if (!answer.ok) throw new Error(answer.error.message);
    const shown = reconciliationContract['reconciliation.show'].output.parse(answer.data);
    expect(shown.overall_status).toBe('PartiallyCompleted');
    for (const action of ['AcceptBank', 'AcceptDb', 'Ignore']) {
      expect(shown.details.some((detail) => detail.decision?.action === action && detail.decision.state === 'sent'), action).toBe(true);
    }
    const sheet = XLSX.read(readFileSync(file)).Sheets[say(language, 'workbook.details')];
    if (sheet === undefined) throw new Error('no sheet of details');
    const rows = XLSX.utils.sheet_to_json<Record<string, unknown>>(sheet, { defval: null });
    const cell = (row: Record<string, unknown> | undefined, column: string): unknown => row?.[say(language, `column.${column}`)];
    const kurus = (value: unknown): number | null => (typeof value === 'number' ? Math.round(value * 100) : null);
    expect(rows).toHaveLength(shown.details.length);
    for (const [index, detail] of shown.details.entries()) {
      const row = rows[index];
      expect(cell(row, 'detail_id')).toBe(detail.id);
      expect(cell(row, 'verdict')).toBe(say(language, `verdict.${detail.discrepancy}`));
      expect(kurus(cell(row, 'payven_amount'))).toBe(detail.db_amount);
      expect(kurus(cell(row, 'bank_amount'))).toBe(detail.bank_amount);
      expect(kurus(cell(row, 'adjusted_amount'))).toBe(detail.adjusted_amount);
      expect(cell(row, 'reason')).toBe(detail.reason);
      expect(cell(row, 'remarks')).toBe(detail.remarks);
      expect(cell(row, 'bank_row')).toBe(detail.bank?.row ?? null);
      const decided = detail.resolution_action === 'None' ? null : say(language, `action.${detail.resolution_action}`);
      expect(cell(row, 'decision')).toBe(decided);
    }
  } finally {
    desk.close();
  }
}

const ways = (['tr', 'en'] as const).flatMap((language) => (['mouse', 'keyboard'] as const).map((by) => ({ language, by })));

describe.each(['browser', 'desktop'] as const)('the whole main job on the screen, %s', (shell) => {
  it.skipIf(shell === 'desktop' && runtime === undefined).each(ways)('in $language by $by', { timeout: WAIT }, async ({ language, by }) => {
    const folder = temporaryFolder();
    const look = { language, theme: 'light' as const, data_folder: join(folder.path, 'data') };
    const app = shell === 'browser' ? await openApp(browser, look) : await openDesktop(look);
    try {
      const hands = by === 'mouse' ? byMouse(app.page, language) : byKeyboard(app.page);
      const file = join(folder.path, 'workbook.xlsx');
      await wholeJob(app, language, hands, file);
      expect(app.complaints).toEqual([]);
      await app.close();
      await compare(file, look.data_folder, language);
    } catch (error) {
      await app.page.screenshot({ path: join('out', `failed-${shell}-${language}-${by}.png`) });
      throw error;
    } finally {
      await app.close();
      folder.remove();
    }
  });
});
