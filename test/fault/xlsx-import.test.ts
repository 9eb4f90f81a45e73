import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CommandContext } from '../../src/main/app/context.ts';
import { Dispatcher } from '../../src/main/rpc/dispatch.ts';
import type { Contract } from '../../src/shared/contract/method.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { DATABASE_FILE } from '../../src/main/db/open.ts';
import type { Desk } from '../../src/main/desk.ts';
import { writeBankFile } from '../bench/read-file.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';

const ROWS = 12_000;
const folder = temporaryFolder();
const file = join(folder.path, 'banka.xlsx');

/** What an import leaves behind, looked at from outside. */
function left(data: string): { imports: number; rows: number; files: number } {
  const db = new BetterSqlite3(join(data, DATABASE_FILE), { readonly: true });
  try {
    const count = (table: string): number => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const kept = join(data, 'files');
    return { imports: count('bank_import'), rows: count('import_row'), files: existsSync(kept) ? readdirSync(kept).length : 0 };
  } finally {
    db.close();
  }
}

const nothing = { imports: 0, rows: 0, files: 0 };
const all = { imports: 1, rows: ROWS, files: 1 };

beforeAll(() => writeBankFile(file, ROWS));
afterAll(() => folder.remove());

describe('a transaction that lets others have their turn', () => {
  const contract = {
    'long.one': { kind: 'command', input: z.object({}), output: z.null() },
    'short.one': { kind: 'command', lane: 'desk', input: z.object({}), output: z.null() },
  } as const satisfies Contract;

  it('is alone on its connection: whatever else writes waits', async () => {
    const said: string[] = [];
    const work = async (): Promise<null> => {
      said.push('begins');
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      said.push('ends');
      return null;
    };
    const handlers = {
      'long.one': (_: unknown, { alone }: Pick<CommandContext, 'alone'>) => alone(work),
      'short.one': () => {
        said.push('writes');
        return null;
      },
    };
    const source = { forQuery: () => ({}), forCommand: (_: unknown, alone: CommandContext['alone']) => ({ alone }), translate: (error: unknown) => error };
    const dispatcher = new Dispatcher([{ contract, handlers }], source, { uuid: () => 'x', chance: () => 0 }, { info: () => undefined, error: () => undefined });
    const long = dispatcher.call('long.one', {}, { language: 'en' });
    await new Promise((resolve) => setImmediate(resolve));
    const short = dispatcher.call('short.one', {}, { language: 'en' });
    expect(await Promise.all([long, short])).toEqual([{ ok: true, data: null }, { ok: true, data: null }]);
    expect(said).toEqual(['begins', 'ends', 'writes']);
  });
});

describe('the import of a large .xlsx', () => {
  let data = '';
  let desk: Desk;
  let number = 0;

  function open(): void {
    number += 1;
    data = join(folder.path, `d${number}`);
    desk = testDesk(data);
  }

  it('is whole', async () => {
    open();
    const { imports } = await call(desk, importContract, 'import.run', { files: [file] });
    expect(imports[0]?.rows).toMatchObject({ data: ROWS, sales: ROWS - ROWS / 40, refunds: ROWS / 40, rejected: 0 });
    // Rows are read from a stream; their texts are those of the file.
    const { rows } = await call(desk, importContract, 'import.rows', { import_id: imports[0]?.import_id ?? '', after_row: ROWS - 1, limit: 10 });
    expect(rows.map((row) => [row.row, row.auth_code, row.amount, row.cells[0]])).toEqual([
      [ROWS, String(((ROWS - 2) * 7919) % 1_000_000).padStart(6, '0'), 1_000 + (((ROWS - 2) * 7_877) % 900_000), expect.stringMatching(/^\d\d\.05\.2026 \d\d:\d\d:\d\d$/)],
      [ROWS + 1, String(((ROWS - 1) * 7919) % 1_000_000).padStart(6, '0'), 1_000 + (((ROWS - 1) * 7_877) % 900_000), expect.any(String)],
    ]);
    desk.close();
    expect(left(data)).toEqual(all);
  });

  it('that is cancelled leaves nothing, whenever that is', async () => {
    const ends = new Set<string>();
    for (const turns of [0, 1, 3, 8, 20, 45, 90, 160, 400]) {
      open();
      const stop = new AbortController();
      const importing = desk.call('import.run', { files: [file] }, { language: 'en', signal: stop.signal });
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
      stop.abort();
      const answer = await importing;
      desk.close();
      ends.add(answer.ok ? 'done' : answer.error.code);
      expect(left(data), `after ${turns} turns`).toEqual(answer.ok ? all : nothing);
    }
    expect([...ends]).toContain('state.cancelled');
  });

  it('that is cancelled while its rows are written takes them and the copy of the file back', async () => {
    open();
    const stop = new AbortController();
    const importing = desk.call('import.run', { files: [file] }, { language: 'en', signal: stop.signal });
    // The copy is kept before the first row is written.
    while (left(data).files === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    const answer = await importing;
    desk.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'state.cancelled' } });
    expect(left(data)).toEqual(nothing);
  });

  it('that fails among several takes the others with it', async () => {
    open();
    const broken = join(folder.path, 'yok.xlsx');
    expect((await desk.call('import.run', { files: [file, broken] }, { language: 'en' })).ok).toBe(false);
    desk.close();
    expect(left(data)).toEqual(nothing);
  });

  it('finds the rows that an earlier file holds too', async () => {
    open();
    await call(desk, importContract, 'import.run', { files: [file] });
    const shorter = join(folder.path, 'kisa.xlsx');
    await writeBankFile(shorter, 500);
    const { imports } = await call(desk, importContract, 'import.run', { files: [shorter] });
    expect(imports[0]?.warnings[0]).toMatchObject({ code: 'overlapping_rows', row: 2, message: expect.stringMatching(/^500 rows/) });
    desk.close();
  });
});
