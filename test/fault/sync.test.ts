import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settlementContract } from '../../src/shared/contract/settlement.ts';
import { addDays, dayOf } from '../../src/shared/day.ts';
import type { World } from '../../src/sandbox/world.ts';
import { call } from '../builders/desk.ts';
import { forbidden, sorted, stateOf, sync, type SyncScene, syncScene, transactions } from '../builders/sync-scene.ts';

let scene: SyncScene;
beforeEach(() => {
  scene = syncScene();
});
afterEach(() => scene.end());

const idsBetween = (world: World, { from, to }: { from: string; to: string }): string[] =>
  sorted(world.transactions.filter((each) => dayOf(each.created) >= from && dayOf(each.created) <= to).map((each) => each.id));

describe('a window that does not add up', () => {
  it('is read four times, kept, told, and read again by the next sync', async () => {
    const { ready, world, range } = await scene.threeDays();
    const broken = { resource: 'transactions', day: addDays(range.from, 1) };
    let whole = false;
    const { desk, asked } = await scene.openDesk(ready, async (page, send) => {
      const response = await send();
      if (whole || page.resource !== broken.resource || page.day !== broken.day) return response;
      return { ...response, body: response.body.replace(/"total_count":(\d+)/, (_, count: string) => `"total_count":${Number(count) + 1}`) };
    });
    expect(await sync(desk, range)).toMatchObject({ complete: false, incomplete_days: [broken], transactions: 90 });
    expect(asked.filter((page) => page.day === broken.day && page.resource === broken.resource)).toHaveLength(4);
    expect(await stateOf(desk)).toMatchObject({ incomplete_days: [broken], last_finished: { outcome: 'incomplete' }, resumable: null });
    expect(sorted((await transactions(desk)).map((each) => each.id))).toEqual(idsBetween(world, range));
    whole = true;
    expect(await sync(desk, range)).toMatchObject({ complete: true, resumed: 0, incomplete_days: [] });
    expect((await stateOf(desk)).incomplete_days).toEqual([]);
  });
});

describe('what a connection may not read', () => {
  it('is told, and the rest is synced', async () => {
    const { ready, range } = await scene.threeDays();
    const { desk } = await scene.openDesk(ready, (page, send) => (page.resource === 'transactions' ? send() : forbidden()));
    expect(await sync(desk, range)).toMatchObject({ complete: true, transactions: 90, refunds: 0, not_permitted: ['refunds', 'settlements'] });
  });

  it('ends the sync where it is the transactions', async () => {
    const { ready, range } = await scene.threeDays();
    const { desk } = await scene.openDesk(ready, (page, send) => (page.resource === 'transactions' ? forbidden() : send()));
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.forbidden' });
    expect((await stateOf(desk)).last_attempt).toMatchObject({ outcome: 'failed', error_code: 'payven.forbidden' });
  });

  it('ends it without waiting for what else was asked', { timeout: 20_000 }, async () => {
    const { ready, range } = await scene.threeDays({ faults: ['refunds:latency=60000*all', 'settlements:latency=60000*all'] });
    const { desk } = await scene.openDesk(ready, (page, send) => (page.resource === 'transactions' ? forbidden() : send()));
    await expect(sync(desk, range)).rejects.toMatchObject({ code: 'payven.forbidden' });
  });
});

describe('settlements', () => {
  it('are kept as Payven lists them, with their sums', async () => {
    const { ready, world, range } = await scene.threeDays();
    const { desk } = await scene.openDesk(ready);
    const within = world.settlements.filter((each) => each.period_start >= range.from && each.period_start <= range.to);
    const sum = (field: 'gross_amount' | 'refund_amount' | 'bank_commission' | 'net_amount' | 'transaction_count') => within.reduce((total, each) => total + each[field], 0);
    expect(within.length).toBeGreaterThan(3);
    expect(await sync(desk, range)).toMatchObject({ settlements: within.length });
    const listed = await call(desk, settlementContract, 'settlement.list', { ...range, limit: 2 });
    expect(listed).toMatchObject({
      total: within.length,
      sums: {
        gross_amount: sum('gross_amount'),
        refund_amount: sum('refund_amount'),
        bank_commission_amount: sum('bank_commission'),
        net_amount: sum('net_amount'),
        transaction_count: sum('transaction_count'),
      },
    });
    expect(listed.settlements).toHaveLength(2);
    const one = await call(desk, settlementContract, 'settlement.list', { from: range.to, to: range.to });
    expect(sorted(one.settlements.map((each) => each.id))).toEqual(sorted(within.filter((each) => each.period_start === range.to).map((each) => each.id)));
  });
});
