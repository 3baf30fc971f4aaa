/**
 * Symbols of a plane of racah-planes.ts in float64, correctly rounded: (−1)^(ℓ1−ℓ2−m3) · S · t · √(1/C1) √(1/C2), C_i = C(2ℓi, ℓi+mi), where t
 * is whatever all of them share on a diagonal, given as a double-double; t = √(T/C3) for 3j symbols as they are (threej-table.ts).
 *
 * Let t be within 72u² of its value, u = 2^−53. The two roots are within 2u² of theirs, and the products of the roots, with t and with S add
 * 8u² each (exact/double-double.ts; S itself is exact in one limb and in two): 100u² in all, which 2^−99 = 128u² exceeds. A number that far
 * from a half-way point between two floats is rounded at once. For any other, and for S in three limbs, `exact` is asked. Zeros are exact,
 * and so are signs.
 */
import { type DoubleDoubles, SPLITTER, setProduct, setRoot } from '../exact/double-double.ts';
import { binomialRow } from '../exact/factorial.ts';
import { minusOneTo } from './angular-momentum.ts';
import { type Diagonal, RADIX, type RacahPlane } from './racah-planes.ts';

/** 100u² and more: the relative error of a symbol before it is rounded. */
const UNDECIDED = 2 ** -99;

/** √(1/C(2ℓ, ℓ+m)) for m = 0 … ℓ, one list for each ℓ ≤ lmax. */
export function projectionRoots(lmax: number): DoubleDoubles[] {
  return Array.from({ length: lmax + 1 }, (_, l) => {
    const row = binomialRow(2 * l);
    const roots = new Float64Array(2 * (l + 1));
    for (let m = 0; m <= l; m++) setRoot(roots, m, 1n, row[l + m] ?? 1n);
    return roots;
  });
}

/** Products of the roots of two degrees at [|m1|][|m2|], made when first asked for. */
export function pairRoots(roots: readonly DoubleDoubles[]): (l1: number, l2: number) => DoubleDoubles {
  const known = new Map<number, DoubleDoubles>();
  return (l1, l2) => {
    const key = l1 * roots.length + l2;
    const before = known.get(key);
    if (before !== undefined) return before;
    const [first, second] = [roots[l1] ?? new Float64Array(0), roots[l2] ?? new Float64Array(0)];
    const products = new Float64Array(2 * (l1 + 1) * (l2 + 1));
    for (let m1 = 0; m1 <= l1; m1++) {
      for (let m2 = 0; m2 <= l2; m2++) setProduct(products, m1 * (l2 + 1) + m2, first, m1, second, m2);
    }
    known.set(key, products);
    return products;
  };
}

/** The symbol of these orders, as the door of exact/float.ts rounds it. */
export type ExactSymbol = (m1: number, m2: number, m3: number) => number;

/**
 * Rounds the symbols i = from … to−1 of one diagonal into `values`, symbol i to place `into` + i.
 * @param pair √(1/C1)·√(1/C2) at [|m1|][|m2|]; shared: t
 * @returns how many were asked of `exact`
 */
export function roundSymbols(
  plane: RacahPlane,
  diagonal: Pick<Diagonal, 'm3' | 'start'>,
  from: number,
  to: number,
  pair: DoubleDoubles,
  shared: DoubleDoubles,
  exact: ExactSymbol,
  values: Float64Array,
  into = 0,
): number {
  if (plane.limbs < 3) return roundLimbs(plane, diagonal, from, to, pair, shared, exact, values, into);
  const { m3, start } = diagonal;
  const l2 = plane.degrees[1];
  let asked = 0;
  for (let i = from; i < to; i++) {
    const vanishes = plane.big[start + i] === 0n;
    values[into + i] = vanishes ? 0 : exact(l2 - i - m3, i - l2, m3);
    if (!vanishes) asked++;
  }
  return asked;
}

/** The same where S is of one limb or two. */
function roundLimbs(
  { degrees, limbs, high, low }: RacahPlane,
  { m3, start }: Pick<Diagonal, 'm3' | 'start'>,
  from: number,
  to: number,
  pair: DoubleDoubles,
  shared: DoubleDoubles,
  exact: ExactSymbol,
  values: Float64Array,
  into: number,
): number {
  const l2 = degrees[1];
  const phase = minusOneTo(degrees[0] - l2 - m3);
  const th = phase * (shared[0] ?? 0);
  const tl = phase * (shared[1] ?? 0);
  const splitT = SPLITTER * th;
  const th1 = splitT - (splitT - th);
  const th2 = th - th1;
  let asked = 0;
  for (let i = from; i < to; i++) {
    let sh = high[start + i] ?? 0;
    let sl = 0;
    if (limbs === 2) {
      const upper = sh * RADIX;
      const lower = low[start + i] ?? 0;
      sh = upper + lower;
      sl = lower - (sh - upper);
    }
    if (sh === 0) {
      values[into + i] = 0;
      continue;
    }
    const m2 = i - l2;
    const m1 = -m2 - m3;
    const k = 2 * ((m1 < 0 ? -m1 : m1) * (l2 + 1) + (m2 < 0 ? -m2 : m2));
    const ph = pair[k] ?? 0;
    const pl = pair[k + 1] ?? 0;
    // (pair · shared) · S, as setProduct does it, without leaving the registers.
    const splitP = SPLITTER * ph;
    const ph1 = splitP - (splitP - ph);
    const ph2 = ph - ph1;
    const product = ph * th;
    const rest = ph1 * th1 - product + ph1 * th2 + ph2 * th1 + ph2 * th2 + (ph * tl + pl * th);
    const xh = product + rest;
    const xl = rest - (xh - product);
    const splitX = SPLITTER * xh;
    const xh1 = splitX - (splitX - xh);
    const xh2 = xh - xh1;
    const splitS = SPLITTER * sh;
    const sh1 = splitS - (splitS - sh);
    const sh2 = sh - sh1;
    const last = xh * sh;
    const tail = xh1 * sh1 - last + xh1 * sh2 + xh2 * sh1 + xh2 * sh2 + (xh * sl + xl * sh);
    const error = (last < 0 ? -last : last) * UNDECIDED;
    let value = last + (tail + error);
    if (value !== last + (tail - error)) {
      asked++;
      value = exact(m1, m2, m3);
    }
    values[into + i] = value;
  }
  return asked;
}
