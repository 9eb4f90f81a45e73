import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../../src/shared/day.ts';
import { emptyWorld } from '../../src/sandbox/records.ts';
import type { World } from '../../src/sandbox/world.ts';
import { forbidden, never, sorted, stateOf, sync, type SyncScene, syncScene, transactions } from '../builders/sync-scene.ts';

let scene: SyncScene;
beforeEach(() => {
  scene = syncScene();
});
afterEach(() => scene.end());

const idsBetween = (world: World, { from, to }: { from: string; to: string }): string[] =>
  sorted(world.transactions.filter((each) => dayOf(each.created) >= from && dayOf(each.created) <= to).map((each) => each.id));

describe('a sync that was cut off', () => {
  it('after any number of windows goes on behind them and asks for none of them again', async () => {
    const { ready, world, range, listed } = await scene.threeDays();
    for (let kept = 0; kept <= 9; kept += 1) {
      scene.forget();
      let left = kept;
      // Nothing is heard any more after so many windows, and then the process is gone.
      const first = await scene.openDesk(ready, (_, send) => (left-- > 0 ? send() : never()));
      void first.desk.call('sync.run', range, { language: 'en' });
      while (scene.windowsStored() < kept || first.asked.length < 9) await turn();
      if (kept === 9) while ((await stateOf(first.desk)).last_finished === null) await turn();
      first.desk.close();

      const before = listed();
      const again = await scene.openDesk(ready);
      if (kept < 9) expect(await stateOf(again.desk)).toMatchObject({ last_attempt: { outcome: 'open' }, resumable: { ...range, windows: kept } });
      const done = await sync(again.desk, range);
      // All nine were finished: then it was no interruption, and a new run reads afresh.
      const taken = kept === 9 ? 0 : kept;
      expect(done).toMatchObject({ ...range, complete: true, resumed: taken, transactions: 90 });
      expect(listed() - before).toBe(9 - taken);
      expect(sorted((await transactions(again.desk)).map((each) => each.id))).toEqual(idsBetween(world, range));
      expect(await stateOf(again.desk)).toMatchObject({ last_attempt: { outcome: 'complete' }, resumable: null, offline: false });
      again.desk.close();
    }
  });

  it('more than a day ago reads afresh', async () => {
    const { ready, range } = await scene.threeDays();
    let left = 5;
    const { desk, asked } = await scene.openDesk(ready, (_, send) => (left-- > 0 ? send() : scene.goneAfter(5)));
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.unreachable' });
    expect((await stateOf(desk)).resumable?.windows).toBe(5);
    scene.clock.jump(25 * 3_600_000);
    expect((await stateOf(desk)).resumable).toBeNull();
    left = 9;
    const before = asked.length;
    expect(await sync(desk, range)).toMatchObject({ resumed: 0, complete: true });
    expect(asked.length - before).toBe(9);
  });

  it('reads a day again that was not over then', async () => {
    const world = emptyWorld();
    const today = dayOf(scene.clock.now());
    const { ready } = await scene.serve(world);
    let cut = true;
    const { desk } = await scene.openDesk(ready, (page, send) => (cut && page.resource === 'refunds' && page.day === today ? scene.goneAfter(5) : send()));
    const range = { from: addDays(today, -1), to: today };
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.unreachable' });
    cut = false;
    // Of the five windows stored the three of yesterday are over; those of today are not.
    expect((await stateOf(desk)).resumable?.windows).toBe(3);
    expect(await sync(desk, range)).toMatchObject({ resumed: 3, looked_back: 0, complete: true });
  });

  it('by the user is told as that, keeps its windows and goes on', async () => {
    const { ready, range } = await scene.threeDays({ faults: ['settlements:latency=30000*all'] });
    const { desk, asked } = await scene.openDesk(ready);
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 4) stop.abort();
    };
    const answer = await desk.call('sync.run', range, { language: 'en', signal: stop.signal, onProgress });
    expect(answer).toMatchObject({ ok: false, error: { code: 'state.cancelled' } });
    const state = await stateOf(desk);
    expect(state).toMatchObject({ last_attempt: { outcome: 'cancelled' }, offline: false });
    expect(state.resumable?.windows).toBeGreaterThanOrEqual(4);
    desk.close();
    asked.length = 0;
    const again = await scene.openDesk(ready, (page, send) => (page.resource === 'settlements' ? forbidden() : send()));
    expect(await sync(again.desk, range)).toMatchObject({ resumed: state.resumable?.windows, transactions: 90 });
  });
});

describe('without Payven', () => {
  it('a sync is told as offline, and what is here stays and is shown', async () => {
    const { ready, range, close } = await scene.threeDays();
    const { desk } = await scene.openDesk(ready);
    const done = await sync(desk, range);
    await close();
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.unreachable' });
    const state = await stateOf(desk);
    expect(state).toMatchObject({
      offline: true,
      oldest_day: range.from,
      newest_day: range.to,
      days: 3,
      incomplete_days: [],
      last_finished: { ...range, outcome: 'complete', transactions: done.transactions },
      last_attempt: { ...range, outcome: 'offline', error_code: 'payven.unreachable' },
      resumable: { ...range, windows: 0 },
    });
    expect(await transactions(desk)).toHaveLength(90);
  });

  it('a sync that lost it half-way goes on where it was', async () => {
    const { ready, range } = await scene.threeDays();
    let left = 6;
    const { desk, asked } = await scene.openDesk(ready, (_, send) => (left-- > 0 ? send() : scene.goneAfter(6)));
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.unreachable' });
    expect((await stateOf(desk)).resumable?.windows).toBe(6);
    left = 100;
    asked.length = 0;
    expect(await sync(desk, range)).toMatchObject({ resumed: 6, complete: true, transactions: 90 });
    expect(asked).toHaveLength(3);
    expect(await stateOf(desk)).toMatchObject({ offline: false, resumable: null });
  });
});
