import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, upToPreview } from '../builders/desk.ts';
import { expectReviewIsTrue } from '../builders/review-truth.ts';
import { judgeDatabase } from '../kill/local-copy.ts';
import { openScene, type Scene } from '../kill/scene.ts';
import type { KillPoint } from '../kill/steps.ts';

/** Many decisions made and sent by processes that are killed in the middle; the sandbox's journal is the judge. */
const WORLD = { seed: 5, transactions: 330 };
const DECIDED = 500;

const SOME_KILLS: readonly KillPoint[] = [
  { step: 'sent POST bulk-resolve', nth: 1 },
  { step: 'insert into reconciliation_detail', nth: 60 },
  { step: 'told POST bulk-resolve', nth: 2 },
];
const KILLS: readonly KillPoint[] = [
  { step: 'ask POST bulk-resolve', nth: 1 },
  { step: 'update decision', nth: 50 },
  { step: 'insert or replace into review_row', nth: 50 },
  { step: 'update outbox', nth: 1 },
  ...SOME_KILLS,
];

let scene: Scene;
let of: { reconciliation_id: string };
let wanted: string[];

beforeAll(async () => {
  console.info(`decisions-kill: seed ${WORLD.seed}`);
  scene = await openScene([], null, WORLD);
  // Another bank's file in its place: hardly a row of it matches, and all the rest is to be decided.
  await (await startSandbox({ ...WORLD, seed: WORLD.seed + 1, bank_file: scene.sandbox.ready.bank_file })).close();
  const desk = scene.openDesk();
  const { preview } = await upToPreview(desk, scene.sandbox.ready, 'environment');
  const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true, force: true });
  of = { reconciliation_id };
  const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { ...of, detail_status: 'Pending', limit: 10_000 });
  wanted = details.slice(0, DECIDED).map((each) => each.id);
  desk.close();
});
afterAll(() => scene.close());

const run = (method: string, more: Record<string, unknown> = {}, kill: KillPoint | null = null) => scene.run({ method, input: { ...of, ...more } }, kill);

/** What the journal says was resolved, and by what; each once. */
function resolved(): Map<string, string> {
  const entries = scene.states().filter((entry) => entry.what === 'detail.resolved');
  const byId = new Map(entries.map((entry) => [entry.detail_id ?? '', entry.action ?? '']));
  expect(byId.size).toBe(entries.length);
  return byId;
}

/** As the next program finds it. */
async function found(): Promise<Record<string, number>> {
  const desk = scene.openDesk();
  try {
    const { details } = await call(desk, reconciliationContract, 'reconciliation.show', { ...of, limit: 10_000 });
    await expectReviewIsTrue(desk, of.reconciliation_id);
    const states = details.flatMap((each) => each.decision?.state ?? []);
    return { local: 0, queued: 0, sent: 0, ...Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length])) };
  } finally {
    desk.close();
  }
}

it(`${DECIDED} decisions: none is lost and none is sent twice, wherever the process is killed`, { timeout: 180_000 }, async () => {
  expect(wanted).toHaveLength(DECIDED);
  const decide = { detail_ids: wanted, action: 'AcceptDb' };
  expect(await run('decision.make', decide, { step: 'insert into decision', nth: 300 })).toBeNull();
  expect(await found()).toEqual({ local: 0, queued: 0, sent: 0 });
  expect(await run('decision.make', decide)).toMatchObject({ ok: true, data: { decided: DECIDED, waiting: DECIDED } });

  // Taken back by a process that dies at the last moment, it was not taken back.
  expect(await run('decision.undo', {}, { step: 'commit', nth: 1 })).toBeNull();
  expect(await found()).toEqual({ local: DECIDED, queued: 0, sent: 0 });
  expect(await run('decision.undo')).toMatchObject({ ok: true, data: { undone: { details: DECIDED }, waiting: 0 } });
  expect(await run('decision.push')).toMatchObject({ ok: true, data: { processed: 0 } });
  expect(resolved().size).toBe(0);
  expect(await run('decision.redo')).toMatchObject({ ok: true, data: { redone: { details: DECIDED }, waiting: DECIDED } });

  for (const kill of process.env['MUTABAKAT_FULL'] === '1' ? KILLS : SOME_KILLS) {
    const before = resolved().size;
    expect(await run('decision.push', {}, kill), JSON.stringify(kill)).toBeNull();
    const now = await found();
    expect((now['local'] ?? 0) + (now['queued'] ?? 0) + (now['sent'] ?? 0)).toBe(DECIDED);
    expect(resolved().size).toBeGreaterThanOrEqual(before);
    // What may have gone out is not taken back by anybody.
    const undone = await run('decision.undo');
    if (undone?.ok === true && (undone.data as { undone: unknown }).undone !== null) expect(await run('decision.redo')).toMatchObject({ ok: true });
  }
  for (let tries = 0; tries < 5 && (await found())['sent'] !== DECIDED; tries += 1) await run('decision.push');
  expect(await found()).toEqual({ local: 0, queued: 0, sent: DECIDED });
  expect(resolved()).toEqual(new Map(wanted.map((id) => [id, 'AcceptDb'])));
  expect(judgeDatabase(scene.database)).toEqual([]);
});
