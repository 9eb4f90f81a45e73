import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type Browser, type Page } from 'playwright-core';
import { ROOT } from '../../src/main/node/build.ts';
import { electronRuntime } from '../../src/main/node/electron-runtime.ts';
import { openLoopbackShell } from '../../src/main/node/loopback/open.ts';

/** How the page should look and speak before it is opened. */
export interface Look {
  readonly language: 'tr' | 'en';
  readonly theme: 'light' | 'dark';
  readonly density?: 'compact' | 'comfortable';
}

/** A page over a data folder. */
export interface App {
  readonly page: Page;
  /** What the page complained of: exceptions, refused resources, console errors. */
  readonly complaints: readonly string[];
  /** Does what makes the page write a workbook, and puts the workbook where it is wanted. */
  exportTo(file: string, trigger: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface OpenAppOptions extends Look {
  readonly width?: number;
  readonly height?: number;
  /** One of its own, removed at the end, unless named. */
  readonly data_folder?: string;
  /** What the shell finds in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const rememberedLook = ({ language, theme, density }: Look): string =>
  `if (!localStorage['mutabakat.look']) localStorage['mutabakat.look'] = ${JSON.stringify(JSON.stringify({ language, theme, density }))}`;

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Opens the built renderer in a browser over the loopback shell. */
export async function openApp(browser: Browser, { width = 1440, height = 900, ...options }: OpenAppOptions): Promise<App> {
  const folder = options.data_folder ?? mkdtempSync(join(tmpdir(), 'mutabakat-e2e-'));
  const shell = await openLoopbackShell({ data_folder: folder, env: options.env ?? {} });
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, locale: 'tr-TR', timezoneId: 'Europe/Istanbul' });
  await context.addInitScript(rememberedLook(options));
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(shell.url);
  let open = true;
  return {
    page,
    complaints,
    async exportTo(file, trigger) {
      const download = page.waitForEvent('download');
      await trigger();
      await (await download).saveAs(file);
    },
    async close() {
      if (!open) return;
      open = false;
      await context.close();
      await shell.close();
      if (options.data_folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the built program in real Electron; its save dialog answers with the wanted place. */
export async function openDesktop({ data_folder, ...look }: Look & { readonly data_folder: string }): Promise<App> {
  const executablePath = electronRuntime();
  if (executablePath === undefined) throw new Error('the Electron runtime is not installed');
  const program = await _electron.launch({ executablePath, args: [ROOT, `--data=${data_folder}`, '--no-sandbox'], timezoneId: 'Europe/Istanbul' });
  const page = await program.firstWindow();
  const complaints = listen(page);
  await page.evaluate(rememberedLook(look).replace(/^if \(.*?\) /, ''));
  await page.reload();
  let open = true;
  return {
    page,
    complaints,
    async exportTo(file, trigger) {
      await program.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await trigger();
      for (let waited = 0; !existsSync(file) && waited < 15_000; waited += 100) await wait(100);
    },
    async close() {
      if (!open) return;
      open = false;
      await program.close();
    },
  };
}
