import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { AppError } from '../../src/shared/errors.ts';
import { call } from '../builders/desk.ts';
import { keptAndAfresh } from '../builders/review-afresh.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { isPost, refusal, started } from '../builders/trap-scene.ts';

const SEED = 4_117;
const RUNS = process.env['MUTABAKAT_FULL'] === '1' ? 80 : 14;

type Scene = Awaited<ReturnType<typeof started>> & { other: Awaited<ReturnType<Awaited<ReturnType<typeof started>>['colleague']>> };

/** Refusals that are an answer of their own: the row was decided, is on its way, or there is nothing to do. */
const EXPECTED = new Set(['state.not_pending', 'state.being_sent', 'state.no_conflict', 'state.closed', 'payven.outcome_unknown', 'state.under_way', 'state.payven_refused']);

async function orRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || !EXPECTED.has(error.code)) throw error;
  }
}

const steps = {
  decide: (scene: Scene, ids: readonly string[]) => scene.decide(ids, ids.length % 2 === 0 ? 'AcceptDb' : 'Ignore'),
  undo: ({ desk, reconciliation_id }: Scene) => call(desk, reviewContract, 'decision.undo', { reconciliation_id }),
  redo: ({ desk, reconciliation_id }: Scene) => call(desk, reviewContract, 'decision.redo', { reconciliation_id }),
  push: (scene: Scene) => scene.push(),
  fetch: (scene: Scene) => scene.fetch(),
  answerElsewhere: (scene: Scene, ids: readonly string[]) => scene.resolve(ids.slice(0, 2), 'MarkMatched', {}, scene.other),
  settleOurs: (scene: Scene, ids: readonly string[]) => settleSome(scene, ids, 'mine'),
  settleTheirs: (scene: Scene, ids: readonly string[]) => settleSome(scene, ids, 'payven'),
  refuse: (scene: Scene) => pushWith(scene, () => Promise.resolve(refusal(422, 'no'))),
  lose: (scene: Scene) => pushWith(scene, (send) => send().then(() => refusal(504, 'timeout'))),
  close: (scene: Scene) => scene.cancel(scene.other),
} as const;

async function settleSome(scene: Scene, ids: readonly string[], keep: 'mine' | 'payven'): Promise<void> {
  for (const id of ids) await orRefused(scene.settle([id], keep));
}

async function pushWith(scene: Scene, answer: (send: () => ReturnType<Scene['wire']['send']>) => ReturnType<Scene['wire']['send']>): Promise<void> {
  scene.wire.hook = (request, send) => (isPost(request, 'resolve') ? answer(send) : send());
  try {
    await orRefused(scene.push());
  } finally {
    scene.wire.hook = (_, send) => send();
  }
}

describe('the rows of the review', () => {
  it('say what the details say after anything that can happen to them', { timeout: 600_000 }, async () => {
    console.info(`review rows: seed ${SEED}`);
    const names = Object.keys(steps).filter((name) => name !== 'close') as (keyof typeof steps)[];
    const step = fc.record({ name: fc.constantFrom(...names, 'decide' as const, 'decide' as const), picks: fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), fc.boolean(), async (played, isClosed) => {
        const one = await started();
        const scene: Scene = { ...one, other: await one.colleague() };
        try {
          const all = isClosed ? [...played, { name: 'close' as const, picks: [] }, { name: 'fetch' as const, picks: [] }] : played;
          for (const { name, picks } of all) {
            const ids = [...new Set(picks.map((pick) => scene.pending[pick % scene.pending.length] ?? ''))];
            await orRefused(Promise.resolve(steps[name](scene, ids)));
            await expectReviewIsTrue(scene.desk, scene.reconciliation_id);
          }
          const { kept, afresh } = keptAndAfresh(scene.data);
          expect(kept).toEqual(afresh);
        } finally {
          await scene.close();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
