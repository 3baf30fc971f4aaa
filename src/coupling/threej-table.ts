/**
 * All 3j symbols of integer degrees up to lmax at once. With S the integers of racah-planes.ts,
 *
 *   (ℓ1 ℓ2 ℓ3; m1 m2 m3) = (−1)^(ℓ1−ℓ2−m3) · S · √( T / (C1 C2 C3) ),   C_i = C(2ℓi, ℓi+mi),
 *   T = (2ℓ1)! (2ℓ2)! (2ℓ3)! / (a! b! c! (J+1)!)
 *
 * the integer apart from a factor that is a product of one of the triple and one of each projection. Symbols of exchanged slots and of
 * opposite projections are (−1)^J times one another, so planes with ℓ3 ≥ ℓ1 ≥ ℓ2 and m3 ≥ 0 hold everything: each symbol there has up to twelve images.
 *
 * In float64 each is S·√T·√(1/C1)·√(1/C2)·√(1/C3) in double-doubles, rounded by rounded-symbols.ts; √T comes from roots of factorials, seven
 * within 2u² of their values and six products within 8u², and √(1/C3) adds one of each: 72u² in all.
 */
import { type DoubleDoubles, setProduct, setRoot } from '../exact/double-double.ts';
import { binomial, factorial } from '../exact/factorial.ts';
import { surdToFloat64 } from '../exact/float.ts';
import { minusOneTo } from './angular-momentum.ts';
import { type Diagonal, integerAt, type RacahPlane, racahPlanes, sharedRadicand } from './racah-planes.ts';
import { type ExactSymbol, pairRoots, projectionRoots, roundSymbols } from './rounded-symbols.ts';
import { imagesOf, placePlane } from './threej-images.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

/** What a table counts as it is made: the symbols that the selection rules allow, and the sum of their signs. */
export interface TableCount {
  readonly symbols: number;
  readonly signSum: number;
}

/** Σ sign S along a diagonal. */
function signsOf({ high, low, big, limbs }: RacahPlane, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at++) {
    const upper = high[at] ?? 0;
    const n = limbs === 1 || (limbs === 2 && upper !== 0) ? upper : limbs === 2 ? (low[at] ?? 0) : (big[at] ?? 0n);
    if (n > 0) sum++;
    else if (n < 0) sum--;
  }
  return sum;
}

/** The symbols of one plane and the signs of all their images. */
function countPlane(plane: RacahPlane): TableCount {
  const { middle, others } = imagesOf(plane);
  const between = plane.degrees[0] - plane.degrees[1];
  let symbols = 0;
  let signSum = 0;
  for (const { m3, start, length } of plane.diagonals) {
    const { times, signs } = m3 === 0 ? middle : others;
    symbols += times * length;
    if (signs !== 0) signSum += signs * minusOneTo(between - m3) * signsOf(plane, start, length);
  }
  return { symbols, signSum };
}

/** A plane in lists of its own, without the room to grow. */
function keep(plane: RacahPlane): RacahPlane {
  const total = plane.diagonals.reduce((sum, { length }) => sum + length, 0);
  const high = new Float64Array(plane.limbs === 3 ? 0 : total);
  const low = new Float64Array(plane.limbs === 2 ? total : 0);
  const big: bigint[] = [];
  const diagonals: Diagonal[] = [];
  let to = 0;
  for (const { m3, start, length } of plane.diagonals) {
    diagonals.push({ m3, start: to, length });
    for (let at = start; at < start + length; at++, to++) {
      if (plane.limbs === 3) big.push(plane.big[at] ?? 0n);
      else high[to] = plane.high[at] ?? 0;
      if (plane.limbs === 2) low[to] = plane.low[at] ?? 0;
    }
  }
  return { ...plane, diagonals, high, low, big };
}

/** S and the radicand T/(C1 C2 C3) of one symbol: sign·|S|·√(num/den). */
export interface SeparatedSymbol {
  readonly sign: -1 | 0 | 1;
  readonly integer: bigint;
  readonly num: bigint;
  readonly den: bigint;
}

