import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../builders/desk.ts';
import type { StateEntry } from '../kill/journal.ts';
import { type MatrixOptions, runMatrix } from '../kill/run-matrix.ts';
import { OptionError, readOptions } from '../kill/options.ts';
import type { Expected } from '../kill/operations.ts';
import { judgeDetails, judgeJournal } from '../kill/verdict.ts';

const SEED = 4;
const SAMPLE = 12;
const isFull = process.env['MUTABAKAT_FULL'] === '1';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const say = (line: string): void => console.info(line);

describe('a client killed at any step', () => {
  it(
    `leaves nothing twice, nothing lost and nothing stuck (${isFull ? 'every combination' : `${SAMPLE} combinations`}, seed ${SEED})`,
    async () => {
      const options: MatrixOptions = { seed: SEED, sample: isFull ? null : SAMPLE, journal: folder.path };
      const { combinations, inconsistent } = await runMatrix(options, say);
      expect(inconsistent).toEqual([]);
      expect(combinations).toBeGreaterThanOrEqual(isFull ? 200 : SAMPLE);
      expect(readdirSync(folder.path).filter((name) => name.endsWith('.jsonl'))).toHaveLength(combinations);
    },
    isFull ? 1_800_000 : 120_000,
  );
});

describe('the runner of the kill matrix', () => {
  const runner = (...args: string[]) => spawnSync(process.execPath, ['--no-warnings', 'test/kill/run.ts', ...args], { encoding: 'utf8' });

  it('counts in its last line, and leaves a journal a combination', () => {
    const { status, stdout } = runner('--sample=1', '--journal', join(folder.path, 'deep', 'journals'));
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 combinations, 1 consistent');
    expect(status).toBe(0);
    expect(readdirSync(join(folder.path, 'deep', 'journals'))).toHaveLength(1);
  });

  it.each([['--sample', 'viele'], ['--sample', '0'], ['--sample=-1'], ['--sample'], ['--journals', 'x'], ['twelve']])(
    'says what is wrong with %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(OptionError);
      expect(() => readOptions(args)).toThrow(/npm run test:kill -- /);
    },
  );

  it('ends with 2 and plays nothing when its options are wrong', () => {
    const journals = join(folder.path, 'none');
    expect(runner('--journal', journals, '--sample', 'x')).toMatchObject({ status: 2, stdout: '' });
    expect(existsSync(journals)).toBe(false);
  });
});

describe('the judgement of the kill matrix', () => {
  const state = (what: string, more: Partial<StateEntry> = {}): StateEntry => ({ kind: 'state', what, reconciliation_id: 'r', ...more });
  const resolved = (detail_id: string, action: string): StateEntry => state('detail.resolved', { detail_id, action });
  const started = state('reconciliation.started');
  const expected: Expected = { started: 1, finalized: 1, cancelled: 0, decisions: new Map([['a', 'Ignore'], ['b', 'Ignore']]) };
  const all = [started, resolved('a', 'Ignore'), resolved('b', 'Ignore'), state('reconciliation.finalized')];

  it('finds nothing where all was done once', () => {
    expect(judgeJournal(all, expected, true)).toEqual([]);
  });

  it('bears less as long as nobody was told that it is done', () => {
    expect(judgeJournal(all.slice(0, 2), expected, false)).toEqual([]);
    expect(judgeJournal(all.slice(0, 2), expected, true)).toHaveLength(2);
  });

  it.each<[string, StateEntry[], string]>([
    ['a second reconciliation', [...all, started], 'reconciliation.started 2 times instead of 1'],
    ['a second end', [...all, state('reconciliation.finalized')], 'reconciliation.finalized 2 times instead of 1'],
    ['an end nobody asked for', [...all, state('reconciliation.cancelled')], 'reconciliation.cancelled 1 times instead of 0'],
    ['a doubled decision', [...all, resolved('a', 'Ignore')], 'detail a resolved 2 times: Ignore, Ignore'],
    ['another decision', [started, resolved('a', 'AcceptDb')], 'detail a resolved by AcceptDb instead of Ignore'],
    ['a decision nobody made', [...all, resolved('c', 'Ignore')], '1 details resolved that nobody decided'],
  ])('finds %s, told or not', (_, states, finding) => {
    expect(judgeJournal(states, expected, false)).toContain(finding);
    expect(judgeJournal(states, expected, true)).toContain(finding);
  });

  it('finds a lost decision, and one that is not known here', () => {
    expect(judgeJournal([started, resolved('a', 'Ignore'), state('reconciliation.finalized')], expected, true)).toEqual(['the decision on detail b is lost']);
    const here = { id: 'a', detail_status: 'Ignored', resolution_action: 'Ignore', decision: { action: 'Ignore', state: 'sent' } };
    expect(judgeDetails(all, [here], expected)).toEqual(['detail b is gone from this computer']);
    const stuck = { id: 'b', detail_status: 'Pending', resolution_action: 'None', decision: { action: 'Ignore', state: 'queued' } };
    expect(judgeDetails(all, [here, stuck], expected)).toEqual([
      'detail b shows Pending, None where the sandbox has Ignore',
      'the decision on detail b stands as queued',
    ]);
  });
});
