/**
 * Rotations R that take the polar axis to a direction, R ẑ = r̂, by their matrices on the real harmonics. For a vector v of floats
 *
 *   q = (|v| + z, −y, x, 0),   |v| + z = (x² + y²)/(|v| − z) if z < 0
 *
 * turns ẑ to v/|v| in the plane of both. Rounded to integers it is exactly a rotation, to a direction at an angle below 2^−46: each
 * component errs by less than 16u of the largest one (u = 2^−53; a dozen roundings), so |δq| < 16√3 u |q|, and R ẑ turns by at most
 * 2|δq|/|q|; underflow comes in near −ẑ alone, by less than 10^−150. Any other R to the same direction is one rotation about ẑ away,
 * which does not matter to what is computed about the pole.
 * Derived here: the third column of the matrix of q (coupling/rotation.ts) is v/|v|.
 */
import { type Quaternion, wignerD } from '../coupling/rotation.ts';
import { RequestError } from '../errors.ts';
import type { Constant } from '../exact/arithmetic.ts';
import type { Surd } from '../exact/surd.ts';

/** A rotation R that takes the polar axis ẑ to the direction, by its matrices on the real harmonics: rows and columns m + l. */
export interface PoleRotation {
  matrix(l: number): readonly (readonly Constant[])[];
}

/** The rotation of an integer quaternion, exactly; its direction is the third column of the rotation's 3×3 matrix. */
export function poleRotation(q: Quaternion): PoleRotation {
  const known = new Map<number, Surd[][]>();
  return {
    matrix: (l) => {
      const matrix = known.get(l) ?? wignerD(l, q);
      known.set(l, matrix);
      return matrix;
    },
  };
}

/** 2^53: the places to which quaternionTowards rounds. */
const ROUNDED_TO = 2 ** 53;

/**
 * An integer quaternion that takes the polar axis to the direction of a vector of floats, up to an angle below 2^−46: a multiple
 * of (|v| + z, −y, x, 0), rounded.
 * @throws RequestError unless the components are finite and not all zero
 */
export function quaternionTowards(vector: readonly [number, number, number]): Quaternion {
  const size = Math.max(...vector.map(Math.abs));
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) {
    throw new RequestError(`a direction needs finite components, not all zero, got (${vector.join(', ')})`);
  }
  const [x, y, z] = [vector[0] / size, vector[1] / size, vector[2] / size];
  const length = Math.hypot(x, y, z);
  const w = z < 0 ? (x * x + y * y) / (length - z) : length + z; // no cancellation near −ẑ
  const largest = Math.max(w, Math.abs(x), Math.abs(y));
  if (largest === 0) return { w: 0n, x: 1n, y: 0n, z: 0n }; // −ẑ
  const rounded = (component: number): bigint => BigInt(Math.round((component / largest) * ROUNDED_TO));
  return { w: rounded(w), x: rounded(-y), y: rounded(x), z: 0n };
}
