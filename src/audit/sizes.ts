/**
 * Grids, samples and matrices of a row against the smallest that are exact: Gauss–Legendre rings × points for the degree of the algorithm's
 * integrand (algorithm/grid.ts); 2(L1+L2)+1 samples each way for the product of functions on the torus; matrices of side 2j+1 ≥ ℓ+1 for
 * every degree ℓ that occurs.
 */
import { layoutOf, type Plan, type Workload } from '../algorithm/algorithm.ts';
import { gridForDegree } from '../algorithm/grid.ts';
import { FLOAT64_ARITHMETIC } from '../exact/arithmetic.ts';
import { plainMatrixCount } from './count-search.ts';
import type { RowFacts } from './facts.ts';
import { finding, type Judge } from './finding.ts';

/** The largest basis-pair tensor that is probed for the effect of a small grid. */
const PROBED = 2500;

/** The largest error of any entry of the tensor that an undersized grid makes. */
function aliasingError(
  plan: (work: Workload) => Plan,
  work: Workload,
  grid: { rings: number; points: number },
): number {
  const [d1, d2] = [layoutOf(work.left).length, layoutOf(work.right).length];
  const [right, wrong] = [plan(work), plan({ ...work, grid: { ...grid, undersized: true } })];
  const unit = (length: number, at: number): number[] => Array.from({ length }, (_, i) => Number(i === at));
  let largest = 0;
  for (let i = 0; i < d1; i++) {
    for (let j = 0; j < d2; j++) {
      const [x, y] = [unit(d1, i), unit(d2, j)];
      const [a, b] = [right, wrong].map((one) => one.evaluate(FLOAT64_ARITHMETIC, x, y).flat());
      for (const [k, value] of (a ?? []).entries()) largest = Math.max(largest, Math.abs(value - (b?.[k] ?? 0)));
    }
  }
  return largest;
}

export const grids: Judge = (facts) => {
  const { row, algorithm, work } = facts;
  const { rings, points } = row;
  if (algorithm?.gridDegree === undefined || rings === undefined || points === undefined) return [];
  const degree = algorithm.gridDegree(work);
  const least = gridForDegree(degree);
  const evidence = { rings, points, leastRings: least.rings, leastPoints: least.points };
  const size = `a grid of ${rings} × ${points}; degree ${degree} needs ${least.rings} × ${least.points}`;
  if (rings < least.rings || points < least.points) {
    const small = layoutOf(work.left).length * layoutOf(work.right).length <= PROBED;
    const error = small ? aliasingError(algorithm.plan, work, { rings, points }) : undefined;
    const effect = error === undefined ? '' : `: entries of the tensor are off by up to ${error.toPrecision(3)}`;
    return [
      finding(facts, 'grid-undersized', `${size}; it aliases${effect}`, {
        ...evidence,
        ...(error === undefined ? {} : { largestError: error }),
      }),
    ];
  }
  // One more of either is what rounding to a convenient number adds.
  if (rings <= least.rings + 1 && points <= least.points + 1) return [];
  const counted = (grid: { rings: number; points: number }): number =>
    Number(algorithm.cost({ ...work, grid }).multiplyAdds);
  const ratio = counted({ rings, points }) / counted(least);
  return [
    finding(facts, 'grid-oversized', `${size}; the work is ${ratio.toPrecision(3)} times what is needed`, {
      ...evidence,
      costRatio: ratio,
    }),
  ];
};

export const fourierSamples: Judge = (facts) => {
  const { row, operation, left, right } = facts;
  if (row.samples === undefined || operation !== 'gtp') return [];
  const top = (side: RowFacts['left']): number => Math.max(0, ...side.map(({ irrep }) => irrep.l));
  const least = 2 * (top(left) + top(right)) + 1;
  const evidence = { samples: row.samples, least };
  if (row.samples < least) {
    return [
      finding(
        facts,
        'grid-undersized',
        `${row.samples} × ${row.samples} samples alias: the product needs ${least} × ${least}`,
        evidence,
      ),
    ];
  }
  return row.samples > 2 * least
    ? [
        finding(
          facts,
          'grid-oversized',
          `Fourier coefficients from ${row.samples} × ${row.samples} samples where ${least} × ${least} hold the product, and sampled ones are not exact: closed forms are`,
          evidence,
        ),
      ]
    : [];
};

export const matrices: Judge = (facts) => {
  const { row, operation, work } = facts;
  if (operation !== 'mtp' || row.matrixSide === undefined) return [];
  const top = Math.max(0, ...[...work.left, ...work.right, ...work.out].map(({ irrep }) => irrep.l));
  const least = top + 1;
  const usual = 2 * Math.ceil(top / 2) + 1;
  const evidence = { side: row.matrixSide, least };
  if (row.matrixSide < least) {
    return [
      finding(
        facts,
        'matrix-undersized',
        `matrices of side ${row.matrixSide} hold degrees up to ${row.matrixSide - 1}; degrees up to ${top} occur and vanish`,
        evidence,
      ),
    ];
  }
  if (row.matrixSide <= usual) return [];
  const ratio = plainMatrixCount(facts, row.matrixSide) / plainMatrixCount(facts, usual);
  return [
    finding(
      facts,
      'matrix-oversized',
      `matrices of side ${row.matrixSide} where ${usual} is usual and ${least} enough: about ${ratio.toPrecision(3)} times the work`,
      { ...evidence, costRatio: ratio },
    ),
  ];
};
