/**
 * End to end: f(Rx, Ry) = R f(x, y) for random vectors and rotations. The tensor has decided that already, for all of them; this asks
 * once more without it. A tensor that is not equivariant gives the smallest counterexample: a basis pair and a quarter turn.
 */
import type { Quaternion } from '../coupling/rotation.ts';
import { type Contraction, euclideanNorm } from './bilinear.ts';
import type { Dimensions } from './campaign.ts';
import type { Stray } from './fit.ts';
import { shortNumber } from './naming.ts';
import type { Reading } from './readings.ts';
import type { Rotated } from './rotated-rows.ts';
import { type Matrices, rotateVector, rotationMatrices, seenThrough } from './rotation-matrices.ts';
import type { PlacedSides, PlacedSlot } from './slots.ts';
import { type Limits, sumLimit } from './tolerance.ts';
import type { CheckResult, Facts } from './verdict.ts';

const quaternionText = ({ w, x, y, z }: Quaternion): string => `(${w}, ${x}, ${y}, ${z})`;

/** Limits carried through |D|. */
function rotatedLimits(slots: readonly PlacedSlot[], matrices: Matrices, limits: Float64Array): Float64Array {
  const carried = new Float64Array(limits.length);
  for (const { irrep, index } of slots) {
    for (const [row, entries] of matrices(irrep.l).entries()) {
      let sum = 0;
      for (const [column, entry] of entries.entries()) sum += Math.abs(entry) * (limits[index[column] ?? 0] ?? 0);
      carried[index[row] ?? 0] = sum;
    }
  }
  return carried;
}

function boundsFor(contraction: Contraction, limits: Limits, x: Float64Array, y: Float64Array): Float64Array {
  const { size, terms } = contraction.forward(x, y);
  const reach = euclideanNorm(x) * euclideanNorm(y);
  return size.map((value, k) => sumLimit(limits, terms[k] ?? 0, value, reach));
}

export interface RotationEvidence {
  readonly sizes: Dimensions;
  readonly limits: Limits;
  readonly contraction: Contraction;
  readonly sides: PlacedSides;
  readonly seed: number;
  /** those whose reading is the one found */
  readonly rows: readonly { readonly rotated: Rotated; readonly plain: Float64Array; readonly image: Float64Array }[];
}

export function rotations({ limits, contraction, sides, rows, seed }: RotationEvidence): CheckResult {
  for (const { rotated, plain, image } of rows) {
    const { reading, rotation, x, y, rotatedX, rotatedY } = rotated;
    const matrices = rotationMatrices(seenThrough(reading.out.axes, rotation));
    const expected = rotateVector(sides.out, matrices, plain);
    const before = rotatedLimits(sides.out, matrices, boundsFor(contraction, limits, x, y));
    // The rotated inputs were rounded to the dtype: each product once more for either input, which the direct term covers.
    const after = boundsFor(contraction, limits, rotatedX, rotatedY);
    const index = expected.findIndex(
      (value, k) => !(Math.abs(value - (image[k] ?? 0)) <= 2 * ((before[k] ?? 0) + (after[k] ?? 0))),
    );
    if (index < 0) continue;
    const where: Facts = {
      rotation: quaternionText(rotation),
      x1: [...x],
      x2: [...y],
      index,
      got: image[index] ?? 0,
      expected: expected[index] ?? 0,
      seed,
    };
    return {
      check: { id: 'rotations', verdict: 'fail', evidence: where },
      diagnosis: {
        code: 'not-equivariant',
        message: `f(Rx, Ry) is ${shortNumber(image[index] ?? 0)} at index ${index}, R f(x, y) is ${shortNumber(expected[index] ?? 0)}, for the rotation of quaternion ${quaternionText(rotation)}`,
        where,
      },
    };
  }
  return { check: { id: 'rotations', verdict: 'pass', evidence: { rotations: rows.length, seed } } };
}

const QUARTER_TURNS: readonly (readonly [string, Quaternion])[] = [
  ['90° about z', { w: 1n, x: 0n, y: 0n, z: 1n }],
  ['90° about x', { w: 1n, x: 1n, y: 0n, z: 0n }],
  ['90° about y', { w: 1n, x: 0n, y: 1n, z: 0n }],
  ['120° about x+y+z', { w: 1n, x: 1n, y: 1n, z: 1n }],
];

/** The smallest counterexample to equivariance: basis vectors, a turn of the cube where one shows it. */
export function counterexample(
  stray: Stray,
  sizes: Dimensions,
  contraction: Contraction,
  sides: PlacedSides,
  reading: Reading,
): Facts | undefined {
  const [i, j] = stray.place;
  const unit = (length: number, place: number): Float64Array =>
    Float64Array.from({ length }, (_, n) => (n === place ? 1 : 0));
  const [x, y] = [unit(sizes.d1, i), unit(sizes.d2, j)];
  let best: { text: string; quaternion: Quaternion; index: number; got: number; expected: number } | undefined;
  for (const [text, quaternion] of QUARTER_TURNS) {
    const on = (side: 'left' | 'right' | 'out'): Matrices =>
      rotationMatrices(seenThrough(reading[side].axes, quaternion));
    const image = contraction.forward(
      rotateVector(sides.left, on('left'), x),
      rotateVector(sides.right, on('right'), y),
    ).value;
    const expected = rotateVector(sides.out, on('out'), contraction.forward(x, y).value);
    for (const [index, got] of image.entries()) {
      const want = expected[index] ?? 0;
      if (Math.abs(got - want) > Math.abs((best?.got ?? 0) - (best?.expected ?? 0))) {
        best = { text, quaternion, index, got, expected: want };
      }
    }
  }
  if (best === undefined) return undefined;
  const { text, quaternion, index, got, expected } = best;
  return { rotation: text, quaternion: quaternionText(quaternion), x1: `e_${i}`, x2: `e_${j}`, index, got, expected };
}
