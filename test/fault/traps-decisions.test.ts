import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { TransportError } from '../../src/main/ports.ts';
import { call } from '../builders/desk.ts';
import { beforeStart, bent, type Hook, holdAt, isGet, isPost, isTimeAsked, refusal, started, type TrapOptions } from '../builders/trap-scene.ts';

/** Decisions and closings that two programs, two people or a lost answer could set against each other. */
let scene: { close: () => Promise<void> } | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

async function open(options: TrapOptions = {}) {
  const made = await started(options);
  scene = made;
  return made;
}

const UNKNOWN = { code: 'payven.outcome_unknown' };
/** Long after the time in which Payven remembers a key. */
const TOO_LATE_MS = 200_000;
/** What was measured of Payven's clock is no longer fresh then. */
const STALE_MS = 61_000;

const bulk = z.object({ items: z.array(z.object({ detail_id: z.string() }).loose()) });

/** Payven refuses one item of several, and takes the others. */
const refusing = (bad: string): Hook => async (request, send) => {
  if (!isPost(request, '/bulk-resolve')) return send();
  const items = bulk.parse(JSON.parse(request.body ?? '')).items.filter((each) => each.detail_id !== bad);
  const answer = await httpTransport.send({ ...request, body: JSON.stringify({ items }) });
  return bent(answer, (body) => {
    body['failed'] = 1;
    body.errors.push({ detail_id: bad, message: 'kural' });
  });
};

describe('two programs on one data folder', () => {
  it('that push at once resolve each detail once', async () => {
    const { pending, decide, clock, wire, twin, push, resolved, show } = await open();
    const other = await twin();
    await decide(pending, 'Ignore');
    clock.jump(STALE_MS);
    const { reached, release } = holdAt(wire, isTimeAsked);
    const first = push();
    await reached;
    expect(await push(other)).toMatchObject({ processed: pending.length, failed: 0, waiting: 0 });
    release();
    expect(await first).toMatchObject({ processed: 0, failed: 0, conflicts: 0, waiting: 0 });
    expect(resolved().sort()).toEqual([...pending].sort());
    expect((await show()).details.filter((each) => each.decision !== null).every((each) => each.decision?.state === 'sent')).toBe(true);
  });

  it('leave a write done that one of them has found done, though the other never hears of it', async () => {
    const { pending, decide, clock, wire, twin, push, resolved, detail, writes } = await open();
    const [id = ''] = pending;
    await decide([id], 'Ignore');
    const other = await twin();
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    wire.hook = async (request, send) => {
      if (!isPost(request, '/resolve')) return send();
      await send();
      arrived.resolve();
      await held.promise;
      throw new TransportError('TIMEOUT', true);
    };
    const slow = push();
    await arrived.promise;
    clock.jump(TOO_LATE_MS);
    expect(await push(other)).toMatchObject({ processed: 1 });
    held.resolve();
    await expect(slow).rejects.toMatchObject(UNKNOWN);
    expect((await writes()).filter((each) => each.call === 'resolve')).toMatchObject([{ state: 'done', error_code: null }]);
    expect(await detail(id)).toMatchObject({ decision: { state: 'sent' } });
    wire.hook = (_, send) => send();
    expect(await push()).toMatchObject({ processed: 0, failed: 0, waiting: 0 });
    expect(resolved()).toEqual([id]);
  });
});

