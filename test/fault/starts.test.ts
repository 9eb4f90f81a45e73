import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { daysBetween } from '../../src/shared/day.ts';
import { outboxContract } from '../../src/shared/contract/outbox.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, jumpingClock, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

/** How starts keep Payven's limits and clock, and what can be done about one whose end is unknown. */
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function scene(options: { faults?: string[]; start_limit?: number; ttl?: number; payven_ahead_ms?: number } = {}) {
  const clock = jumpingClock();
  const journal = join(folder.path, 'journal');
  const sandbox = await startSandbox({
    seed: 31,
    transactions: 60,
    bank_file: join(folder.path, 'b'),
    journal,
    faults: options.faults ?? [],
    start_limit: options.start_limit ?? 100,
    idempotency_ttl_s: options.ttl ?? 180,
    now: () => clock.now() + (options.payven_ahead_ms ?? 0),
  });
  const desk = testDesk(join(folder.path, 'data'), { clock });
  const { preview } = await upToPreview(desk, sandbox.ready);
  const entries = () => readFileSync(journal, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  return {
    desk,
    clock,
    preview,
    count: (what: string) => entries().filter((entry) => entry['what'] === what).length,
    statuses: (path: RegExp) => entries().filter((entry) => entry['kind'] === 'request' && path.test(String(entry['path']))).map((entry) => entry['status']),
    start: (preview_id = preview.preview_id) => call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true }),
    async close() {
      desk.close();
      await sandbox.close();
    },
  };
}

describe('a period that is too large whole', () => {
  it('is cut into days, and what is parted by that is said', async () => {
    const { desk, preview, start, close } = await scene();
    const { previews, parted } = await call(desk, previewContract, 'preview.by_day', { preview_id: preview.preview_id });
    expect(previews.map((each) => each.from)).toEqual(daysBetween(preview.from, preview.to));
    for (const each of previews) expect(each.from).toBe(each.to);
    expect(previews.reduce((sum, each) => sum + each.sent, 0)).toBe(preview.sent);
    const pairs = (each: typeof preview) => each.counts.matched + each.counts.amount_mismatch + each.counts.status_mismatch;
    expect(previews.reduce((sum, each) => sum + pairs(each), 0) + parted).toBe(pairs(preview));
    for (const { preview_id, counts } of previews) expect(await start(preview_id)).toMatchObject({ counts, differs_from_preview: 0 });
    await close();
  });
});

describe('starts', () => {
  it('are five a minute by waiting, and the wait is shown', async () => {
    const { desk, preview, statuses, close, count } = await scene({ start_limit: 5 });
    const [first = '', second = '', third = ''] = daysBetween(preview.from, preview.to);
    const ranges = [[first, first], [second, second], [third, third], [first, second], [second, third], [first, third]];
    const waits: number[] = [];
    for (const [from, to] of ranges) {
      const { import_ids, scope, connector_config_id } = preview;
      const { preview_id } = await call(desk, previewContract, 'preview.make', { import_ids, scope, connector_config_id, from, to });
      const answer = await desk.call('reconciliation.start', { preview_id, confirmed: true }, {
        language: 'en',
        onProgress: (progress) => waits.push(...(progress.step === 'wait' ? [progress.wait_ms ?? 0] : [])),
      });
      expect(answer).toMatchObject({ ok: true });
    }
    expect(count('reconciliation.started')).toBe(ranges.length);
    expect(statuses(/\/start$/)).not.toContain(429);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(30_000);
    await close();
  });

  it('count by attempts', async () => {
    const { desk, preview, statuses, close } = await scene({ start_limit: 5, faults: ['start:503*4'] });
    const { previews } = await call(desk, previewContract, 'preview.by_day', { preview_id: preview.preview_id });
    for (const { preview_id } of previews.slice(0, 3)) {
      await call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
    }
    expect(statuses(/\/start$/).filter((status) => status === 503)).toHaveLength(4);
    expect(statuses(/\/start$/)).not.toContain(429);
    await close();
  });
});

describe('the time in which a repeat is safe', () => {
  it.each([-3_600_000, 3_600_000])('is counted by Payven\'s clock, %d ms from ours', async (payven_ahead_ms) => {
    const { clock, start, count, statuses, close } = await scene({ faults: ['start:504-after*5'], ttl: 150, payven_ahead_ms });
    await expect(start()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    const tried = statuses(/\/start$/).length;
    expect(await start()).toMatchObject({ recovered: true });
    expect(statuses(/\/start$/).length).toBe(tried + 1);
    expect(count('reconciliation.started')).toBe(1);
    clock.jump(0);
    await close();
  });

  it('over, nothing is sent: the reconciliation is looked up by Payven\'s own time', async () => {
    const { clock, start, count, statuses, close } = await scene({ faults: ['start:504-after*5'], ttl: 60, payven_ahead_ms: 7_200_000 });
    await expect(start()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    const tried = statuses(/\/start$/).length;
    clock.jump(160_000);
    expect(await start()).toMatchObject({ recovered: true });
    expect(statuses(/\/start$/).length).toBe(tried);
    expect(count('reconciliation.started')).toBe(1);
    await close();
  });
});

describe('a start whose end stays unknown', () => {
  it('stands in the outbox, can be looked for, and ends only by the user\'s word', async () => {
    const { desk, clock, start, count, close, preview } = await scene({ faults: ['start:504*5'] });
    await expect(start()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(200_000);
    const open = await call(desk, outboxContract, 'outbox.list', { open: true });
    expect(open).toMatchObject({ total: 1, writes: [{ call: 'start', state: 'unknown', preview_id: preview.preview_id }] });
    const write_id = open.writes[0]?.write_id ?? '';
    expect(open.writes[0]?.idempotency_key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await call(desk, outboxContract, 'outbox.look', { write_id })).toMatchObject({ state: 'unknown' });
    await expect(call(desk, outboxContract, 'outbox.dismiss', { write_id, confirmed: false })).rejects.toMatchObject({ code: 'state.not_confirmed' });
    expect(await call(desk, outboxContract, 'outbox.dismiss', { write_id, confirmed: true })).toMatchObject({ state: 'refused' });
    expect(count('reconciliation.started')).toBe(0);
    expect(await start()).toMatchObject({ recovered: false });
    expect(count('reconciliation.started')).toBe(1);
    await close();
  });

  it('that was done is adopted by looking', async () => {
    const { desk, clock, start, count, close } = await scene({ faults: ['start:504-after*5'], ttl: 60 });
    await expect(start()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(200_000);
    const { writes } = await call(desk, outboxContract, 'outbox.list', { open: true });
    expect(await call(desk, outboxContract, 'outbox.look', { write_id: writes[0]?.write_id })).toMatchObject({ state: 'done' });
    expect(count('reconciliation.started')).toBe(1);
    expect(await call(desk, outboxContract, 'outbox.list', { open: true })).toMatchObject({ total: 0 });
    await close();
  });
});
