import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

/**
 * `npm test`: types, lint, dependency rules and every vitest suite, then one line
 * with the sum. `--full` runs the long matrices whole instead of as a sample.
 */
const full = process.argv.includes('--full');
const env = { ...process.env, ...(full && { MUTABAKAT_FULL: '1' }) };
const report = z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int(), success: z.boolean() });

const total = { passed: 0, failed: 0, skipped: 0 };

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A check without a count of its own: one that passes or fails. */
function check(name: string, command: string, args: string[]): void {
  say(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status === 0) total.passed += 1;
  else total.failed += 1;
}

function suites(): void {
  say(`\n== suites${full ? ', long matrices whole' : ''}`);
  const folder = mkdtempSync(join(tmpdir(), 'mutabakat-report-'));
  const file = join(folder, 'report.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync('vitest', args, { stdio: 'inherit', env });
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

check('types', 'tsc', ['--noEmit']);
check('lint', 'oxlint', ['--deny-warnings']);
check('dependency rules', 'depcruise', ['--config', 'dependency-cruiser.cjs', 'src']);
suites();

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
say(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
