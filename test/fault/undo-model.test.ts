import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { call } from '../builders/desk.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { started } from '../builders/trap-scene.ts';

const SEED = 811;
const RUNS = process.env['MUTABAKAT_FULL'] === '1' ? 100 : 8;

type Scene = Awaited<ReturnType<typeof started>>;

/** One decision on one detail, in the order they were made. */
interface Made {
  readonly batch: number;
  readonly detail: string;
  readonly action: string;
  sent: boolean;
  withdrawn: boolean;
}

/** What should be, told as plainly as can be. */
interface Model {
  readonly made: Made[];
  /** Batches taken back, the last one at the end. */
  undone: number[];
  batches: number;
}

const counting = (model: Model, detail: string): Made | undefined => model.made.findLast((each) => each.detail === detail && !each.withdrawn);
const isSent = (model: Model, detail: string): boolean => model.made.some((each) => each.detail === detail && each.sent);
const undoable = (model: Model, batch: number): Made[] => model.made.filter((each) => each.batch === batch && !each.sent && counting(model, each.detail) === each);
const redoable = (model: Model, batch: number): Made[] => model.made.filter((each) => each.batch === batch && each.withdrawn && !isSent(model, each.detail));

const stackOf = (model: Model) => {
  const undo = [...Array.from({ length: model.batches }).keys()].findLast((batch) => undoable(model, batch).length > 0);
  const redo = model.undone.findLast((batch) => redoable(model, batch).length > 0);
  return { undo, redo };
};

/** After every step both must say the same, and so must the rows of the review. */
async function agree(model: Model, scene: Scene): Promise<void> {
  const rows = await expectReviewIsTrue(scene.desk, scene.reconciliation_id);
  for (const row of rows.filter(({ id }) => scene.pending.includes(id))) {
    const wanted = counting(model, row.id);
    expect([row.action, row.answer]).toEqual(wanted === undefined ? [null, 'none'] : [wanted.action, wanted.sent ? 'sent' : 'local']);
  }
  const stack = await call(scene.desk, reviewContract, 'decision.stack', { reconciliation_id: scene.reconciliation_id });
  const { undo, redo } = stackOf(model);
  expect(stack.undo?.details ?? 0).toBe(undo === undefined ? 0 : undoable(model, undo).length);
  expect(stack.redo?.details ?? 0).toBe(redo === undefined ? 0 : redoable(model, redo).length);
}

type Step = fc.AsyncCommand<Model, Scene>;

class Decide implements Step {
  readonly picks: readonly number[];
  readonly action: string;

  constructor(picks: readonly number[], action: string) {
    this.picks = picks;
    this.action = action;
  }

  #ids(model: Readonly<Model>, pending: readonly string[]): string[] {
    return [...new Set(this.picks.map((pick) => pending[pick % pending.length] ?? ''))].filter((id) => !isSent(model, id));
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, scene: Scene): Promise<void> {
    const ids = this.#ids(model, scene.pending);
    if (ids.length === 0) return;
    await scene.decide(ids, this.action);
    for (const detail of ids) model.made.push({ batch: model.batches, detail, action: this.action, sent: false, withdrawn: false });
    model.batches += 1;
    model.undone = [];
    await agree(model, scene);
  }

  toString(): string {
    return `decide ${this.picks.join(',')} ${this.action}`;
  }
}

/** Every undecided detail of a verdict that a view shows. */
class DecideShown implements Step {
  readonly verdict: string;

  constructor(verdict: string) {
    this.verdict = verdict;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, scene: Scene): Promise<void> {
    const of = { reconciliation_id: scene.reconciliation_id };
    const filter = { verdicts: [this.verdict] };
    const shown = await call(scene.desk, reviewContract, 'review.rows', { ...of, filter, sort: { by: 'stake', direction: 'down' } });
    // What is decided already keeps its own answer.
    const rows = shown.rows.filter((row) => row.answer === 'none');
    const made = call(scene.desk, decisionContract, 'decision.make', { ...of, filter, action: 'Ignore' });
    if (rows.length === 0) {
      await expect(made).rejects.toMatchObject({ code: 'state.nothing_undecided' });
      return;
    }
    expect((await made).decided).toBe(rows.length);
    for (const { id } of rows) model.made.push({ batch: model.batches, detail: id, action: 'Ignore', sent: false, withdrawn: false });
    model.batches += 1;
    model.undone = [];
    await agree(model, scene);
  }

  toString(): string {
    return `decide all ${this.verdict}`;
  }
}

class Undo implements Step {
  check(): boolean {
    return true;
  }

  async run(model: Model, scene: Scene): Promise<void> {
    const { undo } = stackOf(model);
    const meant = undo === undefined ? [] : undoable(model, undo);
    const { undone } = await call(scene.desk, reviewContract, 'decision.undo', { reconciliation_id: scene.reconciliation_id });
    expect(undone?.details ?? 0).toBe(meant.length);
    for (const each of meant) each.withdrawn = true;
    if (undo !== undefined) model.undone = [...model.undone.filter((batch) => batch !== undo), undo];
    await agree(model, scene);
  }

  toString(): string {
    return 'undo';
  }
}

class Redo implements Step {
  check(): boolean {
    return true;
  }

  async run(model: Model, scene: Scene): Promise<void> {
    const { redo } = stackOf(model);
    const meant = redo === undefined ? [] : redoable(model, redo);
    const { redone } = await call(scene.desk, reviewContract, 'decision.redo', { reconciliation_id: scene.reconciliation_id });
    expect(redone?.details ?? 0).toBe(meant.length);
    for (const each of meant) each.withdrawn = false;
    model.undone = model.undone.filter((batch) => batch !== redo);
    await agree(model, scene);
  }

  toString(): string {
    return 'redo';
  }
}

class Push implements Step {
  check(): boolean {
    return true;
  }

  async run(model: Model, scene: Scene): Promise<void> {
    const before = scene.resolved().length;
    const meant = new Set(model.made.map((each) => counting(model, each.detail)).filter((each) => each !== undefined && !each.sent));
    expect(await scene.push()).toMatchObject({ processed: meant.size, waiting: 0 });
    for (const each of meant) if (each !== undefined) each.sent = true;
    expect(scene.resolved()).toHaveLength(before + meant.size);
    await agree(model, scene);
  }

  toString(): string {
    return 'push';
  }
}

describe('decisions made, taken back, made again and sent in any order', () => {
  it('stand as a list of them would say, and the rows of the review with them', { timeout: 600_000 }, async () => {
    console.info(`undo: seed ${SEED}`);
    const picks = fc.array(fc.nat(30), { minLength: 1, maxLength: 6 });
    const decide = fc.tuple(picks, fc.constantFrom('AcceptDb', 'Ignore', 'MarkMatched')).map(([ids, action]) => new Decide(ids, action));
    const shown = fc.constantFrom('OrphanDb', 'OrphanBank', 'AmountMismatch').map((verdict) => new DecideShown(verdict));
    const steps = [decide, decide, shown, fc.constant(new Undo()), fc.constant(new Undo()), fc.constant(new Redo()), fc.constant(new Push())];
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { maxCommands: 25 }), async (commands) => {
        const scene = await started();
        try {
          await fc.asyncModelRun(() => ({ model: { made: [], undone: [], batches: 0 } as Model, real: scene }), commands);
        } finally {
          await scene.close();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
