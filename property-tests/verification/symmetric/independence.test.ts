/** Rank from floats, held to the rank of the same integers over the rationals. */
import { describe, expect, it } from 'vitest';
import { rationalSpan } from '../../../src/exact/linear-algebra.ts';
import { FORMATS } from '../../../src/verification/number-format.ts';
import { independence } from '../../../src/verification/symmetric/independence.ts';
import { basisAllowance } from '../../../src/verification/tolerance.ts';
import { at } from '../../exact/indexing.ts';
import { randomNumbers } from './foreign-bases.ts';

const allowance = basisAllowance(FORMATS.float32, { order: 3, degree: 10, elements: 12, terms: 100 });
const unit = (vector: readonly number[]): Float64Array => {
  const norm = Math.hypot(...vector);
  return Float64Array.from(vector, (value) => (norm === 0 ? 0 : Math.fround(value / norm)));
};

describe('independence', () => {
  it('of 400 lists of integer vectors, many dependent, is that over the rationals', () => {
    let [deficient, full] = [0, 0];
    for (let seed = 1; seed <= 400; seed++) {
      const random = randomNumbers(seed);
      const axes = 1 + (seed % 8);
      const rank = 1 + (seed % axes);
      const count = 1 + (seed % 13);
      const integer = (): number => Math.round(4 * random());
      const generators = Array.from({ length: rank }, () => Array.from({ length: axes }, integer));
      const vectors = Array.from({ length: count }, () => {
        const weights = generators.map(integer);
        return Array.from({ length: axes }, (_, a) =>
          generators.reduce((sum, vector, k) => sum + at(vector, a) * at(weights, k), 0),
        );
      });
      const span = rationalSpan();
      for (const vector of vectors) span.add(vector.map(BigInt));
      const found = independence(vectors.map(unit), axes, allowance);
      expect([found.certain, found.possible, found.dependent.length], `seed ${seed}`).toEqual([
        span.rank,
        span.rank,
        count - span.rank,
      ]);
      expect(found.certificate).toBeLessThan(1);
      if (span.rank < count) deficient += 1;
      if (span.rank === axes) full += 1;
      const left = found.unreached.reduce((sum, part) => sum + part, 0);
      expect(left).toBeCloseTo(axes - span.rank, 5);
    }
    expect(deficient).toBeGreaterThan(100);
    expect(full).toBeGreaterThan(30);
  });

  it.each([
    [1e-8, 1, 1],
    [2e-6, 1, 2],
    [1e-3, 2, 2],
  ])('a vector that leans away by %d: between %i and %i', (angle, certain, possible) => {
    const columns = [Float64Array.of(1, 0), Float64Array.of(1, angle)];
    expect(independence(columns, 2, allowance)).toMatchObject({ certain, possible });
  });

  it('of nothing, and of zeros, is none', () => {
    expect(independence([], 3, allowance)).toMatchObject({ certain: 0, possible: 0 });
    expect(independence([new Float64Array(3)], 3, allowance)).toMatchObject({
      certain: 0,
      possible: 0,
      dependent: [0],
    });
  });
});
