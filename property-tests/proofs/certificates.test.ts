/** Two checkers that share nothing with src/ accept the committed certificates and the committed report. That src/ makes them: cli/prove.test.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { theorems } from '../../proofs/catalogue.ts';
import { naturalFeatures } from '../../src/many-body/index.ts';
import { root } from '../command.ts';
import { multiplicityByWeights, tableaux, weightsOf } from '../many-body/weights.ts';
import { type Checker, checkerSays, nodeChecker, pythonChecker, smallChecker, whyNoPython } from './checkers.ts';

const folder = join(root, 'proofs', 'certificates');
const report = join(root, 'reports', 'report.json');
const manyBody = join(root, 'reports', 'many-body.json');
const pointClouds = join(root, 'reports', 'price-of-freedom', 'point-clouds.json');
const ids = theorems.map(({ id }) => id);

/** Answers of point-clouds.json: pairs, readings, networks, degrees. */
const ANSWERS = 35 * 2 * 18 * 5;

/** Products of many-body.json, 7 each: 2 … 4 factors to either parity, 2 and 3 factors at five more degrees. */
const PRODUCTS = 7 * (2 * 3 + 5 * 2);

/** The largest a checker may take. */
const SECONDS = 30;

describe('certificates', () => {
  it('are there for every theorem, and for nothing else', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const files = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
    const committed = files.filter((name) => name.endsWith('.json'));
    expect(committed.sort()).toEqual(theorems.map(({ file }) => file).sort());
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
    const numbers = ids.filter((id) =>
      /^(expressivity-.*|costs|cost-polynomials|path-counts|six-j-zeros|products)$/.test(id),
    );
    expect([...new Set(named)].sort()).toEqual([...numbers].sort());
    // Times follow from no certificate, and say so by the machine they name.
    const counted = text.replace(/^## Time: [\s\S]*?(?=^## )/m, '').replace(/^## Growth: [\s\S]*?(?=^## )/m, '');
    expect(text.length - counted.length).toBeGreaterThan(1000);
    const captions = counted.split('\n').filter((line) => /^\*Table \d+\.\*/.test(line));
    const without = captions.filter((line) => !line.includes('](#certification)'));
    // What operations are, how algorithms go, which paths of a model are missing: words, and lists that --report checks.
    expect(without).toHaveLength(4);
  });

  it('names the commands that check it', () => {
    for (const program of ['node proofs/check-all.mjs', 'python3 proofs/check.py'])
      expect(text).toContain(`\`${program} --report reports/report.json --report reports/many-body.json\``);
  });

  it('and the pages of the study those that check them', () => {
    for (const page of ['report.md', 'which-tensor-product.md']) {
      const study = readFileSync(join(root, 'reports', 'price-of-freedom', page), 'utf8');
      const files = '--report reports/report.json --report reports/price-of-freedom/point-clouds.json';
      for (const program of ['node proofs/check-all.mjs', 'python3 proofs/check.py'])
        expect(study).toContain(`\`${program} ${files}\``);
    }
  });
});

