/**
 * Equivariance under all rotations at once, from the tensor and the generators alone: with X antisymmetric, T(Xx, y) + T(x, Xy) = X T(x, y)
 * says that Σ over the three legs of X·T is zero, for the generators about x, y and z. A second road to what fit.ts decides by w3j.
 */
import { type Axis, generator } from '../coupling/generators.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { eachEntry } from './decomposition.ts';
import { type Fit, largestSize } from './fit.ts';
import { type Matrix, turnLeg } from './leg-matrix.ts';
import { entryLimit } from './tolerance.ts';

export interface GeneratorIdentity {
  /** max |Σ X·T| over all blocks and axes */
  readonly largest: number;
  /** the largest of |Σ X·T| over what entries within their limits can add up to */
  readonly overLimit: number;
}

const AXES: readonly Axis[] = ['x', 'y', 'z'];

const rowSum = (matrix: Matrix): number =>
  matrix.reduce(
    (most, row) =>
      Math.max(
        most,
        row.reduce((sum, value) => sum + Math.abs(value), 0),
      ),
    0,
  );

export function generatorIdentity({ probed, blocks, limits }: Fit): GeneratorIdentity {
  const known = new Map<string, Matrix>();
  const generatorOf = (l: number, axis: Axis): Matrix => {
    const name = `${l} ${axis}`;
    const matrix = known.get(name) ?? generator(l, axis).map((row) => Float64Array.from(row, surdToFloat64));
    known.set(name, matrix);
    return matrix;
  };
  let [largest, overLimit] = [0, 0];
  for (const block of blocks) {
    const slots = [block.left, block.right, block.out];
    const shape = slots.map(({ index }) => index.length);
    const values = new Float64Array(shape.reduce((product, n) => product * n, 1));
    let limit = 0;
    eachEntry(block, probed.sizes, (place, entry) => {
      values[entry] = probed.tensor[place] ?? 0;
      limit = Math.max(limit, entryLimit(limits, block.reduced * (block.coupling?.[entry] ?? 0)));
    });
    if (values.every((value) => value === 0)) continue;
    for (const axis of AXES) {
      const sum = new Float64Array(values.length);
      let amplification = 0;
      for (const [leg, { irrep }] of slots.entries()) {
        const matrix = generatorOf(irrep.l, axis);
        amplification += rowSum(matrix);
        for (const [n, value] of turnLeg(values, shape, leg, matrix).entries()) sum[n] = (sum[n] ?? 0) + value;
      }
      const size = largestSize(sum);
      largest = Math.max(largest, size);
      // The matrices and sums here are float64: twice the limit leaves them room where the limit is that of float64.
      if (size > 0) overLimit = Math.max(overLimit, size / (2 * amplification * limit));
    }
  }
  return { largest, overLimit };
}
