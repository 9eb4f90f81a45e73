import { afterEach, describe, expect, it } from 'vitest';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { call } from '../builders/desk.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { started } from '../builders/trap-scene.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A reconciliation with two details that were paired by hand, and what can become of them. */
async function paired() {
  const one = await started();
  closing.push(one.close);
  const [a = '', b = '', c = ''] = one.pending;
  const of = { reconciliation_id: one.reconciliation_id };
  const scene = {
    ...one,
    a,
    b,
    c,
    pair: (first: string, second: string) => one.decide([first], 'MarkMatched', { partner_ids: [second] }),
    undo: () => call(one.desk, reviewContract, 'decision.undo', of),
    redo: () => call(one.desk, reviewContract, 'decision.redo', of),
    /** A colleague's answer, which this desk has read. */
    async answered(id: string): Promise<void> {
      await one.resolve([id], 'Ignore', {}, await one.colleague());
      await one.fetch();
    },
    /** What the rows show, which is checked against the details shown whole. */
    async rows(): Promise<unknown[]> {
      const rows = await expectReviewIsTrue(one.desk, one.reconciliation_id);
      return [a, b, c].map((id) => rows.find((row) => row.id === id)).map((row) => [row?.action, row?.answer]);
    },
  };
  await scene.pair(a, b);
  return scene;
}

describe('half a pair made by hand', () => {
  it('is not sent once the other half met another answer; it is told, and can be taken back', async () => {
    const { a, b, answered, push, resolved, rows, undo } = await paired();
    await answered(a);
    const before = resolved().length;
    const held = { processed: 0, failed: 0, held_back: 1, waiting: 1, conflicts: 1 };
    expect(await push()).toMatchObject({ ...held, errors: [{ detail_id: b, message: expect.stringContaining('Half a pair') as string }] });
    expect(await push()).toMatchObject(held);
    expect(resolved()).toHaveLength(before);
    expect(await rows()).toEqual([['MarkMatched', 'conflict'], ['MarkMatched', 'local'], [null, 'none']]);
    expect(await undo()).toMatchObject({ undone: { details: 1, detail_id: b }, waiting: 0 });
    expect(await push()).toMatchObject({ processed: 0, held_back: 0, waiting: 0 });
  });

  it('keeps a reconciliation from being finalized over it', async () => {
    const { a, answered, finalize, settle } = await paired();
    await answered(a);
    await settle([a], 'payven');
    await expect(finalize(true)).rejects.toMatchObject({ code: 'state.half_pairs', details: { held_back: 1 } });
  });

  it('goes with the other when that is sent over the answer it met', async () => {
    const { a, answered, settle, push, rows } = await paired();
    await answered(a);
    await settle([a], 'mine');
    // Payven takes one of the two: it no longer changes what was answered.
    expect(await push()).toMatchObject({ processed: 1, failed: 1, held_back: 0, waiting: 0, conflicts: 1 });
    expect((await rows()).slice(0, 2)).toEqual([['MarkMatched', 'conflict'], ['MarkMatched', 'sent']]);
  });

  it('sent over an answer is in conflict again once the other was taken back', async () => {
    const { a, answered, settle, push, undo, rows } = await paired();
    await answered(a);
    await undo();
    await settle([a], 'mine');
    expect(await push()).toMatchObject({ processed: 0, held_back: 1, waiting: 0, conflicts: 1 });
    expect((await rows())[0]).toEqual(['MarkMatched', 'conflict']);
    expect(await settle([a], 'payven')).toMatchObject({ conflicts: 0, waiting: 0 });
  });

  it('is not made again when the other was answered meanwhile', async () => {
    const { a, undo, redo, answered, rows } = await paired();
    await undo();
    await answered(a);
    expect(await redo()).toEqual({ redone: null, waiting: 0 });
    expect(await rows()).toEqual([['Ignore', 'sent'], [null, 'none'], [null, 'none']]);
  });

  it('goes when the other is decided anew, and comes back with it', async () => {
    const { a, decide, undo, redo, push, resolved, rows } = await paired();
    expect(await decide([a], 'Ignore')).toMatchObject({ decided: 1, waiting: 1 });
    const anew = [['Ignore', 'local'], [null, 'none'], [null, 'none']];
    expect(await rows()).toEqual(anew);
    await undo();
    expect(await rows()).toEqual([['MarkMatched', 'local'], ['MarkMatched', 'local'], [null, 'none']]);
    await redo();
    expect(await rows()).toEqual(anew);
    expect(await push()).toMatchObject({ processed: 1, waiting: 0 });
    expect(resolved()).toEqual([a]);
  });

  it('does not stay behind when the other joins another pair', async () => {
    const { b, c, pair, push, resolved, rows } = await paired();
    await pair(c, b);
    expect(await rows()).toEqual([[null, 'none'], ['MarkMatched', 'local'], ['MarkMatched', 'local']]);
    expect(await push()).toMatchObject({ processed: 2, held_back: 0, waiting: 0 });
    expect([...resolved()].sort()).toEqual([b, c].sort());
  });

  it('that comes back is set against what was answered meanwhile', async () => {
    const { a, b, decide, undo, answered, push, resolved, rows } = await paired();
    await decide([a], 'Ignore');
    await answered(b);
    await undo();
    expect(await rows()).toEqual([['MarkMatched', 'local'], ['MarkMatched', 'conflict'], [null, 'none']]);
    const before = resolved().length;
    expect(await push()).toMatchObject({ processed: 0, held_back: 1 });
    expect(resolved()).toHaveLength(before);
  });
});
