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

/** The first `count` primes, 2, 3, 5, …, at least. Kept for reuse. */
export function firstPrimes(count: number): readonly number[] {
  while (primes.length < count) primesUpTo(2 * (primes.at(-1) ?? 2));
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

/** Exponents that are added at a time, as digits of one number. */
const DIGITS = 3;
const BASE = 2 ** 17;

/** Exponents of all n! below a power of two: word k of n! at n·words + k holds those of p_3k, p_3k+1, p_3k+2 as digits. */
interface FactorialTable {
  readonly words: number;
  readonly digits: Float64Array;
  /** how many primes are ≤ n */
  readonly primes: Int16Array;
}

let table: FactorialTable = { words: 0, digits: new Float64Array(0), primes: new Int16Array(0) };

/** A table that has n!, n < 8192. */
function tableWith(n: number): FactorialTable {
  if (n < table.primes.length) return table;
  const size = 2 ** Math.ceil(Math.log2(n + 1));
  const list = primesUpTo(size).filter((p) => p < size);
  const words = Math.ceil(list.length / DIGITS);
  const [digits, primesTo] = [new Float64Array(size * words), new Int16Array(size)];
  for (let k = 2; k < size; k++) {
    factorialExponents(k).forEach((exponent, i) => {
      const at = k * words + Math.floor(i / DIGITS);
      digits[at] = (digits[at] ?? 0) + exponent * BASE ** (i % DIGITS);
    });
    primesTo[k] = factorialExponents(k).length;
  }
  table = { words, digits, primes: primesTo };
  return table;
}

/**
 * The exponents of Π n! over `above` / Π n! over `below`, some beyond the last prime among them 0. Digits do not run into each other while the
 * sums of the numbers on each side are below 2^16 (for the exponents of n! are below n).
 * @param top the largest of all these numbers
 */
export function factorialQuotient(above: readonly number[], below: readonly number[], top: number): PrimePowers {
  const { words, digits, primes: primesTo } = tableWith(top);
  const used = Math.ceil((primesTo[top] ?? 0) / DIGITS);
  const powers = new Array<number>(DIGITS * used);
  for (let word = 0; word < used; word++) {
    let sum = 0;
    for (let k = 0; k < above.length; k++) sum += digits[(above[k] ?? 0) * words + word] ?? 0;
    for (let k = 0; k < below.length; k++) sum -= digits[(below[k] ?? 0) * words + word] ?? 0;
    const third = Math.round(sum / BASE ** 2);
    const rest = sum - third * BASE ** 2;
    const second = Math.round(rest / BASE);
    // As small integers, not as floats: that is what they are to whoever counts with them.
    powers[DIGITS * word] = (rest - second * BASE) | 0;
    powers[DIGITS * word + 1] = second | 0;
    powers[DIGITS * word + 2] = third | 0;
  }
  return powers;
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
  const bases = firstPrimes(powers.length);
  powers.forEach((exponent, i) => {
    const p = BigInt(bases[i] ?? 1);
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
