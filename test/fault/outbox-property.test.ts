import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { outboxContract, type OutboxWrite } from '../../src/shared/contract/outbox.ts';
import { reconciliationContract, type ReconciliationDetail } from '../../src/shared/contract/reconciliation.ts';
import { AppError } from '../../src/shared/errors.ts';
import { call } from '../builders/desk.ts';
import { type Office, openOffice } from '../builders/office.ts';
import { weatherNames } from '../builders/weather.ts';

const SEED = 20_261_104;
const WORLD = 2;
const BEYOND_REPEATS_MS = 200_000;
const RUNS = process.env['MUTABAKAT_FULL'] === '1' ? 400 : 30;
console.info(`outbox property: seed ${SEED}, world ${WORLD}, ${RUNS} runs`);

const action = fc.constantFrom('AcceptDb', 'Ignore', 'MarkMatched');
const detail = fc.nat({ max: 7 });
const deeds = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('start' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('decide' as const), details: fc.array(detail, { minLength: 1, maxLength: 3 }), action }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('push' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), details: fc.array(detail, { minLength: 1, maxLength: 2 }), action }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('fetch' as const, 'look' as const, 'restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('finalize' as const, 'cancel' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), keep: fc.constantFrom('payven', 'mine') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat({ max: 400 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('colleague' as const), detail, action: fc.oneof({ weight: 5, arbitrary: action }, { weight: 1, arbitrary: fc.constantFrom('finalize', 'cancel') }) }),
  },
);
type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never;

/** Weather comes in spells: one of five outlasts every try of a call. */
const spell = fc.record({ kind: fc.constantFrom('fair' as const, ...weatherNames), length: fc.integer({ min: 1, max: 6 }) });
const weather = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.array(spell, { maxLength: 3 }).map((spells) => spells.flatMap(({ kind, length }) => Array.from({ length }, () => kind))) },
);
const skies = fc.record({ writes: weather, reads: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: weather }) });
const days = fc
  .record({ first: weather, rest: fc.array(fc.record({ deed: deeds, sky: skies }), { minLength: 2, maxLength: 14 }) })
  .map(({ first, rest }) => [{ deed: { kind: 'start' as const }, sky: { writes: first, reads: [] } }, ...rest]);

/** The reconciliation this desk knows, and those of its details that were pending when it was started. */
async function known(office: Office): Promise<{ reconciliation_id: string; details: ReconciliationDetail[] } | null> {
  const { reconciliations } = await call(office.desk(), reconciliationContract, 'reconciliation.list', {});
  const reconciliation_id = reconciliations[0]?.reconciliation_id;
  if (reconciliation_id === undefined) return null;
  const { details } = await call(office.desk(), reconciliationContract, 'reconciliation.show', { reconciliation_id, limit: 1_000 });
  return { reconciliation_id, details: details.filter((each) => each.discrepancy !== 'Matched') };
}

const writes = async (office: Office, open: boolean): Promise<OutboxWrite[]> =>
  (await call(office.desk(), outboxContract, 'outbox.list', { open, limit: 1_000 })).writes;

/** What comes to nothing ends in a refusal of Payven's or in the way things stand; any other end is a fault. */
async function unlessRefused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || !/^(payven|state)\./.test(error.code)) throw error;
  }
}

async function lookAtAll(office: Office): Promise<void> {
  for (const { write_id } of await writes(office, true)) {
    await unlessRefused(() => call(office.desk(), outboxContract, 'outbox.look', { write_id }));
  }
}

