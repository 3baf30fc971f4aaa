/**
 * Rationals num/den in lowest terms, den > 0, as plain data over bigint.
 *
 * fraction.js stands at the edge only (text in, text out): it reduces at every step, which inner loops cannot afford.
 */
import Fraction from 'fraction.js';
import { RequestError } from '../errors.ts';
import { gcd } from './integer.ts';

/** num/den, with den > 0 and gcd(num, den) = 1; zero is 0/1. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

export const RATIONAL_ZERO: Rational = { num: 0n, den: 1n };
export const RATIONAL_ONE: Rational = { num: 1n, den: 1n };

/**
 * The rational num/den in lowest terms.
 * @throws RangeError if den = 0
 */
export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  let n = BigInt(num);
  let d = BigInt(den);
  if (d === 0n) throw new RangeError(`a rational needs a non-zero denominator, got ${n}/0`);
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d);
  return common === 1n ? { num: n, den: d } : { num: n / common, den: d / common };
}

export const addRationals = (a: Rational, b: Rational): Rational =>
  rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtractRationals = (a: Rational, b: Rational): Rational =>
  rational(a.num * b.den - b.num * a.den, a.den * b.den);
export const multiplyRationals = (a: Rational, b: Rational): Rational => rational(a.num * b.num, a.den * b.den);
export const negateRational = (a: Rational): Rational => ({ num: -a.num, den: a.den });

/** a/b. @throws RangeError if b = 0 */
export const divideRationals = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);

export const equalRationals = (a: Rational, b: Rational): boolean => a.num === b.num && a.den === b.den;

/** `-3/2`, or `4` for an integer. */
export const printRational = (a: Rational): string => (a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`);

const RATIONAL_TEXT = /^[+-]?(\d{1,400}(\/\d{1,400})?|\d{0,400}\.\d{1,400}|\d{1,400}\.)$/;

/**
 * Reads `3`, `-3/2` or `1.5` exactly. Exponents, repeating decimals and blanks are refused: fraction.js would accept them,
 * and a typing error should not become a number.
 * @throws RequestError naming the text
 */
export function parseRational(text: string): Rational {
  if (!RATIONAL_TEXT.test(text))
    throw new RequestError(`expected a number such as 2, 3/2 or 1.5, got ${JSON.stringify(text)}`);
  if (/\/0+$/.test(text))
    throw new RequestError(`expected a number, got ${JSON.stringify(text)}: its denominator is zero`);
  const fraction = new Fraction(text);
  return { num: fraction.s * fraction.n, den: fraction.d };
}
