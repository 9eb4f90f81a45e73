import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MatrixOptions } from './run-matrix.ts';

/** Of a run that names none; another one only changes the order and the sample. */
export const DEFAULT_SEED = 4;

const USAGE = 'npm run test:kill -- [--sample N] [--journal DIR] [--seed S]';

/** What is wrong with the options, and how they are written. */
export class OptionError extends Error {
  constructor(problem: string) {
    super(`${problem}\n${USAGE}`);
    this.name = 'OptionError';
  }
}

function wholeNumber(name: string, value: string | undefined, least: number): number | null {
  if (value === undefined) return null;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least)) throw new OptionError(`--${name} must be a whole number from ${least}, not "${value}".`);
  return number;
}

/** Reads the arguments and makes the journal folder. Throws {@link OptionError}. */
export function readOptions(args: readonly string[]): MatrixOptions {
  const { sample, journal, seed } = parsed(args);
  const options = {
    sample: wholeNumber('sample', sample, 1),
    seed: wholeNumber('seed', seed, 0) ?? DEFAULT_SEED,
    journal: journal === undefined ? null : resolve(journal),
  };
  if (options.journal !== null) makeFolder(options.journal);
  return options;
}

function parsed(args: readonly string[]): { sample?: string; journal?: string; seed?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { sample: text, journal: text, seed: text }, strict: true }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new OptionError(`--journal: ${path} cannot be made (${error instanceof Error ? error.message : String(error)}).`);
  }
}
