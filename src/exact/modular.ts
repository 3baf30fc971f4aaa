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
  /** @param vector residues in 0…p−1, of the length given at the start; it is overwritten */
  add(vector: Float64Array): boolean;
  certificate(): RankCertificate;
}

/** An empty span in F_p^length. */
export function modularSpan(length: number): ModularSpan {
  const p = MODULUS;
  const basis: Float64Array[] = []; // each 1 at its pivot and 0 at all earlier pivots
  const pivots: number[] = [];
  const vectors: number[] = [];
  let arrived = 0;

  const reduce = (vector: Float64Array): void => {
    let pending = 0;
    for (const [i, row] of basis.entries()) {
      const pivot = pivots[i] ?? 0;
      const entry = (vector[pivot] ?? 0) % p;
      if (entry === 0) continue;
      const factor = p - entry;
      for (let k = 0; k < length; k++) vector[k] = (vector[k] ?? 0) + factor * (row[k] ?? 0);
      if (++pending === SAFE_ACCUMULATIONS) {
        for (let k = 0; k < length; k++) vector[k] = (vector[k] ?? 0) % p;
        pending = 0;
      }
    }
    for (let k = 0; k < length; k++) vector[k] = (vector[k] ?? 0) % p;
  };

  return {
    get rank() {
      return basis.length;
    },
    add(vector) {
      const index = arrived++;
      if (basis.length === length) return false;
      reduce(vector);
      const pivot = vector.findIndex((entry) => entry !== 0);
      if (pivot < 0) return false;
      const scale = inverseModulo(vector[pivot] ?? 0);
      for (let k = 0; k < length; k++) vector[k] = ((vector[k] ?? 0) * scale) % p;
      basis.push(vector);
      pivots.push(pivot);
      vectors.push(index);
      return true;
    },
    certificate: () => ({ prime: p, vectors: [...vectors], coordinates: [...pivots] }),
  };
}