export interface ExactTable extends TableCount {
  readonly lmax: number;
  /** The symbol, not reduced; integers ℓ ≤ lmax, |m| ≤ ℓ; zero where the selection rules fail. @throws RangeError outside */
  symbol(l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): SeparatedSymbol;
}

const NOTHING: SeparatedSymbol = { sign: 0, integer: 0n, num: 0n, den: 1n };

/** Every 3j symbol up to lmax, exactly. */
export function exactThreejTable(lmax: number): ExactTable {
  const planes = new Map<string, RacahPlane>();
  let [symbols, signSum] = [0, 0];
  for (const plane of racahPlanes(lmax, true)) {
    const count = countPlane(plane);
    symbols += count.symbols;
    signSum += count.signSum;
    planes.set(plane.degrees.join(), keep(plane));
  }
  const read = (l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): SeparatedSymbol => {
    // The image with ℓ3 ≥ ℓ1 ≥ ℓ2 and m3 ≥ 0, one exchange after the other.
    const image =
      l1 > l3
        ? read(l3, l2, l1, m3, m2, m1)
        : l2 > l3
          ? read(l1, l3, l2, m1, m3, m2)
          : l1 < l2
            ? read(l2, l1, l3, m2, m1, m3)
            : m3 < 0
              ? read(l1, l2, l3, -m1, -m2, -m3)
              : undefined;
    if (image !== undefined) {
      return minusOneTo(l1 + l2 + l3) === 1 || image.sign === 0 ? image : { ...image, sign: image.sign === 1 ? -1 : 1 };
    }
    const plane = planes.get([l1, l2, l3].join());
    const diagonal = plane?.diagonals[m3];
    if (plane === undefined || diagonal === undefined || m1 + m2 + m3 !== 0) return NOTHING;
    const value = integerAt(plane, diagonal.start + l2 + m2);
    if (value === 0n) return NOTHING;
    const { num, den } = sharedRadicand(plane.a, plane.b, plane.c);
    const positive = value > 0n === (minusOneTo(l1 - l2 - m3) === 1);
    return {
      sign: positive ? 1 : -1,
      integer: value > 0n ? value : -value,
      num,
      den: den * binomial(2 * l1, l1 + m1) * binomial(2 * l2, l2 + m2) * binomial(2 * l3, l3 + m3),
    };
  };
  return {
    lmax,
    symbols,
    signSum,
    symbol: (...args) => {
      const [l1, l2, l3, m1, m2, m3] = args;
      const allowed = [[l1, m1] as const, [l2, m2] as const, [l3, m3] as const].every(
        ([l, m]) => Number.isInteger(l) && l >= 0 && l <= lmax && Number.isInteger(m) && Math.abs(m) <= l,
      );
      if (!allowed) throw new RangeError(`no symbol (${l1} ${l2} ${l3}; ${m1} ${m2} ${m3}) in a table up to ${lmax}`);
      return read(...args);
    },
  };
}

/** √T of (a, b, c) from roots of factorials; overwritten by the next. */
function sharedRoots(lmax: number): (a: number, b: number, c: number) => DoubleDoubles {
  const top = 3 * lmax + 1;
  const [roots, inverses] = [new Float64Array(2 * (2 * lmax + 1)), new Float64Array(2 * (top + 1))];
  for (let k = 0; k <= 2 * lmax; k++) setRoot(roots, k, factorial(k), 1n);
  for (let k = 0; k <= top; k++) setRoot(inverses, k, 1n, factorial(k));
  const product = new Float64Array(2);
  return (a, b, c) => {
    setProduct(product, 0, roots, a + b, inverses, a);
    setProduct(product, 0, product, 0, inverses, a + b + c + 1);
    setProduct(product, 0, product, 0, roots, a + c);
    setProduct(product, 0, product, 0, inverses, c);
    setProduct(product, 0, product, 0, roots, b + c);
    setProduct(product, 0, product, 0, inverses, b);
    return product;
  };
}

/** Roots of larger factorials would leave the range of double-doubles. */
export const MAX_THREEJ_DEGREE = 90;

/** √(1/C1)·√(1/C2) at [|m1|][|m2|], √T, and √(1/C3) at m3. */
interface PlaneRoots {
  readonly pair: DoubleDoubles;
  readonly root: DoubleDoubles;
  readonly third: DoubleDoubles;
}

