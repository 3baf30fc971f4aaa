/**
 * Integrals of harmonics over the unit sphere.
 *
 * Gaunt:  ∫ Y1 Y2 Y3       = √(Π(2ℓ+1)/4π) · (ℓ1 ℓ2 ℓ3; 0 0 0) · (ℓ1 ℓ2 ℓ3; m1 m2 m3)          complex basis
 *                          = g · w3j,  g = √(Π(2ℓ+1)/4π) · |(ℓ1 ℓ2 ℓ3; 0 0 0)|                  real basis
 * Curl:   ∫ r·(∇Y1×∇Y2) Y3 = c · w3j,  c = √(Π(2ℓ+1)/4π) · √(ℓ1(ℓ1+1)ℓ2(ℓ2+1)) · |(ℓ1 ℓ2 ℓ3; 1 −1 0)|   for odd ℓ1+ℓ2+ℓ3, else 0
 *
 * g > 0 iff the triangle rule holds and ℓ1+ℓ2+ℓ3 is even; c > 0 iff it holds, the sum is odd and ℓ1, ℓ2 ≥ 1.
 * Source: Varshalovich et al. (1988), eq. 5.9.1(4) for Gaunt; the curl form follows from r×∇ acting as a ladder of degree-one
 * vector harmonics and is re-derived by integrating polynomials in the tests.
 */
import { rational } from '../exact/rational.ts';
import { absoluteSurd, multiplySurds, SURD_ZERO, type Surd, sqrtOfRational, surd } from '../exact/surd.ts';
import { checkDegree, isTriad, twiceProjection } from './angular-momentum.ts';
import { realCoupling } from './real-basis.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

/** √((2ℓ1+1)(2ℓ2+1)(2ℓ3+1)·scale/(4π)). */
const dimensionRoot = (l1: number, l2: number, l3: number, scale = 1): Surd =>
  surd(1, BigInt((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1)) * BigInt(scale), 4n, -1);

/** g of the header: ≥ 0. Degrees are integers ≥ 0. */
export function gauntFactor(l1: number, l2: number, l3: number): Surd {
  const symbol = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 0, 0, 0);
  return symbol.sign === 0 ? SURD_ZERO : multiplySurds(dimensionRoot(l1, l2, l3), absoluteSurd(symbol));
}

/** c of the header: ≥ 0. Degrees are integers ≥ 0. */
export function curlFactor(l1: number, l2: number, l3: number): Surd {
  if ((l1 + l2 + l3) % 2 === 0 || l1 === 0 || l2 === 0 || !isTriad(2 * l1, 2 * l2, 2 * l3)) return SURD_ZERO;
  const symbol = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 2, -2, 0);
  return multiplySurds(dimensionRoot(l1, l2, l3, l1 * (l1 + 1) * l2 * (l2 + 1)), absoluteSurd(symbol));
}

/**
 * ∫ Y_ℓ1^m1 Y_ℓ2^m2 Y_ℓ3^m3 over the sphere, complex harmonics with Condon–Shortley phase; integer ℓ in 0…1000, |m| ≤ ℓ.
 * @throws RequestError for arguments out of range
 */
export function gaunt(l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): Surd {
  const [n1, n2, n3] = [
    twiceProjection(m1, 2 * checkDegree(l1, 'l1'), 'm1', 'l1'),
    twiceProjection(m2, 2 * checkDegree(l2, 'l2'), 'm2', 'l2'),
    twiceProjection(m3, 2 * checkDegree(l3, 'l3'), 'm3', 'l3'),
  ];
  const zero = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 0, 0, 0);
  if (zero.sign === 0) return SURD_ZERO;
  return multiplySurds(
    dimensionRoot(l1, l2, l3),
    multiplySurds(zero, wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, n1, n2, n3)),
  );
}

/** ∫ Y_ℓ1m1 Y_ℓ2m2 Y_ℓ3m3 over the sphere, real harmonics. @throws RequestError for arguments out of range */
export const realGaunt = (l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): Surd =>
  multiplySurds(realCoupling(l1, l2, l3, m1, m2, m3), gauntFactor(l1, l2, l3));

/** ∫ r·(∇Y_ℓ1m1 × ∇Y_ℓ2m2) Y_ℓ3m3 over the sphere, real harmonics. @throws RequestError for arguments out of range */
export const realCurl = (l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): Surd =>
  multiplySurds(realCoupling(l1, l2, l3, m1, m2, m3), curlFactor(l1, l2, l3));

/** √(2ℓ+1): the ratio between component- and integral-like normalisations of one degree. */
export const rootDimension = (l: number): Surd => sqrtOfRational(rational(2 * l + 1));
