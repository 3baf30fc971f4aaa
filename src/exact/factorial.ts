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

/** Factorials of coupling coefficients are smaller, and have none but the primes below: room for all exponents. */
const MOST_FACTORIAL = 8192;
export const MOST_PRIMES = 1028;

/**
 * Exponents of n! for n < 256, several to a word of 32 digits, so that the exponents of a quotient are sums of words as long as those of one word do
 * not run into each other. That of p in n! is at most (n−1)/(p−1), and the numbers on one side of a quotient add up to at most ten times the
 * largest, so |e| < 2560/(p−1): from p = 23 on 8 digits hold it with its sign, and 16 for the eight primes before.
 */
const SMALL = 256;
const PAIRS = 4;
const WORDS = 16;
const digits = new Int32Array(SMALL * WORDS);
/** How many words n! has up to its last prime. */
const wordsOf = new Int32Array(SMALL);
let listed = 0;

function listDigits(n: number): void {
  for (; listed <= n; listed++) {
    const exponents = factorialExponents(listed);
    for (let i = 0; i < exponents.length; i++) {
      const [word, place] = i < 2 * PAIRS ? [i >> 1, 16 * (i & 1)] : [PAIRS + ((i - 2 * PAIRS) >> 2), 8 * (i & 3)];
      const at = listed * WORDS + word;
      digits[at] = (digits[at] ?? 0) + ((exponents[i] ?? 0) << place);
      wordsOf[listed] = word + 1;
    }
  }
}

/** Sums of words, and the exponents in them. */
const sums = new Int32Array(WORDS);
const quotient = new Int32Array(MOST_PRIMES);

/** Adds six factorials above and takes off four below at a time, those that a 3j symbol has; 0!, which is no more than zeros, fills up. */
function addDigits(above: ArrayLike<number>, below: ArrayLike<number>, words: number): void {
  for (let up = 0, down = 0; up === 0 || up < above.length || down < below.length; up += 6, down += 4) {
    const a0 = (above[up] ?? 0) * WORDS;
    const a1 = (above[up + 1] ?? 0) * WORDS;
    const a2 = (above[up + 2] ?? 0) * WORDS;
    const a3 = (above[up + 3] ?? 0) * WORDS;
    const a4 = (above[up + 4] ?? 0) * WORDS;
    const a5 = (above[up + 5] ?? 0) * WORDS;
    const b0 = (below[down] ?? 0) * WORDS;
    const b1 = (below[down + 1] ?? 0) * WORDS;
    const b2 = (below[down + 2] ?? 0) * WORDS;
    const b3 = (below[down + 3] ?? 0) * WORDS;
    for (let w = 0; w < words; w++) {
      const left = (digits[a0 + w] ?? 0) + (digits[a1 + w] ?? 0) + (digits[a2 + w] ?? 0);
      const right = (digits[a3 + w] ?? 0) + (digits[a4 + w] ?? 0) + (digits[a5 + w] ?? 0);
      const under = (digits[b0 + w] ?? 0) + (digits[b1 + w] ?? 0) + (digits[b2 + w] ?? 0) + (digits[b3 + w] ?? 0);
      sums[w] = (up === 0 ? left + right - under : (sums[w] ?? 0) + left + right - under) | 0;
    }
  }
}

/** Takes the exponents out of the sums, the lowest digits of a word first, each with its sign. */
function readDigits(words: number): void {
  for (let w = 0; w < PAIRS; w++) {
    const word = sums[w] ?? 0;
    const low = (word << 16) >> 16;
    quotient[2 * w] = low;
    quotient[2 * w + 1] = (word - low) >> 16;
  }
  for (let w = PAIRS; w < words; w++) {
    const at = 4 * w - 2 * PAIRS;
    let word = sums[w] ?? 0;
    const first = (word << 24) >> 24;
    word = (word - first) >> 8;
    const second = (word << 24) >> 24;
    word = (word - second) >> 8;
    const third = (word << 24) >> 24;
    quotient[at] = first;
    quotient[at + 1] = second;
    quotient[at + 2] = third;
    quotient[at + 3] = (word - third) >> 8;
  }
}

/** Exponents that the next quotient overwrites: the first `count` entries of `list`. */
export interface QuotientExponents {
  readonly list: Int32Array;
  readonly count: number;
}

/**
 * The exponents of Π n! over `above` / Π n! over `below`, some beyond the last prime among them 0.
 * @param top the largest of all these numbers, below 8192; those on each side add up to at most ten times as much
 */
export function quotientExponents(above: ArrayLike<number>, below: ArrayLike<number>, top: number): QuotientExponents {
  if (top < SMALL) {
    if (listed <= top) listDigits(top);
    const words = Math.max(PAIRS, wordsOf[top] ?? 0);
    addDigits(above, below, words);
    readDigits(words);
    return { list: quotient, count: 4 * words - 2 * PAIRS };
  }
  if (top >= MOST_FACTORIAL)
    throw new RangeError(`there is room for exponents below ${MOST_FACTORIAL}!, not for ${top}!`);
  quotient.fill(0);
  const add = (numbers: ArrayLike<number>, times: 1 | -1): void => {
    for (let k = 0; k < numbers.length; k++) {
      const row = factorialExponents(numbers[k] ?? 0);
      for (let i = 0; i < row.length; i++) quotient[i] = (quotient[i] ?? 0) + times * (row[i] ?? 0);
    }
  };
  add(above, 1);
  add(below, -1);
  return { list: quotient, count: factorialExponents(top).length };
}

/** The same in a list of its own. */
export function factorialQuotient(above: readonly number[], below: readonly number[], top: number): PrimePowers {
  const { list, count } = quotientExponents(above, below, top);
  const powers = new Array<number>(count);
  for (let i = 0; i < count; i++) powers[i] = list[i] ?? 0;
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