/**
 * Rounds the symbols of one plane, diagonal after diagonal.
 * @param shared room for one double-double
 * @returns how many the exact door had to round
 */
function roundPlane(
  plane: RacahPlane,
  { pair, root, third }: PlaneRoots,
  shared: DoubleDoubles,
  rounded: Float64Array,
): number {
  const [l1, l2, l3] = plane.degrees;
  const exact: ExactSymbol = (m1, m2, m3) =>
    surdToFloat64(wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2, 2 * m3));
  const exchanged = minusOneTo(l1 + l2 + l3);
  let undecided = 0;
  let to = 0;
  for (const diagonal of plane.diagonals) {
    const { length } = diagonal;
    setProduct(shared, 0, root, 0, third, diagonal.m3);
    // Where ℓ1 = ℓ2, exchanging m1 and m2 reverses the diagonal: half of it is enough.
    const half = l1 === l2 ? length >> 1 : 0;
    undecided += roundSymbols(plane, diagonal, half, length, pair, shared, exact, rounded, to);
    for (let i = 0; i < half; i++) rounded[to + i] = exchanged * (rounded[to + length - 1 - i] ?? 0);
    to += length;
  }
  return undecided;
}

export interface FloatTable extends TableCount {
  readonly lmax: number;
  /** all planes [2ℓ1+1][2ℓ2+1], m ascending, row-major, zero where |m1+m2| > ℓ3; m3 = −m1−m2 */
  readonly values: Float64Array;
  /** where the plane of an ordered triple starts; −1 where the triangle rule fails */
  offset(l1: number, l2: number, l3: number): number;
  /** how many were too close to a half-way point and went through the exact door */
  readonly undecided: number;
}

/** Offsets of the planes of all ordered triples, in lexicographic order. */
function offsetsOf(lmax: number): { readonly at: Int32Array; readonly length: number } {
  const n = lmax + 1;
  const at = new Int32Array(n ** 3).fill(-1);
  let length = 0;
  for (let l1 = 0; l1 <= lmax; l1++) {
    for (let l2 = 0; l2 <= lmax; l2++) {
      for (let l3 = Math.abs(l1 - l2); l3 <= Math.min(lmax, l1 + l2); l3++) {
        at[(l1 * n + l2) * n + l3] = length;
        length += (2 * l1 + 1) * (2 * l2 + 1);
      }
    }
  }
  return { at, length };
}

/** Every 3j symbol up to lmax in float64, correctly rounded. @throws RangeError unless lmax is an integer in 0…MAX_THREEJ_DEGREE */
export function float64ThreejTable(lmax: number): FloatTable {
  if (!(Number.isInteger(lmax) && lmax >= 0 && lmax <= MAX_THREEJ_DEGREE)) {
    throw new RangeError(
      `a table of 3j symbols in float64 goes to a degree between 0 and ${MAX_THREEJ_DEGREE}, not ${lmax}`,
    );
  }
  const n = lmax + 1;
  const { at, length } = offsetsOf(lmax);
  const values = new Float64Array(length);
  const offset = (l1: number, l2: number, l3: number): number => at[(l1 * n + l2) * n + l3] ?? -1;
  const roots = projectionRoots(lmax);
  const pairs = pairRoots(roots);
  const sharedRoot = sharedRoots(lmax);
  const shared = new Float64Array(2);
  const rounded = new Float64Array((2 * lmax + 1) ** 2);
  let [symbols, signSum, undecided] = [0, 0, 0];
  for (const plane of racahPlanes(lmax, true)) {
    const count = countPlane(plane);
    symbols += count.symbols;
    signSum += count.signSum;
    const [l1, l2, l3] = plane.degrees;
    const root = sharedRoot(plane.a, plane.b, plane.c);
    undecided += roundPlane(plane, { pair: pairs(l1, l2), root, third: roots[l3] ?? root }, shared, rounded);
    placePlane(plane, rounded, values, offset);
  }
  return { lmax, values, offset, symbols, signSum, undecided };
}
