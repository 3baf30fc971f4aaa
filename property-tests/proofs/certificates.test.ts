/** Two checkers that share nothing with src/ accept the committed certificates and the committed report. That src/ makes them: cli/prove.test.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { theorems } from '../../proofs/catalogue.ts';
import { root } from '../command.ts';
import { type Checker, checkerSays, nodeChecker, pythonChecker, whyNoPython } from './checkers.ts';

const folder = join(root, 'proofs', 'certificates');
const report = join(root, 'reports', 'report.json');
const ids = theorems.map(({ id }) => id);

/** The largest a checker may take. */
const SECONDS = 30;

describe('certificates', () => {
  it('are there for every theorem, and for nothing else', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(readdirSync(folder).sort()).toEqual(ids.map((id) => `${id}.json`).sort());
  });

  it.each(['README.md', 'schema.md'])('are all told of in %s', (page) => {
    const text = readFileSync(join(root, 'proofs', page), 'utf8');
    const named = ids.filter((id) => !id.startsWith('expressivity-') || id === 'expressivity-models');
    expect(named.filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
  });
});

describe('the committed report', () => {
  const text = readFileSync(join(root, 'reports', 'report.md'), 'utf8');

  it('names the certificates that its tables follow from, and no others', () => {
    const named = [...text.matchAll(/\[`([^`]+)`\]\(#certification\)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !ids.includes(name))).toEqual([]);
    const numbers = ids.filter((id) => /^(expressivity-.*|costs|cost-polynomials|path-counts|six-j-zeros)$/.test(id));
    expect([...new Set(named)].sort()).toEqual([...numbers].sort());
    // Times follow from no certificate, and say so by the machine they name; products of several factors have none yet, and say that.
    const timeless = text.replace(/^## Time: [\s\S]*?(?=^## )/m, '');
    expect(text.length - timeless.length).toBeGreaterThan(1000);
    const several = /^## Several factors: [\s\S]*?(?=^## )/m.exec(timeless)?.[0] ?? '';
    expect(several).toContain('they have no certificates yet');
    const counted = timeless.replace(several, '');
    const captions = counted.split('\n').filter((line) => /^\*Table \d+\.\*/.test(line));
    const without = captions.filter((line) => !line.includes('](#certification)'));
    // What operations are, how algorithms go, which paths of a model are missing: words, and lists that --report checks.
    expect(without).toHaveLength(4);
  });

  it('names the commands that check it', () => {
    for (const command of ['node proofs/check.mjs', 'python3 proofs/check.py'])
      expect(text).toContain(`\`${command} --report reports/report.json\``);
  });
});

function expectAccepted(checker: Checker): void {
  const started = performance.now();
  const { status, lines } = checkerSays(checker, ['--report', report]);
  expect(lines.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(status).toBe(0);
  expect(lines.map(({ id }) => id)).toEqual([...[...ids].sort(), 'report']);
  // 1 447 in the settings and 24 of the models
  const cases = (prefix: string): number =>
    lines.filter(({ id }) => id?.startsWith(prefix)).reduce((sum, line) => sum + (line.cases ?? 0), 0);
  expect(cases('expressivity-')).toBe(1471);
  expect(cases('report')).toBe(1471);
  expect(performance.now() - started).toBeLessThan(4 * 1000 * SECONDS); // a busy machine is no reason to fail
}

describe('both checkers accept all certificates and the committed report', () => {
  it('check.mjs', () => expectAccepted(nodeChecker), 120_000);
  it.skipIf(whyNoPython !== undefined)(
    `check.py${whyNoPython === undefined ? '' : ` (skipped: ${whyNoPython})`}`,
    () => expectAccepted(pythonChecker),
    120_000,
  );
});

/** Cases in closed form, from the ranges that the certificates state. */
describe('cases', () => {
  const read = (id: string): Record<string, number> => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'));
  const total = (top: number, f: (n: number) => number): number =>
    Array.from({ length: top + 1 }, (_, n) => f(n)).reduce((a, b) => a + b, 0);
  const triads = (top: number): number => total(top, (c) => Math.floor((c + 2) ** 2 / 4));
  it.each<[string, string, (n: number) => number]>([
    ['orthogonality', 'twiceJ', (n) => (n + 1) ** 2],
    ['one-map-per-path', 'lmax', (n) => (n + 1) ** 2 * (2 * n + 1)],
    ['gaunt', 'lmax', triads],
    ['curl', 'lmax', (n) => total(n, (c) => (Math.ceil(c / 2) * (Math.ceil(c / 2) + 1)) / 2)],
    ['matrix-six-j', 'maxTwiceJ', (n) => (((n + 1) * (n + 2)) / 2) ** 2],
    ['six-j-zeros', 'maxTwiceJ', (n) => total(n, triads)],
    ['vector-reach', 'lmax', (n) => ((n + 1) * (2 * n * n + 4 * n + 3)) / 3 + ((n + 1) * (n + 2) * (2 * n + 3)) / 6],
    ['gauss-legendre', 'n', (n) => (n * (n + 1)) / 2],
    ['fourier-gaunt', 'lmax', (n) => (n + 1) ** 2 * (2 * n + 1)],
    ['costs', 'lmax', (n) => 4 * 2 * 10 * n + 2 * 10],
  ])('of %s are counted', (id, range, count) => {
    const certificate = read(id);
    expect(certificate[range]).toBeGreaterThan(0);
    expect(certificate['cases']).toBe(count(certificate[range] ?? 0));
  });
});
