import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { violationsOn } from './axe-check.ts';
import { settled, wordsOf } from './screens.ts';

/** Names a folder for pictures; without it none are taken. */
export const SHOTS = process.env['SHOTS'];

/** A day of the scene as a bank writes it. */
export const dayOf = (iso: string): string => iso.slice(0, 10).split('-').toReversed().join('.');

/** Chooses files in the import screen's own window. */
export async function choose(page: Page, language: 'tr' | 'en', files: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: wordsOf(language)['import.choose'], exact: true }).click();
  await (await chooser).setFiles([...files]);
}

/** Looks at the page by axe, and takes its picture where one is wanted. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  expect(await violationsOn(page, name)).toEqual([]);
}

/** A sentence of the page with its places filled. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
