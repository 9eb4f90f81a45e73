import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { temporaryFolder } from '../builders/desk.ts';
import { writeBankFile } from './read-file.ts';
import type { Measured } from './run.ts';

const answer = z.object({ rows: z.int(), ms: z.number(), growth: z.number() });

/** Reads the file in one way in a process of its own, so that none profits or suffers from another's memory. */
async function readApart(way: string, file: string, folder: string, rows: number): Promise<z.infer<typeof answer>> {
  // The others need more memory than Node gives by itself.
  const room = way === 'import' || way === 'stream' ? [] : ['--max-old-space-size=12000'];
  const child = spawn(process.execPath, [...room, 'test/bench/read-child.ts', way, file, join(folder, way)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const read = answer.parse(JSON.parse(await text(child.stdout)));
  if (read.rows !== rows) throw new Error(`${way} found ${read.rows} rows of ${rows}`);
  return read;
}

/** An .xlsx of ten columns into validated rows in SQLite, beside what others take to do no more than read it. */
export async function benchRead(rows: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  try {
    const file = join(folder.path, 'bank.xlsx');
    await writeBankFile(file, rows);
    const bare = await readApart('sheetjs', file, folder.path, rows);
    const measured: Measured[] = [];
    for (const [way, step] of [
      ['import', 'read xlsx into SQLite, validated'],
      ['stream', 'our reader alone'],
      ['sheetjs', 'SheetJS bare read'],
      ['exceljs', 'exceljs streaming read'],
    ] as const) {
      const { ms, growth } = way === 'sheetjs' ? bare : await readApart(way, file, folder.path, rows);
      measured.push({ step, rows, ms, against: 'SheetJS bare read', ratio: ms / bare.ms, growth_mib: Math.round(growth / 2 ** 20) });
    }
    return measured;
  } finally {
    folder.remove();
  }
}
