/**
 * The Poisson bracket on a grid: r·(∇f×∇g) = f_θ g_φ − f_φ g_θ with f_φ = (1/sin θ) ∂f/∂φ. Both derivatives are transforms with
 * tables of their own; the bracket of degrees ℓ1, ℓ2 is a polynomial of degree ℓ1+ℓ2−1, which sets the grid. O(L³).
 *
 * With Gaunt added, the values f share the Legendre sums of f_φ (times m/sin θ on each ring and order).
 */
import { type Algorithm, type Signal, signals, topDegree, total } from './algorithm.ts';
import { azimuthStep, type Grid, gridForDegree, gridSize, legendreStep, transform, transformTables } from './grid.ts';

const orders = (signal: Signal): number => 2 * signal.lmax + 1;
const trigTable = (signal: Signal, grid: Grid): number => grid.points * orders(signal);

export const curlGrid: Algorithm = {
  id: 'curl-grid',
  operation: 'curl',
  how: 'separable transforms of both surface derivatives of both inputs, two products a point, transform back',
  cost: ({ left, right, out, group }) => {
    const [a, b, c] = [signals(left, group), signals(right, group), signals(out, group)];
    const grid = gridForDegree(Math.max(0, topDegree(a) + topDegree(b) + topDegree(c) - 1));
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
};

export const gtpCurlGrid: Algorithm = {
  id: 'gtp+curl-grid',
  operation: 'gtp+curl',
  how: 'as curl-grid, the values themselves sharing the Legendre sums; three products a point, two transforms back',
  cost: ({ left, right, out, group }) => {
    const [a, b, c] = [signals(left, group), signals(right, group), signals(out, group)];
    const grid = gridForDegree(topDegree(a) + topDegree(b) + topDegree(c));
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
};
