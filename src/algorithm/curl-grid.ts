/**
 * The Poisson bracket on a grid: r·(∇f×∇g) = f_θ g_φ − f_φ g_θ with f_φ = (1/sin θ) ∂f/∂φ. Both derivatives are transforms with
 * tables of their own; the bracket of degrees ℓ1, ℓ2 is a polynomial of degree ℓ1+ℓ2−1, which sets the grid. O(L³).
 *
 * With Gaunt added, the values f share the Legendre sums of f_φ (times m/sin θ on each ring and order).
 *
 * In O(3) the bracket of two functions of like kind is unnatural, of unlike kinds natural: the reverse of the product.
 * Source: the classical Poisson bracket of the sphere in polar coordinates; e_r = e_θ × e_φ gives the sign.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { ONLY_PORT } from '../operation/operation.ts';
import {
  type Algorithm,
  layoutOf,
  type Plan,
  type Signal,
  signals,
  topDegree,
  total,
  type Workload,
} from './algorithm.ts';
import {
  azimuthStep,
  type Grid,
  gridFor,
  gridSize,
  legendreStep,
  productDegree,
  transform,
  transformTables,
} from './grid.ts';
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

const orders = (signal: Signal): number => 2 * signal.lmax + 1;
const trigTable = (signal: Signal, grid: Grid): number => grid.points * orders(signal);

/** A function and its surface derivatives on the grid; the function itself only where a product needs it. */
interface Derivatives<T> {
  readonly value: GridValues<T>;
  readonly slope: GridValues<T>;
  readonly turning: GridValues<T>;
}

/** One product or bracket at one point. */
type AtPoint<T> = (f: Derivatives<T>, g: Derivatives<T>, point: number) => T;

function bracketAt<T>(over: Arithmetic<T>): AtPoint<T> {
  const multiply = (f: GridValues<T>, g: GridValues<T>, point: number): T =>
    over.multiply(f[point] ?? over.zero, g[point] ?? over.zero);
  return (f, g, point) => over.subtract(multiply(f.slope, g.turning, point), multiply(f.turning, g.slope, point));
}

const productAt =
  <T>(over: Arithmetic<T>): AtPoint<T> =>
  (f, g, point) =>
    over.multiply(f.value[point] ?? over.zero, g.value[point] ?? over.zero);

/** f_θ and f_φ by transforms of their own. */
function derivatives<T>(over: Arithmetic<T>, way: Synthesis, x: readonly T[]): Derivatives<T> {
  return {
    value: [],
    slope: way.values(over, 'slope', way.ringSums(over, 'slope', x)),
    turning: way.values(over, 'turning', way.ringSums(over, 'turning', x)),
  };
}

/** f, f_θ and f_φ, the first and the last from the same sums over degrees. */
function valuesAndDerivatives<T>(over: Arithmetic<T>, way: Synthesis, x: readonly T[]): Derivatives<T> {
  const sums = way.ringSums(over, 'value', x);
  return {
    value: way.values(over, 'value', sums),
    slope: way.values(over, 'slope', way.ringSums(over, 'slope', x)),
    turning: way.values(over, 'turning', way.turn(over, sums)),
  };
}

/** The bracket of degrees ℓ1, ℓ2 has degree ℓ1+ℓ2−1. */
const bracketDegree = (work: Workload): number => Math.max(0, productDegree(work) - 1);

/** The plan of the bracket, or of product and bracket. */
function planOf(work: Workload, withProduct: boolean): Plan {
  const { left, right, out, group } = work;
  const sides = [carriedSignals(left, group), carriedSignals(right, group), carriedSignals(out, group)] as const;
  const degree = (withProduct ? productDegree : bracketDegree)(work);
  const sphere = sphereGrid(gridFor(degree, work.grid), Math.max(...sides.map(topDegree)));
  const ways = (side: (typeof sides)[number]): Synthesis[] =>
    side.map((signal) =>
      synthesis(signal, sphere, { fields: ['slope', withProduct ? 'value' : 'turning'], turn: withProduct }),
    );
  const [a, b] = [ways(sides[0]), ways(sides[1])];
  const back = sides[2].map((signal) => analysis(signal, sphere));
  const { length } = layoutOf(out);
  const evaluate = <T>(over: Arithmetic<T>, x: readonly T[], y: readonly T[]): T[][] => {
    const transformed = withProduct ? valuesAndDerivatives : derivatives;
    const onGrid = (side: readonly Synthesis[], vector: readonly T[]): OfKind<Derivatives<T>>[] =>
      side.map((way) => ({ natural: way.natural, field: transformed(over, way, vector) }));
    const [f, g] = [onGrid(a, x), onGrid(b, y)];
    const project = (turnsKind: boolean, atPoint: AtPoint<T>): T[] => {
      const products = pairProducts(over, sphere.grid, f, g, turnsKind, atPoint);
      const z = Array.from({ length }, () => over.zero);
      for (const way of back) way.project(over, products(way.natural), z);
      return z;
    };
    const bracket = project(group === 'o3', bracketAt(over));
    return withProduct ? [project(false, productAt(over)), bracket] : [bracket];
  };
  return { exact: false, outputs: withProduct ? ['product', 'bracket'] : [ONLY_PORT], evaluate };
}

export const curlGrid: Algorithm = {
  id: 'curl-grid',
  operation: 'curl',
  how: 'separable transforms of both surface derivatives of both inputs, two products a point, transform back',
  gridDegree: bracketDegree,
  cost: (work) => {
    const [a, b, c] = [signals(work.left, work.group), signals(work.right, work.group), signals(work.out, work.group)];
    const grid = gridFor(bracketDegree(work), work.grid);
    const inputs = [...a, ...b];
    return {
      multiplyAdds: BigInt(
        total(inputs, (s) => 2 * transform(s, grid)) +
          2 * a.length * b.length * gridSize(grid) +
          total(c, (s) => transform(s, grid)),
      ),
      tableNumbers: BigInt(
        total(inputs, (s) => 2 * legendreStep(s, grid) + trigTable(s, grid)) +
          total(c, (s) => transformTables(s, grid)),
      ),
      workspaceNumbers: BigInt((2 * inputs.length + c.length) * gridSize(grid)),
    };
  },
  plan: (work) => planOf(work, false),
};

export const gtpCurlGrid: Algorithm = {
  id: 'gtp+curl-grid',
  operation: 'gtp+curl',
  how: 'as curl-grid, the values themselves sharing the Legendre sums; three products a point, two transforms back',
  gridDegree: productDegree,
  cost: (work) => {
    const [a, b, c] = [signals(work.left, work.group), signals(work.right, work.group), signals(work.out, work.group)];
    const grid = gridFor(productDegree(work), work.grid);
    const inputs = [...a, ...b];
    const synthesis = (s: Signal): number =>
      2 * legendreStep(s, grid) + grid.rings * orders(s) + 3 * azimuthStep(s, grid);
    return {
      multiplyAdds: BigInt(
        total(inputs, synthesis) + 3 * a.length * b.length * gridSize(grid) + total(c, (s) => 2 * transform(s, grid)),
      ),
      tableNumbers: BigInt(
        total(inputs, (s) => 2 * legendreStep(s, grid) + grid.rings * orders(s) + trigTable(s, grid)) +
          total(c, (s) => transformTables(s, grid)),
      ),
      workspaceNumbers: BigInt((3 * inputs.length + 2 * c.length) * gridSize(grid)),
    };
  },
  plan: (work) => planOf(work, true),
};
