/**
 * Fixed-point numbers a·2^−192: where a table value is no surd (nodes of a quadrature), it is computed here and rounded once.
 *
 *   √(p/q) by one integer root;   π = scaledPi;   cos 2πk/n by symmetry into 0…π/4, there by its power series
 *
 * Every operation errs by at most one unit 2^−192. A table promises 2^−128 (TABLE_ACCURACY): that leaves 2^64 units for the
 * recurrences, which amplify errors by powers of the degree only. Indices: k any integer, n ≥ 1.
 */
import { rationalToFloat64, scaledPi } from './float.ts';
import { floorSqrt } from './integer.ts';

/** The number a·2^−192. */
export type Fixed = bigint;

/** The binary places of a Fixed. */
export const FIXED_BITS = 192;

/** The last places of a Fixed, that a table does not promise. */
export const GUARD_BITS = 64;

/** A float64 in a table is the nearest to a number that is at most this far from the exact one: 2^−128. */
export const TABLE_ACCURACY: number = 2 ** (GUARD_BITS - FIXED_BITS);

const PLACES = BigInt(FIXED_BITS);

export const FIXED_ONE: Fixed = 1n << PLACES;
export const FIXED_PI: Fixed = scaledPi(FIXED_BITS);

export const multiplyFixed = (a: Fixed, b: Fixed): Fixed => (a * b) >> PLACES;
export const divideFixed = (a: Fixed, b: Fixed): Fixed => (a << PLACES) / b;

/** √(num/den) for num ≥ 0, den > 0. */
export const fixedRoot = (num: bigint, den: bigint): Fixed => floorSqrt((num << (2n * PLACES)) / den);

/** The nearest float64. */
export const fixedToFloat64 = (a: Fixed): number => rationalToFloat64({ num: a, den: FIXED_ONE });

/** The value of a float64 in −2^53…2^53, cut off below 2^−192. */
export function fixedFromFloat64(value: number): Fixed {
  // 2^53·value is an integer once the exponent is taken out: 53 bits at a time.
  const high = Math.trunc(value * 2 ** 53);
  return BigInt(high) << (PLACES - 53n);
}

/** Σ_i (−1)^i x^(start+2i)/(start+2i)!: cosine for start 0, sine for start 1. */
function alternatingSeries(x: Fixed, start: 0 | 1): Fixed {
  const square = multiplyFixed(x, x);
  let term = start === 0 ? FIXED_ONE : x;
  let sum = 0n;
  for (let k = BigInt(start); term !== 0n; k += 2n) {
    sum += term;
    term = -multiplyFixed(term, square) / ((k + 1n) * (k + 2n));
  }
  return sum;
}

/** cos(2πk/n), k/n of a turn. */
export function cosineOfTurn(k: number, n: number): Fixed {
  const positive = ((k % n) + n) % n;
  const first = Math.min(positive, n - positive); // cos(−x) = cos x
  if (4 * first > n) return -cosineOfTurn(n - 2 * first, 2 * n); // cos(π−x) = −cos x
  // A quarter turn less x, where x is more than an eighth: cos x = sin(π/2−x).
  const [start, num, den] = 8 * first > n ? ([1, n - 4 * first, 4 * n] as const) : ([0, first, n] as const);
  return alternatingSeries((2n * FIXED_PI * BigInt(num)) / BigInt(den), start);
}

/** sin(2πk/n) = cos(2πk/n − π/2). */
export const sineOfTurn = (k: number, n: number): Fixed => cosineOfTurn(4 * k - n, 4 * n);
