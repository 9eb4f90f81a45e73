import process from 'node:process';
import { OptionError, readOptions } from './options.ts';
import { runMatrix } from './run-matrix.ts';

/**
 * `npm run test:kill`: the client is killed at every step of every operation, however
 * the sandbox behaves. `--sample N` plays some combinations, `--journal DIR` leaves the
 * sandbox's journals. The last line counts; the exit code is 0 only if all are consistent.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const { combinations, inconsistent } = await runMatrix(readOptions(process.argv.slice(2)), say);
  say(`${combinations} combinations, ${combinations - inconsistent.length} consistent`);
  process.exitCode = inconsistent.length === 0 && combinations > 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
