/**
 * Moments: what a network reads of a point cloud. For each species and each distance r from the centre (a shell),
 *
 *   A_ℓm = Σ_i Y_ℓm(r_i),  over the points of that species on that shell, |r_i|² = r²
 *
 * A network has radial functions in place of shells, A_ℓm = Σ_i R(|r_i|) Y_ℓm(r_i). Those are combinations of the moments here; and the
 * functions R = 1, r², r⁴, … give all of these moments back, a Vandermonde matrix in the squared distances being invertible. So shells
 * are all radial functions at once. The other reading, one radial function, takes R = 1 for all points of a species.
 *
 * All is in integers: coordinates by one factor for both clouds of a pair, and the components of degree ℓ in the basis
 *
 *   y_ℓm = (a positive number of ℓ alone) · √g(ℓ,m) Y_ℓm,   g(ℓ,m) = C(2ℓ, ℓ+m)·2^[m ≠ 0]
 *
 * in which the harmonics are rational polynomials and couplings are rational up to one factor per path (products.ts):
 * √g · norm of the harmonic = 2^[m ≠ 0]/(ℓ+|m|)!, apart from that number.
 */
import { evaluatePolynomial, type Polynomial, solidHarmonic } from '../coupling/index.ts';
import {
  addRationals,
  factorial,
  leastCommonMultiple,
  multiplyRationals,
  printRational,
  RATIONAL_ZERO,
  type Rational,
  rational,
} from '../exact/index.ts';
import type { PointCloud, Vector } from './point-cloud.ts';

/** `every`: all radial functions · `one`: the constant one. Species are told apart in both. */
export const RADIAL_READINGS = ['every', 'one'] as const;
export type RadialReading = (typeof RADIAL_READINGS)[number];

/** One joint feature: the values on the first cloud, m = −ℓ…ℓ, then those on the second. Length 2(2ℓ+1). */
export type JointVector = readonly bigint[];

const harmonics = new Map<number, readonly Polynomial[]>();

/** The polynomials y_ℓm of the header, m = −ℓ…ℓ, by the factor (2ℓ)!·2^ℓ that makes them integral. Kept. */
function integerHarmonics(l: number): readonly Polynomial[] {
  const before = harmonics.get(l);
  if (before !== undefined) return before;
  const made = Array.from({ length: 2 * l + 1 }, (_, index) => {
    const m = index - l;
    const scale = rational((factorial(2 * l) / factorial(l + Math.abs(m))) * 2n ** BigInt(m === 0 ? l : l + 1));
    return solidHarmonic(l, m).shape.map((term) => ({
      ...term,
      coefficient: multiplyRationals(term.coefficient, scale),
    }));
  });
  harmonics.set(l, made);
  return made;
}

const squaredLength = (at: Vector): Rational =>
  at.map((value) => multiplyRationals(value, value)).reduce(addRationals, RATIONAL_ZERO);

/** A channel of the first layer: which points it sums over. */
const channelOf = (species: number, at: Vector, radial: RadialReading): string =>
  radial === 'one' ? `${species}` : `${species} ${printRational(squaredLength(at))}`;

/** The moments of degree l of two clouds, one joint vector for each channel that occurs in either. */
export function jointMoments(first: PointCloud, second: PointCloud, l: number, radial: RadialReading): JointVector[] {
  const factor = [...first.points, ...second.points]
    .flatMap(({ at }) => at.map(({ den }) => den))
    .reduce(leastCommonMultiple, 1n);
  const size = 2 * l + 1;
  const channels = new Map<string, bigint[]>();
  for (const [side, { points }] of [first, second].entries()) {
    for (const { species, at } of points) {
      const channel = channelOf(species, at, radial);
      const sum = channels.get(channel) ?? new Array<bigint>(2 * size).fill(0n);
      channels.set(channel, sum);
      const integral = at.map((value) => multiplyRationals(value, rational(factor)));
      const [x = RATIONAL_ZERO, y = RATIONAL_ZERO, z = RATIONAL_ZERO] = integral;
      for (const [index, polynomial] of integerHarmonics(l).entries()) {
        const position = side * size + index;
        sum[position] = (sum[position] ?? 0n) + evaluatePolynomial(polynomial, [x, y, z]).num;
      }
    }
  }
  return [...channels.values()];
}
