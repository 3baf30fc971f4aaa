/**
 * The product block of a MACE-like layer with Gaunt products: of one function on the sphere with its own powers,
 *
 *   B = P(f + f² + … + f^ν),   f = Σ A_ℓm Y_ℓm, ℓ ≤ L,   P the projection on ℓ ≤ Lout,   ν the correlation
 *
 * channel by channel, weights one (those of a network scale the powers, which changes no count). Three algorithms for one operation:
 *
 *   grid             one transform there, ν−1 products a point by f + f(f + …), one transform back; exact for degree νL + Lout
 *   fourier-direct   the planes of f^k by repeated convolution with that of f
 *   fourier-fft      one transform of the torus there, the same products place by place, one back; n the least power of two > 2νL
 *
 * Source: I. Batatia et al., MACE, arXiv 2206.07697, eq. 10, for the block; S. Luo et al., arXiv 2401.10216, for Gaunt products in it.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { rational } from '../exact/rational.ts';
import { multiplySurds, surdFromRational } from '../exact/surd.ts';
import { naturalIrrep } from '../irreps/irrep.ts';
import { type Irreps, singles } from '../irreps/irreps.ts';
import { layoutOf } from './algorithm.ts';
import { transformPlane } from './fft.ts';
import { harmonicTerms, projectionTerms } from './fourier-coefficients.ts';
import type { Calculation } from './gradient.ts';
import { gridForDegree } from './grid.ts';
import { type CarriedSignal, carriedSignals } from './signal.ts';
import { analysis, sphereGrid, synthesis } from './sphere-transform.ts';
import {
  addConvolution,
  addPlacewise,
  addPlane,
  conversions,
  emptyPlane,
  fromPlane,
  outward,
  type Plane,
  toPlane,
} from './torus.ts';

export const BLOCK_ROADS = ['grid', 'fourier-direct', 'fourier-fft'] as const;
export type BlockRoad = (typeof BLOCK_ROADS)[number];

/** L, Lout ≥ 0 and ν ≥ 1 of the header. */
export interface ProductBlock {
  readonly lmax: number;
  readonly out: number;
  readonly correlation: number;
}

const upTo = (lmax: number): Irreps => singles(Array.from({ length: lmax + 1 }, (_, l) => naturalIrrep(l)));

/** Lengths of A and B. */
export const blockLengths = ({ lmax, out }: ProductBlock): { readonly input: number; readonly output: number } => ({
  input: (lmax + 1) ** 2,
  output: (out + 1) ** 2,
});

function signalUpTo(lmax: number): CarriedSignal {
  const [signal] = carriedSignals(upTo(lmax), 'so3');
  if (signal === undefined) throw new RangeError('a signal has degrees');
  return signal;
}

function onGrid({ lmax, out, correlation }: ProductBlock): Calculation {
  const [from, to] = [signalUpTo(lmax), signalUpTo(out)];
  const sphere = sphereGrid(gridForDegree(correlation * lmax + out), Math.max(lmax, out));
  const there = synthesis(from, sphere, { fields: ['value'], turn: false });
  const back = analysis(to, sphere);
  return <T>(over: Arithmetic<T>, [x = []]: readonly (readonly T[])[]) => {
    const f = there.values(over, 'value', there.ringSums(over, 'value', x));
    let sum = f;
    for (let k = 1; k < correlation; k++) {
      sum = f.map((value, point) => over.add(value, over.multiply(value, sum[point] ?? over.zero)));
    }
    const z = Array.from({ length: layoutOf(upTo(out)).length }, () => over.zero);
    back.project(over, sum, z);
    return [z];
  };
}

/** Repeated convolution: planes of widths 2kL+1, added in one of width 2νL+1. */
function convolved<T>(over: Arithmetic<T>, f: Plane<T>, { lmax, correlation }: ProductBlock): Plane<T> {
  const sum = emptyPlane(over, 2 * correlation * lmax + 1);
  let power = f;
  addPlane(over, f, sum);
  for (let k = 2; k <= correlation; k++) {
    const next = emptyPlane(over, 2 * k * lmax + 1);
    addConvolution(over, power, f, next);
    addPlane(over, next, sum);
    power = next;
  }
  return sum;
}

/** f + f(f + …) place by place, between two transforms; the result is n² times too large. */
function transformed<T>(over: Arithmetic<T>, f: Plane<T>, { correlation }: ProductBlock): Plane<T> {
  transformPlane(over, f, 1);
  let sum: Plane<T> = f;
  for (let k = 1; k < correlation; k++) {
    const next: Plane<T> = { width: f.width, re: [...f.re], im: [...f.im] };
    addPlacewise(over, f, sum, next);
    sum = next;
  }
  const result = { width: sum.width, re: [...sum.re], im: [...sum.im] };
  transformPlane(over, result, -1);
  return result;
}

function onTorus(block: ProductBlock, road: 'fourier-direct' | 'fourier-fft'): Calculation {
  const { lmax, out, correlation } = block;
  const degree = correlation * lmax;
  const width = road === 'fourier-direct' ? 2 * lmax + 1 : 2 ** Math.ceil(Math.log2(2 * degree + 1));
  const scale = surdFromRational(road === 'fourier-direct' ? rational(1) : rational(1, width * width));
  const inward = conversions(signalUpTo(lmax).members, harmonicTerms);
  const reached = signalUpTo(out).members.filter(({ irrep }) => irrep.l <= degree);
  const outwards = outward(
    conversions(reached, (l, m) =>
      projectionTerms(l, m, degree).map((term) => ({ ...term, value: multiplySurds(term.value, scale) })),
    ),
  );
  const powers = road === 'fourier-direct' ? convolved : transformed;
  return <T>(over: Arithmetic<T>, [x = []]: readonly (readonly T[])[]) => {
    const z = Array.from({ length: layoutOf(upTo(out)).length }, () => over.zero);
    fromPlane(over, outwards, powers(over, toPlane(over, inward, width, x), block), z);
    return [z];
  };
}

/** The block by one of its algorithms: A → B. */
export const productBlock = (block: ProductBlock, road: BlockRoad): Calculation =>
  road === 'grid' ? onGrid(block) : onTorus(block, road);
