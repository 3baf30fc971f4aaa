/**
 * Alternating sums of products of binomial coefficients, exactly: what 3j and 6j symbols are but for a prefactor.
 *
 *   S = Σ_{t = first…last} (−1)^t A[t−a] B[t−b] C[t−c] D[t−d],   A, B, C, D rows C(n, ·) or columns C(·, k) of Pascal's triangle
 *
 * S is taken in float64 first. Where Σ|terms| < 2^53, all factors, terms and partial sums are integers that a float holds, so the float is S; a Σ|terms|
 * that is larger is not rounded to less.
 *
 * Beyond that, S is computed modulo 2^w as well, which products of machine integers give for nothing: w = 32, and then w = 64. Let u = 2^−53 and N the
 * number of terms. A term is a product of four entries, each rounded: seven roundings, and the sum adds N−1, so that
 *
 *   |float − S| ≤ γ_{N+6} Σ|terms|.
 *
 * Σ|terms|, computed likewise, is right to γ_{N+6} of itself. While E = (N+8)·u·Σ|terms| < 2^(w−2), the float is within 2^(w−2) (1 + 2^−20) of S. The
 * residue r, |r| ≤ 2^(w−1), becomes a float within u·2^(w−1), and taking it off adds a rounding of less than u·(2Σ|terms| + 2^w): together less than
 * E/4 + 2^(w−50). So (float − r)/2^w is less than one half from the integer (S − r)/2^w, and rounding it gives S. That reaches to Σ|terms| of about
 * 2^79 with 32 digits and 2^111 with 64; bigints do the rest.
 */
import { binomialRow } from './factorial.ts';
import { unitRoundoff } from './rounding.ts';

/** Entries 0, 1, … of a row or column: each by its nearest float64 (∞ beyond range), modulo 2^32 and 2^64, and exactly. */
export interface BinomialList {
  readonly floats: Float64Array;
  readonly residues: Int32Array;
  readonly words: BigInt64Array;
  readonly exact: readonly bigint[];
}

const listOf = (exact: readonly bigint[]): BinomialList => ({
  floats: Float64Array.from(exact, Number),
  residues: Int32Array.from(exact, (entry) => Number(BigInt.asIntN(32, entry))),
  words: BigInt64Array.from(exact, (entry) => BigInt.asIntN(64, entry)),
  exact,
});

const rows: BinomialList[] = [];
const columns: BinomialList[] = [];

/** C(n, 0), …, C(n, n); n ≥ 0. Kept for reuse. */
export function binomialList(n: number): BinomialList {
  const known = rows[n];
  if (known !== undefined) return known;
  const list = listOf(binomialRow(n));
  rows[n] = list;
  return list;
}

/** Longer columns are made anew each time: the exact entries of all together would fill the memory. */
const KEPT_TO = 512;

/** C(k, k), C(k+1, k), …, at least to C(n, k); 0 ≤ k ≤ n. Kept for reuse where it ends early: it may be longer. */
export function binomialColumn(k: number, n: number): BinomialList {
  const known = columns[k];
  if (known !== undefined && known.exact.length > n - k) return known;
  const exact = [1n];
  const kept = n <= KEPT_TO;
  const last = kept ? 2 * (n - k) + 16 : n - k;
  for (let i = 1; i <= last; i++) exact.push(((exact[i - 1] ?? 1n) * BigInt(k + i)) / BigInt(i));
  const list = listOf(exact);
  if (kept) columns[k] = list;
  return list;
}

/** A list, and which t its first entry belongs to. */
export interface Factor {
  readonly list: BinomialList;
  readonly offset: number;
}

/** What S is the sum of: no list ends at an integer first ≤ t ≤ last. */
export interface AlternatingTerms {
  readonly first: number;
  readonly last: number;
  readonly a: Factor;
  readonly b: Factor;
  readonly c: Factor;
  /** where there is none, D is 1 */
  readonly d?: Factor;
}

/** An integer sign·(high·2^32 + low), 0 ≤ low < 2^32, 0 ≤ high < 2^49; sign 0 exactly for zero. */
export interface TwoLimbs {
  readonly sign: -1 | 0 | 1;
  readonly high: number;
  readonly low: number;
}

/** What `low` of two limbs is below. */
export const LIMB = 2 ** 32;

/** As one integer of any size. */
export function wholeOf(n: TwoLimbs | bigint): bigint {
  if (typeof n === 'bigint') return n;
  const { sign, high, low } = n;
  return high < 2 ** 21 ? BigInt(sign * (high * LIMB + low)) : BigInt(sign * high) * BigInt(LIMB) + BigInt(sign * low);
}

const UNIT_ROUNDOFF = unitRoundoff('float64');
/** Up to here every integer is a float64. */
const LARGEST_EXACT = 2 ** 53;
/** The largest E of the header by which a residue of 32 and of 64 digits still decides. */
const MAX_ERROR = 2 ** 30;
const MAX_WIDE_ERROR = 2 ** 62;
const WORD = 2 ** 64;

function exactSum({ first, last, a, b, c, d }: AlternatingTerms): bigint {
  let sum = 0n;
  for (let t = first; t <= last; t++) {
    const left = (a.list.exact[t - a.offset] ?? 0n) * (b.list.exact[t - b.offset] ?? 0n);
    const third = c.list.exact[t - c.offset] ?? 0n;
    const term = left * (d === undefined ? third : third * (d.list.exact[t - d.offset] ?? 0n));
    sum = t % 2 === 0 ? sum + term : sum - term;
  }
  return sum;
}

