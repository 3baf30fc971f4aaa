/**
 * Rotations of whole vectors of a side, in float64: D^ℓ on each slot, every entry rounded once from its exact value.
 *
 * A convention that renames axes sees another rotation matrix. With P the cyclic permutation that takes a point in their coordinates to
 * ours, their harmonics are Y(P·), and R acts on them as our D(P R P⁻¹).
 */
import { multiplyQuaternions, type Quaternion, wignerD } from '../coupling/rotation.ts';
import { surdToFloat64 } from '../exact/float.ts';
import type { PlacedSlot, SideReading } from './slots.ts';

/** D^ℓ as rows; index m + l. */
export type Matrices = (l: number) => readonly Float64Array[];

/** D^ℓ of one rotation for each degree asked for. */
export function rotationMatrices(q: Quaternion): Matrices {
  const known = new Map<number, readonly Float64Array[]>();
  return (l) => {
    const before = known.get(l);
    if (before !== undefined) return before;
    const matrix = wignerD(l, q).map((row) => Float64Array.from(row, surdToFloat64));
    known.set(l, matrix);
    return matrix;
  };
}

/** P of the header: their x, y, z are our axes[0], axes[1], axes[2]. Only cyclic renamings are conventions. */
export function axesRotation(axes: SideReading['axes']): Quaternion {
  const turn = axes[0] === 'x' ? 0n : axes[0] === 'y' ? 1n : -1n;
  return { w: 1n, x: turn, y: turn, z: turn };
}

const conjugate = ({ w, x, y, z }: Quaternion): Quaternion => ({ w, x: -x, y: -y, z: -z });

/** P q P⁻¹ of the header. */
export function seenThrough(axes: SideReading['axes'], q: Quaternion): Quaternion {
  const p = axesRotation(axes);
  return multiplyQuaternions(multiplyQuaternions(p, q), conjugate(p));
}

/** The vector at `offset` of `from`, rotated slot by slot. */
export function rotateVector(slots: readonly PlacedSlot[], matrices: Matrices, from: Float64Array): Float64Array {
  const rotated = new Float64Array(from.length);
  for (const { irrep, index } of slots) {
    for (const [row, entries] of matrices(irrep.l).entries()) {
      let sum = 0;
      for (const [column, entry] of entries.entries()) sum += entry * (from[index[column] ?? 0] ?? 0);
      rotated[index[row] ?? 0] = sum;
    }
  }
  return rotated;
}
