/**
 * How many entries of a coupling tensor are non-zero, without computing the entries.
 *
 * Only the sign of Racah's integer matters. It is the coefficient of x^(ℓ1−m1) y^(ℓ2+m2) in (1−xy)^a (1+x)^b (1+y)^c (wigner-3j.ts);
 * all partial sums are bounded by 2^a·C(b,⌊b/2⌋)·C(c,⌊c/2⌋), so below 2^53 float64 integers decide it exactly; above, bigint does.
 */
import { binomial, binomialRow } from '../exact/factorial.ts';
import { isTriad, minusOneTo } from './angular-momentum.ts';
import { racahInteger } from './wigner-3j.ts';

const centre = (n: number): bigint => binomial(n, n >> 1);

/** A test for "the 3j symbol (l1 l2 l3; m1 m2 −m1−m2) is non-zero", for degrees that form a triad and |m| ≤ ℓ. */
function nonZeroTest(l1: number, l2: number, l3: number): (m1: number, m2: number) => boolean {
  const [a, b, c] = [l1 + l2 - l3, l1 - l2 + l3, l2 + l3 - l1];
  if (2n ** BigInt(a) * centre(b) * centre(c) >= 2n ** 53n) {
    return (m1, m2) => racahInteger(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2) !== 0n;
  }
  const rowA = binomialRow(a).map((n, k) => Number(n) * minusOneTo(k));
  const rowB = binomialRow(b).map(Number);
  const rowC = binomialRow(c).map(Number);
  return (m1, m2) => {
    const [p, q] = [l1 - m1, l2 + m2];
    let sum = 0;
    for (let k = Math.max(0, p - b, q - c); k <= Math.min(a, p, q); k++) {
      sum += (rowA[k] ?? 0) * (rowB[p - k] ?? 0) * (rowC[q - k] ?? 0);
    }
    return sum !== 0;
  };
}

/** Non-zero entries of one coupling tensor, in both bases. */
export interface NonZeroCounts {
  /** of the complex 3j tensor, over all (m1, m2) */
  readonly complex: number;
  /** of the real tensor: 2·complex − #(complex ones with some m = 0) */
  readonly real: number;
}

const counted = new Map<string, NonZeroCounts>();

/** Counts for integer degrees; both are 0 where the triangle rule fails. */
export function couplingNonZeros(l1: number, l2: number, l3: number): NonZeroCounts {
  if (!isTriad(2 * l1, 2 * l2, 2 * l3)) return { complex: 0, real: 0 };
  const key = [l1, l2, l3].sort((x, y) => x - y).join(); // the count is symmetric in the three degrees
  const known = counted.get(key);
  if (known !== undefined) return known;
  const isNonZero = nonZeroTest(l1, l2, l3);
  let complex = 0;
  let withZero = 0;
  for (let m1 = -l1; m1 <= l1; m1++) {
    for (let m2 = Math.max(-l2, -l3 - m1); m2 <= Math.min(l2, l3 - m1); m2++) {
      if (!isNonZero(m1, m2)) continue;
      complex++;
      if (m1 === 0 || m2 === 0 || m1 + m2 === 0) withZero++;
    }
  }
  const counts = { complex, real: 2 * complex - withZero };
  counted.set(key, counts);
  return counts;
}
