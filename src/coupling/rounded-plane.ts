/**
 * All symbols of one triple of degrees times one factor, correctly rounded: what whole tables are written from.
 *
 * A plane has ℓ1 ≥ ℓ2 and the largest degree as ℓ3, and is listed by m3 = 0 … ℓ3, then m2 = −ℓ2 … min(ℓ2, ℓ1−m3), with m1 = −m2−m3:
 *
 *   complex   f · (ℓ1 ℓ2 ℓ3; m1 m2 m3)
 *   real      the same, times √½ where no m is 0: the size that the entries of the real basis have (tensor-entries.ts)
 *
 * √(f²T), or √(½f²T), is one root of one exact number within 2u² of it, and √(1/C3) and the product with it are within 2u² and 8u²:
 * less than rounded-symbols.ts allows.
 */
import { type DoubleDoubles, setProduct, setSurd } from '../exact/double-double.ts';
import { surdToFloat32, surdToFloat64 } from '../exact/float.ts';
import { unitRoundoff } from '../exact/rounding.ts';
import { multiplySurds, type Surd, surd } from '../exact/surd.ts';
import { planeMaker, sharedRadicand } from './racah-planes.ts';
import { pairRoots, projectionRoots, roundSymbols } from './rounded-symbols.ts';
import { wigner3jOfTwice } from './wigner-3j.ts';

export type Basis = 'complex' | 'real';
export type Degrees = readonly [l1: number, l2: number, l3: number];

/** Of one plane: how many symbols have this m3. */
export const diagonalLength = ([l1, l2]: Degrees, m3: number): number => Math.min(2 * l2, l1 + l2 - m3) + 1;

/** The degrees in the order that a plane has them: the middle one, the smallest, the largest. */
export function planeDegrees(degrees: Degrees): Degrees {
  const [low = 0, middle = 0, high = 0] = [...degrees].sort((a, b) => a - b);
  return [middle, low, high];
}

const ROOT_HALF = surd(1, 1n, 2n);

/** Four times the relative error of a number rounded to float64: room for that of scaling by it. */
const ROUNDING = 4 * unitRoundoff('float64');

/**
 * Replaces a float64 nearest to some number by the float32 nearest to it: they are found by rounding again, unless the errors of the first
 * rounding reach across a half-way point.
 */
function narrow(value: number, exact: () => number): number {
  const narrowed = Math.fround(value * (1 - ROUNDING));
  return narrowed === Math.fround(value * (1 + ROUNDING)) ? narrowed : exact();
}

/** Rounds the plane of one triple with each of several factors > 0. */
export type PlaneRounder = (degrees: Degrees, factors: readonly Surd[], basis: Basis) => Float64Array[];

/** Rounds planes of degrees up to lmax, each in time of the order of its symbols. */
export function planeRounder(lmax: number, dtype: 'float64' | 'float32'): PlaneRounder {
  const roots = projectionRoots(lmax);
  const pairs = pairRoots(roots);
  const makePlane = planeMaker();
  const [whole, halved, shared] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  const row = new Float64Array(2 * lmax + 1);

  return (degrees, factors, basis) => {
    const [l1, l2, l3] = degrees;
    const plane = makePlane(l1 + l2 - l3, l1 - l2 + l3, l2 + l3 - l1);
    const pair = pairs(l1, l2);
    const { num, den } = sharedRadicand(plane.a, plane.b, plane.c);
    const length = plane.diagonals.reduce((sum, diagonal) => sum + diagonal.length, 0);
    return factors.map((factor) => {
      const values = new Float64Array(length);
      const common = multiplySurds(factor, surd(1, num, den));
      setSurd(whole, 0, common);
      setSurd(halved, 0, multiplySurds(common, ROOT_HALF));
      let to = 0;
      for (const diagonal of plane.diagonals) {
        const { m3 } = diagonal;
        const [usual, exceptions] = basis === 'complex' || m3 === 0 ? [whole, []] : [halved, [0, -m3]];
        const symbol = (m2: number): Surd => {
          const value = wigner3jOfTwice(2 * l1, 2 * l2, 2 * l3, -2 * (m2 + m3), 2 * m2, 2 * m3);
          const scaled = multiplySurds(factor, value);
          return usual === whole || exceptions.includes(m2) ? scaled : multiplySurds(ROOT_HALF, scaled);
        };
        const door = (_: number, m2: number): number => surdToFloat64(symbol(m2));
        const round = (from: number, end: number, root: DoubleDoubles): void => {
          setProduct(shared, 0, root, 0, roots[l3] ?? root, m3);
          roundSymbols(plane, diagonal, from, end, pair, shared, door, row);
        };
        round(0, diagonal.length, usual);
        for (const m2 of exceptions) {
          if (m2 >= -l2 && m2 + l2 < diagonal.length) round(m2 + l2, m2 + l2 + 1, whole);
        }
        for (let i = 0; i < diagonal.length; i++, to++) {
          const value = row[i] ?? 0;
          values[to] = dtype === 'float64' ? value : narrow(value, () => surdToFloat32(symbol(i - l2)));
        }
      }
      return values;
    });
  };
}
