/**
 * Cross products of vector fields on a grid: each side goes from degrees j to the harmonics ℓ = j−1, j, j+1 of three Cartesian
 * components (non-zero entries of w3j(ℓ, 1, j); in O(3) only the ℓ of the right parity), three transforms, the cross product (six products a point), and back. O(L³).
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group } from '../irreps/path.ts';
import type { Slot } from '../operation/operation.ts';
import { vectorPorts } from '../operation/vstp.ts';
import { type Algorithm, type Signal, signalOf, total } from './algorithm.ts';
import { gridForDegree, gridSize, transform, transformTables } from './grid.ts';

/** The harmonics that the components of one side have, and the entries that lead from its irreps to them. */
function vectorField(side: Irreps, slot: Slot, group: Group): { component: Signal[]; mixing: number } {
  const used = side.flatMap(({ irrep }) => vectorPorts(irrep, slot, group).map((l) => ({ l, j: irrep.l })));
  return {
    component: signalOf([...new Set(used.map(({ l }) => l))]),
    mixing: used.reduce((sum, { l, j }) => sum + couplingNonZeros(l, 1, j).real, 0),
  };
}

export const vstpGrid: Algorithm = {
  id: 'vstp-grid',
  operation: 'vstp',
  how: 'vector harmonics to Cartesian components, three separable transforms a side, cross products of values, and back',
  cost: ({ left, right, out, group }) => {
    const sides = [
      vectorField(left, 'left', group),
      vectorField(right, 'right', group),
      vectorField(out, 'out', group),
    ];
    const components = sides.flatMap(({ component }) => component);
    const grid = gridForDegree(total(components, ({ lmax }) => lmax));
    const mixed = sides.reduce((sum, { mixing }) => sum + mixing, 0);
    return {
      multiplyAdds: BigInt(mixed + total(components, (s) => 3 * transform(s, grid)) + 6 * gridSize(grid)),
      tableNumbers: BigInt(mixed + total(components, (s) => transformTables(s, grid))),
      workspaceNumbers: BigInt(3 * components.length * gridSize(grid)),
    };
  },
};