async function act(office: Office, deed: Deed): Promise<void> {
  const { preview_id } = office;
  if (deed.kind === 'start') await call(office.desk(), reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
  else if (deed.kind === 'pass') office.clock.jump(deed.seconds * 1000);
  else if (deed.kind === 'restart') office.restart();
  else if (deed.kind === 'push') await call(office.desk(), decisionContract, 'decision.push', {});
  else if (deed.kind === 'look') await lookAtAll(office);
  else await actOn(office, deed);
}

/** The deeds that need a reconciliation this desk knows; without one there is nothing to do. */
async function actOn(office: Office, deed: Exclude<Deed, { kind: 'start' | 'pass' | 'restart' | 'push' | 'look' }>): Promise<void> {
  const found = await known(office);
  if (found === null) return;
  const { reconciliation_id, details } = found;
  const id = (at: number): string => details[at % details.length]?.id ?? '';
  const desk = office.desk();
  const wish = (ats: readonly number[], act: string) => ({ reconciliation_id, detail_ids: ats.map(id), action: act });
  switch (deed.kind) {
    case 'decide':
      await call(desk, decisionContract, 'decision.make', wish(deed.details, deed.action));
      break;
    case 'resolve':
      await call(desk, reconciliationContract, 'reconciliation.resolve', wish(deed.details, deed.action));
      break;
    case 'fetch':
      await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
      break;
    case 'finalize':
      await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
      break;
    case 'cancel':
      await call(desk, reconciliationContract, 'reconciliation.cancel', { reconciliation_id, confirmed: true, reason: 'deneme' });
      break;
    case 'settle':
      await settleAll(office, deed.keep);
      break;
    case 'colleague':
      await office.elsewhere({ reconciliation_id, detail_id: id(deed.detail), action: deed.action });
      break;
  }
}

async function settleAll(office: Office, keep: string): Promise<void> {
  const found = await known(office);
  const open = found?.details.filter((each) => each.decision?.conflict === 'open').map((each) => each.id) ?? [];
  if (found === null || open.length === 0) return;
  await call(office.desk(), decisionContract, 'decision.settle', { reconciliation_id: found.reconciliation_id, detail_ids: open, keep });
}

/** The sky clears, and the user settles what is left. A start is given up only when it cannot be found. */
async function calmDown(office: Office): Promise<void> {
  office.sky.coming = { writes: [], reads: [] };
  await lookAtAll(office);
  // What a repeat with the same key could not tell is looked up once the key is too old to be repeated.
  office.clock.jump(BEYOND_REPEATS_MS);
  await lookAtAll(office);
  const done = new Set(office.changes().map((change) => change.idempotency_key));
  for (const { write_id, call: name, idempotency_key } of await writes(office, true)) {
    expect(name, 'only a start may stay unknown').toBe('start');
    expect(done.has(idempotency_key), 'a start that was done is found').toBe(false);
    await call(office.desk(), outboxContract, 'outbox.dismiss', { write_id, confirmed: true });
  }
  await call(office.desk(), decisionContract, 'decision.push', {});
  const found = await known(office);
  if (found !== null) await call(office.desk(), reconciliationContract, 'reconciliation.fetch', { reconciliation_id: found.reconciliation_id });
  await settleAll(office, 'payven');
}

async function expectConsistent(office: Office): Promise<void> {
  expect(await writes(office, true), 'no write is left open').toEqual([]);
  const changes = office.changes();
  const remote = await office.remote();
  const found = await known(office);
  expect(changes.filter((change) => change.what === 'reconciliation.started').length, 'one start at most').toBeLessThanOrEqual(1);
  expect(found?.reconciliation_id, 'what was started is known here').toBe(remote[0]?.id);
  const ends = changes.filter((change) => change.what === 'reconciliation.finalized' || change.what === 'reconciliation.cancelled');
  expect(ends.length, 'one end at most').toBeLessThanOrEqual(1);
  const doneKeys = new Set(changes.map((change) => change.idempotency_key));
  for (const write of await writes(office, false)) {
    const wasDone = doneKeys.has(write.idempotency_key);
    const isOneThing = write.call === 'start' || write.call === 'finalize' || write.call === 'cancel';
    if (isOneThing && write.state === 'refused') expect(wasDone, `a refused ${write.call} was not done`).toBe(false);
    if (write.call === 'start' && write.state === 'done') expect(wasDone, 'a start that is told as done was done').toBe(true);
  }
  if (found !== null && remote[0] !== undefined) await expectSame(office, found.reconciliation_id, found.details, remote[0]);
}

/** Status, answers and decisions against what the sandbox has. */
async function expectSame(office: Office, reconciliation_id: string, details: ReconciliationDetail[], there: Awaited<ReturnType<Office['remote']>>[number]): Promise<void> {
  const { reconciliations } = await call(office.desk(), reconciliationContract, 'reconciliation.list', {});
  expect(reconciliations.find((one) => one.reconciliation_id === reconciliation_id)).toMatchObject({ overall_status: there.overall_status, waiting: 0, conflicts: 0 });
  const theirs = new Map(there.details.map((each) => [each.id, each]));
  for (const { id, detail_status, resolution_action, decision } of details) {
    const other = theirs.get(id);
    expect({ id, detail_status, resolution_action }).toEqual(other);
    if (decision?.state === 'sent') expect(decision.action, 'a decision told as sent stands at Payven').toBe(resolution_action);
    if (decision !== null && decision.state !== 'sent') expect(decision.state === 'refused' || decision.conflict !== null, 'a decision that did not go out is told').toBe(true);
  }
}

describe('the outbox', () => {
  it('is consistent after any order of faults', async () => {
    await fc.assert(
      fc.asyncProperty(days, async (plan) => {
        const office = await openOffice(WORLD);
        try {
          office.sky.overtake = async () => {
            const found = await known(office);
            const pending = found?.details.find((each) => each.detail_status === 'Pending');
            if (found !== null && pending !== undefined) {
              await office.elsewhere({ reconciliation_id: found.reconciliation_id, detail_id: pending.id, action: 'AcceptDb' });
            }
          };
          for (const { deed, sky } of plan) {
            office.sky.coming = { writes: [...sky.writes], reads: [...sky.reads] };
            await unlessRefused(() => act(office, deed));
            expect(office.changes().filter((change) => change.what === 'reconciliation.started').length).toBeLessThanOrEqual(1);
          }
          await calmDown(office);
          await expectConsistent(office);
        } finally {
          await office.close();
        }
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: false },
    );
  }, 900_000);
});
