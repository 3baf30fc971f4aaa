/**
 * The search without linear algebra: all features of an order, one for each tree of couplings, none left out as dependent. Slow, and so for
 * small degrees and orders only.
 */
import { type Irrep, type Path, printIrrep } from '../../src/irreps/index.ts';
import { type JointVector, jointMoments, type PointCloud, type RadialReading } from '../../src/point-clouds/index.ts';
import { jointProduct } from '../../src/point-clouds/products.ts';

/** The least order ≤ `upTo` at which an invariant differs, and how many features were made. */
export function leastOrderByTrees(
  first: PointCloud,
  second: PointCloud,
  paths: readonly Path[],
  moments: readonly Irrep[],
  radial: RadialReading,
  upTo: number,
): { readonly order: number | undefined; readonly features: number } {
  const levels: Map<string, JointVector[]>[] = [new Map()];
  let features = 0;
  const add = (level: Map<string, JointVector[]>, irrep: Irrep, vector: JointVector): boolean => {
    const name = printIrrep(irrep);
    level.set(name, [...(level.get(name) ?? []), vector]);
    features += 1;
    return irrep.l === 0 && vector[0] !== vector[1];
  };
  for (let order = 1; order <= upTo; order++) {
    const level = new Map<string, JointVector[]>();
    let differs = false;
    if (order === 1) {
      for (const irrep of moments) {
        for (const vector of jointMoments(first, second, irrep.l, radial))
          differs = add(level, irrep, vector) || differs;
      }
    }
    for (let a = 1; a < order; a++) {
      for (const { left, right, out } of paths) {
        for (const x of levels[a]?.get(printIrrep(left)) ?? []) {
          for (const y of levels[order - a]?.get(printIrrep(right)) ?? []) {
            differs = add(level, out, jointProduct(left.l, right.l, out.l, x, y)) || differs;
          }
        }
      }
    }
    if (differs) return { order, features };
    levels.push(level);
  }
  return { order: undefined, features };
}
