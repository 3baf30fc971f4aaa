/** How irreps, paths, slots and basis orders are named in messages. */
import { basisOrder } from '../coupling/convention.ts';
import { type Irrep, printIrrep } from '../irreps/irrep.ts';
import type { PlacedSlot, SideReading } from './slots.ts';
import type { Facts } from './verdict.ts';

interface Three<T> {
  readonly left: T;
  readonly right: T;
  readonly out: T;
}

export const pathName = ({ left, right, out }: Three<{ readonly irrep: Irrep }>): string =>
  `${printIrrep(left.irrep)}⊗${printIrrep(right.irrep)}→${printIrrep(out.irrep)}`;

/** Slots as facts: `{"path":"1o⊗1o→1e","left":1,"right":1,"out":3}`. */
export const pathFacts = (slots: Three<PlacedSlot>): Facts => ({
  path: pathName(slots),
  left: slots.left.slot,
  right: slots.right.slot,
  out: slots.out.slot,
});

/** m of our basis for a degree, as the axes of a reading call them at degree 1 and as numbers above. */
export function orderName({ axes }: Pick<SideReading, 'axes'>, l: number, m: number): string {
  if (l !== 1) return `${m}`;
  const ours = m === -1 ? 'y' : m === 0 ? 'z' : 'x';
  return ['x', 'y', 'z'][axes.indexOf(ours)] ?? ours;
}

/** The basis of a degree in the order of a reading: `(y, z, x)`, `(m = -2, -1, 0, 1, 2)`. */
export function orderText(names: readonly string[], l: number): string {
  return l === 1 ? `(${names.join(', ')})` : `(m = ${names.join(', ')})`;
}

export const claimedOrder = (reading: SideReading, l: number): number[] => basisOrder(reading, l);

/** Six significant digits: enough to see a factor, short enough to read. */
export const shortNumber = (value: number): string => `${Number(value.toPrecision(6))}`;

/** `a, b, c and 4 more`. */
export function someOf(names: readonly string[], most = 4): string {
  const unique = [...new Set(names)];
  const more = unique.length - most;
  return more > 0 ? `${unique.slice(0, most).join(', ')} and ${more} more` : unique.join(', ');
}
