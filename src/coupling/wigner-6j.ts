/**
 * Wigner 6j symbol, exactly, by Racah's sum. With the triads α_i and the quadruples β_i,
 *
 *   {j1 j2 j3; j4 j5 j6} = Δ(123) Δ(156) Δ(426) Δ(453) · (α1+1)! / ((β1−α2)! (β2−α3)! (β3−α4)!) · S
 *   S = Σ_t (−1)^t C(t+1, α1+1) C(β1−α2, t−α2) C(β2−α3, t−α3) C(β3−α4, t−α4)
 *   α1 = j1+j2+j3, α2 = j1+j5+j6, α3 = j4+j2+j6, α4 = j4+j5+j3
 *   β1 = j1+j2+j4+j5, β2 = j2+j3+j5+j6, β3 = j1+j3+j4+j6
 *   Δ(abc)² = (a+b−c)! (a−b+c)! (−a+b+c)! / (a+b+c+1)!
 *
 * Source: Varshalovich et al. (1988), eq. 9.2.1(1); gathered to binomials as in L. Wei, Comput. Phys. Commun. 120 (1999) 222.
 */
import { binomial, binomialRow, type PrimePowers, primePowersToRational, timesFactorial } from '../exact/factorial.ts';
import { multiplyRationals, type Rational, rational } from '../exact/rational.ts';
import { SURD_ZERO, type Surd, scaledRoot } from '../exact/surd.ts';
import { isTriad, type Twice, twiceMagnitude } from './angular-momentum.ts';

/** Multiplies `powers` in place by Δ(abc)^(2·times), on doubled arguments that form a triad. */
export function timesTriangle(powers: PrimePowers, a: Twice, b: Twice, c: Twice, times = 1): void {
  timesFactorial(powers, (a + b - c) / 2, times);
  timesFactorial(powers, (a - b + c) / 2, times);
  timesFactorial(powers, (b + c - a) / 2, times);
  timesFactorial(powers, (a + b + c) / 2 + 1, -times);
}

/** The six doubled entries of a 6j symbol, rows first. */
export type Twice6 = readonly [Twice, Twice, Twice, Twice, Twice, Twice];

/** The rational 6j/(ΔΔΔΔ) of the header, or undefined where a triangle rule fails. */
export function racahRational([a, b, c, d, e, f]: Twice6): Rational | undefined {
  if (!isTriad(a, b, c) || !isTriad(a, e, f) || !isTriad(d, b, f) || !isTriad(d, e, c)) return undefined;
  const alpha1 = (a + b + c) / 2;
  const alpha2 = (a + e + f) / 2;
  const alpha3 = (d + b + f) / 2;
  const alpha4 = (d + e + c) / 2;
  const beta1 = (a + b + d + e) / 2;
  const beta2 = (b + c + e + f) / 2;
  const beta3 = (a + c + d + f) / 2;
  const row1 = binomialRow(beta1 - alpha2);
  const row2 = binomialRow(beta2 - alpha3);
  const row3 = binomialRow(beta3 - alpha4);
  const first = Math.max(alpha1, alpha2, alpha3, alpha4);
  let growth = binomial(first + 1, alpha1 + 1); // C(t+1, α1+1)
  let sum = 0n;
  for (let t = first; t <= Math.min(beta1, beta2, beta3); t++) {
    const term = growth * (row1[t - alpha2] ?? 0n) * (row2[t - alpha3] ?? 0n) * (row3[t - alpha4] ?? 0n);
    sum += t % 2 === 0 ? term : -term;
    growth = (growth * BigInt(t + 2)) / BigInt(t + 1 - alpha1);
  }
  const powers = timesFactorial([], alpha1 + 1);
  timesFactorial(powers, beta1 - alpha2, -1);
  timesFactorial(powers, beta2 - alpha3, -1);
  timesFactorial(powers, beta3 - alpha4, -1);
  return multiplyRationals(rational(sum), primePowersToRational(powers));
}

/** 6j symbol on doubled, already validated arguments. */
export function wigner6jOfTwice(entries: Twice6): Surd {
  const ratio = racahRational(entries);
  if (ratio === undefined || ratio.num === 0n) return SURD_ZERO;
  const [a, b, c, d, e, f] = entries;
  const powers: PrimePowers = [];
  timesTriangle(powers, a, b, c);
  timesTriangle(powers, a, e, f);
  timesTriangle(powers, d, b, f);
  timesTriangle(powers, d, e, c);
  return scaledRoot(ratio, primePowersToRational(powers));
}

/**
 * {j1 j2 j3; j4 j5 j6}; arguments are integers or half-integers in 0…1000. Zero where a triangle rule fails.
 * @throws RequestError for arguments that no 6j symbol has
 */
export function wigner6j(j1: number, j2: number, j3: number, j4: number, j5: number, j6: number): Surd {
  return wigner6jOfTwice([
    twiceMagnitude(j1, 'j1'),
    twiceMagnitude(j2, 'j2'),
    twiceMagnitude(j3, 'j3'),
    twiceMagnitude(j4, 'j4'),
    twiceMagnitude(j5, 'j5'),
    twiceMagnitude(j6, 'j6'),
  ]);
}
