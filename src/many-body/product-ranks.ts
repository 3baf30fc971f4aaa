/**
 * Lower bounds of the dimension that C channels reach, by Terracini's lemma as in analysis/secant.ts: the rank, modulo a prime and at
 * seeded points, of the derivatives of Σ_channels Σ_terms (monomial of weights)·(map) by all weights.
 */
import { seededPoints } from '../analysis/secant.ts';
import { MODULUS, modularSpan } from '../exact/index.ts';
import type { ProductSpace } from './product-space.ts';

/** Tangent spaces added channel by channel. */
export interface ProductRanks {
  readonly rank: number;
  /**
   * Adds a channel and returns the rank reached.
   * @throws RangeError if it adds nothing before the whole span is reached: generic channels always do
   */
  addChannel(): number;
}

/** Product of all but one: the derivative of a monomial by its i-th factor, equal factors counted apart. */
function otherFactors(factors: readonly number[], i: number): number {
  return factors.reduce((product, factor, k) => (k === i ? product : (product * factor) % MODULUS), 1);
}

export function productRanks({ blocks, weights }: ProductSpace): ProductRanks {
  const random = seededPoints();
  const length = blocks.reduce((sum, { maps }) => sum + maps, 0);
  const whole = blocks.reduce((sum, { reached }) => sum + reached, 0);
  const span = modularSpan(length);
  return {
    get rank() {
      return span.rank;
    },
    addChannel() {
      const point = Array.from({ length: weights }, random);
      const tangents = point.map(() => new Float64Array(length));
      let offset = 0;
      for (const { maps, terms } of blocks) {
        for (const { weights: monomial, values } of terms) {
          const factors = monomial.map((weight) => point[weight] ?? 0);
          for (const [i, weight] of monomial.entries()) {
            const slope = otherFactors(factors, i);
            const tangent = tangents[weight];
            if (tangent === undefined) continue;
            for (const [k, value] of values.entries()) {
              tangent[offset + k] = ((tangent[offset + k] ?? 0) + slope * value) % MODULUS;
            }
          }
        }
        offset += maps;
      }
      const before = span.rank;
      for (const tangent of tangents) span.add(tangent);
      if (span.rank === before && before < whole) throw new RangeError(`a channel adds nothing to rank ${before}`);
      return span.rank;
    },
  };
}
