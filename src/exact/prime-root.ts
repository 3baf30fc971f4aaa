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
import { firstPrimes, type PrimePowers } from './factorial.ts';
import { SURD_ZERO, type Surd } from './surd.ts';

/** Products of small integers are gathered in a number up to here. */
const LARGEST_EXACT = 2 ** 53;

/** Takes primes p_from … p_(to−1) of negative exponent out of q > 0, changing the exponents in place; returns what is left of q. */
function cancelNumber(q: number, primes: readonly number[], powers: PrimePowers, from: number, to: number): number {
  let rest = q;
  for (let i = from; i < to; i++) {
    let exponent = powers[i] ?? 0;
    if (exponent >= 0) continue;
    const p = primes[i] ?? 1;
    let quotient = rest / p;
    if (!Number.isInteger(quotient)) continue;
    do {
      rest = quotient;
      exponent += 2;
      quotient = rest / p;
    } while (exponent < 0 && Number.isInteger(quotient));
    powers[i] = exponent;
  }
  return rest;
}

/** The same for two limbs and all primes, which are below 2^20. */
function cancelLimbs(q: TwoLimbs, primes: readonly number[], powers: PrimePowers): number | bigint {
  let { high, low } = q;
  if (high < 2 ** 21) return cancelNumber(high * LIMB + low, primes, powers, 0, powers.length);
  for (let i = 0; i < powers.length; i++) {
    let exponent = powers[i] ?? 0;
    if (exponent >= 0) continue;
    const p = primes[i] ?? 1;
    for (; exponent < 0; exponent += 2) {
      const upper = Math.floor(high / p);
      const lower = ((high - upper * p) * LIMB + low) / p;
      if (!Number.isInteger(lower)) break;
      high = upper;
      low = lower;
    }
    powers[i] = exponent;
  }
  return high < 2 ** 21 ? high * LIMB + low : BigInt(high) * BigInt(LIMB) + BigInt(low);
}

/** The same for a q > 0 of any size and all primes. */
function cancelBigint(q: bigint, primes: readonly number[], powers: PrimePowers): bigint {
  let rest = q;
  for (let from = 0; from < powers.length; ) {
    // The most that the next primes can take out, as long as it is a number.
    let [to, most] = [from, 1];
    for (; to < powers.length; to++) {
      let exponent = powers[to] ?? 0;
      if (exponent >= 0) continue;
      const p = primes[to] ?? 1;
      let product = most;
      for (; exponent < 0 && product <= LARGEST_EXACT; exponent += 2) product *= p;
      if (product > LARGEST_EXACT) break;
      most = product;
    }
    if (to === from) {
      // A single prime that could take out more than a number holds.
      const p = BigInt(primes[from] ?? 1);
      let exponent = powers[from] ?? 0;
      for (; exponent < 0 && rest % p === 0n; exponent += 2) rest /= p;
      powers[from] = exponent;
      from += 1;
      continue;
    }
    // gcd(rest, most) = gcd(residue, most), with `most` for a residue of 0.
    const residue = Number(rest % BigInt(most)) || most;
    const left = cancelNumber(residue, primes, powers, from, to);
    if (left < residue) rest /= BigInt(residue / left);
    from = to;
  }
  return rest;
}

/** Π p^(sign·e) over the exponents with sign·e > 0, times start·factor; start is an integer ≤ 2^53. */
function productOf(
  primes: readonly number[],
  powers: PrimePowers,
  sign: 1 | -1,
  start: number,
  factor: bigint,
): bigint {
  let whole = factor;
  let gathered = start;
  for (let i = 0; i < powers.length; i++) {
    const p = primes[i] ?? 1;
    for (let exponent = sign * (powers[i] ?? 0); exponent > 0; exponent--) {
      const next = gathered * p;
      if (next <= LARGEST_EXACT) {
        gathered = next;
        continue;
      }
      whole = whole === 1n ? BigInt(gathered) : whole * BigInt(gathered);
      gathered = p;
    }
  }
  return whole === 1n ? BigInt(gathered) : whole * BigInt(gathered);
}

/** Π p_i^e_i, all e_i ≥ 0. */
export const primeProduct = (powers: PrimePowers): bigint => productOf(firstPrimes(powers.length), powers, 1, 1, 1n);

/**
 * phase·q·√(Π p_i^e_i).
 * @param powers the exponents, of primes below 2^20; overwritten
 */
export function primeRoot(q: TwoLimbs | bigint, powers: PrimePowers, phase: 1 | -1 = 1): Surd {
  const positive = typeof q === 'bigint' ? q > 0n : q.sign === 1;
  if (typeof q === 'bigint' ? q === 0n : q.sign === 0) return SURD_ZERO;
  const primes = firstPrimes(powers.length);
  const rest = typeof q === 'bigint' ? cancelBigint(positive ? q : -q, primes, powers) : cancelLimbs(q, primes, powers);
  const [start, factor] =
    typeof rest === 'bigint' ? [1, rest * rest] : rest < 2 ** 26 ? [rest * rest, 1n] : [rest, BigInt(rest)];
  return {
    sign: positive === (phase === 1) ? 1 : -1,
    num: productOf(primes, powers, 1, start, factor),
    den: productOf(primes, powers, -1, 1, 1n),
    pi: 0,
  };
}
