/**
 * Wigner 9j symbol, exactly, from three 6j symbols:
 *
 *   {a b c; d e f; g h i} = Σ_x (−1)^(2x) (2x+1) {a b c; f i x} {d e f; b x h} {g h i; x a d}
 *
 * In the product the triangle factors Δ(x a i), Δ(x d h), Δ(x b f) each occur twice, so they leave the square root; what stays
 * under it, Δ of the three rows and three columns, does not depend on x. The sum is therefore one of rationals.
 * Source: Varshalovich et al. (1988), eq. 10.2.4(20).
 */
import { primePowersToRational } from '../exact/factorial.ts';
import { addRationals, multiplyRationals, RATIONAL_ZERO, type Rational, rational } from '../exact/rational.ts';
import { SURD_ZERO, type Surd, scaledRoot } from '../exact/surd.ts';
import { isTriad, minusOneTo, type Twice, twiceMagnitude } from './angular-momentum.ts';
import { racahRational, timesTriangle } from './wigner-6j.ts';

/** The nine doubled entries, rows first. */
export type Twice9 = readonly [Twice, Twice, Twice, Twice, Twice, Twice, Twice, Twice, Twice];

/** 9j symbol on doubled, already validated arguments. */
export function wigner9jOfTwice([a, b, c, d, e, f, g, h, i]: Twice9): Surd {
  const triads = [
    [a, b, c],
    [d, e, f],
    [g, h, i],
    [a, d, g],
    [b, e, h],
    [c, f, i],
  ] as const;
  if (!triads.every(([x, y, z]) => isTriad(x, y, z))) return SURD_ZERO;
  const low = Math.max(Math.abs(a - i), Math.abs(d - h), Math.abs(b - f));
  const high = Math.min(a + i, d + h, b + f);
  let sum: Rational = RATIONAL_ZERO;
  for (let x = low; x <= high; x += 2) {
    const first = racahRational([a, b, c, f, i, x]);
    const second = racahRational([d, e, f, b, x, h]);
    const third = racahRational([g, h, i, x, a, d]);
    if (first === undefined || second === undefined || third === undefined) continue;
    const powers: number[] = [];
    timesTriangle(powers, x, a, i);
    timesTriangle(powers, x, d, h);
    timesTriangle(powers, x, b, f);
    const weight = multiplyRationals(rational(minusOneTo(x) * (x + 1)), primePowersToRational(powers));
    sum = addRationals(sum, multiplyRationals(weight, multiplyRationals(first, multiplyRationals(second, third))));
  }
  const outside: number[] = [];
  for (const [x, y, z] of triads) timesTriangle(outside, x, y, z);
  return scaledRoot(sum, primePowersToRational(outside));
}

/**
 * {j1 j2 j3; j4 j5 j6; j7 j8 j9}; arguments are integers or half-integers in 0…1000. Zero where a triangle rule fails.
 * @throws RequestError for arguments that no 9j symbol has
 */
export function wigner9j(
  ...[j1, j2, j3, j4, j5, j6, j7, j8, j9]: [number, number, number, number, number, number, number, number, number]
): Surd {
  return wigner9jOfTwice([
    twiceMagnitude(j1, 'j1'),
    twiceMagnitude(j2, 'j2'),
    twiceMagnitude(j3, 'j3'),
    twiceMagnitude(j4, 'j4'),
    twiceMagnitude(j5, 'j5'),
    twiceMagnitude(j6, 'j6'),
    twiceMagnitude(j7, 'j7'),
    twiceMagnitude(j8, 'j8'),
    twiceMagnitude(j9, 'j9'),
  ]);
}
