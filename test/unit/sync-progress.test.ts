import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/main/app/context.ts';
import { SyncProgress } from '../../src/main/app/sync-progress.ts';

/** A clock set by hand, and what was told last. */
function told(total: number) {
  let now = 1_000;
  let last: Progress | undefined;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const progress = new SyncProgress(clock, (each) => (last = each), total);
  return { progress, pass: (ms: number) => (now += ms), last: () => last };
}

describe('the progress of a sync', () => {
  it('counts windows and rows, and estimates nothing before it can', () => {
    const { progress, pass, last } = told(3);
    const first = progress.window('transactions');
    first.page(1, 80, 1);
    // A window of one page is told once: when it is stored.
    expect(last()).toBeUndefined();
    pass(10_000);
    first.done();
    expect(last()).toEqual({ step: 'sync', done: 1, total: 3, transactions: 80, refunds: 0, left_ms: null });
    const second = progress.window('refunds');
    second.page(1, 7, 1);
    second.done();
    expect(last()).toMatchObject({ done: 2, transactions: 80, refunds: 7, left_ms: null });
  });

  it('estimates the time left by the pages still to come', () => {
    const { progress, pass, last } = told(2);
    const window = progress.window('transactions');
    for (let page = 1; page <= 30; page += 1) {
      pass(200);
      window.page(page, 100, 40);
    }
    // Ten pages of this window, and forty of the one that is not opened yet, as this one has; 200 ms each.
    expect(last()).toMatchObject({ done: 0, transactions: 3000, left_ms: 50 * 200 });
    for (let page = 31; page <= 40; page += 1) {
      pass(200);
      window.page(page, 100, 40);
    }
    window.done();
    expect(last()).toMatchObject({ done: 1, left_ms: 40 * 200 });
    const next = progress.window('refunds');
    pass(200);
    next.page(1, 3, 1);
    next.done();
    expect(last()).toMatchObject({ done: 2, refunds: 3, left_ms: 0 });
  });

  it('counts the rows of a window that is read again once', () => {
    const { progress, last } = told(1);
    const window = progress.window('transactions');
    window.page(1, 100, 2);
    window.page(2, 50, 2);
    window.page(1, 100, 2);
    expect(last()).toMatchObject({ transactions: 100 });
    window.page(2, 51, 2);
    window.done();
    expect(last()).toMatchObject({ transactions: 151, done: 1 });
  });
});
