import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { type HttpTransport, TransportError } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

/** Decisions that are made here first, sent later, and meet what others decided meanwhile. */
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** A network that can be unplugged. */
function plug(): HttpTransport & { on: boolean } {
  return {
    on: true,
    send(request) {
      return this.on ? httpTransport.send(request) : Promise.reject(new TransportError('ENETUNREACH', false));
    },
  };
}

async function started(faults: string[] = []) {
  const clock = jumpingClock();
  const journal = join(folder.path, 'journal');
  const sandbox = await startSandbox({ seed: 31, transactions: 60, bank_file: join(folder.path, 'b'), journal, faults, start_limit: 100, now: clock.now });
  const network = plug();
  const desk = testDesk(join(folder.path, 'data'), { clock, transport: network });
  const { preview } = await upToPreview(desk, sandbox.ready);
  const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
  const colleague = testDesk(join(folder.path, 'colleague'), { clock });
  await connectTo(colleague, sandbox.ready);
  const show = (on = desk) => call(on, reconciliationContract, 'reconciliation.show', { reconciliation_id, limit: 1_000 });
  const pending = (await show()).details.filter((each) => each.detail_status === 'Pending').map((each) => each.id);
  const entries = () => readFileSync(journal, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, string>);
  return {
    sandbox,
    desk,
    colleague,
    network,
    clock,
    reconciliation_id,
    pending,
    show,
    resolved: () => entries().filter((entry) => entry['what'] === 'detail.resolved'),
    detail: async (id: string) => (await show()).details.find((each) => each.id === id),
    decide: (detail_ids: string[], action: string, more = {}) =>
      call(desk, decisionContract, 'decision.make', { reconciliation_id, detail_ids, action, ...more }),
    push: () => call(desk, decisionContract, 'decision.push', {}),
    async close() {
      desk.close();
      colleague.close();
      await sandbox.close();
    },
  };
}

describe('a decision', () => {
  it('is made without a network, waits, and goes out with the next push', async () => {
    const scene = await started();
    scene.network.on = false;
    const { pending } = scene;
    expect(await scene.decide(pending, 'AcceptDb', { remarks: 'mutabık' })).toMatchObject({ decided: pending.length, waiting: pending.length });
    expect(await scene.push()).toMatchObject({ offline: true, processed: 0, failed: 0, waiting: pending.length });
    expect(scene.resolved()).toHaveLength(0);
    expect((await scene.show()).details.filter((each) => each.decision?.state === 'local')).toHaveLength(pending.length);
    scene.network.on = true;
    expect(await scene.push()).toMatchObject({ offline: false, processed: pending.length, failed: 0, waiting: 0, conflicts: 0 });
    expect(new Set(scene.resolved().map((entry) => entry['detail_id']))).toEqual(new Set(pending));
    expect(scene.resolved()).toHaveLength(pending.length);
    expect(await scene.push()).toMatchObject({ processed: 0, waiting: 0 });
    await scene.close();
  });

  it('changed before it is sent goes out as it was changed, once', async () => {
    const scene = await started();
    const [id = ''] = scene.pending;
    await scene.decide([id], 'Ignore');
    await scene.decide([id], 'AcceptDb');
    expect(await scene.push()).toMatchObject({ processed: 1, waiting: 0 });
    expect(scene.resolved()).toHaveLength(1);
    expect(await scene.detail(id)).toMatchObject({ resolution_action: 'AcceptDb' });
    await scene.close();
  });

  it('does not wait for a sync that is under way', async () => {
    const scene = await started(['transactions:latency=300*all']);
    const { period_start: from, period_end: to } = scene.sandbox.ready;
    let synced = false;
    const sync = scene.desk.call('sync.run', { from, to }, { language: 'en' }).then(() => (synced = true));
    await scene.decide(scene.pending.slice(0, 1), 'Ignore');
    expect(synced).toBe(false);
    await sync;
    await scene.close();
  });
});

