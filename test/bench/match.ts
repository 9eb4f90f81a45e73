import { join } from 'node:path';
import { temporaryFolder } from '../builders/desk.ts';
import { matchApart, type MatchedApart } from './match-apart.ts';
import { fillDesk } from './match-desk.ts';
import { shapes } from './match-shapes.ts';
import type { Measured } from './run.ts';

const PLAIN = 'as banks give them';
/** Runs of each contender; the middle one counts. */
const RUNS = 3;

/** All steps but the reading out of SQLite, which DuckDB is spared as well. */
const total = ({ ms: { gathered: _gathered, ...ms } }: MatchedApart): number => Object.values(ms).reduce((sum, each) => sum + each, 0);
const middle = (runs: readonly MatchedApart[]): MatchedApart => {
  const found = runs.toSorted((a, b) => total(a) - total(b))[runs.length >> 1];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
};

/** The narrow read is to be worth the same as the program's own. */
function mustAgree(twin: MatchedApart, whole: MatchedApart): void {
  if (JSON.stringify(twin.counts) !== JSON.stringify(whole.counts)) throw new Error('the two ways of reading give two plans');
}

/** Both sides through DuckDB, through Payven's matching alone, and through all of ours, in turns. */
async function contest(folder: string, rows: number): Promise<Measured[]> {
  const ducks: MatchedApart[] = [];
  const twins: MatchedApart[] = [];
  const wholes: MatchedApart[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    ducks.push(await matchApart('duckdb', PLAIN, folder));
    twins.push(await matchApart('twin', PLAIN, folder));
    wholes.push(await matchApart('whole', PLAIN, folder));
  }
  const [duck, twin, whole] = [middle(ducks), middle(twins), middle(wholes)];
  mustAgree(twin, whole);
  const bare = total(duck);
  const line = (step: string, ms: number, { rss_mib }: MatchedApart): Measured => ({ step, rows, ms, against: 'DuckDB load and join', ratio: ms / bare, rss_mib });
  return [
    line('DuckDB load', duck.ms['load'] ?? 0, duck),
    line('DuckDB join', duck.ms['join'] ?? 0, duck),
    line('both sides from SQLite into columns', twin.ms['gathered'] ?? 0, twin),
    line("Payven's matching", total(twin), twin),
    line("Payven's matching, evidence and causes", total(whole), whole),
  ];
}

/** How the time grows from a tenth of the rows to all of them, on the worst there can be. */
async function growth(way: 'twin' | 'whole', folder: string, tenth: string, rows: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const shape of Object.keys(shapes)) {
    const [few, all] = [await matchApart(way, shape, tenth), await matchApart(way, shape, folder)];
    const step = `${way === 'twin' ? "Payven's matching" : 'all of it'}, ${shape}`;
    measured.push({ step, rows, ms: total(all), against: 'a tenth of the rows', ratio: total(all) / total(few) });
  }
  return measured;
}

/** Matching of a month's transactions and one file's rows, beside DuckDB's joins of the same rows. */
export async function benchMatch(rows: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  try {
    const [all, tenth] = [join(folder.path, 'all'), join(folder.path, 'tenth')];
    fillDesk(all, rows);
    fillDesk(tenth, Math.ceil(rows / 10));
    return [...(await contest(all, rows)), ...(await growth('twin', all, tenth, rows)), ...(await growth('whole', all, tenth, rows))];
  } finally {
    folder.remove();
  }
}
