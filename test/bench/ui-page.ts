import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';

/**
 * What is run inside the page. A step is over when the grid says that it is no longer busy
 * and every row in view has its cells: what the eye would wait for.
 */
const IN_PAGE = `window.bench = (() => {
  const grid = () => document.querySelector('[role=grid]');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const isFull = () => {
    const box = grid();
    if (box === null || box.getAttribute('aria-busy') === 'true') return false;
    const rows = [...box.querySelectorAll('[data-index]')];
    return rows.length > 0 && !box.querySelector('[data-index] .skeleton');
  };
  const until = async (test) => {
    const end = performance.now() + 30000;
    while (!test()) {
      if (performance.now() > end) throw new Error('the grid did not come to rest');
      await frame();
    }
    await frame();
  };
  /** From the deed to the first frame in which what it asked for is there. */
  const step = async (deed, changed) => {
    const start = performance.now();
    deed();
    await until(() => changed() && isFull());
    return performance.now() - start;
  };
  const press = (key, more) => grid().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  const current = () => grid().getAttribute('aria-activedescendant');
  const lastRow = () => Number(grid().getAttribute('aria-rowcount')) - 2;
  const at = (index) => document.querySelector('[role=row][data-index="' + index + '"]');
  return {
    until: () => until(isFull),
    sort: (name) => {
      const head = [...document.querySelectorAll('[role=columnheader]')].find((each) => each.textContent.trim().startsWith(name));
      const before = head.getAttribute('aria-sort');
      return step(() => head.querySelector('button').click(), () => head.getAttribute('aria-sort') !== before);
    },
    filter: (selector) => {
      const before = document.querySelector(selector).getAttribute('aria-pressed');
      return step(() => document.querySelector(selector).click(), () => document.querySelector(selector)?.getAttribute('aria-pressed') !== before);
    },
    search: (text) => {
      const field = document.querySelector('[aria-keyshortcuts="/"]');
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
      const before = grid().getAttribute('aria-rowcount');
      return step(() => { set.call(field, text); field.dispatchEvent(new Event('input', { bubbles: true })); }, () => grid().getAttribute('aria-rowcount') !== before);
    },
    jump: (key) => step(() => press(key), () => at(key === 'End' ? lastRow() : 0) !== null),
    next: async (count) => {
      const times = [];
      for (let index = 0; index < count; index += 1) {
        const before = current();
        times.push(await step(() => press('ArrowDown'), () => current() !== before));
      }
      return times;
    },
    scroll: async (ms, pixels) => {
      const box = grid();
      const times = [];
      let [blank, seen, last] = [0, 0, performance.now()];
      const end = last + ms;
      while (last < end) {
        box.scrollTop += pixels;
        await frame();
        const now = performance.now();
        times.push(now - last);
        last = now;
        seen += 1;
        const view = box.getBoundingClientRect();
        const drawn = [...box.querySelectorAll('[data-index]')].filter((row) => { const { top, bottom } = row.getBoundingClientRect(); return bottom > view.top + 31 && top < view.bottom; });
        if (drawn.length === 0 || drawn.some((row) => row.querySelector('.skeleton'))) blank += 1;
      }
      return { times, blank, seen };
    },
    idle: async (count) => {
      const times = [];
      for (let index = 0; index < count; index += 1) { const start = performance.now(); await frame(); times.push(performance.now() - start); }
      return times;
    },
  };
})()`;

const times = z.array(z.number());
const scrolled = z.object({ times, blank: z.int(), seen: z.int() });

/** The steps of the benchmark on a page that shows a review; times in ms. */
export interface BenchPage {
  until(): Promise<void>;
  sort(name: string): Promise<number>;
  /** Presses what the selector names. */
  filter(selector: string): Promise<number>;
  search(text: string): Promise<number>;
  jump(key: 'Home' | 'End'): Promise<number>;
  next(count: number): Promise<number[]>;
  scroll(ms: number, pixels: number): Promise<z.infer<typeof scrolled>>;
  idle(count: number): Promise<number[]>;
}

/** Brings the steps into the page. */
export async function benchPage(page: Page): Promise<BenchPage> {
  await page.evaluate(IN_PAGE);
  const run = (name: string, ...values: unknown[]): Promise<unknown> => page.evaluate(`bench.${name}(...${JSON.stringify(values)})`);
  return {
    until: async () => void (await run('until')),
    sort: async (name) => z.number().parse(await run('sort', name)),
    filter: async (selector) => z.number().parse(await run('filter', selector)),
    search: async (text) => z.number().parse(await run('search', text)),
    jump: async (key) => z.number().parse(await run('jump', key)),
    next: async (count) => times.parse(await run('next', count)),
    scroll: async (ms, pixels) => scrolled.parse(await run('scroll', ms, pixels)),
    idle: async (count) => times.parse(await run('idle', count)),
  };
}

const processes = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int() })) });

/** What the browser's renderers hold of the machine's memory, MiB: their own pages, as Linux counts them. */
export async function rendererMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = processes.parse(await session.send('SystemInfo.getProcessInfo'));
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ownMemory(id));
  return Math.round(Math.max(0, ...sizes) / 1024);
}

/** Lets the page's engine collect what nothing holds any more, as it does by itself when memory is short. */
export async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}

/** Private memory of a process, KiB; what it shares with the browser's other processes is not its own. */
function ownMemory(id: number): number {
  const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
  const sizeOf = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0);
  return sizeOf('Private_Clean') + sizeOf('Private_Dirty');
}
