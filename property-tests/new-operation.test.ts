/**
 * The example that adds an operation and an algorithm, added: in a copy of the package its two files and the lines for the catalogues are
 * put where the README says, and the laws of all operations and algorithms then speak of the new ones too, for and against them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'tp-gauntlet-extended-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

interface Line {
  readonly file: string;
  readonly after: string;
  readonly add: string;
}
const example = join(root, 'examples', 'new-operation');
const lines: readonly Line[] = JSON.parse(readFileSync(join(example, 'lines.json'), 'utf8'));
const at = (file: string): string => join(folder, ...file.split('/'));

function edit(file: string, before: string, after: string): void {
  const text = readFileSync(at(file), 'utf8');
  expect(text.split(before), `${before} in ${file}`).toHaveLength(2);
  writeFileSync(
    at(file),
    text.replace(before, () => after),
  );
}

beforeAll(() => {
  for (const entry of ['src', 'property-tests', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, entry), join(folder, entry), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  cpSync(join(example, 'slope.ts'), at('src/operation/slope.ts'));
  cpSync(join(example, 'slope-grid.ts'), at('src/algorithm/slope-grid.ts'));
  for (const { file, after, add } of lines) edit(file, after, after + add);
  // The copy is tested from its sources: no build, no browser.
  edit('property-tests/vitest.config.ts', "    globalSetup: ['property-tests/build.ts'],\n", '');
});

interface Outcome {
  readonly name: string;
  readonly status: string;
}

const ALGORITHM_LAWS = ['algorithm/laws', 'algorithm/gradient', 'algorithm/equivariance', 'program/catalogue'];
/** These name no operation: they walk through the catalogue. */
const OPERATION_LAWS = ['operation/laws'];

/** The tests of some files whose names match, run in the copy. */
function runLaws(files: readonly string[], pattern: string): Outcome[] {
  const report = join(folder, 'outcome.json');
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config=property-tests/vitest.config.ts',
      '--reporter=json',
      `--outputFile=${report}`,
      '-t',
      pattern,
      ...files.map((name) => `property-tests/${name}.test.ts`),
    ],
    { cwd: folder, env: { ...process.env, NODE_ENV: 'test', VITEST: '' } },
  );
  const { testResults }: { testResults: { assertionResults: { fullName: string; status: string }[] }[] } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'skipped' && status !== 'pending')
    .map(({ fullName, status }) => ({ name: fullName, status }));
}

const NAMED = 'slope';

describe('an operation and its algorithm, added by their two files and the lines of lines.json', () => {
  it('compile', () => {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', 'src', '--noEmit'], { cwd: folder });
    expect(`${stdout}`).toBe('');
    expect(status).toBe(0);
  });

  it('are under every law, and keep it', () => {
    const outcomes = runLaws(ALGORITHM_LAWS, NAMED);
    expect(outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
    const laws = runLaws(OPERATION_LAWS, '');
    expect(laws.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(laws.length).toBeGreaterThan(5);
    const about = (words: RegExp): number => outcomes.filter(({ name }) => words.test(name)).length;
    expect(about(/is its operation in float(32|64)/)).toBe(2);
    expect(about(/multiplications that its cost states/)).toBe(2);
    expect(about(/gradients of its definition/)).toBe(1);
    expect(about(/commutes with/)).toBe(2);
    expect(about(/is its plan on every row/)).toBe(2);
  });

  it('are seen through when they do not', () => {
    edit(
      'src/algorithm/slope-grid.ts',
      'over.add(times(f.slope, g.slope, point), times(f.turning, g.turning, point))',
      'over.subtract(times(f.slope, g.slope, point), times(f.turning, g.turning, point))',
    );
    const failed = runLaws(ALGORITHM_LAWS, NAMED).filter(({ status }) => status === 'failed');
    expect(failed.some(({ name }) => /is its operation in float64/.test(name))).toBe(true);
    expect(failed.some(({ name }) => /commutes with a rotation/.test(name))).toBe(true);
    expect(failed.some(({ name }) => /is its plan on every row/.test(name))).toBe(false);
  });
});
