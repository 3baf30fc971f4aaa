/**
 * CGTP with only some of its paths: with a weight for each, its expressivity is their number, so any dimension up to |Ω| can be had for the
 * multiply–adds of as many paths, the cheapest first. A path is counted alone,
 *
 *   (2ℓ1+1)(2ℓ2+1) products + the non-zero entries of its coupling + 2ℓ3+1 multiplications by its weight,
 *
 * an upper bound: paths of one pair (ℓ1,ℓ2) could share the products, and weights can be multiplied into tables.
 *
 * It is small. A real coupling tensor has at most two non-zero entries for each pair (m1, m2), so a path takes at most
 * 3(2ℓ1+1)(2ℓ2+1) + 2ℓ3+1; each ℓ2 ≥ d has (d+1)² paths with ℓ1 ≤ d. The paths with ℓ1 ≤ d are therefore at least
 * (d+1)²(L+1−d) many and take O(d³L²). With d ~ L^{1/3} that is O(L³) for some L^{5/3} dimensions; one channel of a product on the sphere
 * has 4L+1 for its O(L³).
 */

import { workloadOf } from '../algorithm/algorithm.ts';
import { cgtpSparse } from '../algorithm/cgtp.ts';
import { irrepDimension } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group, Path } from '../irreps/path.ts';

export interface PricedPath {
  readonly path: Path;
  /** of this path alone, its weight included */
  readonly multiplyAdds: number;
}

/** @returns every path once, cheapest first; ties in the order of paths */
export function cheapestPaths(left: Irreps, right: Irreps, out: Irreps, group: Group): PricedPath[] {
  const work = workloadOf(left, right, out, group, {});
  const priced = work.paths.map((path) => {
    const alone = Number(cgtpSparse.cost({ ...work, paths: [path] }).multiplyAdds);
    return { path, multiplyAdds: alone + irrepDimension(path.out) };
  });
  return priced.sort((a, b) => a.multiplyAdds - b.multiplyAdds);
}
