import { setTimeout as wait } from 'node:timers/promises';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import type { Desk } from '../../src/main/desk.ts';
import { call } from '../builders/desk.ts';
import { faultsOf, isLate, LATE_MS } from './behaviours.ts';
import { detailsHere, judgeCopy, judgeDatabase, judgeOutbox } from './local-copy.ts';
import type { Combination } from './matrix.ts';
import type { Expected, Job } from './operations.ts';
import { openScene, type Scene } from './scene.ts';
import { judgeDetails, judgeJournal } from './verdict.ts';

/** Beyond the 150 s in which a write is repeated, and the three minutes in which Payven knows its key. */
const LATER_MS = 200_000;
/** So often does a patient user give the same command. */
const MOST_RUNS = 8;
/** Real ms between two of them; all of them together outlast a late answer. */
const BETWEEN_RUNS_MS = 100;

/** Refusals after which the same command is given again. */
const TRY_AGAIN = new Set([
  'payven.outcome_unknown',
  'payven.busy',
  'payven.failing',
  'payven.unreachable',
  'payven.too_late',
  'state.never_sent',
]);

/** Plays a combination to its end and tells what does not fit; nothing means consistent. */
export async function play(combination: Combination, journal: string | null): Promise<string[]> {
  const { operation, behaviour } = combination;
  const scene = await openScene(faultsOf(operation.route, behaviour), journal);
  try {
    const job = await operation.prepare(scene);
    return await killAndResume(combination, scene, job);
  } catch (error) {
    return [`it ended in ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  } finally {
    await scene.close();
  }
}

async function killAndResume({ point, aftermath, second, behaviour }: Combination, scene: Scene, job: Job): Promise<string[]> {
  const findings: string[] = [];
  if ((await scene.run(job.command, point)) !== null) findings.push('the step was never reached, nothing was killed');
  findings.push(...judgeJournal(scene.states(), job.expected, false));
  if (aftermath === 'later') scene.clock.jump(LATER_MS);
  if (aftermath === 'twice') await scene.run(job.command, { step: null, nth: second });
  const next = aftermath === 'finish' ? await finishing(scene, job) : job;
  findings.push(...(await insist(scene, next)));
  // What the first process had sent may still be at work there.
  if (isLate(behaviour)) await wait(LATE_MS);
  findings.push(...judgeJournal(scene.states(), next.expected, true));
  const desk = scene.openDesk();
  try {
    findings.push(...(await judgeDesk(desk, scene, next)), ...(await judgeNextJob(desk, scene, next)));
  } finally {
    desk.close();
  }
  findings.push(...judgeDatabase(scene.database));
  return findings;
}

/** Closing in place of the killed command: of the decisions those count that this computer had kept. */
async function finishing(scene: Scene, job: Job): Promise<Job> {
  const { reconciliation_id } = job;
  if (reconciliation_id === null) throw new Error('there is nothing to finish');
  const desk = scene.openDesk();
  const details = await detailsHere(desk, reconciliation_id);
  desk.close();
  const kept = new Set(details.flatMap((detail) => (detail.decision === null ? [] : [detail.id])));
  const decisions = new Map([...job.expected.decisions].filter(([id]) => kept.has(id)));
  return {
    command: { method: 'reconciliation.finalize', input: { reconciliation_id, confirmed: true, force_partial: true } },
    reconciliation_id,
    expected: { ...job.expected, decisions, finalized: 1 },
    doneBefore: ['state.closed'],
    isDone: () => true,
  };
}

/** Gives the command until its user is told that it is done; the last resort is to insist that it was not. */
async function insist(scene: Scene, job: Job): Promise<string[]> {
  let ended = '';
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    const isLastResort = run === MOST_RUNS && ended === 'state.start_unknown';
    const command = isLastResort ? { ...job.command, input: { ...job.command.input, force: true } } : job.command;
    const answer = await scene.run(command);
    if (answer === null) return ['nobody killed it, and yet it died'];
    if (answer.ok && job.isDone(answer.data)) return [];
    ended = answer.ok ? 'an answer that leaves something to do' : answer.error.code;
    if (job.doneBefore.includes(ended)) return [];
    if (!answer.ok && !TRY_AGAIN.has(ended) && ended !== 'state.start_unknown') return [`the next run ended in ${ended}: ${JSON.stringify(answer.error.details)}`];
    await wait(BETWEEN_RUNS_MS);
  }
  return [`${MOST_RUNS} runs later it is still not done: ${ended}`];
}

const closed = ({ finalized, cancelled }: Expected): boolean => finalized + cancelled > 0;

async function judgeDesk(desk: Desk, scene: Scene, { reconciliation_id, expected }: Job): Promise<string[]> {
  const states = scene.states();
  const id = reconciliation_id ?? states.find((entry) => entry.what === 'reconciliation.started')?.reconciliation_id;
  const findings = [...(await judgeOutbox(desk)), ...(await judgeCopy(desk, scene.sandbox.world))];
  if (id === undefined) return findings;
  const status = states.findLast((entry) => entry.reconciliation_id === id && entry.overall_status !== undefined)?.overall_status;
  const { reconciliations } = await call(desk, reconciliationContract, 'reconciliation.list', {});
  const here = reconciliations.find((one) => one.reconciliation_id === id);
  if (reconciliations.length !== 1 || here === undefined) findings.push(`${reconciliations.length} reconciliations are known here`);
  else if (closed(expected) && here.overall_status !== status) findings.push(`it shows as ${here.overall_status} where the sandbox has ${status}`);
  if (here?.differs_from_preview !== 0) findings.push(`${here?.differs_from_preview} details differ from the preview`);
  return [...findings, ...judgeDetails(states, await detailsHere(desk, id), expected)];
}

/** The next thing a user would do: nothing that was left behind may stand in its way. */
async function judgeNextJob(desk: Desk, scene: Scene, job: Job): Promise<string[]> {
  const { expected } = job;
  if (expected.started === 0) return [];
  const id = scene.states()[0]?.reconciliation_id;
  if (closed(expected)) await startAnother(desk, scene);
  else await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id: id, confirmed: true, force_partial: true });
  const then: Expected = closed(expected) ? { ...expected, started: expected.started + 1 } : { ...expected, finalized: 1 };
  return [...judgeJournal(scene.states(), then, true), ...(await judgeOutbox(desk))];
}

async function startAnother(desk: Desk, { sandbox: { ready } }: Scene): Promise<void> {
  const { imports } = await call(desk, importContract, 'import.list', {});
  const { preview_id } = await call(desk, previewContract, 'preview.make', {
    import_ids: imports.map((each) => each.import_id),
    scope: 'Connector',
    connector_config_id: ready.connector_config_id,
    from: ready.period_start,
    to: ready.period_end,
  });
  await call(desk, reconciliationContract, 'reconciliation.start', { preview_id, confirmed: true });
}