describe('a conflict', () => {
  it('is shown with both answers, and Payven\'s can be let stand', async () => {
    const scene = await started();
    const { reconciliation_id, colleague, desk } = scene;
    const [id = ''] = scene.pending;
    await scene.decide([id], 'Ignore', { remarks: 'bizce' });
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids: [id], action: 'AcceptDb' });
    expect(await scene.push()).toMatchObject({ failed: 1, conflicts: 1, waiting: 0 });
    expect(await scene.detail(id)).toMatchObject({
      resolution_action: 'AcceptDb',
      decision: { action: 'Ignore', remarks: 'bizce', conflict: 'open', state: 'refused' },
    });
    expect(await scene.push()).toMatchObject({ processed: 0, failed: 0, conflicts: 0 });
    const settled = await call(desk, decisionContract, 'decision.settle', { reconciliation_id, detail_ids: [id], keep: 'payven' });
    expect(settled).toMatchObject({ settled: 1, conflicts: 0, waiting: 0 });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    expect(await scene.detail(id)).toMatchObject({ decision: { conflict: 'payven' } });
    expect(scene.resolved()).toHaveLength(1);
    const again = call(desk, decisionContract, 'decision.settle', { reconciliation_id, detail_ids: [id], keep: 'payven' });
    await expect(again).rejects.toMatchObject({ code: 'state.no_conflict' });
    await scene.close();
  });

  it('that is known before the push sends nothing at all', async () => {
    const scene = await started();
    const { reconciliation_id, colleague, desk } = scene;
    const [id = ''] = scene.pending;
    await scene.decide([id], 'Ignore');
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids: [id], action: 'AcceptDb' });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    expect(await scene.show()).toMatchObject({ conflicts: 1, waiting: 0 });
    expect(await scene.push()).toMatchObject({ processed: 0, failed: 0 });
    expect(scene.resolved()).toHaveLength(1);
    await scene.close();
  });

  it('settled for ours is sent over the answer that was seen, and Payven has the last word', async () => {
    const scene = await started();
    const { reconciliation_id, colleague, desk } = scene;
    const [id = ''] = scene.pending;
    await scene.decide([id], 'Ignore');
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids: [id], action: 'AcceptDb' });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    const settled = await call(desk, decisionContract, 'decision.settle', { reconciliation_id, detail_ids: [id], keep: 'mine' });
    expect(settled).toMatchObject({ waiting: 1, conflicts: 0 });
    expect(await scene.push()).toMatchObject({ failed: 1, waiting: 0 });
    expect(await scene.detail(id)).toMatchObject({ resolution_action: 'AcceptDb', decision: { action: 'Ignore', state: 'refused' } });
    await scene.close();
  });

  it('with the same answer is none', async () => {
    const scene = await started();
    const { reconciliation_id, colleague, desk } = scene;
    const [id = ''] = scene.pending;
    await scene.decide([id], 'AcceptDb');
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids: [id], action: 'AcceptDb' });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    expect(await scene.show()).toMatchObject({ conflicts: 0, waiting: 0 });
    expect(await scene.detail(id)).toMatchObject({ decision: { state: 'sent', conflict: null } });
    await scene.close();
  });

  it.each([
    ['reconciliation.cancel', { reason: 'başka' }],
    ['reconciliation.finalize', { force_partial: true }],
  ] as const)('opens for every waiting decision when a colleague calls %s, and none is sent or lost', async (method, more) => {
    const scene = await started();
    const { reconciliation_id, colleague, desk, pending } = scene;
    await scene.decide(pending, 'AcceptDb');
    await call(colleague, reconciliationContract, method, { reconciliation_id, confirmed: true, ...more });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    expect(await scene.show()).toMatchObject({ conflicts: pending.length, waiting: 0 });
    expect(await scene.push()).toMatchObject({ processed: 0, failed: 0 });
    const mine = call(desk, decisionContract, 'decision.settle', { reconciliation_id, detail_ids: pending, keep: 'mine' });
    await expect(mine).rejects.toMatchObject({ code: 'state.closed' });
    await call(desk, decisionContract, 'decision.settle', { reconciliation_id, detail_ids: pending, keep: 'payven' });
    expect(await scene.show()).toMatchObject({ conflicts: 0 });
    expect(scene.resolved()).toHaveLength(0);
    await scene.close();
  });
});

describe('a reconciliation started elsewhere', () => {
  it('is found in Payven\'s list, opened with the days of its period, and decided here', async () => {
    const scene = await started();
    const { reconciliation_id, colleague } = scene;
    const listed = await call(colleague, reconciliationContract, 'reconciliation.remote', { scope: 'Connector' });
    expect(listed).toMatchObject({ total: 1, has_next_page: false, reconciliations: [{ reconciliation_id, is_known: false, overall_status: 'Draft' }] });
    expect(await call(colleague, reconciliationContract, 'reconciliation.remote', { overall_status: 'Completed' })).toMatchObject({ total: 0 });
    await call(colleague, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    const { rows } = await call(colleague, browseContract, 'transaction.list', {});
    expect(rows.length).toBeGreaterThan(0);
    const { details } = await scene.show(colleague);
    expect(details.filter((each) => each.transaction_id !== null).every((each) => each.payven !== null)).toBe(true);
    const decided = await call(colleague, decisionContract, 'decision.make', { reconciliation_id, discrepancy: 'OrphanDb', action: 'AcceptDb' });
    expect(await call(colleague, decisionContract, 'decision.push', { reconciliation_id })).toMatchObject({ processed: decided.decided });
    expect(await call(colleague, reconciliationContract, 'reconciliation.remote', {})).toMatchObject({ reconciliations: [{ is_known: true }] });
    await scene.close();
  });
});
