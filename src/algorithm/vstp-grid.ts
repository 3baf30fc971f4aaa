/**
 * Cross products of vector fields on a grid: each side goes from degrees j to the harmonics ℓ = j−1, j, j+1 of three Cartesian
 * components (non-zero entries of w3j(ℓ, 1, j)), three transforms, the cross product (six products a point), and back. O(L³).
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import type { Irreps } from '../irreps/irreps.ts';
import { type Algorithm, signalOf } from './algorithm.ts';
import { gridForDegree, gridSize, transform, transformTables } from './grid.ts';

const portsOfDegree = (j: number): number[] => (j === 0 ? [1] : [j - 1, j, j + 1]);

export const vstpGrid: Algorithm = {
  id: 'vstp-grid',
  operation: 'vstp',
  how: 'vector harmonics to Cartesian components, three separable transforms a side, cross products of values, and back',
  cost: ({ left, right, out }) => {
    const sides = [left, right, out].map((side: Irreps) => {
      const degrees = side.map(({ irrep }) => irrep.l);
      const harmonics = [...new Set(degrees.flatMap(portsOfDegree))];
      const mixing = degrees.flatMap((j) => portsOfDegree(j).map((l) => couplingNonZeros(l, 1, j).real));
      return { component: signalOf(harmonics), mixing: mixing.reduce((sum, count) => sum + count, 0) };
    });
    const components = sides.flatMap(({ component }) => component);
    const grid = gridForDegree(components.reduce((sum, { lmax }) => sum + lmax, 0));
    const mixed = sides.reduce((sum, { mixing }) => sum + mixing, 0);
    const transforms = components.reduce((sum, signal) => sum + 3 * transform(signal, grid), 0);
    return {
      multiplyAdds: BigInt(mixed + transforms + 6 * gridSize(grid)),
      tableNumbers: BigInt(mixed + components.reduce((sum, signal) => sum + transformTables(signal, grid), 0)),
      workspaceNumbers: BigInt(3 * components.length * gridSize(grid)),
    };
  },
};
