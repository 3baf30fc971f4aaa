/**
 * How well a tensor is equivariant under a reading of its sides: every entry T_ijk against t·w3j of its block, within the limits of
 * tolerance.ts. By Schur's lemma that is all of equivariance under SO(3).
 */
import type { Dimensions } from './campaign.ts';
import { type Block, type Couplings, decompose, eachEntry } from './decomposition.ts';
import type { PlacedSides, PlacedSlot } from './slots.ts';
import { type Allowance, entryLimit, type Limits, limitsOf } from './tolerance.ts';

/** The tensor from two probings, and what is allowed of it. */
export interface Probed {
  readonly sizes: Dimensions;
  /** [d1, d2, d3], row-major */
  readonly tensor: Float64Array;
  /** the same from other mantissas, for the noise alone */
  readonly second: Float64Array;
  readonly allowance: Allowance;
  /** max|T| */
  readonly scale: number;
}

/** One entry that is not what its block says. */
export interface Stray {
  readonly left: PlacedSlot;
  readonly right: PlacedSlot;
  readonly out: PlacedSlot;
  /** indices in the three vectors */
  readonly place: readonly [number, number, number];
  readonly got: number;
  readonly expected: number;
  readonly limit: number;
}

export interface Fit {
  /** what was fitted, in the axes of ours */
  readonly probed: Probed;
  readonly sides: PlacedSides;
  readonly blocks: readonly Block[];
  readonly limits: Limits;
  /** entries outside the limits */
  readonly strays: number;
  /** entries that should not be zero */
  readonly nonzero: number;
  /** the first MAX_STRAYS of them, the one furthest beyond its limit first */
  readonly worst: readonly Stray[];
  /** Σ(T − t·w3j)² / ΣT² */
  readonly share: number;
  /** max |T − t·w3j| / limit over all entries */
  readonly observedOverLimit: number;
}

const MAX_STRAYS = 4096;

export const largestSize = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The noise of tolerance.ts: entries whose exact value is zero whatever t is, in both probings. */
function noiseOf({ tensor, second, sizes }: Probed, blocks: readonly Block[]): number {
  let noise = 0;
  for (const block of blocks) {
    eachEntry(block, sizes, (place, entry) => {
      if (block.coupling !== null && (block.coupling[entry] ?? 0) !== 0) return;
      noise = Math.max(noise, Math.abs(tensor[place] ?? 0), Math.abs(second[place] ?? 0));
    });
  }
  return noise;
}

/** Whether every entry is within the widest limits there are, whatever the noise; gives up at the first that is not. */
export function mayFit(probed: Probed, sides: PlacedSides, couplings: Couplings): boolean {
  const limits = limitsOf(probed.allowance, Number.POSITIVE_INFINITY, probed.scale);
  for (const block of decompose(probed.tensor, probed.sizes, sides, couplings)) {
    let fits = true;
    eachEntry(block, probed.sizes, (place, entry) => {
      const expected = block.reduced * (block.coupling?.[entry] ?? 0);
      if (Math.abs((probed.tensor[place] ?? 0) - expected) > entryLimit(limits, expected)) fits = false;
    });
    if (!fits) return false;
  }
  return true;
}

export function fitTensor(probed: Probed, sides: PlacedSides, couplings: Couplings): Fit {
  const { tensor, sizes, allowance, scale } = probed;
  const blocks = [...decompose(tensor, sizes, sides, couplings)];
  const limits = limitsOf(allowance, noiseOf(probed, blocks), scale);
  const worst: Stray[] = [];
  let [strays, nonzero, residual, total, observedOverLimit] = [0, 0, 0, 0, 0];
  for (const block of blocks) {
    const { left, right, out, coupling, reduced } = block;
    eachEntry(block, sizes, (place, entry) => {
      const got = tensor[place] ?? 0;
      const expected = reduced * (coupling?.[entry] ?? 0);
      const error = Math.abs(got - expected);
      const limit = entryLimit(limits, expected);
      if (expected !== 0) nonzero += 1;
      residual += error * error;
      total += got * got;
      observedOverLimit = Math.max(observedOverLimit, error / limit);
      if (error <= limit) return;
      strays += 1;
      if (worst.length >= MAX_STRAYS) return;
      const pair = Math.floor(place / sizes.d3);
      const indices = [Math.floor(pair / sizes.d2), pair % sizes.d2, place % sizes.d3] as const;
      worst.push({ left, right, out, place: indices, got, expected, limit });
    });
  }
  worst.sort((a, b) => Math.abs(b.got - b.expected) / b.limit - Math.abs(a.got - a.expected) / a.limit);
  return {
    probed,
    sides,
    blocks,
    limits,
    strays,
    nonzero,
    worst,
    share: total === 0 ? 0 : residual / total,
    observedOverLimit,
  };
}
