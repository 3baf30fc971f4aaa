/**
 * Functions on the torus by their Fourier coefficients: F = Σ F[u,v] z^u w^v on a plane of width n, frequencies taken modulo n.
 *
 *   way in:    F[u,v] = Σ x_i c_i[u,v]                 one multiplication for each entry of the table, which is real or imaginary
 *   product:   F[u,v] = Σ A[u1,v1] B[u−u1,v−v1]        one complex product, four multiplications, for each pair of frequencies
 *   way out:   z_i = Re Σ T_i[u,v] F[u,v]              one multiplication for each entry, by the real or the imaginary part of F
 *
 * u, v run over −lmax…lmax of each function in a product. The functions are real, F[−u,−v] = F[u,v]*, and so are the sums on the way out;
 * that symmetry and the one in θ save nothing here, as in the procedure that is counted.
 */
import type { Arithmetic } from '../exact/arithmetic.ts';
import { negateSurd, type Surd } from '../exact/surd.ts';
import type { Placed } from './algorithm.ts';
import type { FourierTerm } from './fourier-coefficients.ts';

/** Complex numbers on width × width places, or in a line of them; real and imaginary parts apart. */
export interface Plane<T> {
  readonly width: number;
  readonly re: T[];
  readonly im: T[];
}

export function emptyPlane<T>(over: Arithmetic<T>, width: number): Plane<T> {
  const zeros = (): T[] => new Array<T>(width * width).fill(over.zero);
  return { width, re: zeros(), im: zeros() };
}

type Complex<T> = readonly [T, T];

/** a·b by four multiplications. */
export const product = <T>(over: Arithmetic<T>, [a, b]: Complex<T>, [c, d]: Complex<T>): Complex<T> => [
  over.subtract(over.multiply(a, c), over.multiply(b, d)),
  over.add(over.multiply(a, d), over.multiply(b, c)),
];

/** Where the frequency (u, v) stands; |u|, |v| < width. */
const placeOf = (width: number, u: number, v: number): number => ((u + width) % width) * width + ((v + width) % width);

/** An entry of a conversion table: between the number `index` of a vector and the real or imaginary part at (u, v). */
export interface Conversion {
  readonly index: number;
  readonly u: number;
  readonly v: number;
  readonly part: 're' | 'im';
  readonly value: Surd;
}

/** The table of a signal's members. @param termsOf the Fourier terms of (ℓ, m) */
export function conversions(
  members: readonly Placed[],
  termsOf: (l: number, m: number) => readonly FourierTerm[],
): Conversion[] {
  const table: Conversion[] = [];
  for (const { irrep, offset } of members) {
    for (let m = -irrep.l; m <= irrep.l; m++) {
      for (const { u, v, imaginary, value } of termsOf(irrep.l, m)) {
        table.push({ index: offset + irrep.l + m, u, v, part: imaginary ? 'im' : 're', value });
      }
    }
  }
  return table;
}

/** The way in. */
export function toPlane<T>(
  over: Arithmetic<T>,
  table: readonly Conversion[],
  width: number,
  x: readonly T[],
): Plane<T> {
  const plane = emptyPlane(over, width);
  for (const { index, u, v, part, value } of table) {
    const place = placeOf(width, u, v);
    const term = over.multiply(over.constant(value), x[index] ?? over.zero);
    plane[part][place] = over.add(plane[part][place] ?? over.zero, term);
  }
  return plane;
}

/** A table for the way out: Re(i t·F) = −t·Im F, the sign kept in the table. */
export const outward = (table: readonly Conversion[]): Conversion[] =>
  table.map((entry) => (entry.part === 're' ? entry : { ...entry, value: negateSurd(entry.value) }));

/** The way out, added to z. */
export function fromPlane<T>(over: Arithmetic<T>, table: readonly Conversion[], plane: Plane<T>, z: T[]): void {
  for (const { index, u, v, part, value } of table) {
    const term = over.multiply(over.constant(value), plane[part][placeOf(plane.width, u, v)] ?? over.zero);
    z[index] = over.add(z[index] ?? over.zero, term);
  }
}

function addProduct<T>(
  over: Arithmetic<T>,
  a: Plane<T>,
  i: number,
  b: Plane<T>,
  k: number,
  to: Plane<T>,
  at: number,
): void {
  const { zero } = over;
  const [re, im] = product(over, [a.re[i] ?? zero, a.im[i] ?? zero], [b.re[k] ?? zero, b.im[k] ?? zero]);
  to.re[at] = over.add(to.re[at] ?? zero, re);
  to.im[at] = over.add(to.im[at] ?? zero, im);
}

/** The convolution of planes of widths 2·lmax+1, added to one at least as wide as their sum needs. */
export function addConvolution<T>(over: Arithmetic<T>, a: Plane<T>, b: Plane<T>, sum: Plane<T>): void {
  const [p, q] = [(a.width - 1) / 2, (b.width - 1) / 2];
  for (let u1 = -p; u1 <= p; u1++) {
    for (let v1 = -p; v1 <= p; v1++) {
      const i = placeOf(a.width, u1, v1);
      for (let u2 = -q; u2 <= q; u2++) {
        for (let v2 = -q; v2 <= q; v2++) {
          addProduct(over, a, i, b, placeOf(b.width, u2, v2), sum, placeOf(sum.width, u1 + u2, v1 + v2));
        }
      }
    }
  }
}

/** The products of planes of equal width, place by place, added to another. */
export function addPlacewise<T>(over: Arithmetic<T>, a: Plane<T>, b: Plane<T>, sum: Plane<T>): void {
  for (let i = 0; i < sum.re.length; i++) addProduct(over, a, i, b, i, sum, i);
}

/** A plane of width 2·lmax+1 laid into one at least as wide, frequency by frequency, and added. */
export function addPlane<T>(over: Arithmetic<T>, plane: Plane<T>, sum: Plane<T>): void {
  const lmax = (plane.width - 1) / 2;
  for (let u = -lmax; u <= lmax; u++) {
    for (let v = -lmax; v <= lmax; v++) {
      const [from, to] = [placeOf(plane.width, u, v), placeOf(sum.width, u, v)];
      sum.re[to] = over.add(sum.re[to] ?? over.zero, plane.re[from] ?? over.zero);
      sum.im[to] = over.add(sum.im[to] ?? over.zero, plane.im[from] ?? over.zero);
    }
  }
}
