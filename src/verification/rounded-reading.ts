/** Tensors that are equivariant only as far as a format goes that is coarser than the declared one. */
import type { Claim } from './claim.ts';
import type { Couplings } from './decomposition.ts';
import { fitTensor, mayFit, type Probed } from './fit.ts';
import type { Interpretation, PathsOff } from './interpretation.ts';
import { coarserFormats, coarsestHolding } from './number-format.ts';
import { inOurAxes } from './our-axes.ts';
import { placeSides, type Reading } from './readings.ts';
import { isWidespread, LEADING_PART, slipInto, slipOfSize } from './tolerance.ts';

/** Equivariant under the reading but for the roundings of a coarser format, which touch entries everywhere. */
export function roundedReading(
  claim: Claim,
  probed: Probed,
  reading: Reading,
  couplings: Couplings,
  pathsOff: PathsOff,
): Interpretation | undefined {
  const sides = placeSides(claim, reading);
  const turned = inOurAxes(probed, reading, sides);
  const formats = coarserFormats(claim.dtype);
  const held = coarsestHolding(formats, turned.tensor);
  for (const slipped of formats) {
    const allowed: Probed = { ...turned, allowance: slipInto(slipped, probed.allowance) };
    if (!mayFit(allowed, sides, couplings)) continue;
    const found = fitTensor(allowed, sides, couplings);
    const fine = fitTensor(turned, sides, couplings);
    const { off, of } = pathsOff(fine);
    const everywhere = isWidespread(fine.strays, fine.nonzero) || isWidespread(off, of);
    if (found.strays > 0 || (held === undefined && !everywhere)) continue;
    const relative = fine.worst
      .filter(({ expected }) => Math.abs(expected) >= LEADING_PART * turned.scale)
      .reduce((most, { got, expected }) => Math.max(most, Math.abs(got / expected - 1)), 0);
    const named = held ?? slipOfSize(formats, relative) ?? slipped;
    const as =
      named === slipped
        ? found
        : fitTensor({ ...turned, allowance: slipInto(named, probed.allowance) }, sides, couplings);
    return { fit: as, reading, asClaimed: true, slipped: named };
  }
  return undefined;
}
