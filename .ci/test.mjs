/**
 * Runs the tests and ends with one line, `N passed, N failed, N skipped`, counted from vitest's own JSON report.
 *
 * Arguments go to vitest, so `npm test -- coupling` runs the files with that word in their name. If TP_GAUNTLET_COUNTS
 * names a file, the three numbers are also written there for .ci/run to add to.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-test-'));
const reportFile = join(folder, 'report.json');

const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config=property-tests/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);

let files = [];
try {
  files = JSON.parse(readFileSync(reportFile, 'utf8')).testResults;
} catch {
  // No report means that vitest itself did not get to the end; the counts below then name one failure.
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const tests = files.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === 'passed').length;
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
// A file that does not load, or whose set-up throws, has failed without a single failed test in it.
const brokenFiles = files.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
let failed = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
// Nothing run, an error outside every test, a runner that died: vitest says so by its exit code alone.
if (failed === 0 && (status !== 0 || passed === 0)) failed = 1;

if (skipped.length > 0) {
  console.log('Skipped:');
  for (const test of skipped) console.log(`  ${test.fullName}`);
}
if (process.env.TP_GAUNTLET_COUNTS) {
  writeFileSync(process.env.TP_GAUNTLET_COUNTS, `${passed} ${failed} ${skipped.length}\n`);
}
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
