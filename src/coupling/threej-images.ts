/**
 * The images of a symbol: exchanging slots, or turning all projections round, multiplies a 3j symbol by (−1)^J, so a plane of racah-planes.ts with
 * ℓ3 ≥ ℓ1 ≥ ℓ2 and m3 ≥ 0 stands in up to twelve places of a table of all.
 */
import { minusOneTo } from './angular-momentum.ts';
import type { RacahPlane } from './racah-planes.ts';

/** Which of the degrees of a plane stands in the first, the second and the third slot of an image; the last three exchange two of them. */
const ORDERS = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [1, 0, 2],
  [0, 2, 1],
  [2, 1, 0],
] as const;

/** How many of the orders lead to different triples; where two degrees are equal, an exchange of these leads back to the plane. */
const ordersOf = ([l1, l2, l3]: RacahPlane['degrees']): 1 | 3 | 6 =>
  l1 === l2 ? (l2 === l3 ? 1 : 3) : l1 === l3 ? 3 : 6;

/** How often a symbol of a plane stands in the table of all, and the sum of the signs it has there relative to its own. */
interface Images {
  readonly times: number;
  readonly signs: number;
}

/** Of symbols with m3 = 0 and, where opposite projections stand for themselves, with m3 > 0. */
export function imagesOf({ degrees }: RacahPlane): { readonly middle: Images; readonly others: Images } {
  const exchanged = minusOneTo(degrees[0] + degrees[1] + degrees[2]);
  const orders = ordersOf(degrees);
  const signs = orders === 6 ? 3 + 3 * exchanged : orders;
  return { middle: { times: orders, signs }, others: { times: 2 * orders, signs: (1 + exchanged) * signs } };
}

/** How the projections in a plane's three slots change with m3, where m2 = −ℓ2, and how along a diagonal. */
const BY_M3 = [-1, 0, 1];
const ALONG = [-1, 1, 0];

/**
 * Writes the symbols of a plane, diagonal after diagonal, to all their places. In each image m1 falls along a diagonal, m2 rises and m3 stays, so its
 * places are evenly spaced; opposite projections lie opposite in the plane.
 */
export function placePlane(
  { degrees, diagonals }: RacahPlane,
  symbols: Float64Array,
  values: Float64Array,
  offset: (l1: number, l2: number, l3: number) => number,
): void {
  const exchanged = minusOneTo(degrees[0] + degrees[1] + degrees[2]);
  // Of the symbol with m3 = 0 and m2 = −ℓ2, counted from −ℓ.
  const first = [degrees[0] + degrees[1], 0, degrees[2]];
  const orders = ordersOf(degrees);
  for (let k = 0; k < orders; k++) {
    const order = ORDERS[k] ?? ORDERS[0];
    const x = order[0];
    const y = order[1];
    const width = 2 * degrees[y] + 1;
    const own = offset(degrees[x], degrees[y], degrees[order[2]]);
    const start = own + (first[x] ?? 0) * width + (first[y] ?? 0);
    const opposite = 2 * own + (2 * degrees[x] + 1) * width - 1;
    const byM3 = (BY_M3[x] ?? 0) * width + (BY_M3[y] ?? 0);
    const step = (ALONG[x] ?? 0) * width + (ALONG[y] ?? 0);
    const sign = k < 3 ? 1 : exchanged;
    let from = 0;
    for (let m3 = 0; m3 < diagonals.length; m3++) {
      const to = from + (diagonals[m3]?.length ?? 0);
      // Where m3 = 0, the opposite places are those of the diagonal itself, and so are the numbers.
      spread(symbols, from, to, values, start + m3 * byM3, opposite - start - m3 * byM3, step, sign, sign * exchanged);
      from = to;
    }
  }
}

/** Writes the symbols from … to−1, each times a sign, to evenly spaced places, and backwards to others. */
function spread(
  symbols: Float64Array,
  from: number,
  to: number,
  values: Float64Array,
  start: number,
  opposite: number,
  step: number,
  sign: number,
  oppositeSign: number,
): void {
  for (let i = from, at = start, back = opposite; i < to; i++, at += step, back -= step) {
    const value = symbols[i] ?? 0;
    // + 0 turns −0 into 0
    values[at] = sign * value + 0;
    values[back] = oppositeSign * value + 0;
  }
}
