/** Random vectors and their images under random rotations, for the end-to-end check f(Rx, Ry) = R f(x, y). */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { Quaternion } from '../coupling/rotation.ts';
import type { Claim } from './claim.ts';
import { placeSides, type Reading, uniformReadings } from './readings.ts';
import { rotateVector, rotationMatrices, seenThrough } from './rotation-matrices.ts';

/** Rotations for each reading. */
const ROTATIONS = 3;
/** Quaternion components are integers of at most this size. */
const COMPONENT = 5;

/** Rows 2i and 2i+1 of the batch: vectors, and their images under `rotation` where the sides are read so. */
export interface Rotated {
  readonly reading: Reading;
  readonly rotation: Quaternion;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rotatedX: Float64Array;
  readonly rotatedY: Float64Array;
}

function randomRotation(random: RandomGenerator): Quaternion {
  const component = (): bigint => BigInt(uniformInt(random, -COMPONENT, COMPONENT));
  const q = { w: component(), x: component(), y: component(), z: component() };
  // A rotation about z alone would leave most faults unseen.
  return q.x === 0n && q.y === 0n ? { ...q, x: 1n, y: 2n } : q;
}

/**
 * @param vector a random vector of the given length
 * @param representable rounds to the declared dtype
 */
export function rotatedRows(
  claim: Claim,
  random: RandomGenerator,
  vector: (side: 'left' | 'right') => Float64Array,
  representable: (value: number) => number,
): Rotated[] {
  const rotations = Array.from({ length: ROTATIONS }, () => randomRotation(random));
  return uniformReadings(claim).flatMap((reading) => {
    const placed = placeSides(claim, reading);
    return rotations.map((rotation): Rotated => {
      const [x, y] = [vector('left'), vector('right')];
      const image = (side: 'left' | 'right', from: Float64Array): Float64Array => {
        const matrices = rotationMatrices(seenThrough(reading[side].axes, rotation));
        return rotateVector(placed[side], matrices, from).map(representable);
      };
      return { reading, rotation, x, y, rotatedX: image('left', x), rotatedY: image('right', y) };
    });
  });
}
