/**
 * Gram–Schmidt in integers. Vectors arrive one by one; each is made orthogonal to those kept before and kept if anything is left:
 *
 *   u = D·v − Σ_i (D ⟨v,u_i⟩/⟨u_i,u_i⟩) u_i,   divided by the greatest common divisor of its entries,
 *   ⟨a,b⟩ = Σ_{k<n} w_k a_k b_k,   w_k > 0 integers, D > 0 the common denominator
 *
 * Since D > 0, ⟨u,v⟩ > 0: u keeps the sign of v. Vectors may be longer than the n weights; what comes behind is carried along.
 */
import { gcd, leastCommonMultiple } from '../exact/index.ts';

export interface WeightedSpan {
  readonly rank: number;
  /** u of the header without common divisor, or undefined if v lies in the span of those before. */
  add(vector: readonly bigint[]): readonly bigint[] | undefined;
}

/** Σ_k w_k a_k b_k over the weights. */
export function weightedProduct(weights: readonly bigint[], a: readonly bigint[], b: readonly bigint[]): bigint {
  let sum = 0n;
  for (const [k, weight] of weights.entries()) {
    const [x, y] = [a[k] ?? 0n, b[k] ?? 0n];
    if (x !== 0n && y !== 0n) sum += weight * x * y;
  }
  return sum;
}

/** The vector divided by the greatest common divisor of its entries, which is > 0; zero stays zero. */
export function withoutContent(vector: readonly bigint[]): readonly bigint[] {
  let content = 0n;
  for (const entry of vector) {
    if (entry !== 0n) content = gcd(content, entry);
    if (content === 1n) return vector;
  }
  return content === 0n ? vector : vector.map((entry) => entry / content);
}

/** The empty span; vectors must have equal length, at least that of the weights. */
export function weightedSpan(weights: readonly bigint[]): WeightedSpan {
  const kept: { readonly vector: readonly bigint[]; readonly square: bigint }[] = [];
  return {
    get rank() {
      return kept.length;
    },
    add(vector) {
      let common = 1n;
      const parts = kept.map((basis) => {
        const product = weightedProduct(weights, vector, basis.vector);
        const divisor = gcd(product, basis.square);
        const den = basis.square / divisor;
        common = leastCommonMultiple(common, den);
        return { basis: basis.vector, num: product / divisor, den };
      });
      const rest = vector.map((entry) => entry * common);
      for (const { basis, num, den } of parts) {
        if (num === 0n) continue;
        const factor = (common / den) * num;
        for (const [k, entry] of basis.entries()) {
          if (entry !== 0n) rest[k] = (rest[k] ?? 0n) - factor * entry;
        }
      }
      const orthogonal = withoutContent(rest);
      const square = weightedProduct(weights, orthogonal, orthogonal);
      if (square === 0n) return undefined;
      kept.push({ vector: orthogonal, square });
      return orthogonal;
    },
  };
}
