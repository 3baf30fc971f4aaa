/**
 * The auditor finds every planted fault of a set of synthetic descriptions, by its name and its row, and nothing in a set of honest ones; and
 * in the published benchmark it finds what is known of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/algorithm/catalogue.ts';
import { analyzeSetting } from '../../src/analysis/analyze.ts';
import { plainMatrixCount } from '../../src/audit/count-search.ts';
import { readDescription } from '../../src/audit/description.ts';
import { audit } from '../../src/audit/examine.ts';
import { factsOf } from '../../src/audit/facts.ts';
import type { FindingCode } from '../../src/audit/finding.ts';
import { RequestError } from '../../src/errors.ts';
import { PARITY_MODES } from '../../src/irreps/setting.ts';
import { root } from '../command.ts';

type Described = Readonly<Record<string, string | number>>;
const describeRows = (rows: readonly Described[], comparisons: readonly (readonly string[])[] = []) =>
  readDescription(JSON.stringify({ rows, comparisons }), 'd.json');
const codesOf = (rows: readonly Described[], comparisons?: readonly (readonly string[])[]): FindingCode[] =>
  audit(describeRows(rows, comparisons)).findings.map(({ code }) => code);

/** An honest row: the count, the expressivity and the grid are those of the algorithm. */
function honest(algorithm: string, lmax: number, parity: 'so3' | 'o3-natural', more: Described = {}): Described {
  const row = { label: `${algorithm} ${parity} ${lmax}`, algorithm, setting: 'mimo', lmax, parity };
  const [first] = describeRows([row]).rows;
  if (first === undefined) throw new Error('no row');
  const facts = factsOf(first);
  const grid = facts.algorithm?.gridDegree?.(facts.work);
  return {
    ...row,
    flops: Number(facts.algorithm?.cost(facts.work).multiplyAdds ?? 0) * (lmax % 2 === 0 ? 2 : 1),
    expressivity: facts.expressivity.lower,
    ...(facts.interactions > 0 ? { largestOutput: 0.5, tolerance: 1e-6 } : {}),
    ...(grid === undefined ? {} : { rings: Math.floor(grid / 2) + 1, points: grid + 1 }),
    ...more,
  };
}

describe('honest descriptions', () => {
  const rows = ALGORITHMS.flatMap(({ id }) =>
    PARITY_MODES.flatMap((parity) =>
      [2, 3].flatMap((lmax) => (id.startsWith('curl') && parity === 'o3-natural' ? [] : [honest(id, lmax, parity)])),
    ),
  );

  it.each(rows)('nothing is found in $label', (row) => {
    expect(audit(describeRows([row])).findings).toEqual([]);
  });

  it('there are enough of them, and nothing is found in all together', () => {
    expect(rows.length).toBe(4 * 10 - 2);
    expect(audit(describeRows(rows)).findings).toEqual([]);
  });

  it('equal freedom may be compared, and sizes rounded up by one; irreps instead of settings', () => {
    const gtp = honest('gtp-grid', 2, 'so3', { label: 'gtp', rings: 6, points: 10 });
    delete (gtp as Record<string, unknown>)['flops'];
    const mtp = honest('mtp-sparse', 2, 'so3', { label: 'mtp' });
    expect(codesOf([gtp, mtp], [['gtp', 'mtp']])).toEqual([]);
    const own = { label: 'own', operation: 'gtp', left: '0e+1o', right: '0e+1o', out: '0e+1o+2e', largestOutput: 1 };
    expect(codesOf([own])).toEqual([]);
  });
});

interface Planted {
  readonly fault: string;
  readonly code: FindingCode;
  readonly row: Described;
}

