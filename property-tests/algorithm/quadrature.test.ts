/** Gauss–Legendre nodes and weights against exact rationals: the roots of P_n, the moments up to 2n−1, and the exact miss at 2n. */
import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/algorithm/quadrature.ts';
import { binomial, factorial } from '../../src/exact/factorial.ts';
import { FIXED_BITS, FIXED_ONE, type Fixed, fixedToFloat64, GUARD_BITS } from '../../src/exact/fixed-point.ts';
import { rationalToFloat64 } from '../../src/exact/float.ts';
import { type Rational, rational, subtractRationals } from '../../src/exact/rational.ts';
import { boundedArithmetic, gamma, unitRoundoff } from '../../src/exact/rounding.ts';

/** Half of what tables promise, in units of 2^−192: the other half is left to what is computed from nodes and weights. */
const HALF_GUARD = 2n ** BigInt(GUARD_BITS - 1);
const HALF_ACCURACY: Rational = rational(HALF_GUARD, FIXED_ONE);

const magnitude = (q: Rational): Rational => ({ num: q.num < 0n ? -q.num : q.num, den: q.den });
const isWithin = (a: Rational, b: Rational, bound: Rational): boolean => {
  const distance = magnitude(subtractRationals(a, b));
  return distance.num * bound.den <= bound.num * distance.den;
};

/** 2^n 2^(192n) P_n(x·2^−192) = Σ_k (−1)^k C(n,k) C(2n−2k,n) x^(n−2k) 2^(384k), an integer. */
function scaledLegendre(n: number, x: Fixed): bigint {
  let sum = 0n;
  for (let k = 0; 2 * k <= n; k++) {
    const term = binomial(n, k) * binomial(2 * n - 2 * k, n) * x ** BigInt(n - 2 * k) * FIXED_ONE ** BigInt(2 * k);
    sum += k % 2 === 0 ? term : -term;
  }
  return sum;
}

/** Σ w x^k, exactly, of the fixed-point numbers. */
function moment(n: number, k: number): Rational {
  const sum = gaussLegendre(n).reduce((total, { cosine, weight }) => total + weight * cosine ** BigInt(k), 0n);
  return rational(sum, FIXED_ONE ** BigInt(k + 1));
}

const integral = (k: number): Rational => (k % 2 === 0 ? rational(2, k + 1) : rational(0));

/** ∫ π_n² for the monic Legendre polynomial π_n: what n nodes miss of ∫ x^2n. */
const missAt = (n: number): Rational =>
  rational(2n ** BigInt(2 * n + 1) * factorial(n) ** 4n, BigInt(2 * n + 1) * factorial(2 * n) ** 2n);

describe('gaussLegendre', () => {
  it('finds all n roots of P_n, symmetric and descending, so close that tables keep their promise; n ≤ 40', () => {
    let compared = 0;
    for (let n = 1; n <= 40; n++) {
      const nodes = gaussLegendre(n);
      expect(nodes).toHaveLength(n);
      // P̄ and its derivatives change by less than n⁴ per unit of x: |∂²P̄/∂θ²| ≤ ℓ² max|P̄|, max|P̄| ≤ √((2ℓ+1)/2π), 1/sin θ < n.
      const reach = HALF_GUARD / BigInt(n) ** 4n;
      for (const [i, { cosine, sine }] of nodes.entries()) {
        const [below, above] = [scaledLegendre(n, cosine - reach), scaledLegendre(n, cosine + reach)];
        expect(below > 0n !== above > 0n || below === 0n || above === 0n).toBe(true);
        expect(cosine).toBe(-(nodes[n - 1 - i]?.cosine ?? 0n));
        if (i > 0) expect((nodes[i - 1]?.cosine ?? 0n) - cosine > 2n * reach).toBe(true);
        // One unit of sin² is 1/2 sin θ < n units of sin θ.
        const [square, units] = [FIXED_ONE ** 2n - cosine ** 2n, BigInt(n)];
        expect((sine - units) ** 2n <= square && square <= (sine + units) ** 2n).toBe(true);
        compared++;
      }
    }
    expect(compared).toBe((40 * 41) / 2);
  });

  it('integrates monomials up to degree 2n−1, the constant to 2; n ≤ 24', () => {
    let compared = 0;
    for (let n = 1; n <= 24; n++) {
      for (let k = 0; k < 2 * n; k++) {
        expect(isWithin(moment(n, k), integral(k), HALF_ACCURACY)).toBe(true);
        compared++;
      }
    }
    expect(compared).toBe(24 * 25);
  });

  it('misses x^2n by ∫π_n², no more and no less: the degree 2n−1 is the highest; n ≤ 24', () => {
    for (let n = 1; n <= 24; n++) {
      const missed = subtractRationals(integral(2 * n), moment(n, 2 * n));
      expect(isWithin(missed, missAt(n), HALF_ACCURACY)).toBe(true);
      expect(isWithin(missed, rational(0), HALF_ACCURACY)).toBe(false);
    }
  });

  it('has the weights of the tables: 2 · 1, 1 · 5/9, 8/9, 5/9', () => {
    const weights = [1, 2, 3].map((n) => gaussLegendre(n).map(({ weight }) => rational(weight, FIXED_ONE)));
    const known = [[rational(2)], [rational(1), rational(1)], [rational(5, 9), rational(8, 9), rational(5, 9)]];
    for (const [n, row] of known.entries()) {
      expect(weights[n]).toHaveLength(row.length);
      for (const [i, w] of row.entries()) expect(isWithin(weights[n]?.[i] ?? rational(0), w, HALF_ACCURACY)).toBe(true);
    }
    expect(FIXED_BITS).toBeGreaterThan(GUARD_BITS);
  });

  it('in float64 integrates within the bound that is carried along, and that within γ_n Σ|terms|; n ≤ 24', () => {
    const over = boundedArithmetic('float64');
    for (let n = 1; n <= 24; n++) {
      const nodes = gaussLegendre(n).map(({ cosine, weight }) => ({
        x: over.constant(fixedToFloat64(cosine)),
        w: over.constant(fixedToFloat64(weight)),
      }));
      for (let k = 0; k < 2 * n; k++) {
        const terms = nodes.map(({ x, w }) => Array.from({ length: k }, () => x).reduce(over.multiply, w));
        const sum = terms.reduce(over.add, over.zero);
        const exact = rationalToFloat64(integral(k));
        expect(Math.abs(sum.value - exact)).toBeLessThanOrEqual(sum.error + unitRoundoff('float64') * exact);
        // Each term passes through k+1 constants, k products and n−1 sums; one more for the bound being of computed terms.
        const size = terms.reduce((total, { value }) => total + Math.abs(value), 0);
        if (k % 2 === 0) expect(sum.error).toBeLessThanOrEqual(gamma(2 * k + n + 1, 'float64') * size);
      }
    }
  });
});
