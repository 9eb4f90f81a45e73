import { fork } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder, testDesk } from '../builders/desk.ts';
import { mutatedFile } from '../builders/files-mutations.ts';

/** Files of every kind, broken in every way: none may crash the reader, hold it up, or be imported half. */
const isFull = process.env['MUTABAKAT_FULL'] === '1';
const SEED = 20_261_121;
const FILES = isFull ? 20_000 : 400;
const THROUGH_DESK = isFull ? 500 : 25;
/** A file that takes longer than this has stopped the reader; a machine that is busy has not. */
const HANGS_MS = 60_000;
const PROCESSES = 2;
console.info(`seed ${SEED}, ${FILES} files, ${THROUGH_DESK} of them through a desk`);

const report = z.union([
  z.object({ number: z.int(), started: z.literal(true) }),
  z.object({ number: z.int(), outcome: z.string(), ms: z.number() }),
  z.object({ number: z.int(), failed: z.string() }),
]);

interface Sum {
  readonly outcomes: Map<string, number>;
  readonly failed: string[];
  slowest: { number: number; ms: number };
}

/** Reads a stretch of the mutated files in a process of its own, whose end by itself is a failure. */
function readStretch(from: number, to: number, sum: Sum): Promise<void> {
  const child = fork(fileURLToPath(new URL('../builders/fuzz-reader.ts', import.meta.url)), [SEED, from, to].map(String), {
    execArgv: ['--no-warnings', '--max-old-space-size=2048'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let at = from;
  return new Promise((resolve) => {
    const hung = (): void => {
      sum.failed.push(`file ${at} was still being read after ${HANGS_MS} ms`);
      child.kill('SIGKILL');
    };
    let watch = setTimeout(hung, HANGS_MS);
    child.on('message', (message) => {
      const told = report.parse(message);
      at = told.number;
      clearTimeout(watch);
      watch = setTimeout(hung, HANGS_MS);
      if ('failed' in told) sum.failed.push(`file ${told.number}: ${told.failed}`);
      if (!('outcome' in told)) return;
      sum.outcomes.set(told.outcome, (sum.outcomes.get(told.outcome) ?? 0) + 1);
      if (told.ms > sum.slowest.ms) sum.slowest = { number: told.number, ms: told.ms };
    });
    child.once('exit', (code, signal) => {
      clearTimeout(watch);
      if (code !== 0) sum.failed.push(`the reader ended at file ${at} with ${code ?? signal}`);
      resolve();
    });
  });
}

describe('mutated files', () => {
  it(`${FILES} of every kind end in rows or in a named refusal`, { timeout: 1_800_000 }, async () => {
    const sum: Sum = { outcomes: new Map(), failed: [], slowest: { number: -1, ms: 0 } };
    const share = Math.ceil(FILES / PROCESSES);
    await Promise.all(Array.from({ length: PROCESSES }, (_, index) => readStretch(index * share, Math.min(FILES, (index + 1) * share), sum)));
    const table = [...sum.outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${String(count).padStart(6)} ${outcome}`);
    console.info([...table, `slowest: file ${sum.slowest.number}, ${Math.round(sum.slowest.ms)} ms`].join('\n'));
    expect(sum.failed).toEqual([]);
    expect([...sum.outcomes.values()].reduce((total, count) => total + count, 0)).toBe(FILES);
    // Mutations that only ever destroy, or never, prove nothing.
    expect(sum.outcomes.get('understood') ?? 0).toBeGreaterThan(FILES / 20);
    expect(sum.outcomes.get('input.truncated') ?? 0).toBeGreaterThan(FILES / 20);
  });
});

describe('mutated files through a desk', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const desk = testDesk(data);

  afterAll(() => {
    desk.close();
    folder.remove();
  });

  it(`${THROUGH_DESK} are imported whole or not at all`, { timeout: 1_800_000 }, async () => {
    const raw = new BetterSqlite3(join(data, 'mutabakat.db'), { readonly: true });
    let imported = 0;
    const stored = new Set<string>();
    for (let number = 0; number < THROUGH_DESK; number += 1) {
      const file = join(folder.path, 'dosya');
      writeFileSync(file, mutatedFile(SEED + 1, number));
      const answer = await desk.call('import.run', { files: [file] }, { language: 'en' });
      const label = `file ${number}: ${JSON.stringify(answer).slice(0, 300)}`;
      if (answer.ok) {
        imported += 1;
        const [one] = z.object({ imports: z.array(z.object({ import_id: z.string(), sha256: z.string(), rows: z.object({ data: z.int(), blank: z.int() }) })) }).parse(answer.data).imports;
        stored.add(one?.sha256 ?? '');
        const rows = raw.prepare('SELECT count(*) AS n FROM import_row WHERE import_id = ?').get(one?.import_id);
        expect(rows, label).toEqual({ n: (one?.rows.data ?? 0) - (one?.rows.blank ?? 0) });
      } else {
        expect(answer.error.code, label).toMatch(/^input\./);
      }
      expect(raw.prepare('SELECT count(*) AS n FROM bank_import').get(), label).toEqual({ n: imported });
    }
    console.info(`${imported} of ${THROUGH_DESK} imported`);
    expect(imported).toBeGreaterThan(0);
    expect(readdirSync(join(data, 'files'))).toHaveLength(stored.size);
    expect(raw.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    raw.close();
  });
});
