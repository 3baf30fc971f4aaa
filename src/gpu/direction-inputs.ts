/** Matrices of rotations to seeded directions, exact and rounded: what `cgtp-so2` takes for its right input. */

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { poleRotation } from '../algorithm/pole-rotation.ts';
import type { Quaternion } from '../coupling/rotation.ts';
import { surdToFloat32, surdToFloat64 } from '../exact/float.ts';
import { unitRoundoff } from '../exact/rounding.ts';

/** Components of the integer quaternions. */
const LARGEST = 7;

export function seededQuaternions(count: number, seed: number): Quaternion[] {
  const generator = xoroshiro128plus(seed);
  const component = (): bigint => BigInt(uniformInt(generator, -LARGEST, LARGEST));
  return Array.from({ length: count }, () => ({
    w: component(),
    x: component(),
    y: component(),
    z: 1n + component() * 2n,
  }));
}

/** Numbers as float32, and their distances from the exact ones. */
export interface RoundedNumbers {
  readonly numbers: Float32Array;
  readonly errors: Float64Array;
}

/** D^0 … D^top of each rotation, row by row. */
export function rotationNumbers(top: number, rotations: readonly Quaternion[]): RoundedNumbers {
  const exact = rotations.flatMap((q) => {
    const { matrix } = poleRotation(q);
    return Array.from({ length: top + 1 }, (_, l) => matrix(l).flat()).flat();
  });
  const surds = exact.map((entry) => {
    if (typeof entry === 'number') throw new RangeError('the matrices of an integer quaternion are exact');
    return entry;
  });
  const numbers = Float32Array.from(surds, surdToFloat32);
  const errors = Float64Array.from(surds, (entry, i) => {
    const value = surdToFloat64(entry);
    return Math.abs(value - (numbers[i] ?? 0)) + unitRoundoff('float64') * Math.abs(value);
  });
  return { numbers, errors };
}

export const directionTrialInputs = (top: number, count: number, seed: number): RoundedNumbers =>
  rotationNumbers(top, seededQuaternions(count, seed));
