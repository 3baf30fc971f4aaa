/** Tensors between ways of writing them down: with all sides in the axes of ours, and with the inputs exchanged. */
import { type Bases, inBases, SIDES, type Side } from './change-of-basis.ts';
import type { Probed } from './fit.ts';
import type { Reading } from './readings.ts';
import { axesRotation, rotationMatrices } from './rotation-matrices.ts';
import type { PlacedSides } from './slots.ts';

/** Where sides name axes differently, the tensor with all sides in the axes of ours. */
export function inOurAxes(probed: Probed, reading: Reading, sides: PlacedSides): Probed {
  const axes = SIDES.map((side) => reading[side].axes.join());
  if (new Set(axes).size === 1) return probed;
  // Coefficients on Y(P·) become D(P)ᵀ of them on Y; a leg of the tensor takes the same matrix.
  const matricesOf = (side: Side): Bases[Side] => {
    const { w, x, y, z } = axesRotation(reading[side].axes);
    const matrices = rotationMatrices({ w, x: -x, y: -y, z: -z });
    return new Map(sides[side].map(({ slot, irrep }) => [slot, matrices(irrep.l)]));
  };
  const bases: Bases = { left: matricesOf('left'), right: matricesOf('right'), out: matricesOf('out') };
  return {
    ...probed,
    tensor: inBases(probed.tensor, probed.sizes, sides, bases),
    second: inBases(probed.second, probed.sizes, sides, bases),
  };
}

/** T with its inputs exchanged, for equally long inputs. */
export function exchangeInputs(tensor: Float64Array, d: number, d3: number): Float64Array {
  const exchanged = new Float64Array(tensor.length);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      exchanged.set(tensor.subarray((i * d + j) * d3, (i * d + j + 1) * d3), (j * d + i) * d3);
    }
  }
  return exchanged;
}
