/**
 * Gaunt on a grid: transform both inputs, multiply point by point, transform back. O(L³).
 *
 *   z_ℓm = ∫ f g Y_ℓm,   f = Σ x_ℓm Y_ℓm, g = Σ y_ℓm Y_ℓm
 *
 * The integrand has degree ≤ L1+L2+L3: the quadrature of the grid for that degree is exact, for all degrees of the three sides.
 * Source: Y. Xie, A. Daigavane, M. Kotak, T. Smidt, The price of freedom, arXiv 2506.13523, the Gaunt product on a spherical grid.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { ONLY_PORT } from '../operation/operation.ts';
import {
  type Algorithm,
  type Cost,
  layoutOf,
  type Plan,
  signals,
  topDegree,
  total,
  type Workload,
} from './algorithm.ts';
import { gridFor, gridSize, productDegree, transform, transformTables } from './grid.ts';
import { carriedSignals } from './signal.ts';
import {
  analysis,
  type GridValues,
  type OfKind,
  pairProducts,
  type Synthesis,
  sphereGrid,
  synthesis,
} from './sphere-transform.ts';

function cost(work: Workload): Cost {
  const { left, right, out, group } = work;
  const sides = [signals(left, group), signals(right, group), signals(out, group)] as const;
  const [a, b] = sides;
  const grid = gridFor(productDegree(work), work.grid);
  const all = sides.flat();
  const products = a.length * b.length * gridSize(grid);
  return {
    multiplyAdds: BigInt(total(all, (signal) => transform(signal, grid)) + products),
    tableNumbers: BigInt(total(all, (signal) => transformTables(signal, grid))),
    workspaceNumbers: BigInt(all.length * gridSize(grid)),
  };
}

function plan(work: Workload): Plan {
  const { left, right, out, group } = work;
  const sides = [carriedSignals(left, group), carriedSignals(right, group), carriedSignals(out, group)] as const;
  const sphere = sphereGrid(gridFor(productDegree(work), work.grid), Math.max(...sides.map(topDegree)));
  const ways = (side: (typeof sides)[number]): Synthesis[] =>
    side.map((signal) => synthesis(signal, sphere, { fields: ['value'], turn: false }));
  const [a, b] = [ways(sides[0]), ways(sides[1])];
  const back = sides[2].map((signal) => analysis(signal, sphere));
  const { length } = layoutOf(out);
  const evaluate = <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]): T[][] => {
    const onGrid = (side: readonly Synthesis[], vector: readonly T[]): OfKind<GridValues<T>>[] =>
      side.map((way) => ({
        natural: way.natural,
        field: way.values(over, 'value', way.ringSums(over, 'value', vector)),
      }));
    const products = pairProducts(over, sphere.grid, onGrid(a, x), onGrid(b, y), false, (f, g, point) =>
      over.multiply(f[point] ?? over.zero, g[point] ?? over.zero),
    );
    const z = Array.from({ length }, () => over.zero);
    for (const way of back) way.project(over, products(way.natural), z);
    return [z];
  };
  return { exact: false, outputs: [ONLY_PORT], evaluate };
}

export const gtpGrid: Algorithm = {
  id: 'gtp-grid',
  operation: 'gtp',
  how: 'separable transforms to a Gauss–Legendre × uniform grid exact for the three degrees, products of values, transform back',
  gridDegree: productDegree,
  cost,
  plan,
};
