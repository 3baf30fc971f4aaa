/**
 * Sums Σ q_i √n_i · π^(k_i/2): the field in which identities between coefficients live.
 *
 * Exact equality needs no factoring. √a and √b are rational multiples of one another iff a·b is a square, and square roots of
 * pairwise incommensurable positive integers are linearly independent over ℚ (A. S. Besicovitch, J. London Math. Soc. 15
 * (1940) 3). So a sum whose terms are pairwise incommensurable is zero iff it has no term.
 */
import { exactSqrt, gcd } from './integer.ts';
import { addRationals, multiplyRationals, type Rational, rational } from './rational.ts';
import type { Surd } from './surd.ts';

/** coefficient · √radicand · π^(pi/2), coefficient ≠ 0, radicand a positive integer. */
export interface SurdTerm {
  readonly coefficient: Rational;
  readonly radicand: bigint;
  readonly pi: number;
}

/** Pairwise incommensurable terms; the empty sum is zero. */
export type SurdSum = readonly SurdTerm[];

/** Small primes whose squares are pulled out of radicands: only to keep the integers small, never needed for correctness. */
const SMALL_PRIMES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n];

function termOf(a: Surd): SurdTerm {
  let radicand = a.num * a.den;
  let outside = 1n;
  const whole = exactSqrt(radicand);
  if (whole !== undefined) [radicand, outside] = [1n, whole];
  for (const p of SMALL_PRIMES) {
    const square = p * p;
    if (square > radicand) break;
    while (radicand % square === 0n) [radicand, outside] = [radicand / square, outside * p];
  }
  return { coefficient: rational(BigInt(a.sign) * outside, a.den), radicand, pi: a.pi };
}

/** √b as a rational multiple of √a, or undefined if they are incommensurable. */
function ratioOfRoots(a: bigint, b: bigint): Rational | undefined {
  if (a === b) return rational(1);
  const common = gcd(a, b);
  const num = exactSqrt(b / common);
  const den = num === undefined ? undefined : exactSqrt(a / common);
  return num === undefined || den === undefined ? undefined : rational(num, den);
}

function addTerm(terms: SurdTerm[], extra: SurdTerm): void {
  for (const [i, term] of terms.entries()) {
    const ratio = term.pi === extra.pi ? ratioOfRoots(term.radicand, extra.radicand) : undefined;
    if (ratio === undefined) continue;
    const coefficient = addRationals(term.coefficient, multiplyRationals(extra.coefficient, ratio));
    if (coefficient.num === 0n) terms.splice(i, 1);
    else terms[i] = { ...term, coefficient };
    return;
  }
  terms.push(extra);
}

/** The exact sum of surds. */
export function sumOfSurds(surds: Iterable<Surd>): SurdSum {
  const terms: SurdTerm[] = [];
  for (const a of surds) if (a.sign !== 0) addTerm(terms, termOf(a));
  return terms;
}

export function addSurdSums(a: SurdSum, b: SurdSum): SurdSum {
  const terms = [...a];
  for (const term of b) addTerm(terms, term);
  return terms;
}

export const scaleSurdSum = (a: SurdSum, q: Rational): SurdSum =>
  q.num === 0n ? [] : a.map((term) => ({ ...term, coefficient: multiplyRationals(term.coefficient, q) }));

export function multiplySurdSums(a: SurdSum, b: SurdSum): SurdSum {
  const terms: SurdTerm[] = [];
  for (const s of a) {
    for (const t of b) {
      const product = termOf({ sign: 1, num: s.radicand * t.radicand, den: 1n, pi: s.pi + t.pi });
      const coefficient = multiplyRationals(product.coefficient, multiplyRationals(s.coefficient, t.coefficient));
      addTerm(terms, { ...product, coefficient });
    }
  }
  return terms;
}

export const isZeroSum = (a: SurdSum): boolean => a.length === 0;
export const equalSurdSums = (a: SurdSum, b: SurdSum): boolean =>
  isZeroSum(addSurdSums(a, scaleSurdSum(b, rational(-1))));
