import process from 'node:process';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import type { RawCell, RawWorkbook } from '../../src/main/domain/bank-file/raw.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { AppError } from '../../src/shared/errors.ts';
import { mutatedFile } from './files-mutations.ts';

/** A process that reads mutated files one after another and says how each ended; the test watches that it goes on. */
const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);

function isCell(cell: RawCell): boolean {
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean' || typeof cell === 'number') return true;
  return 'error' in cell ? typeof cell.error === 'string' : typeof cell.serial === 'number';
}

/** What must hold of whatever was read. */
function check({ sheets, format }: RawWorkbook): void {
  if (format === '') throw new Error('no format');
  for (const { name, rows } of sheets) {
    if (typeof name !== 'string') throw new Error('a sheet without a name');
    for (const row of rows) if (!row.every(isCell)) throw new Error(`a cell that is none: ${JSON.stringify(row)}`);
  }
}

function outcomeOf(bytes: Uint8Array): string {
  try {
    const book = readWorkbook(bytes);
    check(book);
    const { counts } = understand(book);
    const { data, ...buckets } = counts;
    const sum = Object.values(buckets).reduce((total, count) => total + count, 0);
    if (sum !== data) throw new Error(`buckets ${JSON.stringify(counts)} do not add up`);
    return 'understood';
  } catch (error) {
    if (error instanceof AppError && /^(?:input|usage)\./.test(error.code)) return error.code;
    throw error;
  }
}

for (let number = from; number < to; number += 1) {
  process.send?.({ number, started: true });
  const started = performance.now();
  try {
    const outcome = outcomeOf(mutatedFile(seed, number));
    const added = Object.keys(Object.prototype);
    if (added.length > 0) throw new Error(`a prototype was changed: ${added.join()}`);
    process.send?.({ number, outcome, ms: performance.now() - started });
  } catch (error) {
    process.send?.({ number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
process.disconnect();
