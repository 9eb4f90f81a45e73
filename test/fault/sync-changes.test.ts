import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayOf, startOfDay } from '../../src/shared/day.ts';
import { emptyWorld } from '../../src/sandbox/records.ts';
import { addSale } from '../builders/sandbox.ts';
import { gone, sorted, stateOf, sync, type SyncScene, syncScene, transactions } from '../builders/sync-scene.ts';

let scene: SyncScene;
beforeEach(() => {
  scene = syncScene();
});
afterEach(() => scene.end());

const idNumber = (number: number): string => `0196f000-0000-4000-9000-${String(number).padStart(12, '0')}`;

describe('what changes at Payven later', () => {
  it('to an old transaction is found within the look-back, and not beyond it', async () => {
    const world = emptyWorld();
    const sale = addSale(world, { id: idNumber(1), amount: 15_000, created: startOfDay('2026-05-01') + 3_600_000 });
    addSale(world, { id: idNumber(2), amount: 9_900, created: startOfDay('2026-05-11') + 3_600_000 });
    const { ready } = await scene.serve(world);
    const { desk, asked } = await scene.openDesk(ready);
    await sync(desk, { from: '2026-05-01', to: '2026-05-01' });
    sale.status = 'Refunded';
    const statusOf = async (): Promise<string | undefined> => (await transactions(desk)).find((each) => each.id === sale.id)?.status;
    asked.length = 0;
    expect(await sync(desk, { from: '2026-05-11', to: '2026-05-11', look_back_days: 9 })).toMatchObject({ looked_back: 0, transactions: 1 });
    expect([await statusOf(), asked.length]).toEqual(['Completed', 3]);
    expect(await sync(desk, { from: '2026-05-11', to: '2026-05-11' })).toMatchObject({ looked_back: 1, transactions: 1 });
    expect(await statusOf()).toBe('Refunded');
    // Days in between were never asked for, and are not now.
    expect(new Set(asked.map((page) => page.day))).toEqual(new Set(['2026-05-01', '2026-05-11']));
  });

  it('moves a transaction to another day without losing or doubling it', async () => {
    const world = emptyWorld();
    const [first, second] = ['2026-05-04', '2026-05-05'];
    const sale = addSale(world, { id: idNumber(1), amount: 15_000, created: startOfDay(first) + 1 });
    addSale(world, { id: idNumber(2), amount: 9_900, created: startOfDay(second) + 1 });
    const { ready } = await scene.serve(world);
    const { desk } = await scene.openDesk(ready);
    const shown = async () => (await transactions(desk)).map((each) => [each.id, dayOf(Date.parse(each.created))]);
    await sync(desk, { from: first, to: second });
    sale.created = startOfDay(second) + 2;
    await sync(desk, { from: first, to: first });
    expect(await shown()).toEqual([[idNumber(2), second], [sale.id, second]]);
    sale.created = startOfDay(first) + 3;
    await sync(desk, { from: first, to: first });
    expect(await shown()).toEqual([[sale.id, first], [idNumber(2), second]]);
    await sync(desk, { from: first, to: second });
    expect(await shown()).toEqual([[sale.id, first], [idNumber(2), second]]);
  });

  it('takes what Payven no longer has out of a complete day', async () => {
    const world = emptyWorld();
    const day = '2026-05-04';
    for (const number of [1, 2, 3]) addSale(world, { id: idNumber(number), amount: 100, created: startOfDay(day) + number });
    const { ready, close, port } = await scene.serve(world);
    const { desk } = await scene.openDesk(ready);
    await sync(desk, { from: day, to: day });
    desk.close();
    await close();
    world.transactions.splice(1, 1);
    const again = await scene.openDesk((await scene.serve(world, { port })).ready);
    expect(await sync(again.desk, { from: day, to: day })).toMatchObject({ transactions: 2, complete: true });
    expect((await transactions(again.desk)).map((each) => each.id)).toEqual([idNumber(1), idNumber(3)]);
  });
});

describe('a sync without a range', () => {
  it('reads the last 31 days first, then from the newest day on and the days it looks back to', async () => {
    const world = emptyWorld();
    const today = dayOf(scene.clock.now());
    addSale(world, { id: idNumber(1), amount: 100, created: startOfDay(addDays(today, -3)) });
    const { ready } = await scene.serve(world);
    const { desk, asked } = await scene.openDesk(ready);
    expect(await sync(desk, {})).toMatchObject({ from: addDays(today, -30), to: today, transactions: 1, looked_back: 0 });
    expect(asked).toHaveLength(31 * 3);
    asked.length = 0;
    expect(await sync(desk, {})).toMatchObject({ from: today, to: today, looked_back: 14 });
    expect(sorted([...new Set(asked.map((page) => page.day))])[0]).toBe(addDays(today, -14));
    expect(await sync(desk, { look_back_days: 0 })).toMatchObject({ looked_back: 0 });
  });

  it('begins where an unfinished one of its kind began, however long ago: its days may have gaps', async () => {
    const { ready } = await scene.serve();
    const today = dayOf(scene.clock.now());
    let left = 40;
    const { desk, asked } = await scene.openDesk(ready, (_, send) => (left-- > 0 ? send() : gone()));
    await expect(sync(desk, {})).rejects.toMatchObject({ code: 'payven.unreachable' });
    scene.clock.jump(48 * 3_600_000);
    await expect(sync(desk, {})).rejects.toMatchObject({ code: 'payven.unreachable' });
    left = 1000;
    asked.length = 0;
    expect(await sync(desk, {})).toMatchObject({ from: addDays(today, -30), to: addDays(today, 2), complete: true });
    expect(new Set(asked.map((page) => page.day)).size).toBe(33);
  });

  it('ends by Payven’s clock, not by this computer’s', async () => {
    const { ready } = await scene.serve(emptyWorld(), { clock_skew_s: 3 * 86_400 });
    const { desk, asked } = await scene.openDesk(ready);
    const { to, read_until } = await sync(desk, {});
    expect(to).toBe(dayOf(scene.clock.now() + 3 * 86_400_000));
    const ends = asked.filter((page) => page.resource === 'transactions' && page.day === to).map((page) => Date.parse(page.end));
    expect(ends).toEqual([Date.parse(read_until)]);
  });

  it('needs both days or none', async () => {
    const { ready } = await scene.serve();
    const { desk, asked } = await scene.openDesk(ready);
    await expect(sync(desk, { from: '2026-05-04' })).rejects.toMatchObject({ code: 'usage.missing' });
    await expect(sync(desk, { to: '2026-05-04' })).rejects.toMatchObject({ code: 'usage.missing' });
    expect([asked.length, (await stateOf(desk)).last_attempt]).toEqual([0, null]);
  });
});
