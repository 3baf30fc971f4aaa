/**
 * Polar functions of the harmonics against the exact polynomials of coupling/harmonics.ts at the very same rational cos θ: the promise of
 * exact/fixed-point.ts, half of it left to the nodes and to factors.
 */
import { describe, expect, it } from 'vitest';
import { type PolarTable, polarTables } from '../../src/algorithm/legendre.ts';
import { gaussLegendre } from '../../src/algorithm/quadrature.ts';
import { solidHarmonic } from '../../src/coupling/harmonics.ts';
import { derivative, type Monomial, multiplyPolynomials, type Polynomial } from '../../src/coupling/polynomial.ts';
import { FIXED_BITS, FIXED_ONE, type Fixed, GUARD_BITS } from '../../src/exact/fixed-point.ts';
import { RATIONAL_ONE, rational } from '../../src/exact/rational.ts';
import type { Surd } from '../../src/exact/surd.ts';
import { enclosePi } from '../exact/enclosure.ts';

const HALF_GUARD = 2n ** BigInt(GUARD_BITS - 1);
const PI = enclosePi(FIXED_BITS);

const one = (a: number, b: number, c: number, coefficient = RATIONAL_ONE): Monomial => ({ a, b, c, coefficient });

/** x|x|: keeps the order of numbers, and turns surds into rationals. */
const signedSquare = (x: bigint): bigint => (x < 0n ? -x * x : x * x);

/** p homogeneous (or nothing) of degree `degree`, in x and z alone, every power of x of the parity of `odd`: p(sin θ, 0, cos θ) = sin^odd · value. */
function integerValue(p: Polynomial, cosine: Fixed, odd: number, degree: number): { value: bigint; scale: bigint } {
  const square = FIXED_ONE ** 2n - cosine ** 2n;
  const den = p.reduce((common, { coefficient }) => common * coefficient.den, 1n);
  let value = 0n;
  for (const { a, b, c, coefficient } of p) {
    if (b !== 0) continue; // at φ = 0
    if (a + c !== degree || (a - odd) % 2 !== 0) throw new Error('not of the form stated');
    value += ((coefficient.num * den) / coefficient.den) * square ** BigInt((a - odd) / 2) * cosine ** BigInt(c);
  }
  return { value, scale: den * FIXED_ONE ** BigInt(Math.max(0, degree - odd)) };
}

/** Whether found·2^−192 is within half of the promise of norm·p at φ = 0. */
function isClose(found: Fixed, norm: Surd, p: Polynomial, cosine: Fixed, odd: number, degree: number): boolean {
  const { value, scale } = integerValue(p, cosine, odd, degree);
  // (norm p)² π = num/den · sin^2odd · value²/scale², and sin² = (2^384 − cos²)/2^384.
  const sineSquare = odd === 1 ? FIXED_ONE ** 2n - cosine ** 2n : 1n;
  const num = norm.num * signedSquare(value) * sineSquare;
  const den = norm.den * scale * scale * (odd === 1 ? FIXED_ONE ** 2n : 1n);
  // Compare x|x|·π·den·2^−(2·192+192) with num, taking the end of π that makes the test harder.
  const units = FIXED_ONE ** 3n;
  const [low, high] = [signedSquare(found - HALF_GUARD), signedSquare(found + HALF_GUARD)];
  const below = low * (low < 0n ? PI.low : PI.high) * den <= num * units;
  const above = num * units <= high * (high < 0n ? PI.high : PI.low) * den;
  return below && above;
}

/** Compares the three functions of one (ℓ, m) at one node. */
function expectExact(at: PolarTable, cosine: Fixed, l: number, m: number): void {
  const { norm, shape } = solidHarmonic(l, m);
  const { value, slope, turning } = at(l, m);
  expect(norm.pi).toBe(-1);
  const plane = shape.filter(({ b }) => b === 0);
  expect(isClose(value, norm, plane, cosine, m % 2, l)).toBe(true);
  // ∂/∂θ at φ = 0 is z ∂/∂x − x ∂/∂z.
  const turned = [
    ...multiplyPolynomials([one(0, 0, 1)], derivative(plane, 0)),
    ...multiplyPolynomials([one(1, 0, 0, rational(-1))], derivative(plane, 2)),
  ];
  expect(isClose(slope, norm, turned, cosine, (m + 1) % 2, l)).toBe(true);
  if (m === 0) expect(turning).toBe(0n);
  else {
    const divided = multiplyPolynomials([one(0, 0, 0, rational(m))], plane).map((t) => ({ ...t, a: t.a - 1 }));
    expect(isClose(turning, norm, divided, cosine, (m + 1) % 2, l - 1)).toBe(true);
  }
}

describe('polarTables', () => {
  it('are the harmonics of the real basis at φ = 0, their θ-derivatives and m/sin θ times them; ℓ ≤ 10, nodes n ≤ 11', () => {
    let compared = 0;
    const lmax = 10;
    const tableAt = polarTables(lmax);
    for (const n of [1, 2, 5, 8, 11]) {
      for (const { cosine, sine } of gaussLegendre(n)) {
        const at = tableAt(cosine, sine);
        for (let l = 0; l <= lmax; l++) {
          for (let m = 0; m <= l; m++) {
            expectExact(at, cosine, l, m);
            compared++;
          }
        }
      }
    }
    expect(compared).toBe(27 * 66);
  });

  it('are so at ℓ = 40 too, from the pole to the equator', () => {
    const tableAt = polarTables(40);
    const nodes = gaussLegendre(61);
    let compared = 0;
    for (const { cosine, sine } of [0, 1, 10, 30, 60].flatMap((i) => nodes[i] ?? [])) {
      const at = tableAt(cosine, sine);
      for (const m of [0, 1, 2, 13, 26, 39, 40]) {
        expectExact(at, cosine, 40, m);
        compared++;
      }
    }
    expect(compared).toBe(5 * 7);
  });

  it('the comparison sees an error of the size of the promise', () => {
    const [node] = gaussLegendre(8);
    if (node === undefined) throw new Error('no node');
    const { norm, shape } = solidHarmonic(4, 2);
    const { value } = polarTables(4)(node.cosine, node.sine)(4, 2);
    const plane = shape.filter(({ b }) => b === 0);
    expect(isClose(value + 2n * HALF_GUARD, norm, plane, node.cosine, 0, 4)).toBe(false);
    expect(isClose(value - 2n * HALF_GUARD, norm, plane, node.cosine, 0, 4)).toBe(false);
  });

  it('has no value outside 0 ≤ m ≤ ℓ ≤ lmax', () => {
    const [node] = gaussLegendre(2);
    if (node === undefined) throw new Error('no node');
    const at = polarTables(2)(node.cosine, node.sine);
    expect(() => at(3, 0)).toThrow(RangeError);
    expect(() => at(1, 2)).toThrow(RangeError);
  });
});
