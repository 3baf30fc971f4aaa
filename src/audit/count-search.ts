/**
 * Which algorithm and size a count of operations belongs to: every algorithm of every operation on the row's irreps, in the parities of the
 * row and without them, and matrix products of any side. A count is that of multiply–adds, or twice as many where additions count too.
 *
 * A plain dense matrix product with real matrices of side n, without regard to spin: (d1+d2+d3) n² to enter and leave, n³ to multiply.
 */
import { workloadOf } from '../algorithm/algorithm.ts';
import { ALGORITHMS } from '../algorithm/catalogue.ts';
import { irrepDimension } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group } from '../irreps/path.ts';
import { OPERATIONS } from '../operation/catalogue.ts';
import type { RowFacts } from './facts.ts';

/** One way to come to a count. */
export interface CountMatch {
  readonly algorithm: string;
  /** what else had to be so */
  readonly size: string;
  readonly counts: 'multiply–adds' | 'multiplications and additions';
}

/** The largest matrix side tried. */
const LARGEST_SIDE = 1000;

const dimensionOf = (side: Irreps): number => side.reduce((sum, { irrep }) => sum + irrepDimension(irrep), 0);

/** (d1+d2+d3) n² + n³ */
export const plainMatrixCount = ({ work }: Pick<RowFacts, 'work'>, side: number): number =>
  (dimensionOf(work.left) + dimensionOf(work.right) + dimensionOf(work.out)) * side ** 2 + side ** 3;

/** Whether a number is a count of multiply–adds, or of both; undefined if neither. */
export function countedAs(flops: number, multiplyAdds: number): CountMatch['counts'] | undefined {
  if (flops === multiplyAdds) return 'multiply–adds';
  return flops === 2 * multiplyAdds ? 'multiplications and additions' : undefined;
}

/** Every match of a row's count; none if the count is of something else. */
export function matchCount(facts: RowFacts, flops: number): CountMatch[] {
  const { left, right, out, group, operation } = facts;
  const matches: CountMatch[] = [];
  const groups: readonly Group[] = group === 'so3' ? ['so3'] : ['o3', 'so3'];
  for (const algorithm of [...ALGORITHMS].sort(
    (a, b) => Number(b.operation === operation) - Number(a.operation === operation),
  )) {
    for (const one of groups) {
      const parameters = OPERATIONS[algorithm.operation].resolve({}, left, right, out, one);
      const counts = countedAs(
        flops,
        Number(algorithm.cost(workloadOf(left, right, out, one, parameters)).multiplyAdds),
      );
      if (counts !== undefined) {
        matches.push({
          algorithm: algorithm.id,
          size: one === group ? 'as described' : 'with parities ignored',
          counts,
        });
      }
    }
  }
  for (let side = 1; side <= LARGEST_SIDE; side++) {
    const counts = countedAs(flops, plainMatrixCount(facts, side));
    if (counts !== undefined) matches.push({ algorithm: 'mtp-dense', size: `matrices of side ${side}`, counts });
  }
  return matches;
}
