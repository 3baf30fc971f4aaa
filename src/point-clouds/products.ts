/**
 * The product of two features on one path, in the integer basis of moments.ts. With the coupling tensor w3j = s·R/√(g1 g2 g3), s > 0 and
 * R integers (many-body/separated-coupling.ts), and components y = √g·x,
 *
 *   x_3 = Σ w3j x_1 x_2   becomes   y_3 = s Σ (R/(g1 g2)) y_1 y_2
 *
 * The factor s, the common denominator of 1/(g1 g2) and the operation's t ≠ 0 are numbers of the path alone: they change no span.
 */
import { leastCommonMultiple } from '../exact/index.ts';
import { integerCoupling, squaredScale } from '../many-body/separated-coupling.ts';
import type { JointVector } from './moments.ts';

/** weight · y1[left] y2[right] goes to y3[out]; indices m + ℓ. */
interface ProductTerm {
  readonly left: number;
  readonly right: number;
  readonly out: number;
  readonly weight: bigint;
}

const known = new Map<string, readonly ProductTerm[]>();

function termsOf(l1: number, l2: number, l3: number): readonly ProductTerm[] {
  const name = `${l1} ${l2} ${l3}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const entries = integerCoupling(l1, l2, l3);
  const scale = ({ m1, m2 }: { m1: number; m2: number }): bigint => squaredScale(l1, m1) * squaredScale(l2, m2);
  const common = entries.map(scale).reduce(leastCommonMultiple, 1n);
  const terms = entries.map((entry) => ({
    left: entry.m1 + l1,
    right: entry.m2 + l2,
    out: entry.m3 + l3,
    weight: entry.integer * (common / scale(entry)),
  }));
  known.set(name, terms);
  return terms;
}

/** The product of joint vectors of degrees l1 and l2, of degree l3, on each of the two clouds; up to a positive factor of the path. */
export function jointProduct(l1: number, l2: number, l3: number, x: JointVector, y: JointVector): bigint[] {
  const [leftSize, rightSize, size] = [2 * l1 + 1, 2 * l2 + 1, 2 * l3 + 1];
  const result = new Array<bigint>(2 * size).fill(0n);
  for (const { left, right, out, weight } of termsOf(l1, l2, l3)) {
    for (const side of [0, 1]) {
      const [a, b] = [x[side * leftSize + left] ?? 0n, y[side * rightSize + right] ?? 0n];
      if (a === 0n || b === 0n) continue;
      const position = side * size + out;
      result[position] = (result[position] ?? 0n) + weight * a * b;
    }
  }
  return result;
}
