/** Tensors that are equivariant in a basis which no convention has: one side of them first, then all. */
import { type Bases, basesOfOneSide, changeOfBasis, inBases, SIDES, type Side } from './change-of-basis.ts';
import type { Couplings } from './decomposition.ts';
import { type Fit, fitTensor, type Probed } from './fit.ts';
import type { Interpretation } from './interpretation.ts';
import { isMixed, signedPermutation } from './leg-matrix.ts';
import type { Reading } from './readings.ts';
import type { PlacedSides } from './slots.ts';

/** The interpretation in such a basis, relative to the reading; undefined if there is none that explains every entry. */
export function inOtherBasis(
  probed: Probed,
  sides: PlacedSides,
  reading: Reading,
  couplings: Couplings,
): Interpretation | undefined {
  const problem = { tensor: probed.tensor, sizes: probed.sizes, sides, blocks: couplings.blocks };
  for (const side of SIDES) {
    const found = inBasis(probed, sides, reading, couplings, basesOfOneSide(problem, side));
    if (found !== undefined) return found;
  }
  const everywhere = changeOfBasis(problem);
  return everywhere === undefined ? undefined : inBasis(probed, sides, reading, couplings, everywhere);
}

/** The interpretation in the given bases, or in the signed permutations next to them; undefined if they do not explain it all. */
function inBasis(
  probed: Probed,
  sides: PlacedSides,
  reading: Reading,
  couplings: Couplings,
  bases: Bases,
): Interpretation | undefined {
  const { tensor, second, sizes } = probed;
  const turned = (matrices: Bases): Fit =>
    fitTensor(
      { ...probed, tensor: inBases(tensor, sizes, sides, matrices), second: inBases(second, sizes, sides, matrices) },
      sides,
      couplings,
    );
  const nearest = (side: Side): Bases[Side] =>
    new Map([...bases[side]].map(([slot, matrix]) => [slot, signedPermutation(matrix) ?? matrix]));
  const snapped: Bases = { left: nearest('left'), right: nearest('right'), out: nearest('out') };
  const exact = turned(snapped);
  if (exact.strays === 0) return { fit: exact, reading, asClaimed: false, bases: { matrices: snapped, exact: true } };
  // A fault of single entries bends a basis a little; a basis that is another one differs in earnest.
  const mixed = SIDES.some((side) => [...bases[side].values()].some(isMixed));
  if (!mixed) return undefined;
  const dense = turned(bases);
  // Matrices that were fitted to a faulty tensor are no basis: they must explain it all.
  return dense.strays === 0
    ? { fit: dense, reading, asClaimed: false, bases: { matrices: bases, exact: false } }
    : undefined;
}
