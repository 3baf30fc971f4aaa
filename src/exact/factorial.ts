/**
 * Factorials by their prime exponents, and binomial coefficients.
 *
 * A prefactor such as √((a! b! c!)/(d! e!)) is a vector of small exponents until the very end, so it costs a few additions
 * where quotients of large integers would cost many multiplications. Legendre: the exponent of p in n! is Σ_k ⌊n/p^k⌋.
 */
import type { Rational } from './rational.ts';

const primes: number[] = [2];
const factorialRows: (readonly number[])[] = [[], []];

/** The primes ≤ n, ascending, at least; the list is kept and may run further. */
function primesUpTo(n: number): readonly number[] {
  for (let candidate = (primes.at(-1) ?? 2) + 1; candidate <= n; candidate++) {
    if (primes.every((p) => p * p > candidate || candidate % p !== 0)) primes.push(candidate);
  }
  return primes;
}

/** Exponents e with n! = Π p_i^e_i, p_0 = 2, p_1 = 3, …; n ≥ 0. Kept for reuse: do not write to it. */
function factorialExponents(n: number): readonly number[] {
  const known = factorialRows[n];
  if (known !== undefined) return known;
  const row: number[] = [];
  for (const p of primesUpTo(n)) {
    if (p > n) break;
    let exponent = 0;
    for (let quotient = Math.floor(n / p); quotient > 0; quotient = Math.floor(quotient / p)) exponent += quotient;
    row.push(exponent);
  }
  factorialRows[n] = row;
  return row;
}

/** Π p_i^e_i as the vector of its exponents; entries may be negative. */
export type PrimePowers = number[];

/**
 * Multiplies `powers` in place by (n!)^times; returns it.
 * @throws RangeError if n is not an integer ≥ 0
 */
export function timesFactorial(powers: PrimePowers, n: number, times = 1): PrimePowers {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`a factorial needs an integer n ≥ 0, got ${n}`);
  const row = factorialExponents(n);
  for (let i = 0; i < row.length; i++) powers[i] = (powers[i] ?? 0) + times * (row[i] ?? 0);
  return powers;
}

/** Multiplies `powers` in place by n^times, n ≥ 1; returns it. */
export function timesInteger(powers: PrimePowers, n: number, times = 1): PrimePowers {
  return timesFactorial(timesFactorial(powers, n, times), n - 1, -times);
}

/** The rational number that the exponents stand for. */
export function primePowersToRational(powers: PrimePowers): Rational {
  let num = 1n;
  let den = 1n;
  powers.forEach((exponent, i) => {
    const p = BigInt(primes[i] ?? 1);
    if (exponent > 0) num *= p ** BigInt(exponent);
    else if (exponent < 0) den *= p ** BigInt(-exponent);
  });
  return { num, den };
}

const factorials: bigint[] = [1n];

/** n!, n ≥ 0. */
export function factorial(n: number): bigint {
  for (let k = factorials.length; k <= n; k++) factorials.push((factorials[k - 1] ?? 1n) * BigInt(k));
  const value = factorials[n];
  if (value === undefined) throw new RangeError(`a factorial needs an integer n ≥ 0, got ${n}`);
  return value;
}

const binomialRows: (readonly bigint[])[] = [];

/** The row C(n, 0), …, C(n, n); n ≥ 0. Kept for reuse. */
export function binomialRow(n: number): readonly bigint[] {
  const known = binomialRows[n];
  if (known !== undefined) return known;
  const row: bigint[] = [1n];
  for (let k = 1; k <= n; k++) row.push(((row[k - 1] ?? 0n) * BigInt(n - k + 1)) / BigInt(k));
  binomialRows[n] = row;
  return row;
}

/** C(n, k), and 0 for k outside 0…n; n ≥ 0. */
export const binomial = (n: number, k: number): bigint => binomialRow(n)[k] ?? 0n;

/** n!! = n (n−2) (n−4) …, with (−1)!! = 0!! = 1. */
export function doubleFactorial(n: number): bigint {
  let product = 1n;
  for (let k = n; k > 1; k -= 2) product *= BigInt(k);
  return product;
}