/** An integer of size ≤ 2^53 as two limbs. */
function limbsOfNumber(n: number): TwoLimbs {
  const size = Math.abs(n);
  const high = Math.floor(size / LIMB);
  return { sign: n > 0 ? 1 : n < 0 ? -1 : 0, high, low: size - high * LIMB };
}

/** quotient·2^32 + residue, |residue| ≤ 2^31. */
function twoLimbs(quotient: number, residue: number): TwoLimbs {
  if (quotient === 0 && residue === 0) return { sign: 0, high: 0, low: 0 };
  const sign = quotient < 0 || (quotient === 0 && residue < 0) ? -1 : 1;
  const [high, low] = [sign * quotient, sign * residue];
  return low < 0 ? { sign, high: high - 1, low: low + LIMB } : { sign, high, low };
}

/** S as a float, and Σ|terms|. */
interface Estimate {
  readonly sum: number;
  readonly sizes: number;
}

function estimate({ first, last, a, b, c, d }: AlternatingTerms): Estimate {
  const [floatA, floatB, floatC, floatD] = [a.list.floats, b.list.floats, c.list.floats, d?.list.floats];
  const [offsetA, offsetB, offsetC, offsetD] = [a.offset, b.offset, c.offset, d?.offset ?? 0];
  let sum = 0;
  let sizes = 0;
  let sign = first % 2 === 0 ? 1 : -1;
  for (let t = first; t <= last; t++, sign = -sign) {
    const three = (floatA[t - offsetA] ?? 0) * (floatB[t - offsetB] ?? 0) * (floatC[t - offsetC] ?? 0);
    const size = floatD === undefined ? three : three * (floatD[t - offsetD] ?? 0);
    sizes += size;
    sum += sign * size;
  }
  return { sum, sizes };
}

/** S modulo 2^32, in −2^31 … 2^31−1. */
function residueOf({ first, last, a, b, c, d }: AlternatingTerms): number {
  const [restA, restB, restC, restD] = [a.list.residues, b.list.residues, c.list.residues, d?.list.residues];
  const [offsetA, offsetB, offsetC, offsetD] = [a.offset, b.offset, c.offset, d?.offset ?? 0];
  let residue = 0;
  for (let t = first; t <= last; t++) {
    const three = Math.imul(Math.imul(restA[t - offsetA] ?? 0, restB[t - offsetB] ?? 0), restC[t - offsetC] ?? 0);
    const rest = restD === undefined ? three : Math.imul(three, restD[t - offsetD] ?? 0);
    residue = (t % 2 === 0 ? residue + rest : residue - rest) | 0;
  }
  return residue;
}

/** S modulo 2^64, in −2^63 … 2^63−1. Written so that the compiler sees products of machine integers, and no bigint. */
function wideResidueOf({ first, last, a, b, c, d }: AlternatingTerms): bigint {
  const [restA, restB, restC, restD] = [a.list.words, b.list.words, c.list.words, d?.list.words];
  const [offsetA, offsetB, offsetC, offsetD] = [a.offset, b.offset, c.offset, d?.offset ?? 0];
  let residue = 0n;
  for (let t = first; t <= last; t++) {
    const two = BigInt.asIntN(64, (restA[t - offsetA] ?? 0n) * (restB[t - offsetB] ?? 0n));
    const three = BigInt.asIntN(64, two * (restC[t - offsetC] ?? 0n));
    const rest = restD === undefined ? three : BigInt.asIntN(64, three * (restD[t - offsetD] ?? 0n));
    residue = t % 2 === 0 ? BigInt.asIntN(64, residue + rest) : BigInt.asIntN(64, residue - rest);
  }
  return residue;
}

/** E of the header: a bound of |float − S|. */
const errorOf = ({ first, last }: AlternatingTerms, sizes: number): number =>
  (last - first + 9) * UNIT_ROUNDOFF * sizes;

/** S of the header: in two limbs unless E ≥ 2^30. */
export function alternatingSum(terms: AlternatingTerms): TwoLimbs | bigint {
  const { sum, sizes } = estimate(terms);
  if (sizes < LARGEST_EXACT) return limbsOfNumber(sum);
  const error = errorOf(terms, sizes);
  if (error < MAX_ERROR) {
    const residue = residueOf(terms);
    return twoLimbs(Math.round((sum - residue) / LIMB), residue);
  }
  if (error < MAX_WIDE_ERROR) {
    const residue = wideResidueOf(terms);
    const quotient = Math.round((sum - Number(residue)) / WORD);
    return quotient === 0 ? residue : (BigInt(quotient) << 64n) + residue;
  }
  return exactSum(terms);
}

/** Whether S = 0. Where the float or the residue alone rules it out, nothing more is computed. */
export function alternatingSumVanishes(terms: AlternatingTerms): boolean {
  const { sum, sizes } = estimate(terms);
  if (sizes < LARGEST_EXACT) return sum === 0;
  if (Math.abs(sum) > errorOf(terms, sizes) || residueOf(terms) !== 0) return false;
  const whole = alternatingSum(terms);
  return typeof whole === 'bigint' ? whole === 0n : whole.sign === 0;
}