const siso = (lmax: number, more: Described): Described => ({
  label: `siso ${lmax}`,
  setting: 'siso',
  lmax,
  parity: 'o3-natural',
  ...more,
});
const planted: readonly Planted[] = [
  ...[1, 3, 5, 7].map(
    (lmax): Planted => ({
      fault: `an odd degree with natural parity, L = ${lmax}`,
      code: 'no-path',
      row: siso(lmax, { algorithm: 'cgtp-dense' }),
    }),
  ),
  ...[1, 3].map(
    (lmax): Planted => ({
      fault: `Gaunt on an odd sum, L = ${lmax}`,
      code: 'no-interaction',
      row: { ...siso(lmax, { operation: 'gtp' }), parity: 'so3' },
    }),
  ),
  {
    fault: 'the bracket of true functions',
    code: 'no-interaction',
    row: { label: 'c', operation: 'curl', setting: 'mimo', lmax: 2, parity: 'o3-natural' },
  },
  { fault: 'zeros that should not be', code: 'zero-output', row: honest('gtp-grid', 2, 'so3', { largestOutput: 0 }) },
  { fault: 'zeros of a matrix product', code: 'zero-output', row: honest('mtp-dense', 2, 'so3', { largestOutput: 0 }) },
  {
    fault: 'output where there is none',
    code: 'impossible-output',
    row: { ...siso(1, { operation: 'gtp' }), parity: 'so3', largestOutput: 0.1 },
  },
  ...(['gtp-grid', 'curl-grid', 'gtp+curl-grid', 'vstp-grid'] as const).flatMap((algorithm): Planted[] => {
    const row = honest(algorithm, 2, 'so3');
    const without = Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'flops'));
    return [
      {
        fault: `${algorithm}, two rings too few`,
        code: 'grid-undersized',
        row: { ...without, rings: Number(row['rings']) - 2 },
      },
      {
        fault: `${algorithm}, a point too few`,
        code: 'grid-undersized',
        row: { ...without, points: Number(row['points']) - 1 },
      },
      {
        fault: `${algorithm}, twice the grid`,
        code: 'grid-oversized',
        row: { ...without, rings: 2 * Number(row['rings']) },
      },
      { fault: `${algorithm}, 100 × 99`, code: 'grid-oversized', row: { ...without, rings: 100, points: 99 } },
    ];
  }),
  {
    fault: 'samples that alias',
    code: 'grid-undersized',
    row: { label: 's', algorithm: 'gtp-fourier-fft', setting: 'mimo', lmax: 4, samples: 16 },
  },
  {
    fault: '300 samples',
    code: 'grid-oversized',
    row: { label: 's', algorithm: 'gtp-fourier-fft', setting: 'mimo', lmax: 4, samples: 300 },
  },
  {
    fault: 'a matrix that holds no top degree',
    code: 'matrix-undersized',
    row: { label: 'm', algorithm: 'mtp-dense', setting: 'mimo', lmax: 3, matrixSide: 5 },
  },
  {
    fault: 'a matrix of side (L+1)²',
    code: 'matrix-oversized',
    row: { label: 'm', algorithm: 'mtp-dense', setting: 'mimo', lmax: 3, matrixSide: 16 },
  },
  ...(['cgtp-dense', 'cgtp-sparse', 'gtp-grid', 'gtp-fourier-direct', 'mtp-sparse', 'vstp-grid'] as const).map(
    (algorithm): Planted => {
      const row = honest(algorithm, 3, 'so3');
      return {
        fault: `${algorithm}, one operation too many`,
        code: 'count-mismatch',
        row: { ...row, flops: Number(row['flops']) + 1 },
      };
    },
  ),
  {
    fault: 'the count of the dense algorithm for the sparse one',
    code: 'count-mismatch',
    row: { ...honest('cgtp-sparse', 2, 'so3'), flops: Number(honest('cgtp-dense', 2, 'so3')['flops']) },
  },
  {
    fault: 'all paths for the expressivity of Gaunt',
    code: 'normalisation',
    row: honest('gtp-grid', 3, 'so3', { expressivity: 30 }),
  },
  {
    fault: 'n1 + n2 + n3 − 2 for CGTP',
    code: 'normalisation',
    row: honest('cgtp-sparse', 3, 'so3', { expressivity: 13 }),
  },
  {
    fault: 'paths of SO(3) for natural parities',
    code: 'normalisation',
    row: honest('cgtp-sparse', 3, 'o3-natural', { expressivity: 44 }),
  },
  {
    fault: 'one channel’s expressivity for four',
    code: 'normalisation',
    row: { label: 'n', operation: 'gtp', setting: 'mimo', lmax: 3, channels: 4, expressivity: 13 },
  },
  {
    fault: 'a tolerance above the smallest coefficient',
    code: 'tolerance-loose',
    row: honest('cgtp-sparse', 3, 'so3', { tolerance: 0.05 }),
  },
  { fault: 'a tolerance of 1', code: 'tolerance-loose', row: honest('gtp-grid', 2, 'so3', { tolerance: 1 }) },
];

describe('planted faults', () => {
  it.each(planted)('$code: $fault', ({ code, row }) => {
    const { findings } = audit(describeRows([row]));
    expect(findings.map((one) => one.code)).toEqual([code]);
    expect(findings[0]?.where).toEqual([row['label']]);
  });

  it('between rows: unequal freedom, and time that falls as work grows', () => {
    const [cgtp, gtp] = [
      honest('cgtp-sparse', 2, 'so3', { label: 'cgtp' }),
      honest('gtp-grid', 2, 'so3', { label: 'gtp' }),
    ];
    expect(codesOf([cgtp, gtp], [['cgtp', 'gtp']])).toEqual(['unequal-freedom']);
    const timed = [2, 3].map((lmax) => ({ ...honest('gtp-grid', lmax, 'so3'), seconds: lmax === 2 ? 1 : 0.01 }));
    expect(codesOf(timed)).toEqual(['time-order']);
  });

  it('are at least thirty', () => {
    expect(planted.length + 2).toBeGreaterThanOrEqual(30);
  });
});

