/**
 * Wigner 6j symbol, exactly, by Racah's sum. With the triads α_i and the quadruples β_i,
 *
 *   {j1 j2 j3; j4 j5 j6} = Δ(123) Δ(156) Δ(426) Δ(453) · P · S
 *   S = Σ_t (−1)^t C(t+1, α1+1) C(β1−α2, t−α2) C(β2−α3, t−α3) C(β3−α4, t−α4)
 *   P = (α1+1)! / ((β1−α2)! (β2−α3)! (β3−α4)!)
 *   α1 = j1+j2+j3, α2 = j1+j5+j6, α3 = j4+j2+j6, α4 = j4+j5+j3
 *   β1 = j1+j2+j4+j5, β2 = j2+j3+j5+j6, β3 = j1+j3+j4+j6
 *   Δ(abc)² = (a+b−c)! (a−b+c)! (−a+b+c)! / (a+b+c+1)!
 *
 * The twelve numerators of the Δ² are the (βi−αj)!, so that the root is of (α1+1)! Π' (βi−αj)! / ((α2+1)! (α3+1)! (α4+1)! (β1−α2)! (β2−α3)! (β3−α4)!),
 * Π' over the nine that are not in P.
 *
 * Source: Varshalovich et al. (1988), eq. 9.2.1(1); gathered to binomials as in L. Wei, Comput. Phys. Commun. 120 (1999) 222.
 */
import {
  type AlternatingTerms,
  alternatingSum,
  alternatingSumVanishes,
  binomialColumn,
  binomialList,
  type TwoLimbs,
} from '../exact/binomial-sum.ts';
import { type PrimePowers, quotientExponents, timesFactorial } from '../exact/factorial.ts';
import { primeRoot } from '../exact/prime-root.ts';
import { SURD_ZERO, type Surd } from '../exact/surd.ts';
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

const hasTriads = ([a, b, c, d, e, f]: Twice6): boolean =>
  isTriad(a, b, c) && isTriad(a, e, f) && isTriad(d, b, f) && isTriad(d, e, c);

/** α1…α4 and β1…β3 of the header. */
function triadsAndQuadruples([a, b, c, d, e, f]: Twice6) {
  return {
    alpha1: (a + b + c) / 2,
    alpha2: (a + e + f) / 2,
    alpha3: (d + b + f) / 2,
    alpha4: (d + e + c) / 2,
    beta1: (a + b + d + e) / 2,
    beta2: (b + c + e + f) / 2,
    beta3: (a + c + d + f) / 2,
  };
}

/** The terms of S, as binomial-sum.ts takes them. */
function racahTerms(entries: Twice6): AlternatingTerms {
  const { alpha1, alpha2, alpha3, alpha4, beta1, beta2, beta3 } = triadsAndQuadruples(entries);
  const last = Math.min(beta1, beta2, beta3);
  return {
    first: Math.max(alpha1, alpha2, alpha3, alpha4),
    last,
    a: { list: binomialColumn(alpha1 + 1, last + 1), offset: alpha1 },
    b: { list: binomialList(beta1 - alpha2), offset: alpha2 },
    c: { list: binomialList(beta2 - alpha3), offset: alpha3 },
    d: { list: binomialList(beta3 - alpha4), offset: alpha4 },
  };
}

/** S and P of the header, P as the factorials above and below, for entries of four triads. */
export function racahParts(entries: Twice6): {
  readonly sum: TwoLimbs | bigint;
  readonly above: readonly number[];
  readonly below: readonly number[];
} {
  const { alpha1, alpha2, alpha3, alpha4, beta1, beta2, beta3 } = triadsAndQuadruples(entries);
  return {
    sum: alternatingSum(racahTerms(entries)),
    above: [alpha1 + 1],
    below: [beta1 - alpha2, beta2 - alpha3, beta3 - alpha4],
  };
}

/** Whether the symbol is zero although its four triads obey every rule; undefined if they do not. */
export const vanishesByAccident = (entries: Twice6): boolean | undefined =>
  hasTriads(entries) ? alternatingSumVanishes(racahTerms(entries)) : undefined;

/** 6j symbol on doubled, already validated arguments. */
export function wigner6jOfTwice(entries: Twice6): Surd {
  if (!hasTriads(entries)) return SURD_ZERO;
  const { alpha1, alpha2, alpha3, alpha4, beta1, beta2, beta3 } = triadsAndQuadruples(entries);
  const { list, count } = quotientExponents(
    [
      alpha1 + 1,
      ...[beta1 - alpha1, beta1 - alpha3, beta1 - alpha4],
      ...[beta2 - alpha1, beta2 - alpha2, beta2 - alpha4],
      ...[beta3 - alpha1, beta3 - alpha2, beta3 - alpha3],
    ],
    [alpha2 + 1, alpha3 + 1, alpha4 + 1, beta1 - alpha2, beta2 - alpha3, beta3 - alpha4],
    Math.max(alpha1, alpha2, alpha3, alpha4) + 1,
  );
  return primeRoot(alternatingSum(racahTerms(entries)), list, 1, count);
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
