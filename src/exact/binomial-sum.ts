/**
 * Alternating sums of products of binomial coefficients, exactly: what 3j and 6j symbols are but for a prefactor.
 *
 *   S = Σ_{t = first…last} (−1)^t A[t−a] B[t−b] C[t−c] D[t−d],   A, B, C, D rows C(n, ·) or columns C(·, k) of Pascal's triangle
 *
 * S is computed twice, and neither time exactly: in float64, and modulo 2^32, which a product of 32-bit integers gives for nothing. Let
 * u = 2^−53 and N the number of terms. A term is a product of four entries, each rounded: seven roundings, and the sum adds N−1, so that
 *
 *   |float − S| ≤ γ_{N+6} Σ|terms|.
 *
 * Σ|terms|, computed likewise, is right to γ_{N+6} of itself. While (N+8)·u·Σ|terms| < 2^30, the float is within 2^30 (1 + 2^−20) of S; taking off the residue
 * r adds a rounding of less than 2u·Σ|terms| < 2^30. So (float − r)/2^32 is less than one half from the integer (S − r)/2^32, and rounding it gives S. That
 * reaches to Σ|terms| of about 2^79; bigints do the rest.
 */
import { binomialRow } from './factorial.ts';
import { unitRoundoff } from './rounding.ts';

/** Entries 0, 1, … of a row or column: each by its nearest float64 (∞ beyond range), modulo 2^32, and exactly. */
export interface BinomialList {
  readonly floats: Float64Array;
  readonly residues: Int32Array;
  readonly exact: readonly bigint[];
}

const listOf = (exact: readonly bigint[]): BinomialList => ({
  floats: Float64Array.from(exact, Number),
  residues: Int32Array.from(exact, (entry) => Number(BigInt.asIntN(32, entry))),
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
  readonly d: Factor;
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
/** The largest error of the float by which the residue still decides, with room for the rounding of their difference. */
const MAX_ERROR = 2 ** 30;

function exactSum({ first, last, a, b, c, d }: AlternatingTerms): bigint {
  let sum = 0n;
  for (let t = first; t <= last; t++) {
    const left = (a.list.exact[t - a.offset] ?? 0n) * (b.list.exact[t - b.offset] ?? 0n);
    const right = (c.list.exact[t - c.offset] ?? 0n) * (d.list.exact[t - d.offset] ?? 0n);
    sum += t % 2 === 0 ? left * right : -left * right;
  }
  return sum;
}

/** quotient·2^32 + residue, |residue| ≤ 2^31. */
function twoLimbs(quotient: number, residue: number): TwoLimbs {
  if (quotient === 0 && residue === 0) return { sign: 0, high: 0, low: 0 };
  const sign = quotient < 0 || (quotient === 0 && residue < 0) ? -1 : 1;
  const [high, low] = [sign * quotient, sign * residue];
  return low < 0 ? { sign, high: high - 1, low: low + LIMB } : { sign, high, low };
}

/** S as a float, its residue, and Σ|terms|. */
interface Estimate {
  readonly sum: number;
  readonly residue: number;
  readonly sizes: number;
}

function estimate({ first, last, a, b, c, d }: AlternatingTerms): Estimate {
  const [floatA, floatB, floatC, floatD] = [a.list.floats, b.list.floats, c.list.floats, d.list.floats];
  const [restA, restB, restC, restD] = [a.list.residues, b.list.residues, c.list.residues, d.list.residues];
  const [offsetA, offsetB, offsetC, offsetD] = [a.offset, b.offset, c.offset, d.offset];
  let [sum, sizes, residue] = [0, 0, 0];
  for (let t = first; t <= last; t++) {
    const [i, j, k, l] = [t - offsetA, t - offsetB, t - offsetC, t - offsetD];
    const size = (floatA[i] ?? 0) * (floatB[j] ?? 0) * (floatC[k] ?? 0) * (floatD[l] ?? 0);
    const rest = Math.imul(Math.imul(restA[i] ?? 0, restB[j] ?? 0), Math.imul(restC[k] ?? 0, restD[l] ?? 0));
    sizes += size;
    if (t % 2 === 0) {
      sum += size;
      residue = (residue + rest) | 0;
    } else {
      sum -= size;
      residue = (residue - rest) | 0;
    }
  }
  return { sum, residue, sizes };
}

/** A bound of |float − S|: (N+8)u Σ|terms|. */
const errorOf = ({ first, last }: AlternatingTerms, sizes: number): number =>
  (last - first + 9) * UNIT_ROUNDOFF * sizes;

/** S of the header. */
export function alternatingSum(terms: AlternatingTerms): TwoLimbs | bigint {
  const { sum, residue, sizes } = estimate(terms);
  return errorOf(terms, sizes) < MAX_ERROR ? twoLimbs(Math.round((sum - residue) / LIMB), residue) : exactSum(terms);
}

/** Whether S = 0. Where the float or the residue alone rules it out, nothing more is computed. */
export function alternatingSumVanishes(terms: AlternatingTerms): boolean {
  const { sum, residue, sizes } = estimate(terms);
  if (residue !== 0 || Math.abs(sum) > errorOf(terms, sizes)) return false;
  return exactSum(terms) === 0n;
}
