/**
 * The slope product on a grid: ∇f·∇g = f_θ g_θ + f_φ g_φ with f_φ = (1/sin θ) ∂f/∂φ, point by point. O(L³).
 *
 * It is a polynomial of degree ℓ1+ℓ2 on the sphere, as the product is, so the grid is that of gtp-grid. SO(3) and O(3) as there.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { ONLY_PORT } from '../operation/operation.ts';
import { type Algorithm, layoutOf, type Plan, signals, topDegree, total, type Workload } from './algorithm.ts';
import { gridFor, gridSize, legendreStep, productDegree, transform, transformTables } from './grid.ts';
import { carriedSignals } from './signal.ts';
import { analysis, type GridValues, type OfKind, pairProducts, sphereGrid, synthesis } from './sphere-transform.ts';

interface Gradient<T> {
  readonly slope: GridValues<T>;
  readonly turning: GridValues<T>;
}

function plan(work: Workload): Plan {
  const { left, right, out, group } = work;
  const sides = [carriedSignals(left, group), carriedSignals(right, group), carriedSignals(out, group)] as const;
  const sphere = sphereGrid(gridFor(productDegree(work), work.grid), Math.max(...sides.map(topDegree)));
  const ways = (side: (typeof sides)[number]) =>
    side.map((signal) => synthesis(signal, sphere, { fields: ['slope', 'turning'], turn: false }));
  const [a, b] = [ways(sides[0]), ways(sides[1])];
  const back = sides[2].map((signal) => analysis(signal, sphere));
  return {
    exact: false,
    outputs: [ONLY_PORT],
    evaluate: <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]) => {
      const onGrid = (side: typeof a, vector: readonly T[]): OfKind<Gradient<T>>[] =>
        side.map((way) => ({
          natural: way.natural,
          field: {
            slope: way.values(over, 'slope', way.ringSums(over, 'slope', vector)),
            turning: way.values(over, 'turning', way.ringSums(over, 'turning', vector)),
          },
        }));
      const times = (f: GridValues<T>, g: GridValues<T>, point: number): T =>
        over.multiply(f[point] ?? over.zero, g[point] ?? over.zero);
      const products = pairProducts(over, sphere.grid, onGrid(a, x), onGrid(b, y), false, (f, g, point) =>
        over.add(times(f.slope, g.slope, point), times(f.turning, g.turning, point)),
      );
      const z = Array.from({ length: layoutOf(out).length }, () => over.zero);
      for (const way of back) way.project(over, products(way.natural), z);
      return [z];
    },
  };
}

export const slopeGrid: Algorithm = {
  id: 'slope-grid',
  operation: 'slope',
  how: 'separable transforms of both surface derivatives of both inputs, two products a point, transform back',
  gridDegree: productDegree,
  cost: (work) => {
    const [a, b, c] = [signals(work.left, work.group), signals(work.right, work.group), signals(work.out, work.group)];
    const grid = gridFor(productDegree(work), work.grid);
    const inputs = [...a, ...b];
    return {
      multiplyAdds: BigInt(
        total(inputs, (s) => 2 * transform(s, grid)) +
          2 * a.length * b.length * gridSize(grid) +
          total(c, (s) => transform(s, grid)),
      ),
      tableNumbers: BigInt(
        total(inputs, (s) => legendreStep(s, grid) + transformTables(s, grid)) +
          total(c, (s) => transformTables(s, grid)),
      ),
      workspaceNumbers: BigInt((2 * inputs.length + c.length) * gridSize(grid)),
    };
  },
  plan,
};
