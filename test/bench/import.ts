import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from 'xlsx';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import type { Measured } from './run.ts';

/** A bank's xlsx into validated rows in SQLite, against SheetJS's bare read of the same bytes. */
export async function benchImport(rows: number): Promise<Measured[]> {
  const folder = temporaryFolder();
  const sandbox = await startSandbox({ seed: 1, transactions: rows, bank: 'garanti', bank_file: join(folder.path, 'b') });
  const desk = testDesk(join(folder.path, 'data'));
  try {
    const bytes = readFileSync(sandbox.ready.bank_file);
    const bareStart = performance.now();
    XLSX.read(bytes, { raw: true, dense: true });
    const bare = performance.now() - bareStart;
    const start = performance.now();
    const { imports } = await call(desk, importContract, 'import.run', { files: [sandbox.ready.bank_file] });
    const ms = performance.now() - start;
    return [{ step: 'import xlsx to SQLite', rows: imports[0]?.rows.data ?? 0, ms, against: 'SheetJS bare read', ratio: ms / bare }];
  } finally {
    desk.close();
    await sandbox.close();
    folder.remove();
  }
}
