import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { HttpTransport } from '../../src/main/ports.ts';
import { serveWorld } from '../../src/sandbox/server.ts';
import { generateWorld } from '../../src/sandbox/generator.ts';
import { addSale } from '../builders/sandbox.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk } from '../builders/desk.ts';

/** Days that are here but lack something, and are found by the next sync all the same. */
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const DAY_MS = 86_400_000;
const dayAt = (ms: number): string => new Date(ms + 3 * 3_600_000).toISOString().slice(0, 10);

async function scene(transport: HttpTransport = httpTransport) {
  const clock = jumpingClock();
  const world = generateWorld({ seed: 5, transactions: 20, bank: 'garanti', variant: 'standard' });
  // Long before any day that is asked for, until a test moves it.
  const sale = addSale(world, { id: '00000000-0000-4000-8000-00000000abcd', amount: 12_345, created: 0 });
  const served = await serveWorld(world, { now: clock.now });
  const desk = testDesk(join(folder.path, 'data'), { clock, transport });
  await connectTo(desk, { ...served, identity_url: served.url, api_url: served.url, slug: world.slug });
  return {
    clock,
    world,
    sale,
    desk,
    sync: (range: object = {}) => call(desk, syncContract, 'sync.run', range),
    async close() {
      desk.close();
      await served.close();
    },
  };
}

describe('a day that was read before it was over', () => {
  it('is read again by the next sync, however far the earlier one reached', async () => {
    const { clock, sale, desk, sync, close } = await scene();
    const today = clock.now();
    await sync({ from: dayAt(today), to: dayAt(today + 60 * DAY_MS) });
    sale.created = today + 3 * DAY_MS;
    clock.jump(30 * DAY_MS);
    await sync();
    const { rows } = await call(desk, browseContract, 'transaction.list', {});
    expect(rows.map((row) => row.amount)).toEqual([12_345]);
    await close();
  });
});

describe('what this connection may not read just now', () => {
  it('is read once it may, and what is known of configurations stays', async () => {
    let forbidden = false;
    const refuse = JSON.stringify({ title: 'Yetki yok', status: 403, code: 'ip_not_allowed' });
    const moody: HttpTransport = {
      send(request) {
        const shut = forbidden && /refunds|connector-configurations|merchants/.test(request.url);
        return shut ? Promise.resolve({ status: 403, headers: {}, body: refuse }) : httpTransport.send(request);
      },
    };
    const { world, desk, sync, close } = await scene(moody);
    const range = { from: world.period_start, to: world.period_end };
    const known = await call(desk, connectionContract, 'connection.list', {});
    expect(known.connections[0]?.connectors.length).toBeGreaterThan(0);
    forbidden = true;
    expect(await sync(range)).toMatchObject({ refunds: 0, not_permitted: ['refunds'] });
    expect(await call(desk, connectionContract, 'connection.list', {})).toMatchObject({ connections: [{ connectors: known.connections[0]?.connectors, merchants: known.connections[0]?.merchants }] });
    forbidden = false;
    await sync();
    const { rows } = await call(desk, browseContract, 'refund.list', {});
    expect(rows.length).toBe(world.refunds.length);
    expect(rows.length).toBeGreaterThan(0);
    await close();
  });
});
