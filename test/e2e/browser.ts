import { existsSync, statSync } from 'node:fs';
import process from 'node:process';
import { chromium, type Browser } from 'playwright-core';
import { packedChromium } from './packed-chromium.ts';

/** Where the systems we know keep a Chromium or Chrome. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--font-render-hinting=none'];

/**
 * Starts the Chromium the tests bring along. None of the arguments its package advises is
 * taken: some switch off the very rules the tests check, and its single process ends with
 * the first context.
 */
export async function launchPacked(): Promise<Browser> {
  const { executablePath, env } = await packedChromium();
  // For the browser alone: other programs of this process must go on finding the system's libraries.
  return chromium.launch({ executablePath, args: ARGUMENTS, env: { ...process.env, ...env } });
}

/** Starts an installed Chromium (`CHROMIUM` names another), else the one the tests bring along. */
export function launchChromium(): Promise<Browser> {
  const installed = [process.env['CHROMIUM'] ?? '', ...INSTALLED].find((path) => path !== '' && existsSync(path) && statSync(path).size > 0);
  return installed === undefined ? launchPacked() : chromium.launch({ executablePath: installed, args: ARGUMENTS });
}
