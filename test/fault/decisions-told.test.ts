import { afterEach, describe, expect, it } from 'vitest';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { settingsContract } from '../../src/shared/contract/settings.ts';
import { call } from '../builders/desk.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { started } from '../builders/trap-scene.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene() {
  const one = await started();
  closing.push(one.close);
  const [id = ''] = one.pending;
  const of = { reconciliation_id: one.reconciliation_id };
  const row = async () => (await expectReviewIsTrue(one.desk, one.reconciliation_id)).find((each) => each.id === id);
  return { ...one, id, of, row };
}

describe('the row of a conflict that was settled', () => {
  it('shows what stands at Payven once that was let stand', async () => {
    const { id, decide, resolve, colleague, fetch, settle, row } = await scene();
    await decide([id], 'Ignore');
    await resolve([id], 'AcceptDb', {}, await colleague());
    await fetch();
    expect(await row()).toMatchObject({ action: 'Ignore', answer: 'conflict' });
    await settle([id], 'payven');
    expect(await row()).toMatchObject({ action: 'AcceptDb', answer: 'sent' });
  });

  it('is a conflict again when Payven refuses what was sent over its answer, and can be settled', async () => {
    const { id, decide, resolve, colleague, fetch, settle, push, row } = await scene();
    await decide([id], 'Ignore');
    await resolve([id], 'AcceptDb', {}, await colleague());
    await fetch();
    await settle([id], 'mine');
    expect(await push()).toMatchObject({ processed: 0, failed: 1, conflicts: 1 });
    expect(await row()).toMatchObject({ action: 'Ignore', answer: 'conflict' });
    expect(await settle([id], 'payven')).toMatchObject({ conflicts: 0 });
    expect(await row()).toMatchObject({ action: 'AcceptDb', answer: 'sent' });
  });

  it('shows no action where the reconciliation was closed without an answer', async () => {
    const { id, decide, cancel, settle, row } = await scene();
    await decide([id], 'Ignore');
    await cancel();
    await settle([id], 'payven');
    expect(await row()).toMatchObject({ action: null, answer: 'none' });
  });
});

describe('a decision about all that a view shows', () => {
  it('is refused when the view shows more by now than was looked at', async () => {
    const { of, desk, pending, decide, show } = await scene();
    const filter = { undecided: true };
    const shown = async () => (await call(desk, reviewContract, 'review.rows', { ...of, filter, sort: { by: 'plan', direction: 'up' } })).total;
    const decideShown = (expected: number) => call(desk, decisionContract, 'decision.make', { ...of, filter, expected, action: 'Ignore' });
    await decide(pending.slice(0, 4), 'AcceptDb');
    const expected = await shown();
    await call(desk, reviewContract, 'decision.undo', of);
    await expect(decideShown(expected)).rejects.toMatchObject({ code: 'state.view_changed', details: { expected, found: expected + 4 } });
    expect((await show()).waiting).toBe(0);
    expect(await decideShown(await shown())).toMatchObject({ decided: expected + 4 });
  });
});

describe('decisions by a connection that was removed', () => {
  it('are counted when it goes, and told, not tried, when all is sent', async () => {
    const { desk, pending, decide, push, resolved } = await scene();
    await decide(pending.slice(0, 2), 'Ignore');
    const { connections } = await call(desk, connectionContract, 'connection.list', {});
    const connection_id = connections[0]?.connection_id ?? '';
    expect(await call(desk, settingsContract, 'connection.remove', { connection_id })).toEqual({ removed: true, waiting: 2 });
    expect(await push()).toMatchObject({ processed: 0, failed: 0, waiting: 2, unconnected: 2, offline: false });
    expect(resolved()).toEqual([]);
  });
});
