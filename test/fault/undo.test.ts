import { afterEach, describe, expect, it } from 'vitest';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { historyContract } from '../../src/shared/contract/history.ts';
import type { Desk } from '../../src/main/desk.ts';
import { call, testDesk } from '../builders/desk.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { holdAt, isPost, refusal, started, type TrapOptions } from '../builders/trap-scene.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene(options: TrapOptions = {}) {
  const one = await started(options);
  closing.push(one.close);
  const of = { reconciliation_id: one.reconciliation_id };
  return {
    ...one,
    undo: (on: Desk = one.desk) => call(on, reviewContract, 'decision.undo', of),
    redo: (on: Desk = one.desk) => call(on, reviewContract, 'decision.redo', of),
    look: (detail_id: string) => call(one.desk, reviewContract, 'review.detail', { ...of, detail_id }),
    of,
  };
}

describe('taking decisions back', () => {
  it('makes the one before count again, and that one is sent', async () => {
    const { decide, undo, pending, push, detail, resolved } = await scene();
    const [id = ''] = pending;
    await decide([id], 'AcceptDb');
    await decide([id], 'Ignore');
    expect(await undo()).toMatchObject({ undone: { action: 'Ignore', details: 1 }, waiting: 1 });
    expect(await push()).toMatchObject({ processed: 1 });
    expect(resolved()).toEqual([id]);
    expect(await detail(id)).toMatchObject({ resolution_action: 'AcceptDb', decision: { action: 'AcceptDb', state: 'sent' } });
    expect(await undo()).toEqual({ undone: null, waiting: 0 });
  });

  it('survives the end of the program, and stands in the history', async () => {
    const { decide, undo, redo, pending, data, desk, clock } = await scene();
    await decide(pending.slice(0, 3), 'AcceptDb');
    await decide(pending.slice(3, 5), 'Ignore');
    await undo();
    desk.close();
    const again = testDesk(data, { clock });
    closing.push(() => Promise.resolve(again.close()));
    expect(await redo(again)).toMatchObject({ redone: { action: 'Ignore', details: 2 }, waiting: 5 });
    expect(await undo(again)).toMatchObject({ undone: { details: 2 } });
    expect(await undo(again)).toMatchObject({ undone: { action: 'AcceptDb', details: 3 }, waiting: 0 });
    const { entries } = await call(again, historyContract, 'history.list', { limit: 4 });
    expect(entries.map((entry) => [entry.what, entry.facts['details']])).toEqual([['decision.undone', 3], ['decision.undone', 2], ['decision.redone', 2], ['decision.undone', 2]]);
  });

  it('ends with the next decision: nothing is made again over it', async () => {
    const { decide, undo, redo, pending } = await scene();
    await decide(pending.slice(0, 2), 'AcceptDb');
    await undo();
    await decide(pending.slice(4, 5), 'Ignore');
    expect(await redo()).toEqual({ redone: null, waiting: 1 });
  });

  it('leaves alone what is on its way, whoever asks', async () => {
    const { decide, undo, pending, push, wire, resolved, twin, desk, reconciliation_id } = await scene();
    await decide(pending.slice(0, 3), 'AcceptDb');
    const held = holdAt(wire, (request) => isPost(request, 'bulk-resolve'));
    const pushing = push();
    await held.reached;
    expect(await undo()).toEqual({ undone: null, waiting: 3 });
    expect(await undo(await twin())).toEqual({ undone: null, waiting: 3 });
    await expectReviewIsTrue(desk, reconciliation_id);
    held.release();
    expect(await pushing).toMatchObject({ processed: 3, waiting: 0 });
    expect([...resolved()].sort()).toEqual(pending.slice(0, 3).sort());
  });

  it('leaves alone what may have been done: a lost answer', async () => {
    const { decide, undo, pending, push, wire, resolved } = await scene();
    await decide(pending.slice(0, 2), 'AcceptDb');
    wire.hook = async (request, send) => {
      if (!isPost(request, 'bulk-resolve')) return send();
      await send();
      return refusal(504, 'timeout');
    };
    await expect(push()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    expect(await undo()).toMatchObject({ undone: null });
    wire.hook = (_, send) => send();
    expect(await push()).toMatchObject({ processed: 2, waiting: 0 });
    expect(resolved()).toHaveLength(2);
  });

  it('takes back of a batch that was sent in part what was not, and says how many', async () => {
    const { decide, undo, pending, push, wire, resolved, redo } = await scene();
    const ids = pending.slice(0, 4);
    await decide(ids, 'AcceptDb');
    // Each goes alone; the network ends after the first.
    let sent = 0;
    wire.hook = (request, send) => {
      if (isPost(request, 'bulk-resolve')) return Promise.resolve(refusal(422, 'one of them'));
      if (isPost(request, '/resolve') && ++sent > 1) return Promise.resolve(refusal(403, 'forbidden'));
      return send();
    };
    await expect(push()).rejects.toMatchObject({ code: 'payven.forbidden' });
    expect(resolved()).toHaveLength(1);
    expect(await undo()).toMatchObject({ undone: { details: 3 }, waiting: 0 });
    wire.hook = (_, send) => send();
    expect(await push()).toMatchObject({ processed: 0 });
    expect(resolved()).toHaveLength(1);
    expect(await redo()).toMatchObject({ redone: { details: 3 }, waiting: 3 });
  });

  it('makes again only what nobody has answered meanwhile', async () => {
    const { decide, undo, redo, pending, colleague, resolve, fetch, desk, reconciliation_id } = await scene();
    const ids = pending.slice(0, 3);
    await decide(ids, 'Ignore');
    await undo();
    await resolve(ids.slice(0, 1), 'AcceptDb', {}, await colleague());
    await fetch();
    expect(await redo()).toMatchObject({ redone: { details: 2 }, waiting: 2 });
    await expectReviewIsTrue(desk, reconciliation_id);
  });
});

describe('details paired by hand', () => {
  it('are decided together, each with a remark that names the other, and taken back together', async () => {
    const { decide, details, undo, look, push, detail } = await scene();
    const one = details.find((each) => each.discrepancy === 'OrphanDb');
    const other = details.find((each) => each.discrepancy === 'OrphanBank');
    if (one === undefined || other === undefined) throw new Error('the scene has no orphans');
    const pair = () => decide([one.id], 'MarkMatched', { partner_ids: [other.id], remarks: 'gün sınırı' });
    expect(await pair()).toMatchObject({ decided: 2, waiting: 2 });
    expect((await look(one.id)).partners).toEqual([other.id]);
    expect((await look(other.id)).partners).toEqual([one.id]);
    expect(await undo()).toMatchObject({ undone: { details: 2 }, waiting: 0 });
    expect((await look(one.id)).partners).toEqual([]);
    await pair();
    expect(await push()).toMatchObject({ processed: 2, waiting: 0 });
    expect(await detail(one.id)).toMatchObject({ resolution_action: 'MarkMatched', remarks: `Paired with: ${other.bank_transaction_id} · gün sınırı` });
    expect(await detail(other.id)).toMatchObject({ resolution_action: 'MarkMatched', remarks: `Paired with: ${one.transaction_id} · gün sınırı` });
  });

  it('need the action that says so', async () => {
    const { decide, pending, show } = await scene();
    const [one = '', other = ''] = pending;
    await expect(decide([one], 'Ignore', { partner_ids: [other] })).rejects.toMatchObject({ code: 'usage.partners' });
    expect((await show()).waiting).toBe(0);
  });

  it('are not sent twice when the answer to a pair was lost and the command is given again', async () => {
    const { resolve, pending, wire, resolved } = await scene();
    const [one = '', other = ''] = pending;
    const more = { partner_ids: [other], remarks: 'aynı kart' };
    wire.hook = async (request, send) => {
      if (!isPost(request, 'bulk-resolve')) return send();
      await send();
      return refusal(504, 'timeout');
    };
    await expect(resolve([one], 'MarkMatched', more)).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    wire.hook = (_, send) => send();
    expect(await resolve([one], 'MarkMatched', more)).toMatchObject({ processed: 2, failed: 0, waiting: 0 });
    expect([...resolved()].sort()).toEqual([one, other].sort());
  });
});
