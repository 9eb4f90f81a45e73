import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../src/sandbox/random.ts';
import { temporaryFolder } from '../builders/desk.ts';
import { type Behaviour, behaviours, faultsOf } from './behaviours.ts';
import { inLanes } from './lanes.ts';
import { type Operation, operations } from './operations.ts';
import { openScene } from './scene.ts';
import type { KillPoint } from './steps.ts';

/**
 * What the user does after the kill. again: the same command at once. later: when Payven
 * has forgotten the key. twice: again, and that is killed too. finish: closes the
 * reconciliation instead, trusting that what was decided is kept.
 */
export type Aftermath = 'again' | 'later' | 'twice' | 'finish';

/** One way for a command to be killed and taken up again. */
export interface Combination {
  readonly operation: Operation;
  readonly behaviour: Behaviour;
  readonly point: KillPoint;
  readonly aftermath: Aftermath;
  /** For `twice`: at which step, of whatever name, the second process is killed. */
  readonly second: number;
}

/** An operation and how the sandbox behaves to it: what combinations are made of. */
interface Pair {
  readonly operation: Operation;
  readonly behaviour: Behaviour;
}

/** The second kill falls among the first so many steps of the next run. */
const SECOND_AMONG = 14;

/** A name for files: words, digits and dashes. */
export function nameOf({ operation, behaviour, point, aftermath }: Combination): string {
  const step = `${point.step ?? ''} ${point.nth}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return [operation.name, behaviour.name, step, aftermath].join('--');
}

/** The steps of an unhindered run, by name, in order. */
async function rehearse({ operation, behaviour }: Pair): Promise<string[]> {
  const folder = temporaryFolder();
  const scene = await openScene(faultsOf(operation.route, behaviour), null);
  try {
    const record = join(folder.path, 'steps');
    const { command } = await operation.prepare(scene);
    await scene.run(command, null, record);
    return readFileSync(record, 'utf8').trimEnd().split('\n');
  } finally {
    await scene.close();
    folder.remove();
  }
}

interface Numbered {
  readonly step: string;
  readonly nth: number;
  readonly isLast: boolean;
  /** Whether the operation's own call has left when this step comes. */
  readonly after: boolean;
  /** A statement in a transaction whose commit is still to come: a kill before it leaves what one before the commit leaves. */
  readonly inside: boolean;
}

function numbered(steps: readonly string[], call: string): Numbered[] {
  const counts = new Map<string, number>();
  let after = false;
  let inTransaction = false;
  const all = steps.map((step) => {
    const nth = (counts.get(step) ?? 0) + 1;
    counts.set(step, nth);
    after ||= step.startsWith('sent ') && step.endsWith(` ${call}`);
    if (step === 'commit' || step === 'rollback') inTransaction = false;
    const inside = inTransaction || step === 'begin';
    if (step === 'begin') inTransaction = true;
    return { step, nth, after, inside };
  });
  return all.map((each) => ({ ...each, isLast: counts.get(each.step) === each.nth }));
}

/** Where the misbehaving call's own steps end: with the commit that stores its last answer. */
function endOfCall(all: readonly Numbered[], call: string): number {
  const told = all.findLastIndex(({ step }) => step.startsWith('told ') && step.endsWith(` ${call}`));
  const stored = all.findIndex(({ step }, index) => index > told && step === 'commit');
  return stored < 0 ? all.length : stored + 2;
}

/**
 * The points a pair is killed at. Where the sandbox answers: the first and the last step
 * of each name, but for `begin`, which changes nothing by itself. Where it misbehaves:
 * the steps of the call itself, for the others are the same in every run; of a
 * transaction its commit, of a name that comes often the first, of calls and waits the last too.
 */
function pointsOf(steps: readonly string[], { operation, behaviour }: Pair): Numbered[] {
  const all = numbered(steps, operation.route);
  const call = all.findIndex(({ step }) => step.startsWith('ask ') && step.endsWith(` ${operation.route}`));
  if (call < 0) throw new Error(`${operation.name} never called ${operation.route}`);
  if (behaviour.fault === null) return all.filter(({ step, nth, isLast }) => step !== 'begin' && (nth === 1 || isLast));
  const seen = new Set<string>();
  return all.slice(call, endOfCall(all, operation.route)).filter(({ step, isLast, inside }) => {
    const isCalls = /^(ask|sent|told) /.test(step);
    if (inside || (isCalls && !step.endsWith(` ${operation.route}`))) return false;
    const isFirst = !seen.has(step);
    seen.add(step);
    return isFirst || (isLast && (isCalls || step.startsWith('wait')));
  });
}

/** What the user does after a kill at a point: in turn, and where the sandbox answers all that makes a difference. */
function aftermathsOf({ operation, behaviour }: Pair, after: boolean, index: number): Set<Aftermath> {
  const decides = operation.decides === true;
  const usual: readonly Aftermath[] = ['again', 'twice', 'later', ...(decides ? ['finish' as const] : [])];
  const chosen = new Set<Aftermath>([usual[index % usual.length] ?? 'again']);
  if (behaviour.fault !== null) return chosen;
  // Once the call has left, the time that passes decides how it is found again.
  if (after) chosen.add('later');
  if (decides) chosen.add('finish');
  return chosen;
}

/** Every combination of a pair, found out by running it once unhindered. */
async function combinationsOf(pair: Pair, random: Random): Promise<Combination[]> {
  const points = pointsOf(await rehearse(pair), pair);
  return points.flatMap(({ step, nth, after }, index) => {
    const second = random.int(1, SECOND_AMONG);
    return [...aftermathsOf(pair, after, index)].map((aftermath) => ({ ...pair, point: { step, nth }, aftermath, second }));
  });
}

/** In an order of chance. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random.int(0, 1_000_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** A pair's combinations asked for of a sample; more would leave other pairs out. */
const EACH = 2;

/** The first of each list, then the second of each, and so on: any beginning of it is spread evenly. */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

/** All combinations, or so many spread over operations and behaviours; the same ones in the same order for the same seed. */
export async function chooseCombinations(seed: number, sample: number | null, lanes: number): Promise<Combination[]> {
  const random = seededRandom(seed);
  const order = inTurns(operations.map((operation) => shuffled(behaviours.map((behaviour) => ({ operation, behaviour })), random)));
  const chosen = sample === null ? order : order.slice(0, Math.ceil(sample / EACH));
  const found = new Map<number, Combination[]>();
  await inLanes(chosen.entries(), lanes, async ([index, pair]) => {
    const own = seededRandom(seed + 1 + index);
    found.set(index, shuffled(await combinationsOf(pair, own), own));
  });
  const all = inTurns(chosen.map((_, index) => found.get(index) ?? []));
  return sample === null ? all : all.slice(0, sample);
}
