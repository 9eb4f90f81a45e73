import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { dayOf } from '../../src/shared/day.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { transactionContract } from '../../src/shared/contract/transaction.ts';
import { workbookContract } from '../../src/shared/contract/workbook.ts';
import { z } from 'zod';
import { clientOf, fetchToken } from '../builders/sandbox.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** A sandbox with faults, a desk in front of it, one clock for both, and the sandbox's own word on what was done. */
async function scene(faults: string[]) {
  const journal = join(folder.path, 'journal.jsonl');
  appendFileSync(journal, '');
  const clock = jumpingClock();
  const world = { seed: 31, transactions: 60, bank_file: join(folder.path, 'b') };
  const sandbox = await startSandbox({ ...world, journal, faults, start_limit: 100, now: clock.now });
  const data = join(folder.path, 'data');
  const desk = testDesk(data, { clock });
  const states = (what: string): number =>
    readFileSync(journal, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { kind: string; what?: string })
      .filter((entry) => entry.kind === 'state' && entry.what === what).length;
  const start = (preview_id: string, force = false, on = desk) =>
    call(on, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true, force });
  return { sandbox, desk, clock, states, start, data, close: () => sandbox.close() };
}

describe('a start whose answer is lost', () => {
  it.each(['start:drop-after', 'start:504-after', 'start:drop-before*2', 'start:503*3', 'start:429=1*2', 'start:500'])(
    'with %s is repeated under its key: one reconciliation',
    async (fault) => {
      const { desk, sandbox, states, start, close } = await scene([fault]);
      const { preview } = await upToPreview(desk, sandbox.ready);
      expect(await start(preview.preview_id)).toMatchObject({ overall_status: 'Draft', differs_from_preview: 0 });
      expect(states('reconciliation.started')).toBe(1);
      desk.close();
      await close();
    },
  );

  it('for good is unknown, and the next start repeats it while that is safe', async () => {
    const { desk, sandbox, states, start, close } = await scene(['start:504-after*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    expect(await start(preview.preview_id)).toMatchObject({ recovered: true });
    expect(states('reconciliation.started')).toBe(1);
    desk.close();
    await close();
  });

  it('and too old to repeat is looked up, and adopted only because it holds exactly what was sent', async () => {
    const { desk, sandbox, clock, states, start, close } = await scene(['start:504-after*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(200_000);
    expect(await start(preview.preview_id)).toMatchObject({ recovered: true, differs_from_preview: 0 });
    expect(states('reconciliation.started')).toBe(1);
    desk.close();
    await close();
  });

  it('and nowhere to be found stays unknown until the user insists', async () => {
    const { desk, sandbox, clock, states, start, close } = await scene(['start:504*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(200_000);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'state.start_unknown' });
    expect(states('reconciliation.started')).toBe(0);
    expect(await start(preview.preview_id, true)).toMatchObject({ recovered: false });
    expect(states('reconciliation.started')).toBe(1);
    desk.close();
    await close();
  });

  it('survives the program being closed and opened again', async () => {
    const { desk, sandbox, states, start, data, close } = await scene(['start:504-after*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    desk.close();
    const reopened = testDesk(data);
    await connectTo(reopened, sandbox.ready);
    expect(await start(preview.preview_id, false, reopened)).toMatchObject({ recovered: true });
    expect(states('reconciliation.started')).toBe(1);
    reopened.close();
    await close();
  });
});

describe('a start that others begin too', () => {
  it('from several desks on one data folder is one reconciliation', async () => {
    const { desk, sandbox, states, start, data, close } = await scene(['transactions:latency=40*all']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const others = [testDesk(data), testDesk(data), testDesk(data)];
    for (const other of others) await connectTo(other, sandbox.ready);
    const ends = await Promise.allSettled([desk, ...others].map((each) => start(preview.preview_id, false, each)));
    expect(states('reconciliation.started')).toBe(1);
    const won = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value.reconciliation_id : []));
    expect(won.length).toBeGreaterThan(0);
    expect(new Set(won).size).toBe(1);
    for (const end of ends) if (end.status === 'rejected') expect(String(end.reason.code)).toMatch(/^state\./);
    for (const each of [desk, ...others]) each.close();
    await close();
  });

  it('and that was looked at meanwhile is still known for ours', async () => {
    const { desk, sandbox, clock, states, start, close } = await scene(['start:504-after*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    clock.jump(200_000);
    const token = await fetchToken({ url: sandbox.ready.api_url, ...sandbox.ready });
    const { body } = await clientOf(sandbox.ready.api_url, token).get('/reconciliations');
    const [found] = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(body).items;
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id: found?.id });
    expect(await start(preview.preview_id)).toMatchObject({ reconciliation_id: found?.id, recovered: true });
    expect(states('reconciliation.started')).toBe(1);
    desk.close();
    await close();
  });
});

describe('a start that is refused', () => {
  it.each([
    ['start:413', 'payven.too_large'],
    ['start:429=1*5', 'payven.busy'],
  ])('with %s leaves the way free for another', async (fault, code) => {
    const { desk, sandbox, states, start, close } = await scene([fault]);
    const { preview } = await upToPreview(desk, sandbox.ready);
    await expect(start(preview.preview_id)).rejects.toMatchObject({ code });
    expect(states('reconciliation.started')).toBe(0);
    expect(await start(preview.preview_id)).toMatchObject({ recovered: false });
    desk.close();
    await close();
  });
});

describe('decisions and closing', () => {
  it.each(['bulk-resolve:drop-after', 'bulk-resolve:503*2', 'bulk-resolve:504-after*5'])('with %s no decision is lost or doubled', async (fault) => {
    const { desk, sandbox, states, start, close } = await scene([fault, 'finalize:drop-after']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id, counts } = await start(preview.preview_id);
    const wanted = counts.orphan_db;
    expect(wanted).toBeGreaterThan(1);
    const resolve = (discrepancy: string) =>
      call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, discrepancy, action: 'AcceptDb' });
    if (fault.endsWith('*5')) {
      await expect(resolve('OrphanDb')).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
      expect(await resolve('OrphanDb')).toMatchObject({ processed: wanted });
    } else {
      expect(await resolve('OrphanDb')).toMatchObject({ processed: wanted, failed: 0 });
    }
    expect(states('detail.resolved')).toBe(wanted);
    const closed = await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
    expect(closed.overall_status).toBe('PartiallyCompleted');
    expect(states('reconciliation.finalized')).toBe(1);
    desk.close();
    await close();
  });

  it('of ours that a colleague was quicker with come back to their row, and block nothing', async () => {
    const { desk, sandbox, start, data, close } = await scene([]);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id } = await start(preview.preview_id);
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, detail_status: 'Pending' });
    const detail_ids = [details[0]?.id ?? ''];
    const colleague = testDesk(`${data}-colleague`);
    await connectTo(colleague, sandbox.ready);
    await call(colleague, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids, action: 'AcceptDb' });
    const mineFirst = await call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids, action: 'Ignore' });
    expect(mineFirst).toMatchObject({ processed: 0, failed: 1, conflicts: 1 });
    const after = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id });
    const mine = after.details.find((detail) => detail.id === detail_ids[0]);
    expect(mine).toMatchObject({ resolution_action: 'AcceptDb', decision: { action: 'Ignore', state: 'refused' } });
    const closed = await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
    expect(closed.overall_status).toBe('PartiallyCompleted');
    colleague.close();
    desk.close();
    await close();
  });

  it('that Payven was too busy for wait, and go out with the next step', async () => {
    const { desk, sandbox, states, start, close } = await scene(['resolve:429=1*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id } = await start(preview.preview_id);
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, detail_status: 'Pending' });
    const resolve = call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, detail_ids: [details[0]?.id], action: 'Ignore' });
    await expect(resolve).rejects.toMatchObject({ code: 'payven.busy' });
    await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
    expect(states('detail.resolved')).toBe(1);
    desk.close();
    await close();
  });

  it.each(['resolve', 'finalize'] as const)('%s again after its answer was lost is done, not refused', async (step) => {
    const { desk, sandbox, states, start, close } = await scene([step === 'resolve' ? 'bulk-resolve:504-after*5' : 'finalize:504-after*5']);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id, counts } = await start(preview.preview_id);
    const act = () =>
      step === 'resolve'
        ? call(desk, reconciliationContract, 'reconciliation.resolve', { reconciliation_id, discrepancy: 'OrphanDb', action: 'AcceptDb' })
        : call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
    await expect(act()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    expect(await act()).toMatchObject(step === 'resolve' ? { processed: counts.orphan_db } : { overall_status: 'PartiallyCompleted' });
    expect(states(step === 'resolve' ? 'detail.resolved' : 'reconciliation.finalized')).toBe(step === 'resolve' ? counts.orphan_db : 1);
    desk.close();
    await close();
  });

  it('made elsewhere meanwhile are seen before anything is overwritten', async () => {
    const { desk, sandbox, start, data, close } = await scene([]);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id } = await start(preview.preview_id);
    const colleague = testDesk(`${data}-colleague`);
    await connectTo(colleague, sandbox.ready);
    await call(colleague, reconciliationContract, 'reconciliation.cancel', { reconciliation_id, reason: 'başka', confirmed: true });
    await expect(
      call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true }),
    ).rejects.toMatchObject({ code: 'state.closed' });
    colleague.close();
    desk.close();
    await close();
  });
});

