import { decisionContract } from '../../src/shared/contract/decision.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import type { Desk } from '../../src/main/desk.ts';
import type { RouteName } from '../../src/sandbox/faults.ts';
import { call, connectTo, upToPreview } from '../builders/desk.ts';
import type { Command, Scene } from './scene.ts';

/** What must be true at the sandbox once a command has told its user that it is done. */
export interface Expected {
  /** Reconciliations started in all, by anybody. */
  readonly started: number;
  readonly finalized: number;
  readonly cancelled: number;
  /** Details answered by a decision, and with which action; nobody may have answered another. */
  readonly decisions: ReadonlyMap<string, string>;
}

/** A command ready to be given, and what it is to come to. */
export interface Job {
  readonly command: Command;
  /** The reconciliation it is about; null where there is none yet. */
  readonly reconciliation_id: string | null;
  readonly expected: Expected;
  /** Refusals that say: this was done before. */
  readonly doneBefore: readonly string[];
  /** Whether an answer without an error means that all of it is done. */
  isDone(data: unknown): boolean;
}

export interface Operation {
  readonly name: string;
  /** The call the sandbox behaves in its manner to. */
  readonly route: RouteName;
  /** Whether it makes or sends decisions that closing must not lose. */
  readonly decides?: boolean;
  prepare(scene: Scene): Promise<Job>;
}

const NOTHING: Expected = { started: 0, finalized: 0, cancelled: 0, decisions: new Map() };
const always = (): boolean => true;

async function onDesk<T>(scene: Scene, work: (desk: Desk) => Promise<T>): Promise<T> {
  const desk = scene.openDesk();
  try {
    return await work(desk);
  } finally {
    desk.close();
  }
}

/** A started reconciliation, and the pending details of a verdict. */
async function started(desk: Desk, scene: Scene, discrepancy: string) {
  const { preview } = await upToPreview(desk, scene.sandbox.ready);
  const { preview_id } = preview;
  const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
  const wish = { reconciliation_id, discrepancy, detail_status: 'Pending' };
  const { details } = await call(desk, reconciliationContract, 'reconciliation.show', wish);
  if (details.length < 2) throw new Error(`the world has not two details that are ${discrepancy}`);
  return { reconciliation_id, ids: details.map((detail) => detail.id) };
}

const answered = (ids: readonly string[], action: string): Expected => ({
  ...NOTHING,
  started: 1,
  decisions: new Map(ids.map((id) => [id, action])),
});

const start: Operation = {
  name: 'start',
  route: 'start',
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { preview } = await upToPreview(desk, scene.sandbox.ready);
      return {
        command: { method: 'reconciliation.start', input: { preview_id: preview.preview_id, confirmed: true } },
        reconciliation_id: null,
        expected: { ...NOTHING, started: 1 },
        doneBefore: ['state.already_started'],
        isDone: always,
      };
    }),
};

const resolve: Operation = {
  name: 'resolve',
  route: 'resolve',
  decides: true,
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { reconciliation_id, ids } = await started(desk, scene, 'AmountMismatch');
      const chosen = ids.slice(0, 1);
      return {
        command: { method: 'reconciliation.resolve', input: { reconciliation_id, detail_ids: chosen, action: 'AcceptBank', remarks: 'dekont' } },
        reconciliation_id,
        expected: answered(chosen, 'AcceptBank'),
        doneBefore: ['state.not_pending'],
        isDone: always,
      };
    }),
};

const bulk: Operation = {
  name: 'bulk-resolve',
  route: 'bulk-resolve',
  decides: true,
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { reconciliation_id, ids } = await started(desk, scene, 'OrphanDb');
      return {
        command: { method: 'reconciliation.resolve', input: { reconciliation_id, discrepancy: 'OrphanDb', action: 'AcceptDb' } },
        reconciliation_id,
        expected: answered(ids, 'AcceptDb'),
        doneBefore: ['state.nothing_pending'],
        isDone: always,
      };
    }),
};

/** Decisions made before, without a network, that are sent now. */
const push: Operation = {
  name: 'push',
  route: 'bulk-resolve',
  decides: true,
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { reconciliation_id, ids } = await started(desk, scene, 'StatusMismatch');
      const wish = { reconciliation_id, detail_ids: ids, action: 'ForceStatus', applied_status: 'Refunded' };
      await call(desk, decisionContract, 'decision.make', wish);
      return {
        command: { method: 'decision.push', input: { reconciliation_id } },
        reconciliation_id,
        expected: answered(ids, 'ForceStatus'),
        doneBefore: [],
        isDone: (data) => decisionContract['decision.push'].output.parse(data).waiting === 0,
      };
    }),
};

/** Finalizing sends what waits to be sent, before it leaves the rest unanswered. */
const finalize: Operation = {
  name: 'finalize',
  route: 'finalize',
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { reconciliation_id, ids } = await started(desk, scene, 'OrphanDb');
      await call(desk, decisionContract, 'decision.make', { reconciliation_id, detail_ids: ids, action: 'Ignore' });
      return {
        command: { method: 'reconciliation.finalize', input: { reconciliation_id, confirmed: true, force_partial: true } },
        reconciliation_id,
        expected: { ...answered(ids, 'Ignore'), finalized: 1 },
        doneBefore: ['state.closed'],
        isDone: always,
      };
    }),
};

const cancel: Operation = {
  name: 'cancel',
  route: 'cancel',
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { reconciliation_id } = await started(desk, scene, 'OrphanDb');
      return {
        command: { method: 'reconciliation.cancel', input: { reconciliation_id, confirmed: true, reason: 'yanlış dosya' } },
        reconciliation_id,
        expected: { ...NOTHING, started: 1, cancelled: 1 },
        doneBefore: ['state.closed'],
        isDone: always,
      };
    }),
};

const sync: Operation = {
  name: 'sync',
  route: 'transactions',
  prepare: (scene) =>
    onDesk(scene, async (desk) => {
      const { ready } = scene.sandbox;
      await connectTo(desk, ready);
      return {
        command: { method: 'sync.run', input: { from: ready.period_start, to: ready.period_end } },
        reconciliation_id: null,
        expected: NOTHING,
        doneBefore: [],
        isDone: (data) => syncContract['sync.run'].output.parse(data).complete,
      };
    }),
};

export const operations: readonly Operation[] = [start, resolve, bulk, push, finalize, cancel, sync];