function expectAccepted(checker: Checker): void {
  const started = performance.now();
  const reports = checker === smallChecker ? [report] : [report, manyBody, pointClouds];
  const { status, lines } = checkerSays(
    checker,
    reports.flatMap((file) => ['--report', file]),
  );
  expect(lines.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(status).toBe(0);
  const several = checker === smallChecker ? [] : theorems.filter(({ file }) => file.startsWith('several-factors/'));
  const two = theorems.filter(({ file }) => !file.includes('/'));
  expect(lines.map(({ id }) => id).sort()).toEqual(
    [...reports.map(() => 'report'), ...[...two, ...several].map(({ id }) => id)].sort(),
  );
  // 1 447 in the settings and 24 of the models
  const cases = (prefix: string): number =>
    lines.filter(({ id }) => id?.startsWith(prefix)).reduce((sum, line) => sum + (line.cases ?? 0), 0);
  expect(cases('expressivity-')).toBe(1471);
  expect(cases('report')).toBe(1471 + (checker === smallChecker ? 0 : PRODUCTS + ANSWERS));
  expect(performance.now() - started).toBeLessThan(4 * 1000 * SECONDS); // a busy machine is no reason to fail
}

describe('the checkers accept all certificates and the committed reports', () => {
  it('check.mjs, on two factors', () => expectAccepted(smallChecker), 120_000);
  it('check-all.mjs', () => expectAccepted(nodeChecker), 120_000);
  it.skipIf(whyNoPython !== undefined)(
    `check.py${whyNoPython === undefined ? '' : ` (skipped: ${whyNoPython})`}`,
    () => expectAccepted(pythonChecker),
    120_000,
  );
});

/** Cases in closed form, from the ranges that the statements have. */
describe('cases', () => {
  const read = (id: string): { readonly cases: number; readonly rows?: readonly unknown[] } =>
    JSON.parse(readFileSync(join(folder, theorems.find((theorem) => theorem.id === id)?.file ?? id), 'utf8'));
  const total = (from: number, to: number, f: (n: number) => number): number =>
    Array.from({ length: to - from + 1 }, (_, k) => f(from + k)).reduce((a, b) => a + b, 0);
  const triads = (top: number): number => total(0, top, (c) => Math.floor((c + 2) ** 2 / 4));
  const pairs = (top: number, f: (a: number, b: number) => number): number =>
    total(0, top, (a) => total(0, top, (b) => f(a, b)));
  const least = (a: number, b: number): number => Math.min(a, b) + 1;
  /** Of either parity: monomials of n variables of 0e+1o+… to degree l that have weight `out`, less those of one more. */
  const mapsTo = (l: number, n: number, out: number): number => {
    const weights = weightsOf(naturalFeatures(l));
    const maps = (p: 1 | -1): number => multiplicityByWeights(weights, tableaux([n], weights.length), { l: out, p });
    return maps(1) + maps(-1);
  };
  it.each<[string, number]>([
    // Doubled: the m of a ⊗ b, and Σ (d+1) over pairs of its degrees d ≤ c.
    [
      'orthogonality',
      pairs(
        8,
        (a, b) => a + b + 1 + total(1, least(a, b), (k) => (Math.abs(a - b) + 2 * k - 1) * (least(a, b) - k + 1)),
      ),
    ],
    ['one-map-per-path', 25 * 9 + pairs(4, (a, b) => (2 * least(a, b) - 1) * (1 + 2 * (2 * a + 1) * (2 * b + 1)))],
    ['gaunt', 2 * triads(60)],
    ['curl', 2 * total(0, 60, (c) => (Math.ceil(c / 2) * (Math.ceil(c / 2) + 1)) / 2)],
    ['matrix-six-j', total(0, 5, (n) => (n + 1) ** 5)],
    ['six-j-zeros', 61 + 67 + 66 + 6 * 10],
    ['gauss-legendre', (40 * 41) / 2 + total(2, 40, (n) => Math.floor(n / 2) + 1)],
    ['fourier-gaunt', pairs(3, (a, b) => ((a + b) % 2 === 0 ? 4 : 3) * (2 * a + 1) * (2 * b + 1))],
    ['path-counts', 12 * 10],
    ['cost-polynomials', 7 * 14],
    // Both parities of every degree, and the dimension.
    ['many-body-counts', total(0, 4, (l) => total(1, 4, (n) => 2 * (n * l + 1) + 1))],
    // Each basis, and each of its elements.
    ['symmetric-bases', total(0, 3, (l) => total(1, 4, (n) => total(0, 3, (out) => 2 + mapsTo(l, n, out))))],
    ['costs', 10 * (4 * 2 * 10 + 2)],
    // Of every dimension L, k, t and what they take, and that it is less; of five numbers of interactions all but the last.
    ['partial-coupling', 4 * 217 + 3 * 5],
    ['larger-matrices', 2 * 1],
    ['products', PRODUCTS],
    // Of each pair whether it is mirrored and its answers; who sees handedness; curl paths tried.
    ['point-clouds', 35 * (1 + 2 * 18 * 5) + 18 + (2 + 1 + 2 + 9 + 1)],
  ])('of %s are counted', (id, count) => {
    expect(read(id).cases).toBe(count);
  });
});
