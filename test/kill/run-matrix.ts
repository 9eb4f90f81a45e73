import { join } from 'node:path';
import { inLanes } from './lanes.ts';
import { chooseCombinations, nameOf } from './matrix.ts';
import { play } from './play.ts';
import { WORLD } from './scene.ts';

export interface MatrixOptions {
  readonly seed: number;
  /** How many combinations; null: all of them. */
  readonly sample: number | null;
  /** The folder the sandbox's journals stay in, a file a combination; null: nowhere. */
  readonly journal: string | null;
}

/** One combination and what was seen that does not fit. */
export interface Inconsistency {
  readonly name: string;
  readonly findings: readonly string[];
}

export interface MatrixResult {
  readonly combinations: number;
  readonly inconsistent: readonly Inconsistency[];
}

/** The processes of a combination run one after another, so two combinations keep two processors busy. */
const LANES = 2;
const TOLD_EVERY = 25;

/** Plays the matrix and says, line by line, how far it has come and what is inconsistent. */
export async function runMatrix(options: MatrixOptions, say: (line: string) => void): Promise<MatrixResult> {
  const { seed, sample, journal } = options;
  say(`kill matrix: seed ${seed}, world ${JSON.stringify(WORLD)}`);
  const chosen = await chooseCombinations(seed, sample, LANES);
  const inconsistent: Inconsistency[] = [];
  let done = 0;
  await inLanes(chosen, LANES, async (combination) => {
    const name = nameOf(combination);
    const findings = await play(combination, journal === null ? null : join(journal, `${name}.jsonl`));
    done += 1;
    if (findings.length > 0) {
      inconsistent.push({ name, findings });
      say(`inconsistent: ${name}\n${findings.map((finding) => `  ${finding}`).join('\n')}`);
    }
    if (done % TOLD_EVERY === 0) say(`${done} of ${chosen.length}`);
  });
  return { combinations: chosen.length, inconsistent };
}
