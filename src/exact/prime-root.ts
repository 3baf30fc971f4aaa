/**
 * q · √(Π p_i^e_i) in lowest terms, for an integer q and a vector of prime exponents: the form in which coupling coefficients come.
 *
 * A prime of negative exponent that divides q leaves both: q p^e = (q/p)·p^(e+2) under the root. When none does any more, q² Π p^e is in lowest
 * terms with no gcd of large integers: its denominator is made of the primes of negative exponent, and q is prime to them.
 *
 * Divisions of numbers: for integers q < 2^53 and p, the float q/p is an integer only if p divides q. For otherwise the quotient is at least 1/p from
 * any integer, and rounding moves it by at most q/p·2^−53 < 1/p. Two limbs are divided one after the other, as on paper: what the upper leaves is
 * below p, so for p < 2^20 the lower dividend is below 2^53. Of a bigint that is too long for it, the remainder modulo the most that some
 * primes can take out is asked instead.
 */
import { LIMB, type TwoLimbs } from './binomial-sum.ts';
import { firstPrimes, MOST_PRIMES, type PrimePowers } from './factorial.ts';
import { bigintOf } from './integer.ts';
import { SURD_ZERO, type Surd } from './surd.ts';

/** Products of small integers are gathered in a number up to here. */
const LARGEST_EXACT = 2 ** 53;

/** Two limbs below this are a number below 2^53. */
const ONE_NUMBER = 2 ** 21;

/** What two limbs hold, and more than this they are not asked to. */
const TWO_LIMBS = 1n << 81n;

/** The primes as they are multiplied with; the first `listed`. */
const primes = new Float64Array(MOST_PRIMES);
let listed = 0;

/** Exponents of one sign, by their size and the number of the prime that has it; the first `count` entries. */
interface Side {
  readonly indices: Int32Array;
  readonly exponents: Int32Array;
  count: number;
}

const newSide = (): Side => ({
  indices: new Int32Array(2 * MOST_PRIMES),
  exponents: new Int32Array(2 * MOST_PRIMES),
  count: 0,
});

/** What stands above and below the bar under the root; overwritten by the next root. Primes that q cancels may come to the one above besides. */
const numerator = newSide();
const denominator = newSide();

/** Sorts the exponents by sign. Every one is written to both sides, where the next overwrites it unless it counts: branches on signs would be guessed. */
function sortBySign(powers: ArrayLike<number>, length: number): void {
  if (length > MOST_PRIMES) throw new RangeError(`${length} exponents of primes, and room for ${MOST_PRIMES}`);
  if (listed < length) {
    for (const p of firstPrimes(length).slice(listed, MOST_PRIMES)) primes[listed++] = p;
  }
  const { indices: primesAbove, exponents: above } = numerator;
  const { indices: primesBelow, exponents: below } = denominator;
  let up = 0;
  let down = 0;
  for (let i = 0; i < length; i++) {
    const exponent = powers[i] ?? 0;
    primesAbove[up] = i;
    above[up] = exponent;
    primesBelow[down] = i;
    below[down] = -exponent;
    up += -exponent >>> 31;
    down += exponent >>> 31;
  }
  numerator.count = up;
  denominator.count = down;
}

/** Sets what is left of the exponent of the k-th prime of the denominator: −1 brings it above the bar. */
function leave(k: number, exponent: number): void {
  denominator.exponents[k] = exponent;
  if (exponent >= 0) return;
  numerator.indices[numerator.count] = denominator.indices[k] ?? 0;
  numerator.exponents[numerator.count] = 1;
  numerator.count++;
}

/** Takes primes from … to−1 of the denominator out of q > 0; returns what is left of q. */
function cancelNumber(q: number, from: number, to: number): number {
  const { indices, exponents } = denominator;
  let rest = q;
  for (let k = from; k < to; k++) {
    const p = primes[indices[k] ?? 0] ?? 1;
    if (p > rest) break;
    let quotient = rest / p;
    if (Math.floor(quotient) !== quotient) continue;
    let exponent = exponents[k] ?? 0;
    do {
      rest = quotient;
      exponent -= 2;
      quotient = rest / p;
    } while (exponent > 0 && Math.floor(quotient) === quotient);
    leave(k, exponent);
  }
  return rest;
}

