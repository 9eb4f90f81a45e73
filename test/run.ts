import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

/**
 * `npm test`: types, lint, dependency rules and every vitest suite, then one line
 * with the sum. `--full` runs the long matrices whole instead of as a sample; names
 * (`types`, `lint`, `deps`, `unit`, `contract`, …) run only these.
 */
const full = process.argv.includes('--full');
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const folders: Readonly<Record<string, readonly string[]>> = {
  unit: ['test/unit', 'test/db'],
  contract: ['test/contract'],
  fault: ['test/fault'],
  security: ['test/security'],
  e2e: ['test/e2e'],
};
const tools = resolve('node_modules', '.bin');
const env = {
  ...process.env,
  PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`,
  ...(full && { MUTABAKAT_FULL: '1' }),
};
/** npm's tools are .cmd files on Windows, which only a shell can start. */
const shell = process.platform === 'win32';
const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int(), success: z.boolean() });

const total = { passed: 0, failed: 0, skipped: 0 };

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A check without a count of its own: one that passes or fails. */
function check(name: string, command: string, args: string[]): void {
  say(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env, shell });
  if (status === 0) total.passed += 1;
  else total.failed += 1;
}

function suites(paths: readonly string[]): void {
  say(`\n== suites${full ? ', long matrices whole' : ''}`);
  const folder = mkdtempSync(join(tmpdir(), 'mutabakat-report-'));
  const file = join(folder, 'report.json');
  const args = ['run', ...paths, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit', env, shell });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, success } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
    total.passed += numPassedTests;
    total.skipped += numPendingTests;
    // A suite that cannot even be loaded fails without a failed test.
    total.failed += success && status === 0 ? numFailedTests : Math.max(numFailedTests, 1);
  } catch (error) {
    say(`no report from vitest: ${error instanceof Error ? error.message : String(error)}`);
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = (name: string): boolean => named.length === 0 || named.includes(name);
if (wanted('types')) {
  check('types', 'tsc', ['--noEmit']);
  check('types of the page', 'tsc', ['--noEmit', '-p', 'src/renderer']);
}
if (wanted('lint')) check('lint', 'oxlint', ['--deny-warnings']);
if (wanted('deps')) check('dependency rules', 'depcruise', ['--config', 'dependency-cruiser.cjs', 'src']);
const paths = named.flatMap((name) => folders[name] ?? []);
if (named.length === 0 || paths.length > 0) suites(paths);

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
say(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
