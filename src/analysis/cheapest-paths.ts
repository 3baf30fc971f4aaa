/**
 * CGTP with only some of its paths: with a weight for each, its expressivity is their number, so any dimension up to |Ω| can be had for the
 * multiply–adds of as many paths. What k paths take here, added one at a time by what each adds, is an upper bound of the least.
 *
 * It is small. A real coupling tensor has at most two non-zero entries for each pair (m1, m2), so a path takes at most
 * 3(2ℓ1+1)(2ℓ2+1) multiply–adds; each ℓ2 ≥ d has (d+1)² paths with ℓ1 ≤ d. The paths with ℓ1 ≤ d are therefore at least
 * (d+1)²(L+1−d) many and take O(d³L²). With d ~ L^{1/3} that is O(L³) for some L^{5/3} dimensions; one channel of a product on the sphere
 * has 4L+1 for its O(L³).
 */

import { workloadOf } from '../algorithm/algorithm.ts';
import { cgtpSparse } from '../algorithm/cgtp.ts';
import { irrepDimension } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group, Path } from '../irreps/path.ts';

/** The multiply–adds of sparse CGTP with its first k = 1, 2, … cheapest paths; the last entry has all. */
export interface CheapestPaths {
  /** in the order in which they are added */
  readonly paths: readonly Path[];
  /** multiply–adds of the first k+1 of them at index k */
  readonly multiplyAdds: readonly number[];
  /**
   * likewise, multiplications by the weights: one for each output component of each path. They are no part of the counts of CGTP, whose
   * weights can be multiplied into its table.
   */
  readonly weightings: readonly number[];
}

/** @returns every path once, the one that adds least first; ties in the order of paths */
export function cheapestPaths(left: Irreps, right: Irreps, out: Irreps, group: Group): CheapestPaths {
  const work = workloadOf(left, right, out, group, {});
  const pairOf = ({ left: l, right: r }: Path): string => `${l.l},${l.p},${r.l},${r.p}`;
  const waiting = work.paths.map((path) => {
    const alone = Number(cgtpSparse.cost({ ...work, paths: [path] }).multiplyAdds);
    // The products x_i y_j are formed once for all paths of a pair.
    return { path, pair: pairOf(path), alone, products: irrepDimension(path.left) * irrepDimension(path.right) };
  });
  const formed = new Set<string>();
  const added = ({ pair, alone, products }: (typeof waiting)[number]): number =>
    alone - (formed.has(pair) ? products : 0);
  const paths: Path[] = [];
  const multiplyAdds: number[] = [];
  const weightings: number[] = [];
  while (waiting.length > 0) {
    const [next] = waiting.reduce<[number, number]>(
      (best, candidate, index) => (added(candidate) < best[1] ? [index, added(candidate)] : best),
      [0, Number.POSITIVE_INFINITY],
    );
    for (const taken of waiting.splice(next, 1)) {
      multiplyAdds.push((multiplyAdds.at(-1) ?? 0) + added(taken));
      weightings.push((weightings.at(-1) ?? 0) + irrepDimension(taken.path.out));
      formed.add(taken.pair);
      paths.push(taken.path);
    }
  }
  return { paths, multiplyAdds, weightings };
}
