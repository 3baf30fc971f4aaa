/**
 * Signals with their members: in SO(3) one function carries a whole side; in O(3) the irreps of natural parity (−1)^ℓ are one
 * function on the sphere, those of unnatural parity another, a pseudo-function.
 *
 * Products: natural × natural and unnatural × unnatural are natural, mixed ones unnatural.
 */
import { naturalParity } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';
import type { Group } from '../irreps/path.ts';
import { layoutOf, type Placed, type Signal, signalOf } from './algorithm.ts';

export interface CarriedSignal extends Signal {
  readonly natural: boolean;
  /** the irreps carried, with their offsets in the vector of the side */
  readonly members: readonly Placed[];
}

/** The signals of a side as `signals` counts them, natural before unnatural, with what they carry. */
export function carriedSignals(side: Irreps, group: Group): CarriedSignal[] {
  const { placed } = layoutOf(side);
  return [true, false].flatMap((natural) => {
    const members = placed.filter(({ irrep }) => (group === 'so3' || irrep.p === naturalParity(irrep.l)) === natural);
    return signalOf(members.map(({ irrep }) => irrep.l)).map((signal) => ({ ...signal, natural, members }));
  });
}
