/**
 * Rank modulo a prime, with a certificate.
 *
 * A minor that is non-zero modulo p is non-zero over ℚ: rank mod p is a proven lower bound of the rank over ℚ (and of the rank at
 * a generic point, when the matrix is a polynomial one evaluated at an integer point). The certificate names that minor.
 *
 * Numbers below p < 2^22 live in float64: a product is below 2^44, so 2^9 of them accumulate exactly before a reduction.
 */

/** The largest prime below 2^22. */
export const MODULUS = 4194301;

/** Products of two residues that can be added to a residue without leaving the exactly represented integers. */
const SAFE_ACCUMULATIONS = Math.floor((2 ** 53 - MODULUS) / MODULUS ** 2);

/** n mod p in 0…p−1. */
export function residue(n: bigint | number, p = MODULUS): number {
  if (typeof n === 'number') return ((n % p) + p) % p;
  const r = Number(n % BigInt(p));
  return r < 0 ? r + p : r;
}

/** a⁻¹ mod p for a ≢ 0, by Euclid. @throws RangeError if p divides a */
export function inverseModulo(a: number, p = MODULUS): number {
  let [r, s] = [p, residue(a, p)];
  let [x, y] = [0, 1];
  while (s !== 0) {
    const q = Math.floor(r / s);
    [r, s] = [s, r - q * s];
    [x, y] = [y, x - q * y];
  }
  if (r !== 1) throw new RangeError(`${a} has no inverse modulo ${p}`);
  return residue(x, p);
}

/** num/den mod p. @throws RangeError if p divides den */
export const quotientModulo = (num: bigint, den: bigint, p = MODULUS): number =>
  (residue(num, p) * inverseModulo(residue(den, p), p)) % p;

/** The vectors (by order of arrival) and coordinates of a minor that is non-zero modulo `prime`. */
export interface RankCertificate {
  readonly prime: number;
  readonly vectors: readonly number[];
  readonly coordinates: readonly number[];
}

/** A growing span of vectors of residues: `add` answers whether the vector was independent of those before. */
export interface ModularSpan {
  readonly rank: number;
  /** one coordinate for each dimension, in the order of arrival: a reduced vector is 0 there */
  readonly pivots: readonly number[];
  /** @param vector residues in 0…p−1, of the length given at the start; it is overwritten */
  add(vector: Float64Array): boolean;
  /** Replaces each vector by the one that differs from it by an element of the span and is 0 at all pivots. @param vectors as for add */
  reduce(vectors: readonly Float64Array[]): void;
  certificate(): RankCertificate;
}

/** Rows of a group: subtracted at once. */
const GROUP = 8;

/** Up to GROUP rows, each 1 at its own pivot and 0 at those of the others and of all earlier groups. */
interface Group {
  /** number k of row i at GROUP·k + i; rows that are not there are 0 */
  readonly numbers: Float64Array;
  readonly pivots: number[];
}

/** v ← v + Σ factors[i]·row i, without a remainder: eight products for each number read and written. */
function addMultiples(v: Float64Array, { numbers }: Group, factors: readonly number[]): void {
  const [fa = 0, fb = 0, fc = 0, fd = 0, fe = 0, ff = 0, fg = 0, fh = 0] = factors;
  for (let k = 0, at = 0; k < v.length; k++, at += GROUP) {
    const low =
      fa * (numbers[at] ?? 0) + fb * (numbers[at + 1] ?? 0) + fc * (numbers[at + 2] ?? 0) + fd * (numbers[at + 3] ?? 0);
    const high =
      fe * (numbers[at + 4] ?? 0) +
      ff * (numbers[at + 5] ?? 0) +
      fg * (numbers[at + 6] ?? 0) +
      fh * (numbers[at + 7] ?? 0);
    v[k] = (v[k] ?? 0) + (low + high);
  }
}

/**
 * x mod p for integers 0 ≤ x < 2^53 − p, without a division: the quotient from the rounded reciprocal is off by one at most, and all
 * products and differences are exact.
 */
function remainder(x: number): number {
  const r = x - MODULUS * Math.floor(x * RECIPROCAL);
  return r < 0 ? r + MODULUS : r < MODULUS ? r : r - MODULUS;
}
const RECIPROCAL = 1 / MODULUS;

function takeResidues(v: Float64Array): void {
  for (let k = 0; k < v.length; k++) v[k] = remainder(v[k] ?? 0);
}

/** An empty span in F_p^length. */
export function modularSpan(length: number): ModularSpan {
  const p = MODULUS;
  const groups: Group[] = [];
  const pivots: number[] = [];
  const vectors: number[] = [];
  let arrived = 0;

  /** Group by group, so that the rows of one stay in the cache for all vectors. */
  const reduce = (some: readonly Float64Array[]): void => {
    let pending = 0;
    for (const group of groups) {
      pending += GROUP;
      const full = pending > SAFE_ACCUMULATIONS - GROUP;
      for (const vector of some) {
        const factors = group.pivots.map((pivot) => {
          const entry = remainder(vector[pivot] ?? 0);
          return entry === 0 ? 0 : p - entry;
        });
        if (factors.some((factor) => factor !== 0)) addMultiples(vector, group, factors);
        if (full) takeResidues(vector);
      }
      if (full) pending = 0;
    }
    for (const vector of some) takeResidues(vector);
  };

  /** Puts a reduced vector, 1 at the pivot, into the last group, and clears the pivot in the rows there. */
  const append = (row: Float64Array, pivot: number): void => {
    let group = groups.at(-1);
    if (group === undefined || group.pivots.length === GROUP) {
      group = { numbers: new Float64Array(GROUP * length), pivots: [] };
      groups.push(group);
    }
    const { numbers, pivots: own } = group;
    for (const other of own.keys()) {
      const entry = numbers[GROUP * pivot + other] ?? 0;
      if (entry === 0) continue;
      for (let k = 0, at = other; k < length; k++, at += GROUP) {
        numbers[at] = remainder((numbers[at] ?? 0) + (p - entry) * (row[k] ?? 0));
      }
    }
    for (let k = 0, at = own.length; k < length; k++, at += GROUP) numbers[at] = row[k] ?? 0;
    own.push(pivot);
  };

  return {
    get rank() {
      return pivots.length;
    },
    get pivots() {
      return pivots;
    },
    add(vector) {
      const index = arrived++;
      if (pivots.length === length) return false;
      reduce([vector]);
      const pivot = vector.findIndex((entry) => entry !== 0);
      if (pivot < 0) return false;
      const scale = inverseModulo(vector[pivot] ?? 0);
      for (let k = 0; k < length; k++) vector[k] = remainder((vector[k] ?? 0) * scale);
      append(vector, pivot);
      pivots.push(pivot);
      vectors.push(index);
      return true;
    },
    reduce,
    certificate: () => ({ prime: p, vectors: [...vectors], coordinates: [...pivots] }),
  };
}