describe('the published benchmark', () => {
  const name = 'examples/published-benchmark.json';
  const { findings } = audit(readDescription(readFileSync(join(root, name), 'utf8'), name));
  const about = (code: FindingCode) => findings.filter((one) => one.code === code);

  it('counts matrices of side (L+1)², additions included', () => {
    expect(about('count-mismatch').map(({ evidence }) => evidence['matches'])).toEqual(
      Array.from({ length: 10 }, (_, k) => [
        `mtp-dense, matrices of side ${(k + 2) ** 2} (multiplications and additions)`,
      ]),
    );
  });

  it('times odd degrees without a single path, and its clock shows it', () => {
    expect(about('no-path').flatMap(({ where }) => where)).toEqual(['CGTP siso L=1', 'CGTP siso L=3', 'CGTP siso L=5']);
    expect(about('time-order').map(({ where }) => where[1])).toEqual(['CGTP siso L=3', 'CGTP siso L=5']);
  });

  it('divides by paths that parity forbids, and by the right number for Gaunt', () => {
    expect(about('normalisation').map(({ where, evidence }) => [where[0], evidence['expressivity']])).toEqual(
      [1, 2, 4, 6].map((lmax) => [
        `CGTP mimo L=${lmax}`,
        analyzeSetting({ operation: 'cgtp', setting: 'mimo', lmax, parity: 'o3-natural' }).paths,
      ]),
    );
  });

  it('works on grids far larger than needed, and compares unequal freedom', () => {
    expect(about('grid-oversized')).toHaveLength(8);
    expect(about('unequal-freedom')).toHaveLength(3);
    expect(findings).toHaveLength(10 + 3 + 2 + 4 + 8 + 3);
  });
});

describe('descriptions', () => {
  it('may be CSV', () => {
    const csv =
      'label,algorithm,setting,lmax,parity,flops\n"a, b",mtp-dense,mimo,1,o3-natural,672\nc,cgtp-sparse,mimo,1,so3,\n';
    const { rows } = readDescription(csv, 'b.csv');
    expect(rows).toEqual([
      { label: 'a, b', algorithm: 'mtp-dense', setting: 'mimo', lmax: 1, parity: 'o3-natural', flops: 672 },
      { label: 'c', algorithm: 'cgtp-sparse', setting: 'mimo', lmax: 1, parity: 'so3' },
    ]);
  });

  it.each([
    ['{', 'd.json', 'expected JSON'],
    ['{"rows":[]}', 'd.json', 'rows: expected at least one row'],
    ['{"rows":[{"label":"a","lmax":99}]}', 'd.json', 'rows.0.lmax: expected at most 12'],
    ['{"rows":[{"label":"a","colour":1}]}', 'd.json', 'rows.0.colour'],
    ['{"rows":[{"label":"a","flops":-1}]}', 'd.json', 'rows.0.flops: expected at least 0'],
    [
      '{"rows":[{"label":"a","operation":"gtp"},{"label":"a","operation":"gtp"}]}',
      'd.json',
      'two rows are labelled "a"',
    ],
    ['{"rows":[{"label":"a","operation":"gtp"}],"comparisons":[["a","b"]]}', 'd.json', 'no row is labelled "b"'],
    ['label,colour\na,red\n', 'd.csv', 'column "colour"'],
    ['label,operation,lmax\na,gtp,many\n', 'd.csv', 'rows.0.lmax: Invalid type: Expected number but received "many"'],
    ['{"rows":[{"operation":"gtp"}]}', 'd.json', 'rows.0.label: missing; expected "label"'],
  ])('refuses %s', (text, file, says) => {
    expect(() => readDescription(text, file)).toThrow(RequestError);
    expect(() => readDescription(text, file)).toThrow(says);
  });

  it.each([
    [{ operation: 'gtp' }, 'expected setting and lmax, or all three of left, right and out'],
    [{ setting: 'mimo', lmax: 1 }, 'expected an operation or an algorithm'],
    [{ operation: 'gtp', algorithm: 'mtp-dense', setting: 'mimo', lmax: 1 }, 'mtp-dense computes mtp, not gtp'],
    [{ operation: 'gtp', setting: 'mimo' }, 'a setting needs lmax'],
    [{ operation: 'gtp', setting: 'mimo', lmax: 1, left: '0e' }, 'leave out left'],
    [{ operation: 'gtp', left: '1x', right: '0e', out: '0e' }, 'irreps "1x", column 3'],
    [{ operation: 'gtp', left: '1o', right: '1o', out: '5e' }, 'row "a": out irrep 5e: no path leads there'],
  ])('a row %j is refused: %s', (row, says) => {
    expect(() => audit(describeRows([{ label: 'a', ...row }]))).toThrow(says);
  });

  it('a plain matrix product is counted as it stands', () => {
    const [row] = describeRows([{ label: 'a', operation: 'mtp', setting: 'mimo', lmax: 1 }]).rows;
    if (row === undefined) throw new Error('no row');
    expect(2 * plainMatrixCount(factsOf(row), 4)).toBe(2 * ((4 + 4 + 9) * 16 + 64));
  });
});
