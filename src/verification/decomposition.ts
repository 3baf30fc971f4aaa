/**
 * A tensor under a reading of its sides: for every three slots, the reduced coefficient t that fits T = t·w3j best, and what is left.
 *
 * t is the median of T/w3j over the leading entries of w3j, at least three of them where there are three: a single wrong entry does not
 * move it (a path has one entry, or at least three). Where the triangle rule fails, t = 0.
 */
import type { Dimensions } from './campaign.ts';
import { type CouplingBlocks, couplingBlocks } from './coupling-block.ts';
import type { PlacedSides, PlacedSlot } from './slots.ts';

export interface Block {
  readonly left: PlacedSlot;
  readonly right: PlacedSlot;
  readonly out: PlacedSlot;
  /** w3j, or null where the triangle rule fails */
  readonly coupling: Float64Array | null;
  readonly reduced: number;
}

/** Calls `visit` for every entry of a block: its place in the tensor and in w3j. */
export function eachEntry(
  { left, right, out }: Pick<Block, 'left' | 'right' | 'out'>,
  { d2, d3 }: Dimensions,
  visit: (place: number, entry: number) => void,
): void {
  let entry = 0;
  for (const i of left.index) {
    for (const j of right.index) {
      const row = (i * d2 + j) * d3;
      for (const k of out.index) visit(row + k, entry++);
    }
  }
}

function median(values: Float64Array): number {
  values.sort();
  const half = values.length >> 1;
  const upper = values[half] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[half - 1] ?? 0) + upper) / 2;
}

/** The entries of at least half the largest size, and the three largest at least. */
function leadingEntries(coupling: Float64Array): readonly number[] {
  const size = (entry: number): number => Math.abs(coupling[entry] ?? 0);
  const sorted = [...coupling.keys()].filter((entry) => size(entry) > 0).sort((a, b) => size(b) - size(a));
  const half = size(sorted[0] ?? 0) / 2;
  return sorted.filter((entry, place) => place < 3 || size(entry) >= half);
}

/** Remembers the leading entries of each block of w3j. */
export type LeadingEntries = (coupling: Float64Array) => readonly number[];

export function rememberedLeadingEntries(): LeadingEntries {
  const known = new Map<Float64Array, readonly number[]>();
  return (coupling) => {
    const entries = known.get(coupling) ?? leadingEntries(coupling);
    known.set(coupling, entries);
    return entries;
  };
}

/** What decomposing needs of the coupling tensors. */
export interface Couplings {
  readonly blocks: CouplingBlocks;
  readonly leading: LeadingEntries;
}

export const couplings = (): Couplings => ({ blocks: couplingBlocks(), leading: rememberedLeadingEntries() });

/** The blocks one by one, the left slot outermost. */
export function* decompose(
  tensor: Float64Array,
  sizes: Dimensions,
  sides: PlacedSides,
  { blocks, leading }: Couplings,
): Generator<Block> {
  for (const left of sides.left) {
    for (const right of sides.right) {
      for (const out of sides.out) {
        const coupling = blocks(left.irrep.l, right.irrep.l, out.irrep.l);
        const slots = { left, right, out };
        const reduced = coupling === null ? 0 : reducedOf(tensor, sizes, slots, coupling, leading(coupling));
        yield { ...slots, coupling, reduced };
      }
    }
  }
}

function reducedOf(
  tensor: Float64Array,
  { d2, d3 }: Dimensions,
  { left, right, out }: Pick<Block, 'left' | 'right' | 'out'>,
  coupling: Float64Array,
  entries: readonly number[],
): number {
  const [n2, n3] = [right.index.length, out.index.length];
  const ratios = Float64Array.from(entries, (entry) => {
    const [row, k] = [Math.floor(entry / n3), entry % n3];
    const i = left.index[Math.floor(row / n2)] ?? 0;
    const j = right.index[row % n2] ?? 0;
    return (tensor[(i * d2 + j) * d3 + (out.index[k] ?? 0)] ?? 0) / (coupling[entry] ?? 1);
  });
  return median(ratios);
}