describe('a network that comes and goes', () => {
  it('is waited out by a sync, five tries long', async () => {
    const { desk, sandbox, close } = await scene(['transactions:503*2', 'refunds:drop-before', 'token:429=2']);
    await connectTo(desk, sandbox.ready);
    const { period_start: from, period_end: to } = sandbox.ready;
    expect(await call(desk, syncContract, 'sync.run', { from, to })).toMatchObject({ transactions: 60, complete: true });
    desk.close();
    await close();
  });

  it('that is gone is named, and what is here can still be read and exported', async () => {
    const { desk, sandbox, start, close } = await scene([]);
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id } = await start(preview.preview_id);
    const known = sandbox.world.transactions.find((each) => dayOf(each.created) === sandbox.ready.period_start);
    if (known === undefined) throw new Error('no transaction');
    await close();
    const { period_start: from, period_end: to } = sandbox.ready;
    await expect(call(desk, syncContract, 'sync.run', { from, to })).rejects.toMatchObject({ code: 'payven.unreachable' });
    expect(await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id })).toMatchObject({ reconciliation_id });
    expect(await call(desk, transactionContract, 'transaction.get', { id: known.id })).toMatchObject({ source: 'this_computer' });
    expect(await call(desk, workbookContract, 'workbook.export', { reconciliation_id, file: join(folder.path, 'o.xlsx') })).toMatchObject({ sheets: ['Summary', 'Details'] });
    desk.close();
  });

  it('and a sync that is stopped keeps the days it had finished', async () => {
    const { desk, sandbox, close } = await scene(['refunds:latency=150*all']);
    await connectTo(desk, sandbox.ready);
    const { period_start: from, period_end: to } = sandbox.ready;
    const stop = new AbortController();
    const answer = await desk.call('sync.run', { from, to }, { language: 'en', signal: stop.signal, onProgress: () => stop.abort() });
    expect(answer).toMatchObject({ ok: false, error: { code: 'state.cancelled' } });
    const { rows } = await call(desk, browseContract, 'transaction.list', {});
    expect(rows.length).toBeGreaterThan(0);
    expect(await call(desk, syncContract, 'sync.run', { from, to })).toMatchObject({ transactions: 60, complete: true });
    desk.close();
    await close();
  });

  it('with a token that ends meanwhile renews once and goes on', async () => {
    const { desk, sandbox, close } = await scene(['transactions:401']);
    await connectTo(desk, sandbox.ready);
    const { period_start: from, period_end: to } = sandbox.ready;
    expect(await call(desk, syncContract, 'sync.run', { from, to })).toMatchObject({ complete: true });
    desk.close();
    await close();
  });
});
