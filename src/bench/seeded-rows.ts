/** Inputs of benchmarks: seeded, the same on every machine, of a size at which nothing underflows. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { polarDirection } from '../algorithm/pole-rotation.ts';
import { newRows, type Rows } from '../program/batch.ts';
import type { FloatFormat } from '../program/lanes-kernel.ts';

const STEPS = 2 ** 20;

/** `length` multiples of 2^−20 between −1 and 1, exact in either format. */
export function seededRows(format: FloatFormat, length: number, seed: number): Rows {
  const rows = newRows(format, length);
  const generator = xoroshiro128plus(seed);
  for (let k = 0; k < length; k++) rows[k] = uniformInt(generator, -STEPS, STEPS) / STEPS;
  return rows;
}

/** cos θ, sin θ, cos φ, sin φ of random directions, row by row. */
export function seededDirections(count: number, seed: number): Rows {
  const vectors = seededRows('float64', 3 * count, seed);
  return Float64Array.from(
    Array.from({ length: count }, (_, k) => {
      const at = (i: number): number => vectors[3 * k + i] ?? 0;
      const { cosTheta, sinTheta, cosPhi, sinPhi } = polarDirection([at(0), at(1), at(2) || 1]);
      return [cosTheta, sinTheta, cosPhi, sinPhi];
    }).flat(),
  );
}
