/**
 * Where the copies of irreps stand in the vector of a side, by layout and order: a list of slots, each with the vector indices of its
 * m = −ℓ…ℓ in our order.
 *
 * `mul-ir`: per entry of the list, copies outside, m inside. `ir-mul`: m outside, copies inside; e3x's [parity, (L+1)², features] is
 * that, for irreps listed in e3x's order.
 */
import { basisIndices, type Convention } from '../coupling/convention.ts';
import type { Irrep } from '../irreps/irrep.ts';
import type { Irreps } from '../irreps/irreps.ts';

/** How the two numbers m and copy make one index. */
export type CopyLayout = 'mul-ir' | 'ir-mul';

/** What a convention says of the vector of one side. */
export interface SideReading {
  readonly order: Convention['order'];
  readonly layout: CopyLayout;
  readonly axes: Convention['axes'];
}

/** One copy of an irrep. */
export interface PlacedSlot {
  /** counted over the whole side */
  readonly slot: number;
  /** entry of the irreps list, and copy within it */
  readonly entry: number;
  readonly copy: number;
  readonly irrep: Irrep;
  /** index[m + l] is where our m stands in the vector */
  readonly index: Int32Array;
}

export const readingOf = ({ order, layout, axes }: Convention): SideReading => ({
  order,
  layout: layout === 'ir-mul' || layout === 'parity-lm-mul' ? 'ir-mul' : 'mul-ir',
  axes,
});

/**
 * The slots of a side.
 * @param entries the order in which the entries of the list stand in the vector; as listed by default
 */
export function placeSlots(
  side: Irreps,
  { order, layout }: Pick<SideReading, 'order' | 'layout'>,
  entries: readonly number[] = side.map((_, entry) => entry),
): PlacedSlot[] {
  const starts = new Array<number>(side.length).fill(0);
  let offset = 0;
  for (const entry of entries) {
    starts[entry] = offset;
    const { mul, irrep } = side[entry] ?? { mul: 0, irrep: { l: 0, p: 1 } };
    offset += mul * (2 * irrep.l + 1);
  }
  const slots: PlacedSlot[] = [];
  for (const [entry, { mul, irrep }] of side.entries()) {
    const places = basisIndices({ order }, irrep.l);
    const start = starts[entry] ?? 0;
    for (let copy = 0; copy < mul; copy++) {
      const index = Int32Array.from(places, (place) =>
        layout === 'mul-ir' ? start + copy * places.length + place : start + place * mul + copy,
      );
      slots.push({ slot: slots.length, entry, copy, irrep, index });
    }
  }
  return slots;
}

/** The three sides of a tensor, placed. */
export interface PlacedSides {
  readonly left: readonly PlacedSlot[];
  readonly right: readonly PlacedSlot[];
  readonly out: readonly PlacedSlot[];
}

export const largestDegree = (side: Irreps): number =>
  side.reduce((most, { mul, irrep }) => (mul > 0 ? Math.max(most, irrep.l) : most), 0);