describe('a decision', () => {
  it('changed while a push has not come to it yet goes out as it was changed, once', async () => {
    const { pending: [id = ''], decide, clock, wire, push, resolved, detail } = await open();
    await decide([id], 'Ignore');
    clock.jump(STALE_MS);
    const { reached, release } = holdAt(wire, isTimeAsked);
    const pushed = push();
    await reached;
    await decide([id], 'AcceptDb');
    release();
    expect(await pushed).toMatchObject({ processed: 1, failed: 0, waiting: 0 });
    expect(resolved()).toEqual([id]);
    expect(await detail(id)).toMatchObject({ resolution_action: 'AcceptDb', decision: { action: 'AcceptDb', state: 'sent', conflict: null } });
  });

  it('cannot be changed while it is being sent', async () => {
    const { pending: [id = '', next = ''], decide, wire, push, resolved, detail } = await open();
    await decide([id], 'Ignore');
    const { reached, release } = holdAt(wire, (request) => isPost(request, '/resolve'));
    const pushed = push();
    await reached;
    await expect(decide([id], 'AcceptDb')).rejects.toMatchObject({ code: 'state.being_sent', details: { id } });
    expect(await decide([next], 'AcceptDb')).toMatchObject({ decided: 1 });
    release();
    await pushed;
    expect(await detail(id)).toMatchObject({ resolution_action: 'Ignore', decision: { action: 'Ignore', state: 'sent', conflict: null } });
    expect(new Set(resolved())).toEqual(new Set([id, next]));
  });

  it('whose answer was lost is not taken for another amount', async () => {
    const { pending: [id = ''], resolve, detail, resolved } = await open({ faults: ['resolve:504-after*5'] });
    await expect(resolve([id], 'AdjustAmount', { adjusted_amount: 100 })).rejects.toMatchObject(UNKNOWN);
    await expect(resolve([id], 'AdjustAmount', { adjusted_amount: 20_000 })).rejects.toMatchObject({ code: 'state.not_pending' });
    expect(await detail(id)).toMatchObject({ adjusted_amount: 100, decision: { adjusted_amount: 100, state: 'sent' } });
    expect(resolved()).toEqual([id]);
  });

  it('whose answer was lost is told as processed when it is asked for again as it was', async () => {
    const { pending: [id = ''], resolve, resolved } = await open({ faults: ['resolve:504-after*5'] });
    await expect(resolve([id], 'AdjustAmount', { adjusted_amount: 100 })).rejects.toMatchObject(UNKNOWN);
    expect(await resolve([id], 'AdjustAmount', { adjusted_amount: 100 })).toMatchObject({ processed: 1, failed: 0 });
    expect(resolved()).toEqual([id]);
  });

  it('that another has replaced does not make a push read', async () => {
    const { pending: [id = ''], decide, push, wire } = await open();
    await decide([id], 'Ignore');
    await decide([id], 'AcceptDb');
    expect(await push()).toMatchObject({ processed: 1 });
    wire.asked.length = 0;
    wire.hook = () => Promise.reject(new TransportError('ENETUNREACH', false));
    expect(await push()).toMatchObject({ processed: 0, waiting: 0, offline: false });
    expect(wire.asked).toEqual([]);
  });

  it('that Payven refused when a lost write of an earlier run was repeated is told by the push', async () => {
    const { pending, decide, push, wire } = await open({ faults: ['bulk-resolve:504*5'] });
    const [bad = '', ...good] = pending;
    await decide(pending, 'Ignore');
    await expect(push()).rejects.toMatchObject(UNKNOWN);
    wire.hook = refusing(bad);
    expect(await push()).toMatchObject({ processed: good.length, failed: 1, errors: [{ detail_id: bad, message: 'kural' }], waiting: 0 });
  });

  it('that Payven refuses by its rules does not keep back the others of its chunk', async () => {
    const { pending, decide, push, wire, resolved, detail } = await open();
    const [bad = '', ...good] = pending;
    await decide(pending, 'Ignore');
    wire.hook = (request, send) => {
      const isIts = request.method === 'POST' && `${request.url} ${request.body ?? ''}`.includes(bad);
      return isIts ? Promise.resolve(refusal(422, 'validation_failed')) : send();
    };
    expect(await push()).toMatchObject({ processed: good.length, failed: 1, errors: [{ detail_id: bad }], waiting: 0 });
    expect(resolved().sort()).toEqual([...good].sort());
    expect(await detail(bad)).toMatchObject({ detail_status: 'Pending', decision: { state: 'refused', message: 'validation_failed' } });
    wire.asked.length = 0;
    expect(await push()).toMatchObject({ processed: 0, failed: 0 });
    expect(wire.asked).toEqual([]);
  });

  it.each([403, 503])('of one reconciliation that is answered %d does not hold up another\'s', async (status) => {
    const { preview, desk, start, wire, resolved, ...rest } = await beforeStart();
    scene = rest;
    const { previews } = await call(desk, previewContract, 'preview.by_day', { preview_id: preview.preview_id });
    const decided: { reconciliation_id: string; id: string }[] = [];
    for (const { preview_id } of previews) {
      const { reconciliation_id } = await start(preview_id);
      const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, detail_status: 'Pending' });
      const [first] = details;
      if (first === undefined || decided.length === 2) continue;
      await call(desk, decisionContract, 'decision.make', { reconciliation_id, detail_ids: [first.id], action: 'Ignore' });
      decided.push({ reconciliation_id, id: first.id });
    }
    expect(decided).toHaveLength(2);
    const [refused, taken] = decided;
    wire.hook = (request, send) =>
      request.method === 'POST' && request.url.includes(refused?.reconciliation_id ?? '') ? Promise.resolve(refusal(status, 'forbidden')) : send();
    const code = status === 403 ? 'payven.forbidden' : 'payven.outcome_unknown';
    await expect(call(desk, decisionContract, 'decision.push', {})).rejects.toMatchObject({ code });
    expect(resolved()).toEqual([taken?.id]);
    wire.hook = (_, send) => send();
    expect(await call(desk, decisionContract, 'decision.push', {})).toMatchObject({ processed: 1, waiting: 0 });
    expect(resolved()).toEqual([taken?.id, refused?.id]);
  });

  it('by verdict leaves the details alone that were decided by themselves', async () => {
    const { details, decide, desk, reconciliation_id, detail, push, resolved } = await open();
    const orphans = details.filter((each) => each.discrepancy === 'OrphanDb').map((each) => each.id);
    const [single = '', ...others] = orphans;
    expect(others.length).toBeGreaterThan(0);
    await decide([single], 'AcceptDb', { remarks: 'ayrıca' });
    const wish = { reconciliation_id, discrepancy: 'OrphanDb', action: 'Ignore' };
    expect(await call(desk, decisionContract, 'decision.make', wish)).toMatchObject({ decided: others.length, waiting: orphans.length });
    expect(await call(desk, decisionContract, 'decision.make', wish)).toMatchObject({ decided: 0, waiting: orphans.length });
    expect(await push()).toMatchObject({ processed: orphans.length });
    expect(await detail(single)).toMatchObject({ resolution_action: 'AcceptDb', decision: { remarks: 'ayrıca', state: 'sent' } });
    for (const id of others) expect(await detail(id)).toMatchObject({ resolution_action: 'Ignore' });
    expect(resolved()).toHaveLength(orphans.length);
  });
});

