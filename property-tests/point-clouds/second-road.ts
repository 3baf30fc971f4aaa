/**
 * Invariants of clouds without couplings: zonal functions and integrals over the sphere. For points r_i and Z_ℓ(r, s) = |r|^ℓ P_ℓ(r̂·s),
 *
 *   Σ_m A_ℓm A'_ℓm                 ∝ Σ_ij |r_i|^ℓ |r_j|^ℓ P_ℓ(cos ij)
 *   Σ w3j A_ℓ1 A'_ℓ2 A''_ℓ3         ∝ ∫ Z_ℓ1 Z'_ℓ2 Z''_ℓ3 ds,  Z_ℓ(s) = Σ_i Z_ℓ(r_i, s),      for even ℓ1+ℓ2+ℓ3
 *                                  ∝ ∫ s·(∇Z_ℓ1 × ∇Z'_ℓ2) Z''_ℓ3 ds                          for odd sums
 *
 * by the addition theorem, Σ_m Y_ℓm(r) Y_ℓm(s) ∝ P_ℓ, and because an invariant of three irreps is unique up to a factor.
 */
import {
  addPolynomials,
  legendreTerms,
  multiplyPolynomials,
  type Polynomial,
  scalePolynomial,
  sphereMean,
} from '../../src/coupling/index.ts';
import { addRationals, multiplyRationals, RATIONAL_ZERO, type Rational, rational } from '../../src/exact/index.ts';
import type { PointCloud, Vector } from '../../src/point-clouds/index.ts';
import { poissonBracket } from '../operation/sphere-integrals.ts';
import { dot } from './congruence.ts';

const power = (q: Rational, n: number): Rational => rational(q.num ** BigInt(n), q.den ** BigInt(n));

/** |r|^ℓ |s|^ℓ P_ℓ(cos) of two vectors: 2^−ℓ Σ_k c_k (r·s)^(ℓ−2k) |r|^2k |s|^2k. */
function zonal(l: number, a: Vector, b: Vector): Rational {
  return legendreTerms(l, 0)
    .map(({ power: n, coefficient }) => {
      const rest = power(multiplyRationals(dot(a, a), dot(b, b)), (l - n) / 2);
      return multiplyRationals(rational(coefficient, 2n ** BigInt(l)), multiplyRationals(power(dot(a, b), n), rest));
    })
    .reduce(addRationals, RATIONAL_ZERO);
}

/** The power spectrum of two lists of points, up to a factor of ℓ. */
export const powerSpectrum = (l: number, first: PointCloud, second: PointCloud): Rational =>
  first.points
    .flatMap(({ at: a }) => second.points.map(({ at: b }) => zonal(l, a, b)))
    .reduce(addRationals, RATIONAL_ZERO);

const ONE: Polynomial = [{ a: 0, b: 0, c: 0, coefficient: rational(1) }];
const SQUARE: Polynomial = [
  { a: 2, b: 0, c: 0, coefficient: rational(1) },
  { a: 0, b: 2, c: 0, coefficient: rational(1) },
  { a: 0, b: 0, c: 2, coefficient: rational(1) },
];
const toPower = (p: Polynomial, n: number): Polynomial =>
  Array.from({ length: n }, () => p).reduce(multiplyPolynomials, ONE);

/** Z_ℓ(s) of the header as a polynomial in s. */
function zonalSum(l: number, { points }: PointCloud): Polynomial {
  return points
    .map(({ at }) => {
      const [x, y, z] = at;
      const linear: Polynomial = [
        { a: 1, b: 0, c: 0, coefficient: x },
        { a: 0, b: 1, c: 0, coefficient: y },
        { a: 0, b: 0, c: 1, coefficient: z },
      ];
      return legendreTerms(l, 0)
        .map(({ power: n, coefficient }) => {
          const factor = multiplyRationals(rational(coefficient, 2n ** BigInt(l)), power(dot(at, at), (l - n) / 2));
          return scalePolynomial(multiplyPolynomials(toPower(linear, n), toPower(SQUARE, (l - n) / 2)), factor);
        })
        .reduce(addPolynomials, []);
    })
    .reduce(addPolynomials, []);
}

/** The bispectrum of three lists of points, up to a factor of the degrees; odd sums are pseudoscalars. */
export function bispectrum(
  [l1, l2, l3]: readonly [number, number, number],
  [first, second, third]: readonly [PointCloud, PointCloud, PointCloud],
): Rational {
  const [f, g, h] = [zonalSum(l1, first), zonalSum(l2, second), zonalSum(l3, third)];
  const product = (l1 + l2 + l3) % 2 === 0 ? multiplyPolynomials(f, g) : poissonBracket(f, g);
  return sphereMean(multiplyPolynomials(product, h));
}
