/**
 * Clebsch–Gordan, entry by entry: products x_i y_j are formed once for each pair of degrees that meet, then
 * z_k += w3j_ijk (x_i y_j) over all entries (dense), or over the non-zero ones (sparse).
 */
import { couplingNonZeros } from '../coupling/nonzeros.ts';
import { irrepDimension } from '../irreps/irrep.ts';
import type { Path } from '../irreps/path.ts';
import type { Algorithm, Cost, Workload } from './algorithm.ts';

function contraction(paths: readonly Path[], entries: (path: Path) => number): Cost {
  const pairs = new Map<string, number>();
  let contracted = 0;
  for (const path of paths) {
    const { left, right } = path;
    pairs.set(`${left.l},${left.p},${right.l},${right.p}`, irrepDimension(left) * irrepDimension(right));
    contracted += entries(path);
  }
  const products = [...pairs.values()].reduce((sum, count) => sum + count, 0);
  return {
    multiplyAdds: BigInt(products + contracted),
    tableNumbers: BigInt(contracted),
    workspaceNumbers: BigInt(Math.max(0, ...pairs.values())),
  };
}

export const cgtpDense: Algorithm = {
  id: 'cgtp-dense',
  operation: 'cgtp',
  how: 'outer products of each pair of degrees, contracted with the whole coupling tensor of each path',
  cost: ({ paths }: Workload) =>
    contraction(paths, ({ left, right, out }) => irrepDimension(left) * irrepDimension(right) * irrepDimension(out)),
};

export const cgtpSparse: Algorithm = {
  id: 'cgtp-sparse',
  operation: 'cgtp',
  how: 'outer products of each pair of degrees, contracted with the non-zero coupling entries of each path',
  cost: ({ paths }: Workload) =>
    contraction(paths, ({ left, right, out }) => couplingNonZeros(left.l, right.l, out.l).real),
};
