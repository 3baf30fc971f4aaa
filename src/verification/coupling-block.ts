/**
 * w3j(ℓ1,ℓ2,ℓ3) as a dense block of float64, each entry rounded once from its exact value: [2ℓ1+1, 2ℓ2+1, 2ℓ3+1], row-major in
 * m = −ℓ…ℓ. Exchanging two slots gives (−1)^(ℓ1+ℓ2+ℓ3) (coupling/table.ts), so the exact values are made once per unordered triple.
 */
import { realCouplingEntries } from '../coupling/real-basis.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { isTriangle } from '../irreps/path.ts';

/** Gives the block of a triple; null where the triangle rule fails. Remembers what it gave. */
export type CouplingBlocks = (l1: number, l2: number, l3: number) => Float64Array | null;

interface Entry {
  readonly orders: readonly number[];
  readonly value: number;
}

export function couplingBlocks(): CouplingBlocks {
  const sorted = new Map<string, readonly Entry[]>();
  const blocks = new Map<string, Float64Array | null>();

  const entriesOf = (degrees: readonly number[]): readonly Entry[] => {
    const name = degrees.join();
    const known = sorted.get(name);
    if (known !== undefined) return known;
    const [l1 = 0, l2 = 0, l3 = 0] = degrees;
    const entries = realCouplingEntries(l1, l2, l3).map(({ m1, m2, m3, value }) => ({
      orders: [m1, m2, m3],
      value: surdToFloat64(value),
    }));
    sorted.set(name, entries);
    return entries;
  };

  const make = (degrees: readonly [number, number, number]): Float64Array | null => {
    const [l1, l2, l3] = degrees;
    if (!isTriangle(l1, l2, l3)) return null;
    const slots = [0, 1, 2].sort((a, b) => (degrees[a] ?? 0) - (degrees[b] ?? 0) || a - b);
    const descents = [0, 1, 2].filter((i) => (slots[i] ?? 0) > (slots[(i + 1) % 3] ?? 0)).length;
    const sign = descents === 2 && (l1 + l2 + l3) % 2 === 1 ? -1 : 1;
    const block = new Float64Array((2 * l1 + 1) * (2 * l2 + 1) * (2 * l3 + 1));
    const m = [0, 0, 0];
    for (const { orders, value } of entriesOf(slots.map((slot) => degrees[slot] ?? 0))) {
      slots.forEach((slot, i) => {
        m[slot] = orders[i] ?? 0;
      });
      const [m1 = 0, m2 = 0, m3 = 0] = m;
      block[((m1 + l1) * (2 * l2 + 1) + m2 + l2) * (2 * l3 + 1) + m3 + l3] = sign * value;
    }
    return block;
  };

  return (l1, l2, l3) => {
    const name = `${l1},${l2},${l3}`;
    const known = blocks.get(name);
    if (known !== undefined) return known;
    const block = make([l1, l2, l3]);
    blocks.set(name, block);
    return block;
  };
}
