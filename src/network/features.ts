/**
 * What flows between the layers: for each cloud and each channel one copy of each of a few irreps, an array [clouds, channels, length] whose
 * last index runs over the copies in order, each with its orders m = −ℓ…ℓ.
 */
import { type Irrep, irrepDimension, naturalIrrep } from '../irreps/irrep.ts';

/** One irrep of a channel. */
export interface Copy {
  readonly irrep: Irrep;
  /** of its first number in a channel */
  readonly offset: number;
  /** by how much to divide its numbers so that they are of size one */
  readonly size: number;
}

export interface Features {
  readonly copies: readonly Copy[];
  readonly channels: number;
  /** Σ(2ℓ+1) */
  readonly length: number;
}

/** Features of the given irreps and sizes, in the given order. */
export function featuresOf(copies: readonly Omit<Copy, 'offset'>[], channels: number): Features {
  let length = 0;
  const placed = copies.map((copy) => {
    const offset = length;
    length += irrepDimension(copy.irrep);
    return { ...copy, offset };
  });
  return { copies: placed, channels, length };
}

/** Features of size one. */
export const plainFeatures = (irreps: readonly Irrep[], channels: number): Features =>
  featuresOf(
    irreps.map((irrep) => ({ irrep, size: 1 })),
    channels,
  );

/** The irreps of the harmonics up to degree lmax. */
export const naturalIrreps = (lmax: number): Irrep[] => Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l));