/** The same for an integer of two limbs; high < 2^49. */
function cancelLimbs(upperLimb: number, lowerLimb: number, from: number, to: number): number | bigint {
  let [high, low] = [upperLimb, lowerLimb];
  if (high < ONE_NUMBER) return cancelNumber(high * LIMB + low, from, to);
  const { indices, exponents } = denominator;
  for (let k = from; k < to; k++) {
    const p = primes[indices[k] ?? 0] ?? 1;
    let upper = Math.floor(high / p);
    let lower = ((high - upper * p) * LIMB + low) / p;
    if (Math.floor(lower) !== lower) continue;
    let exponent = exponents[k] ?? 0;
    do {
      high = upper;
      low = lower;
      exponent -= 2;
      upper = Math.floor(high / p);
      lower = ((high - upper * p) * LIMB + low) / p;
    } while (exponent > 0 && Math.floor(lower) === lower);
    leave(k, exponent);
  }
  return high < ONE_NUMBER ? high * LIMB + low : (bigintOf(high) << 32n) | bigintOf(low);
}

/** The same for a q > 0 of any size and all primes. */
function cancelBigint(q: bigint): number | bigint {
  const { indices, exponents, count } = denominator;
  let rest = q;
  for (let from = 0; from < count; ) {
    if (rest < TWO_LIMBS) {
      const high = Number(rest >> 32n);
      return cancelLimbs(high, Number(rest & 0xffffffffn), from, count);
    }
    // The most that the next primes can take out, as long as it is a number.
    let [to, most] = [from, 1];
    for (; to < count; to++) {
      const p = primes[indices[to] ?? 0] ?? 1;
      let product = most;
      for (let e = exponents[to] ?? 0; e > 0 && product <= LARGEST_EXACT; e -= 2) product *= p;
      if (product > LARGEST_EXACT) break;
      most = product;
    }
    if (to === from) {
      // A single prime that could take out more than a number holds.
      const p = bigintOf(primes[indices[from] ?? 0] ?? 1);
      let exponent = exponents[from] ?? 0;
      for (; exponent > 0 && rest % p === 0n; exponent -= 2) rest /= p;
      leave(from, exponent);
      from += 1;
      continue;
    }
    // gcd(rest, most) = gcd(residue, most), with `most` for a residue of 0.
    const residue = Number(rest % bigintOf(most)) || most;
    const left = cancelNumber(residue, from, to);
    if (left < residue) rest /= bigintOf(residue / left);
    from = to;
  }
  return rest;
}

/** Π p^e of one side times start·factor; start is an integer ≤ 2^53. */
function productOf({ indices, exponents, count }: Side, start: number, factor: bigint): bigint {
  let whole = factor;
  let gathered = start;
  for (let k = 0; k < count; k++) {
    const p = primes[indices[k] ?? 0] ?? 1;
    for (let e = exponents[k] ?? 0; e > 0; e--) {
      const next = gathered * p;
      if (next <= LARGEST_EXACT) {
        gathered = next;
        continue;
      }
      whole = whole === 1n ? bigintOf(gathered) : whole * bigintOf(gathered);
      gathered = p;
    }
  }
  return whole === 1n ? bigintOf(gathered) : gathered === 1 ? whole : whole * bigintOf(gathered);
}

/** Π p_i^e_i, all e_i ≥ 0. */
export function primeProduct(powers: PrimePowers): bigint {
  sortBySign(powers, powers.length);
  return productOf(numerator, 1, 1n);
}

/**
 * phase·q·√(Π p_i^e_i).
 * @param powers the exponents, of primes below 2^20, in the first `length` entries
 */
export function primeRoot(
  q: TwoLimbs | bigint,
  powers: ArrayLike<number>,
  phase: 1 | -1 = 1,
  length: number = powers.length,
): Surd {
  const positive = typeof q === 'bigint' ? q > 0n : q.sign === 1;
  if (typeof q === 'bigint' ? q === 0n : q.sign === 0) return SURD_ZERO;
  sortBySign(powers, length);
  const rest =
    typeof q === 'bigint' ? cancelBigint(positive ? q : -q) : cancelLimbs(q.high, q.low, 0, denominator.count);
  const [start, factor] =
    typeof rest === 'bigint' ? [1, rest * rest] : rest < 2 ** 26 ? [rest * rest, 1n] : [rest, bigintOf(rest)];
  return {
    sign: positive === (phase === 1) ? 1 : -1,
    num: productOf(numerator, start, factor),
    den: productOf(denominator, 1, 1n),
    pi: 0,
  };
}
