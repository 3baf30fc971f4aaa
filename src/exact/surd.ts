/**
 * Surds: sign · √(num/den · π^pi), the numbers that every coupling coefficient is.
 *
 * num/den is in lowest terms, so equal values have equal fields. `pi` is 0 except around Gaunt coefficients, whose radicand
 * carries 1/π (pi = −1); π being transcendental, the exponent is part of the identity of the number.
 */
import { exactSqrt, gcd } from './integer.ts';
import { type Rational, rational } from './rational.ts';

/** sign·√(num/den·π^pi), with sign ∈ {−1, 0, 1}, num ≥ 0, den > 0, gcd(num, den) = 1; zero is (0, 0, 1, 0). */
export interface Surd {
  readonly sign: -1 | 0 | 1;
  readonly num: bigint;
  readonly den: bigint;
  readonly pi: number;
}

export const SURD_ZERO: Surd = { sign: 0, num: 0n, den: 1n, pi: 0 };
export const SURD_ONE: Surd = { sign: 1, num: 1n, den: 1n, pi: 0 };

/**
 * sign · √(num/den · π^pi), brought to lowest terms.
 * @param sign any number; only its sign counts
 * @throws RangeError if num/den < 0 or den = 0
 */
export function surd(sign: number, num: bigint, den: bigint, pi = 0): Surd {
  if (sign === 0 || num === 0n) return SURD_ZERO;
  const radicand = rational(num, den);
  if (radicand.num < 0n) throw new RangeError(`the radicand of a surd must be ≥ 0, got ${num}/${den}`);
  return { sign: sign < 0 ? -1 : 1, num: radicand.num, den: radicand.den, pi };
}

const signOf = (n: bigint): -1 | 0 | 1 => (n > 0n ? 1 : n < 0n ? -1 : 0);

/** The rational q as a surd, sign(q)·√(q²). */
export function surdFromRational(q: Rational): Surd {
  return { sign: signOf(q.num), num: q.num * q.num, den: q.num === 0n ? 1n : q.den * q.den, pi: 0 };
}

/** √q. @throws RangeError if q < 0 */
export const sqrtOfRational = (q: Rational): Surd => surd(1, q.num, q.den);

/** q·√(radicand): the form in which coefficient formulas end. */
export function scaledRoot(q: Rational, radicand: Rational, pi = 0): Surd {
  return surd(signOf(q.num), q.num * q.num * radicand.num, q.den * q.den * radicand.den, pi);
}

/** a·b. Cross-reduces first, so that the gcds are of the small operands and not of the product. */
export function multiplySurds(a: Surd, b: Surd): Surd {
  if (a.sign === 0 || b.sign === 0) return SURD_ZERO;
  const g = gcd(a.num, b.den);
  const h = gcd(b.num, a.den);
  return {
    sign: a.sign === b.sign ? 1 : -1,
    num: (a.num / g) * (b.num / h),
    den: (a.den / h) * (b.den / g),
    pi: a.pi + b.pi,
  };
}

export const negateSurd = (a: Surd): Surd => (a.sign === 0 ? a : { ...a, sign: a.sign === 1 ? -1 : 1 });
export const absoluteSurd = (a: Surd): Surd => (a.sign < 0 ? negateSurd(a) : a);

/** 1/a. @throws RangeError if a = 0 */
export function invertSurd(a: Surd): Surd {
  if (a.sign === 0) throw new RangeError('zero has no inverse');
  return { sign: a.sign, num: a.den, den: a.num, pi: -a.pi };
}

/** a/b. @throws RangeError if b = 0 */
export const divideSurds = (a: Surd, b: Surd): Surd => multiplySurds(a, invertSurd(b));

export const equalSurds = (a: Surd, b: Surd): boolean =>
  a.sign === b.sign && a.num === b.num && a.den === b.den && a.pi === b.pi;

/** The rational number that `a` is, or undefined if it is irrational. */
export function surdToRational(a: Surd): Rational | undefined {
  const num = exactSqrt(a.num);
  const den = exactSqrt(a.den);
  return a.pi !== 0 || num === undefined || den === undefined ? undefined : { num: BigInt(a.sign) * num, den };
}

/** How a surd is written in JSON: `{"sign":-1,"num":"2","den":"35"}`, with `"overPi":true` if the radicand is num/(den·π). */
export interface SurdJson {
  readonly sign: -1 | 0 | 1;
  readonly num: string;
  readonly den: string;
  readonly overPi?: true;
}

/** @throws RangeError for a power of π other than 0 and −1, which no coefficient of this library has */
export function surdToJson(a: Surd): SurdJson {
  if (a.pi !== 0 && a.pi !== -1) throw new RangeError(`no JSON form for a surd with π^${a.pi} in its radicand`);
  return { sign: a.sign, num: `${a.num}`, den: `${a.den}`, ...(a.pi === -1 ? { overPi: true as const } : {}) };
}

/** `-√(2/35)`, `3/2`, `√(5/π)/2`-like text is not attempted: the radicand is shown whole, rational values without a root. */
export function printSurd(a: Surd): string {
  const whole = surdToRational(a);
  if (whole !== undefined) return whole.den === 1n ? `${whole.num}` : `${whole.num}/${whole.den}`;
  const den = a.pi === -1 ? (a.den === 1n ? 'π' : `(${a.den}π)`) : `${a.den}`;
  const radicand = den === '1' ? `${a.num}` : `(${a.num}/${den})`;
  return `${a.sign < 0 ? '-' : ''}√${radicand}`;
}
