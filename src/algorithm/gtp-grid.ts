/** Gaunt on a grid: transform both inputs, multiply point by point, transform back. O(L³). */
import { type Algorithm, signals, topDegree, total } from './algorithm.ts';
import { gridForDegree, gridSize, transform, transformTables } from './grid.ts';

export const gtpGrid: Algorithm = {
  id: 'gtp-grid',
  operation: 'gtp',
  how: 'separable transforms to a Gauss–Legendre × uniform grid exact for the three degrees, products of values, transform back',
  cost: ({ left, right, out, group }) => {
    const sides = [signals(left, group), signals(right, group), signals(out, group)] as const;
    const [a, b] = sides;
    const grid = gridForDegree(sides.reduce((sum, side) => sum + topDegree(side), 0));
    const all = sides.flat();
    const products = a.length * b.length * gridSize(grid);
    return {
      multiplyAdds: BigInt(total(all, (signal) => transform(signal, grid)) + products),
      tableNumbers: BigInt(total(all, (signal) => transformTables(signal, grid))),
      workspaceNumbers: BigInt(all.length * gridSize(grid)),
    };
  },
};