describe('finalizing', () => {
  it.each([false, true])('stops at a conflict its own push has met (force_partial %s), until the user has spoken', async (force) => {
    const { pending, decide, colleague, resolve, finalize, settle, count, show } = await open();
    const [id = ''] = pending;
    await decide(pending, 'Ignore');
    await resolve([id], 'AcceptDb', {}, await colleague());
    await expect(finalize(force)).rejects.toMatchObject({ code: 'state.decisions_open', details: { conflicts: 1 } });
    await expect(finalize()).rejects.toMatchObject({ code: 'state.decisions_open', details: { failed: 0, conflicts: 1 } });
    expect(count('reconciliation.finalized')).toBe(0);
    expect(await show()).toMatchObject({ conflicts: 1 });
    await settle([id], 'payven');
    expect(await finalize()).toMatchObject({ overall_status: 'Completed', conflicts: 0 });
  });

  it('stops at a decision Payven has just refused', async () => {
    const { pending: [id = ''], decide, wire, finalize, count, detail } = await open();
    await decide([id], 'Ignore');
    wire.hook = (request, send) => (isPost(request, '/resolve') ? Promise.resolve(refusal(422, 'validation_failed')) : send());
    await expect(finalize(true)).rejects.toMatchObject({ code: 'state.decisions_open', details: { failed: 1 } });
    expect(count('reconciliation.finalized')).toBe(0);
    expect(await detail(id)).toMatchObject({ detail_status: 'Pending', decision: { state: 'refused' } });
  });

  it('stops at a conflict that comes to light while a lost write of an earlier run is settled', async () => {
    const { pending: [id = ''], decide, push, clock, colleague, resolve, finalize, count } = await open({ faults: ['resolve:504*5'] });
    await decide([id], 'Ignore');
    await expect(push()).rejects.toMatchObject(UNKNOWN);
    clock.jump(TOO_LATE_MS);
    await resolve([id], 'AcceptDb', {}, await colleague());
    await expect(finalize(true)).rejects.toMatchObject({ code: 'state.decisions_open', details: { conflicts: 1 } });
    expect(count('reconciliation.finalized')).toBe(0);
  });

  it('stops at a decision that Payven refused when a lost write of an earlier run was repeated', async () => {
    const { pending, decide, push, wire, finalize, count, detail } = await open({ faults: ['bulk-resolve:504*5'] });
    const [bad = ''] = pending;
    await decide(pending, 'Ignore');
    await expect(push()).rejects.toMatchObject(UNKNOWN);
    wire.hook = refusing(bad);
    await expect(finalize(true)).rejects.toMatchObject({ code: 'state.decisions_open', details: { failed: 1 } });
    expect(count('reconciliation.finalized')).toBe(0);
    expect(await detail(bad)).toMatchObject({ detail_status: 'Pending', decision: { state: 'refused', message: 'kural' } });
  });

  it('stops at a decision that was made while the state was read', async () => {
    const { pending: [id = ''], decide, wire, finalize, count, reconciliation_id, detail, resolved } = await open();
    const { reached, release } = holdAt(wire, (request) => isGet(request, reconciliation_id));
    const finalized = finalize(true);
    await reached;
    await decide([id], 'AcceptDb');
    release();
    await expect(finalized).rejects.toMatchObject({ code: 'state.decisions_waiting', details: { waiting: 1 } });
    expect(count('reconciliation.finalized')).toBe(0);
    expect(await detail(id)).toMatchObject({ decision: { state: 'local', conflict: null } });
    expect(await finalize(true)).toMatchObject({ waiting: 0, conflicts: 0 });
    expect(resolved()).toEqual([id]);
  });

  it.each([
    ['finalize', 'cancel'],
    ['cancel', 'finalize'],
  ] as const)('or cancelling that was lost (%s) is not answered by a colleague\'s %s', async (ours, theirs) => {
    const { finalize, cancel, clock, colleague, writes, show } = await open({ faults: [`${ours}:504*5`] });
    const calls = { finalize: (on?: Parameters<typeof cancel>[0]) => finalize(true, on), cancel };
    await expect(calls[ours]()).rejects.toMatchObject(UNKNOWN);
    clock.jump(TOO_LATE_MS);
    await calls[theirs](await colleague());
    await expect(calls[ours]()).rejects.toMatchObject({ code: 'state.closed' });
    expect((await writes()).filter((each) => each.call === ours)).toMatchObject([{ state: 'refused' }]);
    expect(['Cancelled'].includes((await show()).overall_status ?? '')).toBe(theirs === 'cancel');
  });
});
